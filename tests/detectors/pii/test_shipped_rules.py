"""The examples of the shipped rules, proved alone and together, with the database and without."""

from functools import cache

import pytest

from pii_values import KEY, OPTIONS, document_of, everything, pii_rules, structured_rules, values
from scanner.detectors.language import with_language
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.build import build_pii
from scanner.types.document import Document
from scanner.types.finding import Detector, Finding
from scanner.types.rule import EntityMatch, Example, Rule

FRENCH = DetectorOptions(KEY, (("fr", "fr_core_news_sm"),))


def document(given: str | Example) -> Document:
    example = given if isinstance(given, Example) else Example(text=given)
    host = example.url.split("/")[2] if example.url else None
    return with_language([document_of(example.text, example.language, host)])[0]


@cache
def detector_of(rule: Rule) -> Detector:
    (detector,) = build_pii([rule], FRENCH if isinstance(rule.match, EntityMatch) else OPTIONS)
    return detector


def findings(rule: Rule, given: str | Example) -> list[Finding]:
    return [found for found in detector_of(rule).detect([document(given)]) if isinstance(found, Finding)]


def provable(rule: Rule, given: str | Example) -> bool:
    return not isinstance(rule.match, EntityMatch) or (isinstance(given, Example) and given.language == "fr")


def examples(attribute: str) -> list[object]:
    return [
        pytest.param(rule, given, id=f"{rule.id} {number}")
        for rule in pii_rules()
        for number, given in enumerate(getattr(rule.file, attribute))
        if provable(rule, given)
    ]


@pytest.mark.parametrize(("rule", "given"), examples("must_match"))
def test_what_must_match_is_found_exactly(rule: Rule, given: Example) -> None:
    assert given.value in values(findings(rule, given), document(given).text)


@pytest.mark.parametrize(("rule", "given"), examples("must_not_match"))
def test_what_must_not_match_is_left_alone(rule: Rule, given: str | Example) -> None:
    assert findings(rule, given) == []


@pytest.mark.parametrize("rule", structured_rules(), ids=lambda rule: rule.id)
def test_what_must_match_is_found_by_the_same_rule_when_all_rules_are_on(rule: Rule) -> None:
    for given in rule.file.must_match:
        assert isinstance(given, Example)
        text = given.text
        together = everything().detect([document(given)])
        assert given.value in values([found for found in together if found.rule == rule.id], text), text


@pytest.mark.parametrize("rule", structured_rules(), ids=lambda rule: rule.id)
def test_examples_give_the_same_findings_with_and_without_the_database(rule: Rule) -> None:
    for given in (*rule.file.must_match, *rule.file.must_not_match):
        batch = [document(given)]
        assert sorted(everything().detect(batch)) == sorted(everything(None).detect(batch))


@pytest.mark.parametrize("rule", pii_rules(), ids=lambda rule: rule.id)
def test_ours_every_rule_has_four_examples_of_either_kind_one_in_chinese(rule: Rule) -> None:
    assert min(len(rule.file.must_match), len(rule.file.must_not_match)) >= 4
    texts = [given if isinstance(given, str) else given.text for given in rule.file.must_match]
    assert any("\u4e00" <= sign <= "\u9fff" for text in texts for sign in text)
