"""REUSE: copyright tags without their holders, snippets with licences of their own (REUSE 3.3, SPDX 2.3 Annex H)."""

import pytest

from scanner.detectors.rights.licence_reuse import reuse_of, snippets

BEGIN, END = "# SPDX-SnippetBegin\n", "# SPDX-SnippetEnd\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# SPDX-FileCopyrightText: 2019 A\n# SPDX-License-Identifier: MIT\n", "copyright and licence"),
        ("# SPDX-FileCopyrightText: 2019 A\n", "copyright only"),
        ("# SPDX-License-Identifier: MIT\n", None),
        ("x" * 9_000 + "\n# SPDX-FileCopyrightText: 2019 A\n", None),
        ("", None),
    ],
)
def test_the_tags_of_a_file_are_told(text: str, said: str | None) -> None:
    assert reuse_of(text) == said


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("a" + BEGIN + "b" + END + "c", ["SPDX-SnippetBegin\nb# SPDX-SnippetEnd"], id="one"),
        pytest.param(BEGIN + BEGIN + END + "x" + END + "y", [(BEGIN + BEGIN + END + "x" + END)[2:-1]], id="nested"),
        pytest.param(BEGIN + "b" + END + BEGIN + END, [(BEGIN + "b" + END)[2:-1], (BEGIN + END)[2:-1]], id="two"),
        pytest.param(BEGIN + "b", [(BEGIN + "b")[2:]], id="not closed"),
        pytest.param("b" + END, [], id="not opened"),
    ],
)
def test_snippets_run_from_their_first_tag_to_the_one_that_closes_it(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in snippets(text)] == parts
