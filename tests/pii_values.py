"""Synthetic personal information that passes its checksums, and the detectors and documents to look for it with."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.prefilter import Prefilter, Stretches
from scanner.detectors.pii.structured import StructuredDetector
from scanner.ruleset.load import load_rules
from scanner.types.document import Document, TextField
from scanner.types.finding import Finding
from scanner.types.rule import EntityMatch, Match, PatternMatch, PhoneMatch, Rule, RuleFile

KEY = b"a key that guards nothing"
OPTIONS = DetectorOptions(KEY)
RULES_FOLDER = Path(__file__).resolve().parents[1] / "rules"

_ORGANISATION_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def pii_rules() -> tuple[Rule, ...]:
    """Return the shipped rules of personal information."""
    rules = load_rules([RULES_FOLDER]).rules
    return tuple(rule for rule in rules if isinstance(rule.match, PatternMatch | PhoneMatch | EntityMatch))


def structured_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in pii_rules() if not isinstance(rule.match, EntityMatch))


def rule_named(rule_id: str) -> Rule:
    return next(rule for rule in pii_rules() if rule.id == rule_id)


def made_rule(match: Match, rule_id: str = "own.rule", confidence: float = 0.5) -> Rule:
    return Rule(rule_id, RuleFile("t", "low", "personal", ("x",), confidence, "stable", match, ("x",), ("y",), "r"))


@cache
def everything(engine: ModuleType | None = HYPERSCAN) -> StructuredDetector:
    """Return all structured rules at once: with the database, or as the plain reference."""
    return StructuredDetector(structured_rules(), KEY, engine)


def document_of(text: str, language: str | None = None, host: str | None = None) -> Document:
    return Document("line:0", (TextField("text", text),), host=host, language=language)


def found(rules: Sequence[Rule], text: str, language: str | None = None, host: str | None = None) -> list[Finding]:
    return sorted(StructuredDetector(rules, KEY, None).detect([document_of(text, language, host)]))


def spans_of(text: str) -> list[tuple[str, int]]:
    """Return rule and start of what all structured rules find; importable, so that a worker can run it."""
    return sorted((finding.rule, finding.start) for finding in everything().detect([document_of(text, "zh")]))


def stretches_of(prefilter: Prefilter, text: str) -> dict[int, Stretches]:
    """Return what a prefilter says of one text; alone and among others it must say the same of where to look."""
    (alone,) = prefilter.stretches([text])
    return alone


def values(findings: Sequence[Finding], text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in findings]


def resident_id(region: str = "110101", born: str = "19900307", serial: str = "123") -> str:
    body = region + born + serial
    return body + str(mod_11_2.calc_check_digit(body))


def credit_code(head: str = "91110105", organisation: str = "MA01A2B3") -> str:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(_ORGANISATION_SIGNS.index(sign) * weight for sign, weight in zip(organisation, weights, strict=True))
    body = head + organisation + "0123456789X0"[11 - total % 11]
    return body + str(uscc.calc_check_digit(body))


def card(body: str) -> str:
    return body + str(luhn.calc_check_digit(body))


def account(country: str, number: str) -> str:
    return country + str(iban.calc_check_digits(f"{country}00{number}")) + number


_digits = st.text("0123456789", min_size=9, max_size=9)
_births = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31)).map(
    lambda day: day.strftime("%Y%m%d")
)

resident_ids = st.builds(
    resident_id,
    st.sampled_from(["110101", "440306", "320105", "620102", "810000", "659001"]),
    _births,
    st.integers(0, 999).map("{:03}".format),
)
credit_codes = st.builds(
    credit_code,
    st.sampled_from(["91110105", "12100000", "51440300", "91330100"]),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
)
cards = st.builds(lambda head, rest: card(head + rest), st.sampled_from(["400012", "530012", "352812"]), _digits)
bank_cards = st.builds(lambda head, rest: card(head + rest), st.sampled_from(["620012", "622202012"]), _digits)
accounts = st.builds(lambda rest: account("DE", rest + rest), _digits)
"""Eighteen digits behind the country: any German bank code and account."""
mobiles = st.builds(
    lambda head, rest: head + rest,
    st.sampled_from(["138", "139", "186", "159", "177", "198"]),
    st.text("0123456789", min_size=8, max_size=8).filter(lambda rest: len(set(rest)) > 1),
)
emails = st.builds(
    lambda local, host: f"{local}@{host}.de",
    st.from_regex("[a-z][a-z0-9_+-]{0,20}[a-z0-9]", fullmatch=True),
    st.from_regex("[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,20}", fullmatch=True).filter(
        lambda host: host not in {"beispiel", "musterfirma"}
    ),
)
addresses = st.tuples(st.integers(85, 99), st.integers(1, 255), st.integers(1, 255), st.integers(1, 254)).map(
    lambda parts: ".".join(map(str, parts))
)
