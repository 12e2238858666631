"""A corpus and its shards, one by one → the places that gates are applied to, less what is allowed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scanner.policy.aside import NOTHING_ASIDE, Aside, Suppressor
from scanner.policy.known import Paired, beyond
from scanner.policy.place import (
    GROUP_KINDS,
    NO_GROUP,
    GroupKind,
    Place,
    groups_of,
    place_of_corpus,
    place_of_group,
    tallies_of,
)
from scanner.types.baseline import ALL_NEW, BEYOND, NEW, KnownShard
from scanner.types.catalogue import Catalogue
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import CorpusReport, GroupTally, RuleTally, ShardReport

_PARTS: Final = (NEW, BEYOND)
NO_BASELINE: Final = Paired({}, 0, 0, ())


@dataclass(slots=True)
class _Sum:
    """Tallies of several shards."""

    documents: int = 0
    _counts: dict[str, list[int]] = field(default_factory=dict)
    """Rule → findings and documents."""
    _reasons: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, documents: int, rules: Mapping[str, RuleTally]) -> None:
        self.documents += documents
        for rule, tally in rules.items():
            counts = self._counts.setdefault(rule, [0, 0])
            counts[0] += tally.findings
            counts[1] += tally.documents
            if tally.not_looked:
                reasons = self._reasons.setdefault(rule, {})
                for reason, missed in tally.not_looked.items():
                    reasons[reason] = reasons.get(reason, 0) + missed

    @property
    def rules(self) -> dict[str, RuleTally]:
        """The sums."""
        return {
            rule: RuleTally(findings, documents, self._reasons.get(rule, {}))
            for rule, (findings, documents) in self._counts.items()
        }


@dataclass(slots=True)
class Reckoning:
    """Takes every shard's report once; then knows what is left of the corpus, its sources and its hosts."""

    corpus: CorpusReport
    catalogue: Catalogue
    suppressor: Suppressor | None = None
    paired: Paired | None = None
    """Shards of the baseline; None: no gate counts new findings only."""
    kinds: Sequence[GroupKind] = GROUP_KINDS
    """Kinds of groups that gates speak of."""
    _aside: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    _aside_groups: Counter[tuple[GroupKind, str, str]] = field(default_factory=Counter)
    _parts: dict[str, _Sum] = field(default_factory=lambda: {part: _Sum() for part in _PARTS})
    _new_groups: dict[tuple[GroupKind, str], dict[str, _Sum]] = field(default_factory=dict)

    def take(self, shard: ShardReport) -> tuple[Place, Place | None]:
        """Return the shard as gates see it, and as those see it that count new findings only."""
        aside = NOTHING_ASIDE if self.suppressor is None else self.suppressor.look(shard)
        self._note(aside)
        where, documents = f"shard {shard.shard.id}", shard.totals.coverage.documents
        tallies = tallies_of(shard.totals, self.catalogue, self.corpus)
        left = {rule: _left(tally, rule, aside) for rule, tally in tallies.items()}
        estimates = {rule: each for rule, each in shard.estimates.items() if rule not in aside.whole}
        place = Place(where, documents, left, estimates=estimates)
        if self.paired is None:
            return place, None
        entry = self.paired.known.get(shard.shard.id)
        new = {rule: _beyond(tally, rule, entry, aside) for rule, tally in tallies.items()}
        part = NEW if entry is None else BEYOND
        self._parts[part].add(documents, new)
        self._note_groups(shard, aside, part, new)
        return place, Place(where, documents, new, part=NEW if entry is None else ALL_NEW)

    def corpus_place(self) -> Place:
        """Return the corpus, once all shards were taken; of rules that looked at a sample nothing is set aside."""
        whole = place_of_corpus(self.corpus, self.catalogue)
        rules = dict(whole.rules)
        for rule, (findings, documents) in self._aside.items():
            tally = rules[rule]
            rules[rule] = RuleTally(tally.findings - findings, tally.documents - documents, tally.not_looked)
        return replace(whole, rules=rules)

    def new_corpus_places(self, *, counted: bool) -> Iterator[Place]:
        """Yield what is new of the corpus: as one where findings are counted, else by what it is a share or rate of.

        New shards are held against their own documents: beside a large corpus that was there before, what is bad of
        them would drown.
        """
        if counted:
            whole = _Sum()
            for part in self._parts.values():
                whole.add(part.documents, part.rules)
            yield Place("corpus", whole.documents, whole.rules, part=ALL_NEW)
            return
        for name, part in self._parts.items():
            yield Place("corpus", part.documents, part.rules, part=name)

    def group_places(self, kind: GroupKind) -> Iterator[Place]:
        """Yield sources or hosts, sorted."""
        for name, group in sorted(groups_of(self.corpus.totals, kind).items()):
            if name not in NO_GROUP:
                rules = {
                    rule: documents - self._aside_groups[kind, name, rule] for rule, documents in group.rules.items()
                }
                yield place_of_group(kind, name, GroupTally(group.documents, rules))

    def new_group_places(self, kind: GroupKind, *, counted: bool) -> Iterator[Place]:
        """Yield what is new of sources or hosts, divided as that of the corpus is."""
        for (of_kind, name), parts in sorted(self._new_groups.items()):
            if of_kind != kind or name in NO_GROUP:
                continue
            sums = parts
            if counted:
                sums = {ALL_NEW: _Sum()}
                for part in parts.values():
                    sums[ALL_NEW].add(part.documents, part.rules)
            for part_name, each in sums.items():
                met = {rule: tally.documents for rule, tally in each.rules.items()}
                yield place_of_group(kind, name, GroupTally(each.documents, met), part_name)

    def sampled_asides(self) -> list[str]:
        """Return rules of which suppressions set something aside that the corpus knows by an estimate only."""
        sampled = {rule for rule, each in self.corpus.estimates.items() if each.is_of_a_part}
        named = set() if self.suppressor is None else {rule for use in self.suppressor.uses for rule in use.sampled}
        return sorted(named | (sampled & self._aside.keys()))

    def _note(self, aside: Aside) -> None:
        for rule, counts in aside.rules.items():
            for at, count in enumerate(counts):
                self._aside[rule][at] += count
        for kind in self.kinds:
            for name, rules in aside.groups.get(kind, {}).items():
                for rule, documents in rules.items():
                    self._aside_groups[kind, name, rule] += documents

    def _note_groups(self, shard: ShardReport, aside: Aside, part: str, new: Mapping[str, RuleTally]) -> None:
        """Add up what is new by source and host; in a known shard never more than is new of the shard."""
        for kind in self.kinds:
            for name, group in groups_of(shard.totals, kind).items():
                met = {}
                for rule, documents in group.rules.items():
                    left = documents - aside.of_group(kind, name, rule)
                    count = left if part == NEW else min(left, new[rule].documents)
                    if count:
                        met[rule] = RuleTally(count, count, {})
                self._new_groups.setdefault((kind, name), {}).setdefault(part, _Sum()).add(group.documents, met)


def _left(tally: RuleTally, rule: str, aside: Aside) -> RuleTally:
    """Return what is left of a rule in a shard; where all is set aside, it does not matter what was not drawn."""
    if rule not in aside.rules:
        return tally
    findings, documents = aside.rules[rule]
    reasons = tally.not_looked
    if rule in aside.whole:
        reasons = {reason: count for reason, count in reasons.items() if reason != NOT_DRAWN}
    return RuleTally(tally.findings - findings, tally.documents - documents, reasons)


def _beyond(tally: RuleTally, rule: str, entry: KnownShard | None, aside: Aside) -> RuleTally:
    if not tally.findings:
        return tally
    findings, documents = beyond(tally, rule, entry, aside.rules.get(rule, (0, 0)))
    return RuleTally(findings, documents, tally.not_looked)
