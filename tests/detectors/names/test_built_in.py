import pytest
import spacy

from pii_values import KEY, document_of, rule_named, values
from scanner.detectors.names.arrays import FOLDER
from scanner.detectors.names.built_in import built_in_digest, built_in_tagger
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.entity import EntityDetector
from scanner.detectors.pii.pipelines import build_reader, check_models, pipeline_digest
from scanner.errors import ModelError
from scanner.pipeline.prove import prove
from scanner.types.finding import Finding, NotLooked

BUILT_IN = (("en", "built-in"), ("zh", "built-in"))
RULES = [rule_named("pii.person-name"), rule_named("pii.place-name")]
TEXTS = ["记者王建国昨日在北京采访了李小龙先生。\n\n  John 和 約翰·史密斯 在香港见面。", "", "  ", "\n 原告：欧阳娜娜"]
ENGLISH_TEXTS = [
    "Please ask John Smith or Mary-Ann O'Brien in London.\n\n\tGreetings,  Peter Müller",
    "",
    " \n ",
    "Barack Obama's speech in Paris was read by Maria García Fernández.",
]


def test_the_detector_finds_chinese_names_with_the_taggers_own_confidence() -> None:
    document = document_of(TEXTS[0], "zh")
    found = list(EntityDetector(RULES, DetectorOptions(KEY, BUILT_IN)).detect([document]))
    persons = [each for each in found if isinstance(each, Finding) and each.rule == "pii.person-name"]
    assert values(sorted(persons), TEXTS[0]) == ["王建国", "李小龙", "John", "約翰·史密斯"]
    assert len({each.confidence for each in persons}) > 1


def test_other_languages_are_told_as_not_looked_for() -> None:
    found = list(EntityDetector(RULES, DetectorOptions(KEY, BUILT_IN)).detect([document_of("Hans Meyer", "de")]))
    assert {type(each) for each in found} == {NotLooked}


@pytest.mark.parametrize("rule", ["pii.person-name", "pii.place-name"])
def test_the_english_and_chinese_examples_of_the_name_rules_are_proved(rule: str) -> None:
    assert prove(rule_named(rule), BUILT_IN) == ()


@pytest.mark.parametrize(("language", "texts"), [("zh", TEXTS), ("en", ENGLISH_TEXTS)])
def test_the_spacy_component_gives_presidio_the_same_spans(language: str, texts: list[str]) -> None:
    pipeline = spacy.blank(language)
    pipeline.add_pipe("corpus_scanner_names")
    reader = build_reader(language, pipeline, ["PERSON", "LOCATION"])
    through_presidio = [sorted(name[:3] for name in names) for names in reader.names(texts)]
    assert through_presidio == [sorted(name[:3] for name in names) for names in built_in_tagger(language).names(texts)]
    assert sum(map(len, through_presidio)) > len(texts)


def test_a_language_without_a_tagger_is_a_clear_error() -> None:
    with pytest.raises(ModelError, match="no built-in tagger for language 'de', only for en, zh"):
        check_models((("de", "built-in"),))
    with pytest.raises(ModelError, match="no built-in tagger"):
        spacy.blank("de").add_pipe("corpus_scanner_names")


def test_the_lock_names_the_weights_by_digest() -> None:
    assert pipeline_digest("zh", "built-in").startswith(built_in_digest("zh"))
    assert (built_in_digest("zh").count("sha256:"), built_in_digest("en").count("sha256:")) == (2, 1)


def test_all_weights_together_stay_below_eight_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.npz")) < 8_000_000
