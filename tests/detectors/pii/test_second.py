"""A second opinion reads what the first one read; the same tagger on both sides agrees with itself."""

from collections.abc import Sequence

import pytest

from pii_values import KEY, rule_named
from scanner.aggregation.strata import opinions_of
from scanner.detectors.options import DetectorOptions, NameOptions
from scanner.detectors.pii.entity import EntityDetector
from scanner.types.document import Document, TextField
from scanner.types.estimate import OpinionTally
from scanner.types.finding import Opinion

MODELS = (("en", "built-in"), ("zh", "built-in"))
RULE = "pii.person-name"
ENGLISH = "The letter was written by Mary Johnson, who works with Peter Brown in the library of the town."
CHINESE = "记者王建国昨日在北京采访了图书馆的馆长，市民都很高兴地参加了活动。"
GERMAN = "Der Brief wurde von der Lehrerin an alle Kinder der Schule geschrieben."


def pages(texts: Sequence[str], language: str) -> list[Document]:
    return [
        Document(f"{language}:{number}", (TextField("text", text),), language=language)
        for number, text in enumerate(texts)
    ]


def opinion(documents: Sequence[Document], second: Sequence[str], share: float = 1.0) -> OpinionTally:
    names = NameOptions(second_models=tuple((language, "built-in") for language in second), second_share=share)
    detector = EntityDetector([rule_named(RULE), rule_named("pii.place-name")], DetectorOptions(KEY, MODELS, names))
    return opinions_of(each for each in detector.detect(documents) if isinstance(each, Opinion))[RULE]


MIXED = [
    *pages([f"{ENGLISH}\n{CHINESE}\n{ENGLISH}", ENGLISH, "\n\n-- Mary\nJohnson --, Peter Brown.", ""], "en"),
    *pages([CHINESE, f"{CHINESE}{ENGLISH}{CHINESE}", ENGLISH], "zh"),
    *pages([f"{GERMAN}\n{CHINESE}", GERMAN], "de"),
]


@pytest.mark.parametrize("second", [("en",), ("zh",), ("en", "zh")], ids=",".join)
def test_the_same_tagger_confirms_every_name_and_sees_no_other(second: tuple[str, ...]) -> None:
    said = opinion(MIXED, second)
    assert said.bands
    assert all(band.confirmed == band.checked == band.names for band in said.bands.values())
    assert {name.split()[0] for name in said.bands} == set(second)
    assert sum(part.findings for part in said.strata.values()) == sum(band.names for band in said.bands.values())
    assert not any(part.met for name, part in said.strata.items() if name.endswith("silent"))


def test_names_are_in_the_band_of_the_language_they_were_read_in() -> None:
    said = opinion(pages([f"{GERMAN}\n{CHINESE}"], "de"), ("zh",))
    assert {name.split()[0] for name in said.bands} == {"zh"}
    assert set(said.strata) == {"de fired"}


def test_names_of_passages_that_the_second_cannot_read_are_left_out() -> None:
    documents = pages([f"The water of the river was cold in that year.\n{CHINESE}"], "en")
    assert opinion(documents, ("en",)).bands == {}
    assert set(opinion(documents, ("en",)).strata) == {"en silent"}


def test_documents_without_a_passage_for_the_second_are_in_no_stratum() -> None:
    said = opinion(MIXED, ("zh",))
    assert {name: part.documents for name, part in said.strata.items()} == {
        "en fired": 1,
        "zh fired": 2,
        "zh silent": 1,
        "de fired": 1,
    }


def test_documents_that_are_not_drawn_are_counted_and_not_checked() -> None:
    said = opinion(MIXED, ("en", "zh"), share=0.0)
    assert sum(part.documents for part in said.strata.values()) == 8
    assert not any(part.looked for part in said.strata.values())
    assert not any(band.checked for band in said.bands.values())
