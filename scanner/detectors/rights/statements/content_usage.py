"""Content-Usage fields and robots.txt rules → statements about use (AIPREF: drafts vocab-08 and attach-05).

A field is an RFC 9651 dictionary; one fault in it and the whole field says nothing. Labels of earlier drafts are
recognised and have no effect. In robots.txt a rule has a path before its preferences, and the longest path that
matches decides; rules of the same path combine, the restrictive one before the other.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from http_sf import StructuredFieldError, Token, parse

from scanner.detectors.rights.paths import Pattern, UrlPath, pattern_of
from scanner.types.rights import RightsStatement, Speaker, Use, Value

SIGNAL = "content-usage"
VERSION = "vocab-08"
_USES: dict[str, Use] = {"train-ai": "train", "ai-use": "ai-input", "search": "search"}
_SUPERSEDED: dict[str, tuple[Use, str]] = {
    "tdm": ("tdm", "vocab-01"),
    "ai": ("train", "vocab-01"),
    "genai": ("train", "vocab-01"),
    "inference": ("ai-input", "vocab-01"),
    "all": ("tdm", "vocab-02"),
    "train-genai": ("train", "vocab-02"),
    "bots": ("access", "vocab-03"),
    "ai-output": ("ai-input", "vocab-04"),
}
_NEAR_MISSES: dict[str, Use] = {"ai-train": "train", "ai-input": "ai-input"}
"""Labels of Content Signals, which are written here by mistake."""
_VALUES: dict[str, Value] = {"y": "allow", "n": "deny"}
_STRICTEST = ("deny", "conditional", "allow", "unknown")


class Preference(NamedTuple):
    """What a dictionary says of one use."""

    use: Use
    value: Value
    version: str
    notes: tuple[str, ...]
    quote: str


def preferences(field: str) -> list[Preference] | None:
    """Return what a Content-Usage dictionary says, in its order; None where it cannot be parsed (RFC 9651 §4.2)."""
    try:
        members = parse(field.encode("ascii"), tltype="dictionary")
    except (StructuredFieldError, UnicodeEncodeError):  # RFC 9651 §4.2: anything but ASCII fails parsing
        return None
    found = []
    for label, member in members.items() if isinstance(members, dict) else ():
        item = member[0] if isinstance(member, tuple) else member
        written = str(item) if isinstance(item, Token) else None
        value = _VALUES.get(written or "", "unknown")
        quote = f"{label}={written}" if written in _VALUES else label
        if label in _USES:
            found.append(Preference(_USES[label], value, VERSION, () if written in _VALUES else ("malformed",), quote))
        elif label in _SUPERSEDED:
            use, version = _SUPERSEDED[label]
            found.append(Preference(use, "unknown", version, ("superseded",), quote))
        elif label in _NEAR_MISSES:
            found.append(Preference(_NEAR_MISSES[label], "unknown", "", ("near-miss",), label))
    return found


def field_statements(values: Sequence[str]) -> Iterator[RightsStatement]:
    """Yield what a response's Content-Usage headers say, which are one dictionary together (RFC 9651 §4.2)."""
    if not values:
        return
    found = preferences(", ".join(values))
    place = f"header {SIGNAL}"
    if found is None:
        yield RightsStatement(SIGNAL, "train", "unknown", "page", place, SIGNAL, "draft", notes=("malformed",))
        return
    for each in found:
        yield _statement(each, "page", place, "page", ())


class UsageRule(NamedTuple):
    """A Content-Usage line of a robots.txt group."""

    line: int
    pattern: Pattern
    found: list[Preference] | None
    notes: tuple[str, ...]


def usage_rule(line: int, value: bytes, notes: tuple[str, ...]) -> UsageRule:
    """Read a line; without a path it speaks of every path."""
    path, preference = b"/", value
    if value.startswith(b"/"):
        path, _, preference = value.replace(b"\t", b" ").partition(b" ")
    return UsageRule(line, pattern_of(path), preferences(preference.decode("latin-1").strip()), notes)


def rule_statements(rules: Sequence[UsageRule], path: UrlPath, agents: tuple[str, ...]) -> Iterator[RightsStatement]:
    """Yield what the rules with the longest path that matches say of a URL's path."""
    matching = [rule for rule in rules if rule.pattern.matches(path)]
    # A line that cannot be parsed is told and decides nothing, however long its path is.
    longest = max((len(rule.pattern.text) for rule in matching if rule.found is not None), default=0)
    strictest: dict[Use, RightsStatement] = {}
    for rule in matching:
        if rule.found is not None and len(rule.pattern.text) != longest:
            continue
        place, scope = f"robots.txt:{rule.line}", rule.pattern.text
        if rule.found is None:
            notes = (*rule.notes, "malformed")
            yield RightsStatement(
                SIGNAL, "train", "unknown", "site", place, SIGNAL, "draft", scope=scope, agents=agents, notes=notes
            )
        for each in rule.found or ():
            statement = _statement(each._replace(notes=rule.notes + each.notes), "site", place, scope, agents)
            known = strictest.get(each.use)
            if known is None or _STRICTEST.index(statement.value) < _STRICTEST.index(known.value):
                strictest[each.use] = statement
    yield from strictest.values()


def _statement(each: Preference, said_by: Speaker, place: str, scope: str, agents: tuple[str, ...]) -> RightsStatement:
    return RightsStatement(
        SIGNAL,
        each.use,
        each.value,
        said_by,
        place,
        each.quote,
        "draft",
        scope=scope,
        agents=agents,
        version=each.version,
        notes=each.notes,
    )
