from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.names.english.tagger import EnglishTagger
from scanner.detectors.names.english.tokens import APART, LINE_END, normal_form, pieces_of
from scanner.detectors.names.english.types import MOST_TYPES
from scanner.detectors.names.english.weights import English, load_english
from scanner.errors import ModelError

PERSONS = [
    ("My name is John Smith and I live in Boston.", ["John Smith"]),
    ("Please forward this to Mary-Ann O'Brien before Friday.", ["Mary-Ann O'Brien"]),
    ("Barack Obama's speech was read by Maria García Fernández.", ["Barack Obama", "Maria García Fernández"]),
    ("Thanks, Peter", ["Peter"]),
    ("Regards,\nSarah Johnson\nSenior Account Manager", ["Sarah Johnson"]),
    ("Dear Mr. Thompson, thank you for your letter.", ["Thompson"]),
    ("I asked Rajesh Kumar and Priya Sharma to join us.", ["Rajesh Kumar", "Priya Sharma"]),
    ("The plaintiff, Robert J. Miller, appealed.", ["Robert J. Miller"]),
    ("Wei Zhang said that the results were good.", ["Wei Zhang"]),
    ("Professor Klaus Müller teaches physics in Berlin.", ["Klaus Müller"]),
    ("Ludwig van Beethoven was born in Bonn.", ["Ludwig van Beethoven"]),
    ("We met Emma, Olivia and Jack at the party.", ["Emma", "Olivia", "Jack"]),
    ("Posted by Jessica Brown on March 3", ["Jessica Brown"]),
    ("JOHN SMITH WAS ARRESTED IN CHICAGO YESTERDAY", ["JOHN SMITH"]),
    ("Dr. Fatima Hassan, the surgeon, called David.", ["Fatima Hassan", "David"]),
    ("Christopher's mother and Anna's father are friends.", ["Christopher", "Anna"]),
    ("According to Michael Jordan, the game was fair.", ["Michael Jordan"]),
    ("President George W. Bush visited Texas.", ["George W. Bush"]),
    ("I think Jennifer is a great teacher!", ["Jennifer"]),
    ("Contact: Thomas Anderson (555-0100)", ["Thomas Anderson"]),
    ("Her husband, Carlos Rodriguez, works at the bank.", ["Carlos Rodriguez"]),
    ("Written by Hiroshi Tanaka and edited by Kate Williams", ["Hiroshi Tanaka", "Kate Williams"]),
    ("Judge Patricia Moore denied the motion.", ["Patricia Moore"]),
    ("Yesterday Daniel told me that Laura had left.", ["Daniel", "Laura"]),
    ("Author: Elizabeth Taylor", ["Elizabeth Taylor"]),
    ("William Shakespeare wrote plays.", ["William Shakespeare"]),
]
NO_PERSONS = [
    "The water boils at one hundred degrees.",
    "Click here to read the Terms of Service.",
    "It was a dark and stormy night in London.",
    "def main(): return 0",
    "Mail john.smith@example.com or jane_doe+lists@mail.example.org now.",
    "Monday, Tuesday and the month of August are full.",
    "",
    " \n\t ",
]
WORDS = [*"aZé'’\n\t .@-_1中", "\ud800", "\x00", "John ", "Smith", " of", " London", "'s", "MARY", "\u2028", "\r\n"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


@cache
def tagger() -> EnglishTagger:
    return EnglishTagger.load()


@cache
def english() -> English:
    return load_english()


def persons(text: str) -> list[str]:
    return [text[name.start : name.end] for name in tagger().names([text])[0] if name.kind == "PERSON"]


def test_nineteen_of_twenty_names_of_persons_are_found_whole() -> None:
    right = sum(len(set(persons(text)) & set(expected)) for text, expected in PERSONS)
    assert right >= 0.95 * sum(len(expected) for _, expected in PERSONS)
    assert sum(len(set(persons(text)) - set(expected)) for text, expected in PERSONS) <= 1


@pytest.mark.parametrize("text", NO_PERSONS)
def test_texts_without_persons_give_none(text: str) -> None:
    assert persons(text) == []


def test_places_are_found_apart_from_persons() -> None:
    text = "Peter Jackson flew from Wellington to Los Angeles."
    places = [text[name.start : name.end] for name in tagger().names([text])[0] if name.kind == "LOCATION"]
    assert places == ["Wellington", "Los Angeles"]


@settings(deadline=None)
@given(TEXTS)
def test_pieces_lose_nothing(text: str) -> None:
    assert "".join(pieces_of([text]).pieces[APART:-APART]) == text


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_names_are_within_their_text_apart_and_the_same_in_any_company(texts: list[str]) -> None:
    together = tagger().names(texts)
    assert together == [tagger().names([text])[0] for text in texts]
    for text, names in zip(texts, together, strict=True):
        places = [place for name in names for place in (name.start, name.end)]
        assert places == sorted(places)
        assert all(0 <= name.start < name.end <= len(text) for name in names)
        assert all(name.score is not None and 0 <= name.score <= 1 for name in names)


def test_forgetting_types_changes_no_answer() -> None:
    fresh = EnglishTagger(english())
    text = "John Smith met Laura Brown in Denver. "
    before = fresh.names([text])
    fresh.names([" ".join(f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(17576))])
    for start in range(0, MOST_TYPES, 20000):
        fresh.names([" ".join(f"{chr(0x1000 + n % 500)}{chr(0x3400 + n)}" for n in range(start, start + 20000))])
    assert fresh.names([text]) == before


@pytest.mark.parametrize(
    ("piece", "form"),
    [(" a", " a"), ("a", "a"), ("\n", LINE_END), ("  ", ""), ("\t\r\n ", LINE_END), ("\u2028", LINE_END)],
)
def test_normal_forms(piece: str, form: str) -> None:
    assert normal_form(piece) == form


@pytest.mark.parametrize(
    "text", ["x" * 10**6, "@" * 10**6, "A" * 300_000, "John " * 10**5, "\n" * 10**6, "a@b." * 10**5]
)
def test_a_hard_text_is_read_to_its_end(text: str) -> None:
    names = tagger().names([text + "\n\nMy name is John Smith."])[0]
    assert "John Smith" in {(text + "\n\nMy name is John Smith.")[name.start : name.end] for name in names}


def test_a_changed_weights_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "english.npz"
    path.write_bytes(b"changed")
    with pytest.raises(ModelError, match=r"english\.npz: sha256 [0-9a-f]{64}, expected"):
        load_english(path)
    with pytest.raises(ModelError, match="cannot be read"):
        load_english(tmp_path / "none.npz")
