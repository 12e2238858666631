"""Chinese lines on pages in a language without a tagger are read, drawn and told like any other text."""

from collections.abc import Sequence

import pytest

from pii_values import KEY, rule_named
from scanner.detectors.options import DetectorOptions, NameOptions
from scanner.detectors.pii.entity import EntityDetector
from scanner.types.document import Document, TextField
from scanner.types.finding import NOT_DRAWN, Detection, Drawn, Finding, NotLooked, ReadIn

MODELS = (("en", "built-in"), ("zh", "built-in"))
RULE = "pii.person-name"
CHINESE = "记者王建国昨日在北京采访了图书馆的馆长，市民都很高兴地参加了活动。"
GERMAN = "Der Brief wurde von der Lehrerin an alle Kinder der Schule geschrieben."
ENGLISH = "The letter was written by Mary Johnson, who works with Peter Brown in the library of the town."
IN_PART = "only its Chinese lines can be read: no language model for de"


def pages(text: str, language: str | None, count: int = 1) -> list[Document]:
    return [Document(f"{language}:{each}", (TextField("text", text),), language=language) for each in range(count)]


def said(
    documents: Sequence[Document], names: NameOptions, models: tuple[tuple[str, str], ...] = MODELS
) -> list[Detection]:
    return list(EntityDetector([rule_named(RULE)], DetectorOptions(KEY, models, names)).detect(documents))


def reasons(detections: Sequence[Detection]) -> dict[str, list[str]]:
    gaps: dict[str, list[str]] = {}
    for each in detections:
        if isinstance(each, NotLooked):
            gaps.setdefault(each.document, []).append(each.reason)
    return gaps


def test_partial_reading_has_its_own_reason() -> None:
    documents = [*pages(f"{GERMAN}\n{CHINESE}", "de"), *pages(GERMAN, "nl"), *pages(CHINESE, "zh")]
    assert reasons(said(documents, NameOptions())) == {"de:0": [IN_PART], "nl:0": ["no language model for nl"]}


def test_a_page_of_unknown_language_is_read_in_part_too() -> None:
    (reason,) = reasons(said(pages(CHINESE, None), NameOptions()))["None:0"]
    assert reason == "only its Chinese lines can be read: no language model for und"


def test_english_on_a_chinese_page_without_a_tagger_for_chinese_is_read_in_part() -> None:
    found = reasons(said(pages(f"{CHINESE}{ENGLISH}", "zh"), NameOptions(), (("en", "built-in"),)))
    assert found == {"zh:0": ["only its stretches in other languages can be read: no language model for zh"]}


def test_what_can_be_read_in_part_is_drawn() -> None:
    detections = said(pages(f"{GERMAN}\n{CHINESE}", "de", 4), NameOptions("sample", share=1.0))
    drawn = [each for each in detections if isinstance(each, Drawn)]
    assert {(each.stratum, each.looked) for each in drawn} == {("de in part", True)}
    assert len(drawn) == len([each for each in detections if isinstance(each, Finding)]) == 4


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_each_document_has_one_reason_whether_drawn_or_not(share: float) -> None:
    documents = [*pages(f"{GERMAN}\n{CHINESE}", "de", 9), *pages(GERMAN, "nl", 2), *pages(CHINESE, "zh", 9)]
    detections = said(documents, NameOptions("sample", share=share))
    found = reasons(detections)
    assert all(len(each) == 1 for each in found.values())
    assert {found[document.id][0] for document in documents[:9]} == {IN_PART}
    undrawn = {each.document for each in detections if isinstance(each, Drawn) and not each.looked}
    assert {each for each, (reason,) in found.items() if reason == NOT_DRAWN} == {
        each for each in undrawn if each.startswith("zh")
    }


def test_the_languages_read_are_told() -> None:
    documents = [*pages(f"{GERMAN}\n{CHINESE}", "de"), *pages(f"{ENGLISH}\n{CHINESE}", "en"), *pages(GERMAN, "nl")]
    read = {(each.document, each.language) for each in said(documents, NameOptions()) if isinstance(each, ReadIn)}
    assert read == {("de:0", "zh"), ("en:0", "en"), ("en:0", "zh")}
