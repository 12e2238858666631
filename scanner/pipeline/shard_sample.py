"""Shards in keyed order and what became of them → which are the sample, and what it says of all."""

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scanner.aggregation.corpus import corpus_of, merge
from scanner.aggregation.estimate import agreements_of, estimates_of, with_estimates
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import read_scan
from scanner.policy.drawn import drawn_shards
from scanner.policy.judge import judge
from scanner.ruleset.catalogue import catalogue_of
from scanner.ruleset.selector import rules_of
from scanner.sidecars.layout import Layout
from scanner.types.allowances import Allowances
from scanner.types.document import Shard
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Outcome, Policy
from scanner.types.report import SHARD_SCHEMA, CorpusReport, ShardReport
from scanner.types.rule import DuplicateMatch, SignalMatch
from scanner.types.run import Lock
from scanner.types.sample import DrawnShare, ShardSample

_NOTHING_DRAWN: Final = 1.0
LOCKED: Final = ("shards.first", "shards.seed")
"""What a lock says of the cut; the first pass of a shard does not depend on it."""


@dataclass(slots=True)
class Cut:
    """Told of every shard that is done; knows how many of the first are done without a gap."""

    shards: Sequence[Shard]
    """In the order drawn."""
    left: Sequence[Shard]
    """Those that are to be read, handed out in that order."""
    pending: dict[str, Shard]
    """Of these, what is not done."""
    _whole: int = 0

    @property
    def whole(self) -> int:
        """How many of the first shards are all done."""
        while self._whole < len(self.shards) and self.shards[self._whole].id not in self.pending:
            self._whole += 1
        return self._whole

    def begun(self) -> int:
        """Return how many shards come before the first that was not handed out, as far as outcomes tell."""
        handed = max((at for at, shard in enumerate(self.left, start=1) if shard.id not in self.pending), default=0)
        return len(self.shards) if handed == len(self.left) else self.shards.index(self.left[handed])


def sample_of(shards: Sequence[Shard], looked: Sequence[Shard], seed: str) -> ShardSample | None:
    """Return which shards were looked at, nothing yet of what they hold; None: all were."""
    if len(looked) == len(shards):
        return None
    lines = "".join(f"{shard.id}\0{shard.bytes}\n" for shard in sorted(shards, key=lambda shard: shard.id))
    return ShardSample(
        seed,
        len(looked),
        len(shards),
        sum(shard.bytes for shard in looked),
        sum(shard.bytes for shard in shards),
        max(shard.bytes for shard in shards),
        hashlib.sha256(lines.encode(errors="surrogatepass")).hexdigest(),
        _NOTHING_DRAWN,
        {},
    )


def with_cut(lock: Lock, sample: ShardSample | None) -> Lock:
    """Return a lock that names the cut, by which another run looks at the same shards."""
    if sample is None:
        return lock
    return replace(lock, options=lock.options | dict(zip(LOCKED, (sample.shards, sample.seed), strict=True)))


def with_shares(plan: ScanPlan, corpus: CorpusReport, reports: Iterable[ShardReport]) -> CorpusReport:
    """Return the report with what its sample says of rules that were looked for in every document of it."""
    drawn = drawn_shards(corpus, frozenset())
    if drawn is None or corpus.sample is None:
        return corpus
    met = {
        rule: array("d")
        for rule, tally in corpus.totals.rules.items()
        if tally.findings and not tally.not_looked and rule not in plan.duplicate_rules
    }
    nothing = array("d")
    for report in reports:
        drawn.take(report.shard.id, report.totals.coverage.documents)
        nothing.append(0)
        for rule, counts in met.items():
            counts.append(report.totals.rules[rule].documents)
    shares = {rule: DrawnShare(*_rounded(drawn.limits(counts, 1.0))) for rule, counts in sorted(met.items())}
    *_, high = _rounded(drawn.limits(nothing, 1.0))
    return replace(corpus, sample=replace(corpus.sample, nothing_high=high, shares=shares))


def _rounded(limits: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return six digits behind the point: libraries of mathematics differ in the last ones."""
    point, low, high = (round(each, 6) for each in limits)
    return point, low, high


@dataclass(frozen=True, slots=True)
class GateLook:
    """What it takes to tell during the first pass whether every gate is decided already."""

    plan: ScanPlan
    policy: Policy
    allowances: Allowances
    shards: Sequence[Shard]
    """All, in the order drawn."""
    seed: str

    def is_decided(self, looked: int) -> bool:
        """Return whether the first so many shards decide every gate; the verdict looks again at the end."""
        if self._asks_later():
            return False
        layout, severities = Layout(self.plan.out), {rule.id: rule.severity for rule in self.plan.ruleset.rules}
        reports = []
        for shard in sorted(self.shards[:looked], key=lambda shard: shard.id):
            scan = read_scan(layout.scan(shard.id))
            totals = scan.totals
            report = ShardReport(SHARD_SCHEMA, self.plan.ruleset.digest, scan.facts, totals)
            reports.append(replace(report, estimates=estimates_of(totals), agreements=agreements_of(totals)))
        corpus = with_estimates(merge(corpus_of(report, severities) for report in reports))
        corpus = replace(corpus, sample=sample_of(self.shards, self.shards[:looked], self.seed))
        if any(NOT_DRAWN in tally.not_looked for tally in corpus.totals.rules.values()):
            return False
        verdict = judge(self.policy, "", corpus, reports, "", catalogue_of(self.plan.ruleset), self.allowances)
        undecided = any(reason.outcome is Outcome.INCOMPLETE for reason in verdict.reasons)
        return verdict.gates_decided == verdict.gates_total and not undecided

    def _asks_later(self) -> bool:
        """Return whether some gate names a rule that only the second pass answers."""
        late = {rule.id for rule in self.plan.ruleset.rules if isinstance(rule.match, DuplicateMatch | SignalMatch)}
        return any(not late.isdisjoint(rules_of(gate, self.plan.rule_ids)) for gate in self.policy.gates)
