"""Where a text names a licence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.rights.licence_text import written_licences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This text is licensed under CC BY-SA 4.0.", [("CC-BY-SA-4.0", "CC BY-SA 4.0")]),
        (
            "under a Creative Commons Attribution-NonCommercial 4.0 International License",
            [("CC-BY-NC-4.0", "Creative Commons Attribution-NonCommercial 4.0")],
        ),
        ("Creative Commons Attribution 3.0 Unported", [("CC-BY-3.0", "Creative Commons Attribution 3.0")]),
        ("采用知识共享署名-非商业性使用 4.0 国际许可协议", [("CC-BY-NC-4.0", "知识共享署名-非商业性使用 4.0")]),
        ("採用創用CC 姓名標示-禁止改作 3.0 台灣授權條款", [("CC-BY-ND-3.0", "創用CC 姓名標示-禁止改作 3.0")]),
        ("İ: CC BY 4.0. CC BY-NC 2.0", [("CC-BY-4.0", "CC BY 4.0"), ("CC-BY-NC-2.0", "CC BY-NC 2.0")]),
        ("see //creativecommons.org/licenses/by/4.0/.", [("CC-BY-4.0", "//creativecommons.org/licenses/by/4.0/")]),
        ("a cc by-law was passed", []),
        ("cc: bystander, cc bystander", []),
        ("署名：张三", []),
        ("CC BY 9.9", [("LicenseRef-CC-BY", "CC BY")]),
        ("", []),
    ],
)
def test_a_text_names_tools_of_creative_commons(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(place.tool.id, text[place.start : place.end]) for place in written_licences(text) if place.tool]
    assert found == expected


def test_an_spdx_tag_is_an_expression() -> None:
    (place,) = written_licences("# SPDX-License-Identifier: MIT OR Apache-2.0.\n")
    assert (place.tool, place.expression) == (None, "MIT OR Apache-2.0")


@pytest.mark.parametrize(
    "text",
    [
        "HTTPS://LICENSEBUTTONS.NET/l/by/4.0/88x31.png",
        "spdx-LICENSE-identifier: mit",
        "cc-BY-4.0",
        "姓名標示 創用CC 姓名標示 3.0",
    ],
)
def test_every_mark_opens_the_gate_in_any_case(text: str) -> None:
    assert list(written_licences(f"İ 文 {text}"))


WORDS = ["CC", " BY", "-SA", " 4.0", "署名", "知识共享", "creativecommons.org/", "licenses/by/4.0", "İ", "\n", "x", "-"]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_places_lie_inside_the_text(text: str) -> None:
    assert all(0 <= place.start < place.end <= len(text) for place in written_licences(text))
