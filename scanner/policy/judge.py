"""Reports and a policy → the verdict: pass, fail or incomplete, with every reason."""

from collections.abc import Iterable, Sequence
from typing import Final

from scanner.policy.coverage import SUBJECT, CoverageJudgement, ShardSeen, judge_coverage, seen_of, tell_sourceless
from scanner.policy.gate import GateDocket
from scanner.policy.load import check_policy
from scanner.policy.measure import Place, place_of_corpus, place_of_shard, place_of_source, unlooked_at
from scanner.ruleset.selector import select_rules
from scanner.types.catalogue import Catalogue
from scanner.types.policy import VERDICT_SCHEMA, Outcome, Policy, Reason, Verdict
from scanner.types.report import IP_ADDRESS, NO_URL, CorpusReport, ShardReport
from scanner.types.rule import Severity

_ORDER: Final = {Outcome.FAIL: 0, Outcome.INCOMPLETE: 1, Outcome.PASS: 2}


def judge(
    policy: Policy,
    policy_digest: str,
    corpus: CorpusReport,
    shards: Iterable[ShardReport],
    report_digest: str,
    catalogue: Catalogue,
) -> Verdict:
    """Return the verdict on a corpus; `shards` are the reports of all its shards, read one by one, in any order.

    Incomplete before all else when the run is no statement about the corpus: nothing scanned, a shard failed or
    unaccounted for, coverage below the floor. Then fail when a gate is crossed. Then incomplete when a gate could not
    be decided, a shard is damaged or lost too many of its records, or no gate was decided at all. Else pass.
    Raises `PolicyError` when a gate names no rule of the ruleset.
    """
    check_policy(policy, catalogue)
    place = place_of_corpus(corpus, catalogue)
    dockets = _open_dockets(policy, catalogue, place)
    seen = _apply_everywhere(dockets, corpus, shards, catalogue, place)
    coverage = judge_coverage(corpus, policy.coverage, seen)
    decided = sum(docket.is_decided for docket in dockets)
    reasons = [*coverage.reasons, *(reason for docket in dockets for reason in docket.reasons())]
    if any(gate.per == "source" for gate in policy.gates):
        reasons += tell_sourceless(corpus)
    if place.documents and not decided:
        message = f"no gate of the policy could be decided anywhere; gates: {len(dockets):,}"
        reasons.append(Reason(Outcome.INCOMPLETE, SUBJECT, "corpus", message, "critical"))
    return Verdict(
        VERDICT_SCHEMA,
        _outcome(coverage, reasons),
        policy.title,
        policy_digest,
        report_digest,
        tuple(sorted(reasons, key=_rank)),
        decided,
        len(dockets),
    )


def _open_dockets(policy: Policy, catalogue: Catalogue, corpus: Place) -> list[GateDocket]:
    ids = tuple(rule.id for rule in catalogue.rules)
    least = policy.coverage.min_records_read
    dockets = []
    for gate in policy.gates:
        rules = select_rules(gate.rule, ids)
        unlooked = unlooked_at(corpus, rules, least, for_sources=True) if gate.per == "source" else ()
        dockets.append(GateDocket(gate, rules, least, unlooked))
    return dockets


def _apply_everywhere(
    dockets: Sequence[GateDocket],
    corpus: CorpusReport,
    shards: Iterable[ShardReport],
    catalogue: Catalogue,
    whole: Place,
) -> list[ShardSeen]:
    """Apply every gate where it holds; return what coverage needs of the shard reports that came by."""
    by_scope = {
        scope: [docket for docket in dockets if docket.gate.per == scope] for scope in ("corpus", "shard", "source")
    }
    _apply(by_scope["corpus"], whole)
    seen = []
    for shard in shards:
        seen.append(seen_of(shard))
        _apply(by_scope["shard"], place_of_shard(shard, catalogue, corpus))
    if by_scope["source"]:
        for host, group in sorted(corpus.totals.hosts.items()):
            if host not in {NO_URL, IP_ADDRESS}:
                _apply(by_scope["source"], place_of_source(host, group))
    return seen


def _apply(dockets: Sequence[GateDocket], place: Place) -> None:
    for docket in dockets:
        docket.apply(place)


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
