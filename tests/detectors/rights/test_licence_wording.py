"""Licences in their own words within whole files: whose they are, and that ordinary texts are left alone."""

from pathlib import Path

import pytest

from licence_texts import TEXTS
from scanner.detectors.rights import licence_fulltext, licence_wording
from scanner.detectors.rights.licence_wording import HEAD, TAIL, is_own, wordings

APACHE = (Path(__file__).parents[3] / "LICENSE").read_text(encoding="utf-8")
HEADER = '# Licensed under the Apache License, Version 2.0 (the "License");\n# you may not use this file\n'
CODE = "def total_of(values):\n    return sum(values)\n\n" * 400


def named(text: str) -> list[tuple[str, bool]]:
    return [(found.expression, found.is_whole) for found in wordings(text)]


def test_a_text_and_a_notice_of_one_licence_are_told_apart() -> None:
    assert named(APACHE) == [("Apache-2.0", True)]
    assert named(HEADER + CODE) == [("Apache-2.0", False)]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_licence_is_found_at_either_end_of_a_file(name: str) -> None:
    assert named(TEXTS[name] + CODE) == [(name, True)]
    assert named(CODE + TEXTS[name][-TAIL:]) == [(name, True)]


def test_a_notice_that_only_announces_the_text_is_not_told_twice() -> None:
    assert named(f"Under the BSD license:\n\n{TEXTS['BSD-3-Clause']}") == [("BSD-3-Clause", True)]


def test_the_example_of_a_notice_within_a_licence_text_is_no_notice() -> None:
    middle = len(TEXTS["Zlib"]) // 2
    text = TEXTS["Zlib"][:middle] + " under the GNU General Public License, version 2 " + TEXTS["Zlib"][middle:]
    assert named(text) == [("Zlib", True)]


def test_every_licence_is_told_once() -> None:
    assert named((HEADER + CODE[:300]) * 3) == [("Apache-2.0", False)]


def test_a_text_without_marks_at_its_ends_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(licence_wording, "notices", looked.append)
    monkeypatch.setattr(licence_fulltext, "read_prints", lambda: looked.append("prints"))
    assert wordings(CODE + HEADER + CODE) == []
    assert looked == []


def test_a_page_that_speaks_of_licences_is_not_searched_for_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    monkeypatch.setattr(licence_wording, "full_texts", searched.append)
    assert wordings("Our licences, by permission of the town, hang in the hall. " * 100) == []
    assert searched == []


@pytest.mark.parametrize(
    ("text", "is_page", "own"),
    [
        pytest.param(HEADER + CODE, False, True, id="top of a file"),
        pytest.param(HEADER + CODE, True, True, id="in a comment, so a page of code"),
        pytest.param(HEADER.replace("# ", "") + CODE, True, False, id="prose of a page"),
        pytest.param(CODE + HEADER, False, True, id="end of a file"),
        pytest.param(HEADER[:1] + CODE + HEADER + CODE, False, False, id="middle"),
    ],
)
def test_whose_licence_a_wording_is(text: str, *, is_page: bool, own: bool) -> None:
    start = text.index("Licensed")
    wording = licence_wording.Wording(start, start + 30, "Apache-2.0", 1.0, is_whole=False)
    assert len(CODE) > HEAD + TAIL
    assert is_own(text, wording, is_page=is_page) is own
