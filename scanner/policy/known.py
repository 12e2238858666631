"""A baseline and a run's shards → which shards it knows, and what a shard holds beyond it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.types.baseline import Baseline, BaselineComparison, Counted, KnownShard, RuleAgainst, ShardsAgainst
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import CorpusReport, RuleTally, ShardReport

_NOTHING: Counted = (0, 0)


@dataclass(frozen=True, slots=True)
class Paired:
    """Shards of a run with those of a baseline that have the same content."""

    known: Mapping[str, KnownShard]
    """Shard id in the run → its entry, perhaps under another name."""
    changed: int
    """Shards whose name the baseline knows with another content."""
    new: int
    gone: tuple[KnownShard, ...]
    """Entries whose content is nowhere in the run, and whose name is not either."""


def pair_shards(baseline: Baseline, corpus: CorpusReport) -> Paired:
    """Pair shards by content; where a content is there more than once, by name first, each entry once."""
    by_content: dict[str, dict[str, KnownShard]] = {}
    for entry in baseline.shards:
        by_content.setdefault(entry.sha256, {})[entry.shard] = entry
    known: dict[str, KnownShard] = {}
    for shard, summary in corpus.shards.items():
        entries = by_content.get(summary.sha256, {})
        if shard in entries:
            known[shard] = entries.pop(shard)
    for shard, summary in sorted(corpus.shards.items()):
        left = by_content.get(summary.sha256)
        if shard not in known and left:
            known[shard] = left.pop(min(left))
    names = {entry.shard for entry in baseline.shards}
    strange = corpus.shards.keys() - known.keys()
    gone = tuple(entry for left in by_content.values() for entry in left.values() if entry.shard not in corpus.shards)
    changed = len(strange & names)
    return Paired(known, changed, len(strange) - changed, gone)


def beyond(tally: RuleTally, rule: str, entry: KnownShard | None, aside: Counted = _NOTHING) -> Counted:
    """Return findings and documents of a rule in a shard beyond the baseline's; `entry` is None for a new shard.

    What is set aside and what the baseline holds may be the same findings, so they do not add up. Of a sample nothing
    can be said against a count: another sample holds other documents.
    """
    if entry is not None and NOT_DRAWN in tally.not_looked:
        return _NOTHING
    findings, documents = _NOTHING if entry is None else entry.findings.get(rule, _NOTHING)
    return max(0, tally.findings - max(findings, aside[0])), max(0, tally.documents - max(documents, aside[1]))


@dataclass(slots=True)
class Comparing:
    """Adds up what every shard of a run is against a baseline."""

    baseline: Baseline
    paired: Paired
    _sums: dict[str, list[int]] = field(default_factory=dict)
    """Rule → before, now, over, fewer."""
    _unknown: list[str] = field(default_factory=list)
    _differing: dict[str, dict[str, int]] = field(default_factory=dict)

    def look(self, shard: ShardReport) -> None:
        """Take in a shard's report."""
        entry = self.paired.known.get(shard.shard.id)
        before = {} if entry is None else entry.findings
        for rule, tally in shard.totals.rules.items():
            past = before.get(rule, _NOTHING)[0]
            if past or tally.findings:
                over = beyond(tally, rule, entry)[0]
                self._add(rule, past, tally.findings, over, max(0, past - tally.findings))
        for rule in before.keys() - shard.totals.rules.keys():
            self._add(rule, before[rule][0], 0, 0, before[rule][0])
        if entry is None:
            self._unknown.append(shard.shard.id)
        elif differing := _differing(shard, before):
            self._differing[shard.shard.id] = differing

    def comparison(self) -> BaselineComparison:
        """Return the sums, with those of shards that are gone."""
        paired = self.paired
        for entry in paired.gone:
            for rule, (findings, _) in entry.findings.items():
                self._add(rule, findings, 0, 0, findings)
        rules = {rule: RuleAgainst(*sums) for rule, sums in sorted(self._sums.items())}
        return BaselineComparison(
            self.baseline.digest,
            len(paired.known),
            paired.changed,
            paired.new,
            len(paired.gone),
            rules,
            ShardsAgainst(tuple(sorted(self._unknown)), self._differing),
        )

    def _add(self, rule: str, *counts: int) -> None:
        sums = self._sums.setdefault(rule, [0, 0, 0, 0])
        for at, count in enumerate(counts):
            sums[at] += count


def _differing(shard: ShardReport, before: Mapping[str, Counted]) -> dict[str, int]:
    """Return the findings then of rules that count otherwise now; rules that looked at a sample are not compared."""
    found = {}
    for rule in sorted(shard.totals.rules.keys() | before.keys()):
        tally = shard.totals.rules.get(rule)
        if tally is None or NOT_DRAWN not in tally.not_looked:
            now = _NOTHING if tally is None else (tally.findings, tally.documents)
            if now != (past := before.get(rule, _NOTHING)):
                found[rule] = past[0]
    return found
