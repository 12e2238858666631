"""Rules that name a recognizer find what presidio-analyzer itself finds, say so when they cannot, and tell nobody."""

import functools
import logging
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from scanner.detectors.pii.chunks import CHUNK_CHARS
from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.presidio import PresidioDetector
from scanner.errors import RuleError
from scanner.ruleset.recognizers import available_recognizers, blank_pipeline
from scanner.types.document import Document, TextField
from scanner.types.rule import PresidioMatch, Rule, RuleFile

KEY = b"tags of tests go nowhere"
NAMES = sorted(available_recognizers())
LEAST = 0.05


def rule_of(name: str, min_score: float = LEAST, language: str = "en") -> Rule:
    match = PresidioMatch("presidio", name, min_score, language)
    file = RuleFile("t", "low", "organisation", ("x",), 0.8, "stable", match, ("x",), ("y",), "r")
    return Rule(f"acme.{name.lower()}", file)


@functools.cache
def everything(*, fast: bool) -> PresidioDetector:
    return PresidioDetector([rule_of(name) for name in NAMES], KEY, HYPERSCAN if fast else None)


@functools.cache
def analyzer(name: str) -> Any:
    """Return presidio-analyzer set up as documented, with one recognizer and a pipeline of one's own."""
    tokens: Any = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    tokens.nlp = {"en": blank_pipeline("en")}
    recognizer = available_recognizers()[name](supported_language="en")
    registry = RecognizerRegistry(recognizers=[recognizer], supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=tokens, supported_languages=["en"])


def theirs(text: str) -> list[tuple[str, int, int, float]]:
    return sorted(
        (f"acme.{name.lower()}", found.start, found.end, round(found.score, 6))
        for name in NAMES
        for found in analyzer(name).analyze(text, "en", score_threshold=LEAST)
    )


def ours(text: str, *, fast: bool = True) -> list[tuple[str, int, int, float]]:
    document = Document("line:0", (TextField("text", text),))
    found = everything(fast=fast).detect([document])
    return sorted((each.rule, each.start, each.end, each.confidence) for each in found)


WRITTEN = (
    *(
        "passport A12345678",
        "call 030 12345678",
        "+49 30 1234567",
        "IBAN DE68 2105 0170 0012 3456 78",
        "4012 8888 8888 1881",
    ),
    *("a.b@example.org", "https://example.org/x", "192.0.2.7", "fe80::1", "AB 12 34 56 C", "postcode M1 1AA"),
    *("NHS 943 476 5919", "SSN 536-22-1234", "routing 021000021", "00:1B:44:11:3A:B7", "2026-01-31", "January 3rd"),
    *("44051401359", "passaporto AA1234567", "900101-1234567", "S1234567D", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
    *("护照号码 E12345678", "电话 13800138000", "driver license 12345678", "080-1234-5678 전화", "DNI 12345678Z"),
)
pieces = st.lists(
    st.sampled_from([*WRITTEN, " ", "\n", "，", "中文", "the bank account", "number is", "é", "\u3000", "x"])
)
free = st.text("0123456789 -.@:/abcDEZ护照号passport\nİſK", max_size=80)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces.map(" ".join) | pieces.map("".join) | free)
def test_findings_and_scores_are_those_of_presidio_analyzer(text: str) -> None:
    wanted = theirs(text) if text.strip() else []
    assert ours(text) == wanted
    assert ours(text, fast=False) == wanted


def test_each_way_of_writing_is_found_by_some_recognizer() -> None:
    """So that the comparison above compares more than empty lists."""
    found = {each[0] for text in WRITTEN for each in ours(text)}
    assert len(found) >= 20


def test_a_word_nearby_raises_the_score_also_in_front_of_chinese() -> None:
    (far,), (near,) = (
        [each for each in ours(text) if each[0] == "acme.ukpostcoderecognizer"]
        for text in ("It says M1 1AA.", "中文 postcode M1 1AA ，中文")
    )
    assert (far[3], near[3]) == (0.1, 0.45)


def test_findings_below_the_least_score_are_none_and_the_bound_itself_counts() -> None:
    document = Document("line:0", (TextField("text", "postcode M1 1AA or C1 2AA"),))
    scores = {
        bound: [
            each.confidence
            for each in PresidioDetector([rule_of("UkPostcodeRecognizer", bound)], KEY).detect([document])
        ]
        for bound in (0.45, 0.46)
    }
    assert scores == {0.45: [0.45, 0.45], 0.46: []}


def test_long_texts_are_looked_at_chunk_by_chunk_with_spans_of_the_whole() -> None:
    text = ("padding and no more\n" * (CHUNK_CHARS // 20)) + "see postcode M1 1AA\n"
    (found,) = [each for each in ours(text) if each[0] == "acme.ukpostcoderecognizer"]
    assert text[found[1] : found[2]] == "M1 1AA"


def test_every_recognizer_of_the_library_that_needs_no_service_can_be_had() -> None:
    assert len(NAMES) >= 48
    assert {"UsPassportRecognizer", "PhoneRecognizer", "KrPassportRecognizer"} <= set(NAMES)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        pytest.param(
            rule_of("UsPassportRecogniser"), "is no recognizer of presidio.* available are AbaRouting", id="unknown"
        ),
        pytest.param(rule_of("AzureAILanguageRecognizer"), "needs a service or a model", id="a-service"),
        pytest.param(rule_of("GLiNERRecognizer"), "needs a service or a model", id="a-model"),
        pytest.param(rule_of("SpacyRecognizer"), "use `kind: entity`", id="names"),
        pytest.param(rule_of("EmailRecognizer", language="qq"), "no tokenizer for 'qq'; `en` works", id="language"),
    ],
)
def test_what_cannot_be_had_is_refused_with_what_can(rule: Rule, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        PresidioDetector([rule], KEY)


def test_nothing_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    detector = PresidioDetector([rule_of("EmailRecognizer")], KEY)
    document = Document("line:0", (TextField("text", "write to a.b@example.org or a@b.nosuchsuffix"),))
    assert [each.confidence for each in detector.detect([document])] == [1.0]


def test_nothing_found_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.NOTSET)
    for text in WRITTEN:
        ours(f"bank {text} iban {text} passport")
    assert caplog.text == ""
    assert capfd.readouterr() == ("", "")
