"""Reports and a policy → the verdict: pass, fail or incomplete, with every reason."""

from collections.abc import Iterable, Sequence
from typing import Final

from scanner.errors import PolicyError
from scanner.policy.aside import Suppressor, suppressor_of
from scanner.policy.beside import tell_groupless, tell_idle_baseline, tell_suppressed
from scanner.policy.coverage import SUBJECT, CoverageJudgement, ShardSeen, judge_coverage, seen_of
from scanner.policy.drawn import DrawnCounts, DrawnShards, drawn_shards
from scanner.policy.gate import GateDocket
from scanner.policy.known import Comparing, pair_shards
from scanner.policy.load import check_policy
from scanner.policy.measure import unlooked_at
from scanner.policy.place import GROUP_KINDS, Place, place_of_corpus
from scanner.policy.reckon import NO_BASELINE, Reckoning
from scanner.policy.suppressions import check_suppressions
from scanner.ruleset.selector import rules_of
from scanner.types.allowances import NOTHING_ALLOWED, Allowances
from scanner.types.catalogue import Catalogue
from scanner.types.policy import VERDICT_SCHEMA, Outcome, Policy, Reason, Verdict
from scanner.types.report import CorpusReport, ShardReport
from scanner.types.rule import Severity

_ORDER: Final = {Outcome.FAIL: 0, Outcome.INCOMPLETE: 1, Outcome.PASS: 2}


def judge(  # noqa: PLR0913, PLR0917  # all that a verdict rests on
    policy: Policy,
    policy_digest: str,
    corpus: CorpusReport,
    shards: Iterable[ShardReport],
    report_digest: str,
    catalogue: Catalogue,
    allowances: Allowances = NOTHING_ALLOWED,
) -> Verdict:
    """Return the verdict on a corpus; `shards` are the reports of all its shards, read one by one, in any order.

    Incomplete before all else when the run is no statement about the corpus: nothing scanned, a shard failed or
    unaccounted for, coverage below the floor. Then fail when a gate is crossed or a suppression is over. Then
    incomplete when a gate could not be decided, a shard is damaged or lost too many of its records, or no gate was
    decided at all. Else pass. Raises `PolicyError` when a gate or a suppression names no rule of the ruleset, and for a
    baseline beside a sample of shards.
    """
    check_policy(policy, catalogue)
    if corpus.sample is not None and allowances.baseline is not None:
        raise PolicyError("a baseline cannot be held against a sample of shards, which does not tell what is gone")
    suppressor = _suppressor(allowances, catalogue)
    paired = NO_BASELINE if allowances.baseline is None else pair_shards(allowances.baseline, corpus)
    comparing = None if allowances.baseline is None else Comparing(allowances.baseline, paired)
    kinds = tuple(kind for kind in GROUP_KINDS if any(gate.per == kind for gate in policy.gates))
    counts_new = any(gate.new_only for gate in policy.gates)
    reckoning = Reckoning(corpus, catalogue, suppressor, paired if counts_new else None, kinds)
    drawn = drawn_shards(corpus, frozenset(rule.id for rule in catalogue.rules if rule.kind == "duplicate"))
    dockets = _open_dockets(policy, catalogue, place_of_corpus(corpus, catalogue), drawn)
    seen = [_take_shard(shard, reckoning, dockets, drawn, comparing) for shard in shards]
    _apply_to_whole(dockets, reckoning)
    coverage = judge_coverage(corpus, policy.coverage, seen)
    reasons = [*coverage.reasons, *(reason for docket in dockets for reason in docket.reasons())]
    reasons += tell_groupless(corpus, kinds)
    reasons += _on_decisions(corpus, dockets)
    suppressed = () if suppressor is None else suppressor.suppressed()
    reasons += tell_suppressed(suppressed, allowances, reckoning.sampled_asides(), is_whole=corpus.sample is None)
    if comparing is not None and not counts_new:
        reasons.append(tell_idle_baseline())
    return Verdict(
        VERDICT_SCHEMA,
        _outcome(coverage, reasons),
        policy.title,
        policy_digest,
        report_digest,
        tuple(sorted(reasons, key=_rank)),
        sum(docket.is_decided for docket in dockets),
        len(dockets),
        suppressed,
        None if suppressor is None or allowances.as_of is None else allowances.as_of.isoformat(),
        allowances.suppressions_digest,
        None if comparing is None else comparing.comparison(),
        policy.left_to_people,
    )


