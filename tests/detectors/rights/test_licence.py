"""Licences as people write them, in any place a document has for them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.rights.licence import RANKS, canonical_licence, read_licences


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CC BY 4.0", ("CC-BY-4.0", "attribution")),
        ("cc-by-4.0", ("CC-BY-4.0", "attribution")),
        ("CC_BY_NC_SA_4.0", ("CC-BY-NC-SA-4.0", "non-commercial")),
        ("CC BY NC-ND 3.0 IGO", ("CC-BY-NC-ND-3.0-IGO", "non-commercial")),
        ("CCBY 4.0", ("CC-BY-4.0", "attribution")),
        ("cc by 4", ("CC-BY-4.0", "attribution")),
        ("cc-by-sa", ("LicenseRef-CC-BY-SA", "share-alike")),
        ("cc-nc", ("LicenseRef-CC-NC", "non-commercial")),
        ("cc", ("LicenseRef-CC", "unknown")),
        ("CC0", ("CC0-1.0", "public-domain")),
        ("cc-zero", ("CC0-1.0", "public-domain")),
        ("CC0 1.0 Universal", ("CC0-1.0", "public-domain")),
        ("Creative Commons Zero v1.0 Universal", ("CC0-1.0", "public-domain")),
        ("Creative Commons Attribution-ShareAlike 4.0 International Public License", ("CC-BY-SA-4.0", "share-alike")),
        ("Creative Commons Attribution 4.0 International (CC BY 4.0)", ("CC-BY-4.0", "attribution")),
        ("Attribution-NonCommercial 4.0 International", ("CC-BY-NC-4.0", "non-commercial")),
        ("署名-非商业性使用-禁止演绎 4.0 国际", ("CC-BY-NC-ND-4.0", "non-commercial")),
        ("知识共享署名-相同方式共享 3.0 中国大陆许可协议", ("LicenseRef-CC-BY-SA-3.0-CN", "share-alike")),
        ("創用CC 姓名標示-非商業性-禁止改作 3.0 台灣", ("LicenseRef-CC-BY-NC-ND-3.0-TW", "non-commercial")),
        ("Apache 2.0", ("Apache-2.0", "permissive")),
        ("Apache License, Version 2.0", ("Apache-2.0", "permissive")),
        ("apache-2.0", ("Apache-2.0", "permissive")),
        ("MIT", ("MIT", "permissive")),
        ("The MIT License (MIT)", ("MIT", "permissive")),
        ("license:mit", ("MIT", "permissive")),
        ("bsd", ("LicenseRef-BSD", "permissive")),
        ("GPL-2.0", ("GPL-2.0-only", "copyleft")),
        ("GPL-2.0+", ("GPL-2.0-or-later", "copyleft")),
        ("GNU General Public License v3.0", ("GPL-3.0-only", "copyleft")),
        ("agpl-3.0", ("AGPL-3.0-only", "copyleft")),
        ("lgpl", ("LicenseRef-LGPL", "copyleft")),
        ("odc-by", ("ODC-By-1.0", "attribution")),
        ("odbl", ("ODbL-1.0", "share-alike")),
        ("pddl", ("PDDL-1.0", "public-domain")),
        ("gfdl", ("LicenseRef-GFDL", "share-alike")),
        ("GFDL-1.3-or-later", ("GFDL-1.3-or-later", "share-alike")),
        ("Open Data Commons Open Database License v1.0", ("ODbL-1.0", "share-alike")),
        ("Open Data Commons Attribution License v1.0", ("ODC-By-1.0", "attribution")),
        ("Open Data Commons Public Domain Dedication & License 1.0", ("PDDL-1.0", "public-domain")),
        ("GNU General Public License v2.0 only", ("GPL-2.0-only", "copyleft")),
        ("GNU General Public License v3.0 or later", ("GPL-3.0-or-later", "copyleft")),
        ("GNU Lesser General Public License v2.1 or later", ("LGPL-2.1-or-later", "copyleft")),
        ("GNU Library General Public License v2.0 only", ("LGPL-2.0-only", "copyleft")),
        ("GNU Affero General Public License v3.0 or later", ("AGPL-3.0-or-later", "copyleft")),
        ('BSD 3-Clause "New" or "Revised" License', ("BSD-3-Clause", "permissive")),
        ('BSD 2-Clause "Simplified" License', ("BSD-2-Clause", "permissive")),
        ("OGL v3", ("OGL-UK-3.0", "attribution")),
        ("KOGL 제1유형", ("LicenseRef-KOGL-1", "attribution")),
        ("LLAMA 3 COMMUNITY LICENSE", ("LicenseRef-Llama-3", "conditional")),
        ("CC\u2011BY\u20114.0", ("CC-BY-4.0", "attribution")),
        ("CC BY-SA 4.0 (unless otherwise noted)", ("CC-BY-SA-4.0", "share-alike")),
        ("cdla-sharing-1.0", ("CDLA-Sharing-1.0", "share-alike")),
        ("openrail++", ("LicenseRef-OpenRAIL", "conditional")),
        ("llama3.1", ("LicenseRef-Llama-3", "conditional")),
        ("BUSL-1.1", ("BUSL-1.1", "conditional")),
        ("NCGL-UK-2.0", ("NCGL-UK-2.0", "non-commercial")),
        ("All rights reserved.", ("LicenseRef-All-Rights-Reserved", "no-permission")),
        ("版权所有，侵权必究", ("LicenseRef-All-Rights-Reserved", "no-permission")),
        ("proprietary", ("LicenseRef-Proprietary", "no-permission")),
        ("UNLICENSED", ("LicenseRef-No-Licence", "no-permission")),
        ("No-Licence", ("LicenseRef-No-Licence", "no-permission")),
        ("Unlicense", ("Unlicense", "public-domain")),
        ("PolyForm-Noncommercial-1.0.0", ("PolyForm-Noncommercial-1.0.0", "non-commercial")),
        ("Public domain", ("LicenseRef-Public-Domain", "public-domain")),
        ("other", ("LicenseRef-Other", "unknown")),
        ("unknown", ("LicenseRef-Unknown", "unknown")),
        ("https://opensource.org/licenses/BSD-3-Clause", ("BSD-3-Clause", "permissive")),
        ("https://www.gnu.org/licenses/old-licenses/gpl-2.0.txt", ("GPL-2.0-only", "copyleft")),
        ("https://www.apache.org/licenses/LICENSE-2.0.html", ("Apache-2.0", "permissive")),
        ("https://opendatacommons.org/licenses/odbl/1-0/", ("ODbL-1.0", "share-alike")),
        ("https://spdx.org/licenses/ISC.html", ("ISC", "permissive")),
    ],
)  # fmt: skip
def test_names(name: str, expected: tuple[str, str]) -> None:
    assert canonical_licence(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("CC BY 4.0, but not for training", id="a condition on top"),
        pytest.param("CC BY 6.0", id="version that does not exist"),
        pytest.param("CC0 4.0", id="CC0 has one version"),
        pytest.param("CC BY-ND-SA 4.0", id="elements that exclude each other"),
        pytest.param("by", id="half a name"),
        pytest.param("MIT is a university in Massachusetts", id="prose"),
        pytest.param("LicenseRef-House-Terms", id="somebody's own reference"),
        pytest.param("MIT AND LicenseRef-House-Terms", id="one part that cannot be told"),
        pytest.param("MIT AND", id="an unfinished expression"),
        pytest.param("x" * 5000, id="too long to be a name"),
    ],
)
def test_what_cannot_be_told_is_not_guessed(name: str) -> None:
    assert read_licences(name) is None


@pytest.mark.parametrize("nothing", ["", "  ", "none", "NULL", "nan", "[]", "N/A", "无"])
def test_a_column_may_declare_nothing(nothing: str) -> None:
    assert read_licences(nothing) == ()


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        pytest.param("MIT OR GPL-3.0-only", ["MIT"], id="the least restrictive alternative"),
        pytest.param("GPL-3.0-only OR MIT", ["MIT"], id="in any order"),
        pytest.param("MIT AND GPL-3.0-only", ["MIT", "GPL-3.0-only"], id="joined licences all count"),
        pytest.param(
            "(MIT AND GPL-2.0-only) OR CC-BY-NC-4.0", ["MIT", "GPL-2.0-only"], id="an alternative by its strictest"
        ),
        pytest.param(
            "GPL-2.0-only WITH Classpath-exception-2.0",
            ["GPL-2.0-only WITH Classpath-exception-2.0"],
            id="an exception",
        ),
        pytest.param("CC-BY-NC-4.0 OR proprietary", ["CC-BY-NC-4.0"], id="what must be bought is no way out"),
        pytest.param("CC BY 4.0 or Apache 2.0", ["Apache-2.0"], id="names for ids"),
        pytest.param("MIT/Apache-2.0", ["MIT"], id="a slash is an alternative"),
        pytest.param("MIT, ISC", ["MIT", "ISC"], id="a comma joins"),
        pytest.param('["MIT", "Apache-2.0"]', ["MIT", "Apache-2.0"], id="a JSON list"),
        pytest.param("['cc-by-4.0']", ["CC-BY-4.0"], id="a Python list"),
        pytest.param('["MIT", "house terms"]', ["MIT", "LicenseRef-Unreadable"], id="a list with a riddle"),
        pytest.param('["MIT", "mit"]', ["MIT"], id="the same twice"),
    ],
)
def test_ours_expressions_and_lists(expression: str, ids: list[str]) -> None:
    assert [licence.id for licence in read_licences(expression) or ()] == ids


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("()", id="nothing in parentheses"),
        pytest.param("( OR MIT", id="an operator after a parenthesis"),
        pytest.param("(" * 300, id="many parentheses"),
        pytest.param("MIT OR " * 50, id="no last alternative"),
        pytest.param("MIT ISC", id="no operator"),
    ],
)
def test_broken_expressions_are_not_read(text: str) -> None:
    assert read_licences(text) is None


def test_a_list_within_lists_without_end_is_read_as_one() -> None:
    assert read_licences("[" * 50_000 + "'MIT'" + "]" * 50_000) == read_licences("MIT")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(" + "," * 400_000, id="commas behind a parenthesis"),
        pytest.param("[" + "," * 400_000, id="commas behind a bracket"),
        pytest.param("," * 400_000, id="commas"),
        pytest.param("(MIT," * 100_000, id="lists that never close"),
        pytest.param("[" + ",".join(f"x{number} y" for number in range(400_000)) + "]", id="a list without end"),
        pytest.param("MIT OR " * 400_000, id="alternatives without end"),
        pytest.param("&#" + "9" * 400_000 + ";", id="a character reference without end"),
    ],
)
def test_a_declaration_of_any_size_is_refused_at_once(text: str) -> None:
    before = time.process_time()
    assert read_licences(text) is None
    assert time.process_time() - before < 0.5


def test_ours_a_list_of_more_than_64_different_licences_is_not_read() -> None:
    names = [f"'x{number}'" for number in range(65)]
    assert read_licences(f"[{','.join(names)}]") is None
    assert read_licences(f"[{','.join(names[:64])}]") is not None
    assert read_licences(f"[{','.join(['MIT'] * 300)}]") == read_licences("MIT")


def test_the_most_restrictive_of_several_is_the_canonical_one() -> None:
    assert canonical_licence('["MIT", "cc-by-nc-4.0", "GPL-3.0-only"]') == ("CC-BY-NC-4.0", "non-commercial")


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "MIT",
                "AND",
                "OR",
                "WITH",
                "(",
                ")",
                "+",
                "CC",
                "BY",
                "NC",
                "4.0",
                "/",
                ",",
                "[",
                "]",
                "GPL-2.0",
                "é",
                "'",
            ]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_whatever_is_declared_gives_known_words_or_nothing(text: str) -> None:
    for licence in read_licences(text) or ():
        assert set(licence.classes) <= set(RANKS)
        assert licence.id.isascii()
        assert " " not in licence.id.replace(" WITH ", "")
