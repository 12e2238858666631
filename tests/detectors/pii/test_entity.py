import logging
import socket
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
import spacy.util

from pii_values import KEY, OPTIONS, document_of, rule_named, values
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.build import build_pii
from scanner.detectors.pii.chunks import CHUNK_CHARS
from scanner.detectors.pii.entity import EntityDetector
from scanner.errors import ModelError
from scanner.types.document import Document, TextField
from scanner.types.finding import Finding, NotLooked

FRENCH = "fr_core_news_sm"
RULES = [rule_named("pii.person-name"), rule_named("pii.place-name")]
SENTENCE = "Hier soir, Marie Dupont a rencontré Jean Martin à Lyon."


@cache
def french() -> EntityDetector:
    return EntityDetector(RULES, DetectorOptions(KEY, (("fr", FRENCH),)))


def names(text: str, rule: str) -> list[str]:
    findings = [each for each in french().detect([document_of(text, "fr")]) if isinstance(each, Finding)]
    return values(sorted(each for each in findings if each.rule == rule), text)


def test_an_official_pipeline_finds_people_and_places() -> None:
    assert names(SENTENCE, "pii.person-name") == ["Marie Dupont", "Jean Martin"]
    assert names(SENTENCE, "pii.place-name") == ["Lyon"]


def test_offsets_are_code_points_behind_emoji_and_combining_characters() -> None:
    text = "👩‍💻 e\u0301te\u0301 🙂\n" + SENTENCE
    assert names(text, "pii.person-name") == ["Marie Dupont", "Jean Martin"]


def test_long_texts_are_read_in_pieces_with_right_offsets() -> None:
    text = ("Il pleut.\n" * (CHUNK_CHARS // 10 + 100)) + SENTENCE
    assert len(text) > CHUNK_CHARS
    assert names(text, "pii.person-name")[-2:] == ["Marie Dupont", "Jean Martin"]


def test_every_field_of_every_document_of_a_batch_is_read() -> None:
    fields = (TextField("question", SENTENCE), TextField("answer", "Pierre Lefebvre habite à Nantes."))
    batch = [Document("row:1", fields, language="fr"), Document("row:2", fields, language="fr")]
    findings = [each for each in french().detect(batch) if isinstance(each, Finding)]
    places = {(each.document, each.field) for each in findings}
    assert places == {(row, field) for row in ("row:1", "row:2") for field in ("question", "answer")}


def test_a_lone_surrogate_and_control_characters_do_no_harm() -> None:
    assert "Marie Dupont" in names("\ud800\x00\x07 " + SENTENCE, "pii.person-name")


def test_ours_a_name_ends_at_its_line() -> None:
    text = "Les invités :\nMarie Dupont\nJean Martin\nPierre Lefebvre\n"
    assert all("\n" not in name for name in names(text, "pii.person-name"))


@pytest.mark.parametrize("language", ["en", "zh", "und"])
def test_a_document_without_a_pipeline_of_its_language_was_not_looked_at(language: str) -> None:
    looked = list(french().detect([document_of("John Smith", language)]))
    reason = f"no language model for {language}"
    assert looked == [NotLooked(rule.id, "line:0", reason) for rule in RULES]


def test_without_any_pipeline_no_document_was_looked_at() -> None:
    (detector,) = build_pii(RULES, OPTIONS)
    assert list(detector.detect([document_of(SENTENCE, "fr")])) == [
        NotLooked(rule.id, "line:0", "no NER model was named") for rule in RULES
    ]


def test_a_pipeline_can_be_given_by_its_folder() -> None:
    root = Path(str(spacy.util.get_package_path(FRENCH)))
    (folder,) = root.glob(f"{FRENCH}-*")
    detector = EntityDetector(RULES, DetectorOptions(KEY, (("fr", str(folder)),)))
    assert sum(isinstance(each, Finding) for each in detector.detect([document_of(SENTENCE, "fr")])) == 3


def test_a_pipeline_that_vanished_after_the_check_is_a_model_error() -> None:
    detector = EntityDetector(RULES, DetectorOptions(KEY, (("fr", "fr_core_news_lg"),)))
    with pytest.raises(ModelError, match="python -m spacy download fr_core_news_lg"):
        list(detector.detect([document_of(SENTENCE, "fr")]))


def test_no_connection_is_ever_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a connection was asked for")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    detector = EntityDetector(RULES, DetectorOptions(KEY, (("fr", FRENCH),)))
    assert sum(isinstance(each, Finding) for each in detector.detect([document_of(SENTENCE, "fr")])) == 3


def test_nothing_that_was_found_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    list(french().detect([document_of(SENTENCE, "fr")]))
    seen = caplog.text + "".join(capfd.readouterr())
    assert not any(name in seen for name in ("Marie", "Dupont", "Martin", "Lyon"))


def test_components_that_names_do_not_need_are_left_out() -> None:
    reader: Any = french()._readers.reader("fr")
    assert reader.engine.nlp["fr"].pipe_names == ["ner"]
