"""Notices that put a file under a licence: which one, which version, only or later, or a choice."""

import pytest

from licence_notices import NOTICES
from licence_texts import TEXTS
from scanner.detectors.rights.licence_notices import GRANT_SHARE, notices


@pytest.mark.parametrize(("expression", "text"), NOTICES)
def test_a_notice_names_its_licence(expression: str, text: str) -> None:
    assert {notice.expression for notice in notices(text)} == {expression}


@pytest.mark.parametrize("text", [text for _, text in NOTICES])
@pytest.mark.parametrize("leader", ["\n# ", "\n// ", "\n * ", "\n;; ", "\n-- ", "\n% ", "\nREM ", "\ndnl "])
def test_comment_leaders_and_line_ends_make_no_difference(text: str, leader: str) -> None:
    assert {one.expression for one in notices(text.replace("\n", " ").replace(" the ", f"{leader}the "))} == {
        one.expression for one in notices(text)
    }


@pytest.mark.parametrize(
    "prose",
    [
        "He read the GNU General Public License in 2007",
        "the mitten under the MIT building",
        "Boston is under the BSD tree",
        "You should have received a copy of the GNU General Public License along with this program",
        "see the Apache web server",
        "license: mitten",
        '{"license": "MIT"}',
    ],
)
def test_a_licence_that_is_only_spoken_of_is_no_notice(prose: str) -> None:
    assert notices(prose) == []


def test_a_version_behind_the_end_of_the_sentence_is_not_the_licences() -> None:
    text = "licensed under the GNU General Public License. This is version 2 of the program, or any later version."
    assert [one.expression for one in notices(text)] == ["GPL"]


def test_two_licences_that_both_hold_are_no_choice() -> None:
    text = "This file is under the MIT license. " + "x" * 60 + " Parts are covered by the ISC license."
    assert [one.expression for one in notices(text)] == ["MIT", "ISC"]


def test_the_first_sentence_of_the_mit_licence_alone_is_half_a_sign_of_it() -> None:
    (found,) = notices(TEXTS["MIT"][:400])
    assert (found.expression, found.share) == ("MIT", GRANT_SHARE)


def test_a_notice_is_given_with_its_place_in_the_passage() -> None:
    text = "İ 诗 # Licensed under the Apache License, Version 2.0"
    (found,) = notices(text)
    assert text[found.start : found.end].replace("\n", " ") == "under the Apache License, Version 2.0"
