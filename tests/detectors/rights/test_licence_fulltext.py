"""Licences whose whole text stands in a passage: which one, where, how much of it."""

import textwrap
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licence_texts import TEXTS
from scanner.detectors.rights.licence_fulltext import full_texts
from scanner.detectors.rights.licence_prints import RARE_SHARE, SHARE, read_prints
from scanner.detectors.rights.licence_words import blanked, licence_words, places_of_words, shingles

APACHE = (Path(__file__).parents[3] / "LICENSE").read_text(encoding="utf-8")
ALL = {**TEXTS, "Apache-2.0": APACHE}


def named(passage: str) -> list[str]:
    return [found.id for found in full_texts(passage)]


def wrapped(text: str, leader: str, width: int = 70) -> str:
    paragraphs = [textwrap.wrap(" ".join(part.split()), width) for part in text.split("\n\n")]
    return "\n".join(f"{leader}{line}" for lines in paragraphs for line in [*lines, ""])


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_licence_text_is_named_alone(name: str) -> None:
    (found,) = full_texts(ALL[name])
    assert found.id == name
    assert found.share > 0.9


@pytest.mark.parametrize("leader", ["# ", "// ", " * ", ";; ", "-- ", "% ", "REM ", "dnl ", "    "])
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_comment_leaders_and_line_ends_make_no_difference(name: str, leader: str) -> None:
    assert named(wrapped(ALL[name], leader)) == [name]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Copyright 2019 Harbour Widgets", "Copyright (c) 1999-2021 Zoë Q. <z@example.org>", id="holder"),
        pytest.param("Copyright 2019 Harbour Widgets", "© 2021 A. All rights reserved.", id="sign and reservation"),
        pytest.param('"', "“", id="quotes"),
        pytest.param("license", "licence", id="British spelling"),
        pytest.param("THE COPYRIGHT HOLDERS AND CONTRIBUTORS", "THE REGENTS AND CONTRIBUTORS", id="who disclaims"),
        pytest.param("ISC DISCLAIMS", "THE AUTHOR DISCLAIMS", id="the author disclaims"),
        pytest.param("1. ", "a) ", id="bullets"),
        pytest.param("\n", "\r\n", id="line ends of Windows"),
    ],
)
@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_the_matching_guidelines_call_equal_is_equal(name: str, before: str, after: str) -> None:
    assert named(ALL[name].replace(before, after)) == [name]


def test_a_clause_taken_out_makes_another_licence() -> None:
    text = TEXTS["BSD-3-Clause"]
    start, end = text.index("3. Neither"), text.index("THIS SOFTWARE")
    assert named(text[:start] + text[end:]) == ["BSD-2-Clause"]
    text = TEXTS["ISC"].partition("\n\n")[2].replace("ISC DISCLAIMS", "THE AUTHOR DISCLAIMS")
    assert named(text) == ["ISC"]
    start, end = text.index(", provided that"), text.index("THE SOFTWARE")
    assert named(f"{text[:start]}.\n\n{text[end:]}") == ["0BSD"]


def test_texts_below_each_other_are_all_named_in_their_order() -> None:
    passage = "\n\nOther parts:\n\n".join(ALL[name] for name in ("Zlib", "Apache-2.0", "MIT", "BSD-4-Clause"))
    found = full_texts(passage)
    assert [one.id for one in found] == ["Zlib", "Apache-2.0", "MIT", "BSD-4-Clause"]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_text_is_found_where_it_stands() -> None:
    before = "İ 诗 = 1\n" * 30
    (found,) = full_texts(f"{before}\n{TEXTS['ISC']}\n{'x = 1 ' * 200}")
    assert found.start >= len(before)
    assert found.end <= len(before) + 1 + len(TEXTS["ISC"])


@pytest.mark.parametrize("name", sorted(ALL))
def test_half_a_text_is_no_licence(name: str) -> None:
    assert name not in named(ALL[name][: len(ALL[name]) // 2])


def test_prose_about_licences_is_no_licence() -> None:
    prose = "The MIT License grants permission, free of charge, and comes without warranty of any kind. " * 20
    assert named(prose) == []


def test_the_share_is_the_share_of_the_fingerprints_that_a_reader_would_count() -> None:
    prints = read_prints()
    for name, text in TEXTS.items():
        there = set(shingles(licence_words(blanked(text))).tolist())
        kept = prints.shingles[prints.shingles_of(prints.ids.index(name))].tolist()
        expected = sum(number in there for number in kept) / len(kept)
        assert full_texts(text)[0].share == pytest.approx(expected)


@given(st.lists(st.integers(0, 2**32 - 1), max_size=30), st.lists(st.integers(0, 59_000), max_size=30))
def test_known_shingles_are_told_from_others_as_a_set_tells_them(numbers: list[int], places: list[int]) -> None:
    prints = read_prints()
    given_numbers = np.array([*numbers, *prints.shingles[places].tolist()], np.uint32)
    at, known = prints.places_of(given_numbers)
    every = set(prints.shingles.tolist())
    assert at.tolist() == [place for place, number in enumerate(given_numbers.tolist()) if number in every]
    assert prints.shingles[known].tolist() == given_numbers[at].tolist()


@given(st.text(alphabet="ab zİ诗©(c)12 .\ncopyright", max_size=200))
def test_words_stand_where_their_places_say(text: str) -> None:
    cleared = blanked(text)
    words = licence_words(cleared)
    places = places_of_words(cleared, range(len(words)))
    assert len(cleared) == len(text)
    assert [cleared[start:end] for start, end in (places[number] for number in range(len(words)))] == words


def test_a_shingle_is_the_same_number_in_every_process() -> None:
    words = licence_words(blanked("Permission is hereby granted, free of charge"))
    assert words == ["permission", "is", "hereby", "granted", "free", "of", "charge"]
    assert shingles(words).tolist() == [1338730010, 898289452, 2661981422]


def test_a_rare_licence_asks_for_more_than_a_common_one() -> None:
    prints = read_prints()
    needed = dict(zip(prints.ids, prints.needed.tolist(), strict=True))
    assert needed["BSD-3-Clause"] == SHARE
    assert needed["BSD-3-Clause-No-Nuclear-License"] == RARE_SHARE


def test_every_text_keeps_at_least_a_few_shingles_and_no_words() -> None:
    prints = read_prints()
    assert prints.sizes.min() >= 6
    assert prints.shingles.dtype == np.uint32
    assert all(name.isascii() and " " not in name for name in prints.ids)