def _suppressor(allowances: Allowances, catalogue: Catalogue) -> Suppressor | None:
    suppressions, as_of = allowances.suppressions, allowances.as_of
    if suppressions is None or as_of is None:
        return None
    ids = tuple(rule.id for rule in catalogue.rules)
    check_suppressions(suppressions, ids)
    return suppressor_of(suppressions.suppressions, as_of, ids)


def _open_dockets(policy: Policy, catalogue: Catalogue, corpus: Place, drawn: DrawnShards | None) -> list[GateDocket]:
    ids = tuple(rule.id for rule in catalogue.rules)
    least = policy.coverage.min_records_read
    dockets = []
    for gate in policy.gates:
        rules = rules_of(gate, ids)
        unlooked = unlooked_at(corpus, rules, least, for_groups=True) if gate.per in GROUP_KINDS else ()
        counts = None if drawn is None else DrawnCounts(drawn, gate, rules)
        dockets.append(GateDocket(gate, rules, least, unlooked, counts))
    return dockets


def _take_shard(
    shard: ShardReport,
    reckoning: Reckoning,
    dockets: Sequence[GateDocket],
    drawn: DrawnShards | None,
    comparing: Comparing | None,
) -> ShardSeen:
    """Let everything that goes by single shards have a look at one; return what coverage needs of it."""
    places = reckoning.take(shard)
    _apply_to_shard(dockets, places)
    if drawn is not None:
        drawn.take(shard.shard.id, places[0].documents)
        _count_shard(dockets, places[0])
    if comparing is not None:
        comparing.look(shard)
    return seen_of(shard)


def _count_shard(dockets: Sequence[GateDocket], place: Place) -> None:
    """Let the gates on the corpus count a shard of the sample."""
    for docket in dockets:
        if docket.drawn is not None and docket.gate.per == "corpus" and not docket.gate.new_only:
            docket.drawn.take(place)


def _apply_to_shard(dockets: Sequence[GateDocket], places: tuple[Place, Place | None]) -> None:
    whole, new = places
    for docket in dockets:
        if docket.gate.per == "shard":
            docket.apply(new if docket.gate.new_only and new is not None else whole)


def _apply_to_whole(dockets: Sequence[GateDocket], reckoning: Reckoning) -> None:
    """Apply the gates on the corpus, its sources and hosts; those of one kind side by side, place by place."""
    corpus = reckoning.corpus_place()
    for docket in dockets:
        if docket.gate.per == "corpus":
            new = reckoning.new_corpus_places(counted=docket.gate.max_count is not None)
            for place in new if docket.gate.new_only else (corpus,):
                docket.apply(place)
    for kind in GROUP_KINDS:
        mine = [docket for docket in dockets if docket.gate.per == kind]
        usual = [docket for docket in mine if not docket.gate.new_only]
        for place in reckoning.group_places(kind) if usual else ():
            for docket in usual:
                docket.apply(place)
        for docket in mine:
            if docket.gate.new_only:
                for place in reckoning.new_group_places(kind, counted=docket.gate.max_count is not None):
                    docket.apply(place)


def _on_decisions(corpus: CorpusReport, dockets: Sequence[GateDocket]) -> list[Reason]:
    if not corpus.totals.coverage.documents or any(docket.is_decided for docket in dockets):
        return []
    message = f"no gate of the policy could be decided anywhere; gates: {len(dockets):,}"
    return [Reason(Outcome.INCOMPLETE, SUBJECT, "corpus", message, "critical")]


def _outcome(coverage: CoverageJudgement, reasons: Sequence[Reason]) -> Outcome:
    outcomes = {reason.outcome for reason in reasons}
    if coverage.is_void:
        return Outcome.INCOMPLETE
    if Outcome.FAIL in outcomes:
        return Outcome.FAIL
    if Outcome.INCOMPLETE in outcomes:
        return Outcome.INCOMPLETE
    return Outcome.PASS


def _rank(reason: Reason) -> tuple[int, int, str, str, str]:
    severity = Severity[reason.severity.upper()]
    return _ORDER[reason.outcome], -severity, reason.subject, reason.where, reason.message
