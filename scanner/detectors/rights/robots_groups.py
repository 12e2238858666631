"""Records of a robots.txt → readings: which rules hold for which product token."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scanner.detectors.rights.paths import Pattern, pattern_of
from scanner.detectors.rights.robots_lines import Kind, Record

EVERYONE = "*"
_TOKEN = re.compile(r"[A-Za-z_-]*")
"""RFC 9309 §2.2.1."""
_EVERYONE_AND_MORE = re.compile(r"\*\s")


class PathRule(NamedTuple):
    """An Allow or Disallow line of a group."""

    line: int
    allow: bool
    pattern: Pattern
    flag: str


class Note(NamedTuple):
    """A line of another protocol that says what may be done with what was fetched."""

    line: int
    label: str
    """One of `USAGE_LABELS`."""
    value: bytes
    group: tuple[str, ...]
    """Token whose group it stands in; empty for a line of the whole file."""
    ambiguous: bool
    """Whether only a reading other than the standard's lets it speak to the agent."""


class Entry(NamedTuple):
    """The groups that name a token."""

    blocks: tuple[int, ...]
    """Places in `Reading.blocks`; all of them are merged (RFC 9309 §2.2.1)."""
    flag: str
    """The leniency without which no group names it; empty for a token written as such."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a file. The first is the standard's; others are how real crawlers read what is malformed."""

    blocks: tuple[tuple[PathRule, ...], ...]
    names: dict[str, Entry]
    """Lower-case token → its groups; `*` is the group for everyone else."""
    usages: tuple[tuple[Record, ...], ...] = ()
    """By block, as `blocks`; empty where the file has none at all."""

    def usages_of(self, token: str) -> tuple[Record, ...]:
        """Return the usage records of a token's groups, in the order of the file."""
        return tuple(record for block in self.names[token].blocks for record in self.usages[block])

    def rules_of(self, token: str) -> tuple[PathRule, ...]:
        """Return the merged rules of a token's groups, in the order of the file."""
        return tuple(rule for block in self.names[token].blocks for rule in self.blocks[block])


@dataclass(slots=True)
class _Groups:
    blocks: list[list[PathRule]] = field(default_factory=list)
    names: dict[str, dict[int, str]] = field(default_factory=dict)
    usages: list[list[Record]] = field(default_factory=list)
    naming: bool = False
    """The last record that counts was a user-agent line."""

    def name(self, names: Iterable[tuple[str, str]]) -> None:
        if not self.naming:
            self.blocks.append([])
            self.usages.append([])
            self.naming = True
        block = len(self.blocks) - 1
        for name, flag in names:
            known = self.names.setdefault(name, {})
            known[block] = flag if block not in known or not flag else known[block]

    def add(self, rule: PathRule) -> None:
        self.naming = False
        if self.blocks:  # rules before any user-agent line are in no group (RFC 9309 §2.2.2)
            self.blocks[-1].append(rule)

    def note(self, record: Record, *, ends_naming: bool) -> None:
        if ends_naming:
            self.naming = False
        if record.label and self.blocks:
            self.usages[-1].append(record)

    def reading(self) -> Reading:
        entries = {
            name: Entry(tuple(blocks), "" if "" in blocks.values() else next(iter(blocks.values())))
            for name, blocks in self.names.items()
        }
        return Reading(tuple(map(tuple, self.blocks)), entries, tuple(map(tuple, self.usages)))


def read_groups(records: Iterable[Record]) -> tuple[Reading, ...]:
    """Return the standard's reading and, only where the file gives cause, the lenient and the splitting one.

    The lenient reading also counts misspelt and colonless lines, and product tokens written with a version, with
    more words or in a list. In the splitting reading a record of another protocol between user-agent lines ends the
    group, which the standard forbids (RFC 9309 §2.2.4) and several parsers do.
    """
    steps = [(record, _rule_of(record)) for record in records]
    readings = [_read(steps, lenient=False, splitting=False)]
    if any(record.flag or (record.kind is Kind.AGENT and _is_irregular(record.value)) for record, _ in steps):
        readings.append(_read(steps, lenient=True, splitting=False))
    if _has_split(steps):
        readings.append(_read(steps, lenient=False, splitting=True))
    return tuple(readings)


def read_usage_groups(records: Iterable[Record], label: str) -> Reading:
    """Return the reading of whoever takes lines with a label for rules: they end the naming of agents as rules do."""
    groups = _Groups()
    for record in records:
        if record.flag:
            continue
        if record.kind is Kind.AGENT:
            groups.name(_names(record, lenient=False))
        elif record.kind is Kind.OTHER:
            groups.note(record, ends_naming=record.label == label)
        else:
            groups.naming = False
    return groups.reading()


def _rule_of(record: Record) -> PathRule | None:
    if record.kind is Kind.ALLOW or record.kind is Kind.DISALLOW:
        return PathRule(record.line, record.kind is Kind.ALLOW, pattern_of(record.value), record.flag)
    return None


def _read(steps: Sequence[tuple[Record, PathRule | None]], *, lenient: bool, splitting: bool) -> Reading:
    groups = _Groups()
    for record, rule in steps:
        if record.flag and not lenient:
            continue
        if rule is not None:
            groups.add(rule)
        elif record.kind is Kind.AGENT:
            groups.name(_names(record, lenient=lenient))
        else:
            groups.note(record, ends_naming=splitting)
    return groups.reading()


def _has_split(steps: Sequence[tuple[Record, PathRule | None]]) -> bool:
    """Tell whether a record of another protocol stands between user-agent lines of one group."""
    naming = other = False
    for record, rule in steps:
        if rule is not None:
            naming = other = False
        elif record.kind is Kind.OTHER:
            other = naming
        elif other:
            return True
        else:
            naming = True
    return False


def _is_irregular(value: bytes) -> bool:
    return value != b"*" and not value.replace(b"-", b"").replace(b"_", b"").isalpha()


def _names(record: Record, *, lenient: bool) -> list[tuple[str, str]]:
    """Return the tokens that a user-agent line names, each with the leniency it takes."""
    written = " ".join(record.value.decode("utf-8", "replace").lower().split())
    if not written:
        return []
    irregular = _is_irregular(record.value)
    names = [(written, record.flag or ("agent-token" if irregular else ""))]
    if not (lenient and irregular):
        return names
    if _EVERYONE_AND_MORE.match(written):
        names.append((EVERYONE, "agent-words"))
    for part in written.split(","):
        name = part.strip()
        names.append((name, "agent-list"))
        names.append((name.partition("/")[0].strip(), "agent-version"))
        token = _TOKEN.match(name)
        names.append((token[0] if token else "", "agent-words"))
    first: dict[str, str] = {}
    for name, flag in names:
        if name:
            first.setdefault(name, flag)
    return list(first.items())
