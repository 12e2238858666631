"""Merged rules of one product token → a table that finds the deciding rule of a path without trying every rule."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scanner.detectors.rights.paths import UrlPath, wildcard_match
from scanner.detectors.rights.robots_groups import PathRule
from scanner.detectors.rights.robots_lines import MOST_BYTES

_HEAD = 4
"""Leading characters by which prefix rules are put into buckets."""


class Decision(NamedTuple):
    """What a robots.txt says of one URL for one agent."""

    allowed: bool
    line: int | None
    """Line of the rule that decided, counted from 1; None where no rule matched."""
    group: tuple[str, ...]
    """Lower-case tokens whose groups were consulted: the agent's own, or `*`; empty where neither is there."""
    flags: tuple[str, ...]
    """From a closed vocabulary, sorted: `ambiguous` where readings of the file differ (the decision is then the
    restrictive one), `encoding` where only a reserved escape makes the difference, `html-body`, and the leniencies
    the deciding rule or its group needed: `typo`, `missing-colon`, `same-line`, `agent-token`, `agent-version`,
    `agent-words`, `agent-list`."""


class _Entry(NamedTuple):
    rank: int
    """Larger wins: the longest match, Allow before Disallow, the earlier line before the later."""
    decision: Decision


class _Wild(NamedTuple):
    needed: str
    """The longest literal piece; a path without it cannot match."""
    pattern: str
    entry: _Entry


class _Bucket(NamedTuple):
    """What can match a path that begins in one way."""

    lengths: tuple[int, ...]
    """Of prefixes, the longest first."""
    wild: tuple[_Wild, ...]
    """Patterns with `*`, best first."""


@dataclass(frozen=True, slots=True)
class _Index:
    """Patterns in one spelling."""

    whole: dict[str, _Entry]
    """Patterns closed by `$`, without `*`."""
    prefixes: dict[str, _Entry]
    buckets: dict[str, _Bucket]
    """First `_HEAD` characters of a path → what begins with them, and what is shorter up to its end or `*`."""
    short: _Bucket
    """For every other path: the latter alone."""

    def find(self, path: str) -> _Entry | None:
        """Return the deciding entry (RFC 9309 §2.2.2), or None."""
        best = self.whole.get(path) if self.whole else None
        lengths, wild = self.buckets.get(path[:_HEAD], self.short)
        for length in lengths:
            entry = self.prefixes.get(path[:length])
            # A longer prefix need not rank higher: stars at the end and escapes count for a rank.
            if entry is not None and (best is None or entry.rank > best.rank):
                best = entry
        for needed, pattern, entry in wild:
            if best is not None and entry.rank <= best.rank:
                break
            if needed in path and wildcard_match(pattern, path):
                return entry
        return best


@dataclass(frozen=True, slots=True)
class Table:
    """What one reading of a file says for one token."""

    otherwise: Decision
    """Where no rule matches."""
    exact: _Index
    folded: _Index
    """The same object as `exact` where no pattern has a reserved escape."""

    def decide(self, path: UrlPath) -> Decision:
        """Return the decision; a pattern matches in its exact or in its folded spelling."""
        exact = self.exact.find(path.exact)
        if path.folded is path.exact and self.folded is self.exact:
            return self.otherwise if exact is None else exact.decision
        folded = self.folded.find(path.folded)
        first = self.otherwise if exact is None else exact.decision
        if folded is None or (exact is not None and folded.rank <= exact.rank):
            return first
        if folded.decision.allowed == first.allowed:
            return folded.decision
        flags = tuple(sorted({*folded.decision.flags, "ambiguous", "encoding"}))
        return folded.decision._replace(flags=flags)


def build_table(rules: Iterable[PathRule], group: tuple[str, ...], flag: str) -> Table:
    """Return the table of a token's merged rules; `flag` is the leniency by which the group was found."""
    kept = [rule for rule in rules if not rule.pattern.empty]
    entries = [
        _Entry(
            (2 * len(rule.pattern.text) + rule.allow) * MOST_BYTES - rule.line,
            Decision(rule.allow, rule.line, group, _flags(rule.flag, flag) if rule.flag or flag else ()),
        )
        for rule in kept
    ]
    exact = _build_index(zip((rule.pattern.text for rule in kept), entries, strict=True))
    folded = exact
    if any(rule.pattern.folded is not rule.pattern.text for rule in kept):
        folded = _build_index(zip((rule.pattern.folded for rule in kept), entries, strict=True))
    return Table(Decision(allowed=True, line=None, group=group, flags=()), exact, folded)


def _flags(*flags: str) -> tuple[str, ...]:
    return tuple(sorted({*flags} - {""}))


def _build_index(patterns: Iterable[tuple[str, _Entry]]) -> _Index:
    whole: dict[str, _Entry] = {}
    prefixes: dict[str, _Entry] = {}
    wild: list[_Wild] = []
    # Best first; then the first that matches decides.
    for pattern, entry in sorted(patterns, key=lambda given: -given[1].rank):
        open_end = pattern.rstrip("*")
        if "*" in open_end:
            pieces = open_end.removesuffix("$").split("*")
            wild.append(_Wild(max(pieces, key=len), open_end, entry))
        elif open_end.endswith("$"):
            whole.setdefault(open_end[:-1], entry)
        else:
            prefixes.setdefault(open_end, entry)
    return _Index(whole, prefixes, *_buckets(prefixes, wild))


def _buckets(prefixes: Iterable[str], wild: Iterable[_Wild]) -> tuple[dict[str, _Bucket], _Bucket]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for prefix in prefixes:
        lengths[prefix[:_HEAD] if len(prefix) >= _HEAD else ""].add(len(prefix))
    stars: defaultdict[str, list[_Wild]] = defaultdict(list)
    for each in wild:
        head = each.pattern[:_HEAD]
        stars["" if "*" in head or len(head) < _HEAD else head].append(each)
    short, others = lengths.pop("", set()), stars.pop("", [])
    buckets = {
        head: _bucket(lengths[head] | short, [*stars[head], *others] if head in stars else others)
        for head in {*lengths, *stars}
    }
    return buckets, _bucket(short, others)


def _bucket(lengths: Iterable[int], wild: Iterable[_Wild]) -> _Bucket:
    return _Bucket(tuple(sorted(lengths, reverse=True)), tuple(sorted(wild, key=_by_rank)))


def _by_rank(wild: _Wild) -> int:
    return -wild.entry.rank
