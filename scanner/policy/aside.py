"""Suppressions and a shard's report → what gates set aside in it, and what became of each suppression."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import Final

from scanner.policy.place import GROUP_KINDS, GroupKind, groups_of
from scanner.ruleset.selector import select_rules
from scanner.types.baseline import Counted
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import RuleTally, ShardReport
from scanner.types.suppression import Suppressed, Suppression

_OTHER: Final[Mapping[GroupKind, GroupKind]] = {"source": "host", "host": "source"}


@dataclass(frozen=True, slots=True)
class Aside:
    """What is set aside in one shard."""

    rules: Mapping[str, Counted] = field(default_factory=dict)
    """Rule → findings and documents; never more than are surely of what is suppressed."""
    whole: frozenset[str] = frozenset()
    """Rules of which all findings of the shard are."""
    groups: Mapping[GroupKind, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    """Kind → host or source → rule → documents."""

    def of_group(self, kind: GroupKind, name: str, rule: str) -> int:
        """Return the documents of a host or source with findings of a rule that are set aside."""
        return self.groups.get(kind, {}).get(name, {}).get(rule, 0)


NOTHING_ASIDE: Final = Aside()


@dataclass(slots=True)
class _Use:
    """What one suppression came to so far."""

    suppression: Suppression
    rules: Sequence[str]
    is_expired: bool
    findings: int = 0
    documents: int = 0
    shards: int = 0
    sampled: set[str] = field(default_factory=set)
    """Rules it cannot be applied to, since they looked at a sample."""


@dataclass(slots=True)
class Suppressor:
    """Looks at every shard of a corpus once."""

    uses: list[_Use]

    def look(self, shard: ShardReport) -> Aside:
        """Return what is set aside in a shard."""
        named: dict[GroupKind, dict[str, set[str]]] = {kind: {} for kind in GROUP_KINDS}
        whole: set[str] = set()
        for use in self.uses:
            if not use.is_expired:
                _apply(use, shard, whole, named)
        if not whole and not any(named.values()):
            return NOTHING_ASIDE
        return _aside(shard, frozenset(whole), named)

    def suppressed(self) -> tuple[Suppressed, ...]:
        """Return what became of every suppression, in the order of the file."""
        return tuple(
            Suppressed(
                use.suppression.rule,
                str(use.suppression.where),
                use.suppression.reason,
                use.suppression.owner,
                use.suppression.expires.isoformat(),
                "expired" if use.is_expired else "used" if use.documents else "unused",
                use.findings,
                use.documents,
                use.shards,
            )
            for use in self.uses
        )


def suppressor_of(suppressions: Iterable[Suppression], as_of: date, rule_ids: Sequence[str]) -> Suppressor:
    """Return suppressions made ready; those whose last day is before `as_of` set nothing aside."""
    return Suppressor([_Use(each, select_rules(each.rule, rule_ids), each.expires < as_of) for each in suppressions])


def _apply(use: _Use, shard: ShardReport, whole: set[str], named: Mapping[GroupKind, dict[str, set[str]]]) -> None:
    """Note what one suppression sets aside in a shard."""
    kind, name = use.suppression.where.named
    met = {rule: tally for rule in use.rules if (tally := shard.totals.rules.get(rule)) and tally.findings}
    if kind == "shard":
        if not fnmatchcase(shard.shard.id, name):
            return
        whole.update(met)
        found = [(tally.findings, tally.documents) for tally in met.values()]
    else:
        kind = kind if shard.totals.sources else "host"  # without a register, a source is the host
        group = groups_of(shard.totals, kind).get(name)
        if group is None:
            return
        use.sampled |= {rule for rule in group.rules.keys() & met.keys() if NOT_DRAWN in met[rule].not_looked}
        mine = {rule: group.rules[rule] for rule in group.rules.keys() & met.keys() - use.sampled}
        for rule in mine:
            named[kind].setdefault(rule, set()).add(name)
        found = [(_findings(met[rule], documents), documents) for rule, documents in mine.items()]
    use.findings += sum(findings for findings, _ in found)
    use.documents += sum(documents for _, documents in found)
    use.shards += bool(found)


def _findings(tally: RuleTally, documents: int) -> int:
    """Return how many findings so many of the documents hold at the least: one each, or all where they are all."""
    return tally.findings if documents == tally.documents else documents


def _aside(shard: ShardReport, whole: frozenset[str], named: Mapping[GroupKind, Mapping[str, set[str]]]) -> Aside:
    rules: dict[str, Counted] = {}
    groups: dict[GroupKind, dict[str, dict[str, int]]] = {kind: {} for kind in GROUP_KINDS}
    for rule in sorted(whole.union(*named.values())):
        tally = shard.totals.rules[rule]
        sums = {kind: _sum_of(shard, kind, named[kind].get(rule, ()), rule) for kind in GROUP_KINDS}
        # A document may be of a suppressed host and of a suppressed source: together at least the larger of the two.
        documents = tally.documents if rule in whole else max(sums.values())
        rules[rule] = (_findings(tally, documents), documents)
        for kind in GROUP_KINDS:
            spare = tally.documents if rule in whole else sums[_OTHER[kind]]
            for name, count in _asides_by_name(shard, kind, rule, named[kind].get(rule, set()), spare):
                groups[kind].setdefault(name, {})[rule] = count
    if not shard.totals.sources:
        groups["source"] = groups["host"]
    return Aside(rules, whole, groups)


def _sum_of(shard: ShardReport, kind: GroupKind, names: Iterable[str], rule: str) -> int:
    groups = groups_of(shard.totals, kind)
    return sum(groups[name].rules.get(rule, 0) for name in names)


def _asides_by_name(
    shard: ShardReport, kind: GroupKind, rule: str, named: set[str], spare: int
) -> Iterable[tuple[str, int]]:
    """Yield groups with the documents of theirs that are surely among the `spare` that another suppression sets aside.

    Of two parts of a whole at least what both together hold beyond it is in both.
    """
    groups = groups_of(shard.totals, kind)
    everyone = groups if spare else named
    for name in everyone:
        count = groups[name].rules.get(rule, 0)
        shared = count if name in named else max(0, count + spare - shard.totals.rules[rule].documents)
        if shared:
            yield name, shared
