from itertools import accumulate
from typing import Literal

import numpy as np
import pytest

from scanner.detectors.names.english.spans import RawName, in_address, joined, raw_names, without_title
from scanner.detectors.names.english.tokens import pieces_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Joseph", "Joseph"),
        ("Mr Smith", "Smith"),
        ("Senator  Sen. Clinton", "Clinton"),
        ("Doctor", "Doctor"),
        ("Drew Smith", "Drew Smith"),
        ("Miss", ""),
        ("Prof. Dr. Klaus Müller", "Klaus Müller"),
        ("Prime Minister Anna Berg", "Prime Minister Anna Berg"),
        ("Minister Anna Berg", "Anna Berg"),
        ("Sheikh Omar", "Omar"),
    ],
)
def test_titles_in_front_are_no_part_of_a_name(text: str, name: str) -> None:
    start, end = without_title(text, 0, len(text))
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["W", ".", "H", ".", "Koerner"], [(0, 4)]),
        (["Anna", ".", "Berg"], [(0, 0), (2, 2)]),
        (["V", "Choudhry"], [(0, 1)]),
        (["Mary", "-", "Ann"], [(0, 2)]),
        (["Mary", " -", " Ann"], [(0, 0), (2, 2)]),
        (["Anna", "Berg"], [(0, 0), (1, 1)]),
        (["A", ".", "B", ".", "C", ".", "Berg"], [(0, 6)]),
        (["A", ".", "B", ".", "C", ".", "D", ".", "E", ".", "F", ".", "Berg"], [(0, 0), (6, 12)]),
    ],
)
def test_initials_join_the_parts_of_a_name(words: list[str], expected: list[tuple[int, int]]) -> None:
    parts = [RawName("PERSON", 0, 0, 0.9), RawName("PERSON", len(words) - 1, len(words) - 1, 0.7)]
    assert [(name.first, name.last) for name in joined(parts, words.__getitem__)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["the", " A", ".", " Noel", " Berg"], [(1, 4)]),
        (["the", " A", ".", " J", ".", " Noel", " Berg"], [(1, 6)]),
        (["the", " Aa", ".", " Noel", " Berg"], [(3, 4)]),
        (["the", " a", ".", " Noel", " Berg"], [(3, 4)]),
        (["the", " A", " Noel", " Berg"], [(2, 3)]),
        (["did", " I", ".", " Noel", " Berg"], [(3, 4)]),
        (["an", " A", ".", " Noel", " Berg"], [(3, 4)]),
        (["by", " I", ".", " M", ".", " Noel", " Berg"], [(1, 6)]),
    ],
)
def test_initials_in_front_belong_to_a_person(words: list[str], expected: list[tuple[int, int]]) -> None:
    name = RawName("PERSON", len(words) - 2, len(words) - 1, 0.9)
    assert [(name.first, name.last) for name in joined([name], words.__getitem__)] == expected


@pytest.mark.parametrize(
    ("person", "place", "other", "kinds"),
    [
        (0.35, 0.0, 0.0, ["PERSON"]),
        (0.25, 0.0, 0.0, []),
        (0.25, 0.2, 0.2, []),
        (0.31, 0.3, 0.3, ["PERSON"]),
        (0.1, 0.35, 0.1, ["LOCATION"]),
        (0.2, 0.28, 0.2, []),
        (0.2, 0.1, 0.6, []),
    ],
)
def test_a_name_is_of_its_own_kind_as_surely_as_it_is_a_name(
    person: float, place: float, other: float, kinds: list[str]
) -> None:
    row = [1 - person - place - other, person, 0, place, 0, other, 0]
    assert [name.kind for name in raw_names(np.array([row], np.float32), np.array([5]))] == kinds


def test_an_unsure_part_of_a_sure_name_stays_in_it() -> None:
    rows = np.array([[0.1, 0.9, 0, 0, 0, 0, 0], [0.65, 0, 0.2, 0, 0, 0, 0.15]], np.float32)
    assert [(name.first, name.last) for name in raw_names(rows, np.array([5, 6]))] == [(5, 6)]


@pytest.mark.parametrize(
    ("words", "kind"), [(["the", " A", ".", " Berg"], "LOCATION"), (["the", " U", ".", "K"], "PERSON")]
)
def test_initials_in_front_of_a_place_or_of_an_initial_are_left(
    words: list[str], kind: Literal["PERSON", "LOCATION"]
) -> None:
    names = [RawName(kind, 3, 3, 0.9)]
    assert list(joined(names, words.__getitem__)) == names


def test_initials_that_end_another_name_stay_with_it() -> None:
    words = ["the", " U", ".", " Berg", "."]
    names = [RawName("LOCATION", 1, 1, 0.9), RawName("PERSON", 3, 3, 0.8)]
    assert list(joined(names, words.__getitem__)) == names


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (['"', "Berg", ",", " Anna", '"'], [(1, 3)]),
        (["“", "Berg", ",", " Anna", "”"], [(1, 3)]),
        (["(", "Berg", ",", " Anna", ")"], [(1, 1), (3, 3)]),
        (['"', "Berg", ",", " Anna", ","], [(1, 1), (3, 3)]),
        (['"', "Berg", ";", " Anna", '"'], [(1, 1), (3, 3)]),
    ],
)
def test_a_family_name_first_is_joined_within_quotation_marks(
    words: list[str], expected: list[tuple[int, int]]
) -> None:
    parts = [RawName("PERSON", 1, 1, 0.9), RawName("PERSON", 3, 3, 0.7)]
    assert [(name.first, name.last) for name in joined(parts, words.__getitem__)] == expected


def test_words_of_an_e_mail_address_are_known_as_such() -> None:
    pieces = pieces_of(["see anna.berg+x@mail.example.org, @anna and a @ b"]).pieces
    starts = [0, *accumulate(map(len, pieces))]
    inside = "".join(pieces[number] for number in sorted(in_address(pieces)))
    assert inside == " anna.berg+x@mail.example.org"
    assert starts[-1] == sum(map(len, pieces))
