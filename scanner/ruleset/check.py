"""A ruleset → its faults that can be seen without running a detector: bad patterns, rules never met, slow rules."""

import re
import time
from collections.abc import Iterator, Sequence

from scanner.ruleset.recognizers import recognizer_faults
from scanner.ruleset.selector import select_rules
from scanner.types.rights import USES
from scanner.types.rule import (
    DomainListMatch,
    DuplicateMatch,
    Example,
    KeywordListMatch,
    LicenceMatch,
    PatternMatch,
    PresidioMatch,
    ProfileMatch,
    Rule,
    RuleFile,
    Ruleset,
    SignalMatch,
)
from scanner.validators.registry import VALIDATORS, validator_named

_WORST_CHARACTERS = 50_000
_CAREFUL_BELOW = 1024
"""Up to this length steps are small, so that even an exponential expression is caught before it hangs."""
_MAX_PATTERN_S = 0.25
"""An ordinary expression reads 50,000 characters in 2 to 15 ms; a superlinear one never arrives."""
_MONOTONE = ("1", "a", "@", ".", "-", " ", ":", "a@", "1-", "1.", "a.", "１", "中", "\n")
_SPOILER = "\x00!"
"""Ends every stress text: what makes an expression slow is having to give up at last."""
_REGISTER_VALUES = frozenset(
    (
        *("unregistered", "contradiction", "licence-differs", "out-of-period"),
        *(f"{use}={grant}" for use in USES for grant in ("allow", "deny", "conditional")),
    )
)
_UNICODE_BOUNDARIES = re.compile(r"(?<!\\)(?:\\\\)*\\[bB]")


def check_rules(ruleset: Ruleset, *, stress: bool = True) -> tuple[str, ...]:
    """Return the faults of all rules, each naming its rule; the examples are proved elsewhere, by running them.

    Without `stress` no pattern is timed, which leaves a few milliseconds for a whole ruleset.
    """
    ids = tuple(rule.id for rule in ruleset.rules)
    return tuple(f"{rule.id}: {fault}" for rule in ruleset.rules for fault in _faults(rule, ids, stress=stress))


def _faults(rule: Rule, ids: Sequence[str], *, stress: bool) -> Iterator[str]:
    yield from _unsaid(rule.file)
    match rule.match:
        case PatternMatch():
            faults = tuple(_pattern_faults(rule.match))
            yield from faults
            if stress and not any(fault.startswith("match.pattern") for fault in faults):
                yield from _slowness(rule, rule.match)
        case PresidioMatch():
            yield from recognizer_faults(rule.match)
        case KeywordListMatch() | DomainListMatch():
            if rule.words is None:
                yield "match.file: the list was not read; load the rule from its folder"
        case SignalMatch():
            yield from _signal_faults(rule.match)
        case ProfileMatch():
            yield from _profile_faults(rule.match, ids)
        case DuplicateMatch(finds="exact", min_similarity=similarity) if similarity != 1:
            yield "match.min_similarity: must be 1, since an exact copy is the same text"
        case LicenceMatch(classes=()):
            yield "match.classes: names no class, so the rule could never be met"


def _unsaid(file: RuleFile) -> Iterator[str]:
    if file.sensitivity in {"personal", "sensitive"} and file.sensitive_as is None:
        yield "sensitive_as: missing; say the class under each standard (gdpr, pipl, ccpa), `none` where there is none"
    if file.confidence_from == "odds" and file.odds is None:
        yield "odds: missing, but confidence_from says that the confidence follows from them"


def _signal_faults(match: SignalMatch) -> Iterator[str]:
    if match.signal == "robots" and not match.agents:
        yield "match.agents: names no agent, so the rule could never be met"
    if match.signal in {"meta-robots", "x-robots-tag", "tdmrep", "register"} and not match.values:
        yield "match.values: names no value, so the rule could never be met"
    unknown = sorted(set(match.values) - _REGISTER_VALUES) if match.signal == "register" else []
    if unknown:
        yield f"match.values: {', '.join(unknown)}: nothing that is said of a source register"


def _profile_faults(match: ProfileMatch, ids: Sequence[str]) -> Iterator[str]:
    if not match.near and not match.words:
        yield "match: names neither rules nor words to stand near, so the rule could never be met"
    for key, selectors in (("near", match.near), ("leave_out", match.leave_out)):
        for selector in selectors:
            if not select_rules(selector, ids):
                yield f"match.{key}: {selector!r} names no rule of the ruleset; write an id or a group such as pii.cn.*"


def _pattern_faults(match: PatternMatch) -> Iterator[str]:
    if match.validator is not None and validator_named(match.validator) is None:
        yield f"match.validator: {match.validator!r} is not one of stdnum.*, {', '.join(sorted(VALIDATORS))}"
    try:
        expression = re.compile(match.pattern)
    except (re.error, OverflowError, RecursionError) as error:
        yield f"match.pattern: not a regular expression: {error}"
        return
    if _UNICODE_BOUNDARIES.search(match.pattern):
        yield (
            r"match.pattern: \b sees no edge between a digit and a Chinese character; "
            "use look-arounds such as (?<![0-9A-Za-z])"
        )
    if set(expression.groupindex) - {"value"}:
        yield "match.pattern: the only named group is `value`"
    if expression.match("") is not None:
        yield "match.pattern: matches nothing at all, so it would be met everywhere"


def _slowness(rule: Rule, match: PatternMatch) -> Iterator[str]:
    expression = re.compile(match.pattern)
    for label, unit in _stress(rule):
        characters = _slow_at(expression, unit)
        if characters is not None:
            yield (
                f"match.pattern: takes over {_MAX_PATTERN_S} s for {characters} characters of {label}; "
                "bound its repetitions or make them exclude each other"
            )
            return


def _stress(rule: Rule) -> Iterator[tuple[str, str]]:
    for unit in _MONOTONE:
        yield f"{unit!r} repeated", unit
    for index, given in enumerate(rule.file.must_match):
        text = given.text if isinstance(given, Example) else given
        if text:
            yield f"must_match[{index}] repeated", text
            yield f"must_match[{index}] cut short and repeated", text[: max(1, len(text) * 2 // 3)]


def _slow_at(expression: re.Pattern[str], unit: str) -> int | None:
    """Return the length at which an expression takes too long on a repeated unit; None: it never does."""
    length = 16
    while length < _WORST_CHARACTERS:
        length = min(_WORST_CHARACTERS, length + max(2, length // 4) if length < _CAREFUL_BELOW else length * 4)
        text = (unit * (length // len(unit) + 1))[:length] + _SPOILER
        started = time.process_time()  # of this process alone: what else the machine does is not the rule's fault
        for _ in expression.finditer(text):
            pass
        if time.process_time() - started > _MAX_PATTERN_S:
            return length
    return None
