"""An example of a policy → the reports of a corpus of one shard like it, and whether the verdict is the stated one."""

from collections.abc import Iterator, Mapping, Sequence

from scanner.policy.judge import judge
from scanner.ruleset.selector import select_rules
from scanner.types.catalogue import Catalogue
from scanner.types.document import Compression, Format
from scanner.types.duplicates import DuplicateClusters
from scanner.types.estimate import Estimate
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import ExampleEstimate, ExampleGroup, Outcome, Policy, PolicyExample
from scanner.types.report import (
    CORPUS_SCHEMA,
    SHARD_SCHEMA,
    CorpusReport,
    Coverage,
    GroupTally,
    RuleTally,
    ShardFacts,
    ShardReport,
    ShardSummary,
    Totals,
)

_NOT_LOOKED = "as the example says"
_LOST = "invalid_json"
_COMPARED = DuplicateClusters(0, 0, 0, 0, 0)


def prove_policy(policy: Policy, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the examples of a policy: rules there are not, and verdicts that are others."""
    ids = tuple(rule.id for rule in catalogue.rules)
    for index, example in enumerate(policy.examples):
        name = f"examples[{index}]" + (f" ({example.title})" if example.title else "")
        faults = list(_faults(example, ids))
        yield from (f"{name}: {fault}" for fault in faults)
        if not faults:
            yield from (f"{name}: {fault}" for fault in _differences(policy, example, catalogue))


def _differences(policy: Policy, example: PolicyExample, catalogue: Catalogue) -> Iterator[str]:
    shard, corpus = reports_of(example, catalogue)
    verdict = judge(policy, "", corpus, (shard,), "", catalogue)
    if verdict.outcome.value != example.verdict:
        decisive = [reason for reason in verdict.reasons if reason.outcome is not Outcome.PASS]
        told = "; ".join(f"{reason.subject}, {reason.where}: {reason.message}" for reason in decisive[:3])
        yield f"the verdict is {verdict.outcome.value}, not {example.verdict}: {told or 'nothing was found wanting'}"
    failed = {reason.subject for reason in verdict.reasons if reason.outcome is Outcome.FAIL}
    yield from (f"the gate on {rule} does not fail" for rule in example.fails if rule not in failed)


def _faults(example: PolicyExample, ids: Sequence[str]) -> Iterator[str]:
    groups = (*example.hosts.values(), *example.sources.values())
    named = {*example.findings, *example.estimates, *(rule for group in groups for rule in group.findings)}
    yield from (f"{rule} is no rule of the ruleset" for rule in sorted(named - set(ids)))
    for selector in example.not_looked:
        if not select_rules(selector, ids):
            yield f"not_looked: {selector} names no rule of the ruleset"
    for rule in sorted(example.estimates.keys() & example.findings.keys()):
        yield f"{rule}: give findings or an estimate, not both"
    for rule, estimate in sorted(example.estimates.items()):
        if estimate.looked > example.documents:
            yield f"estimates.{rule}.looked: more than the {example.documents:,} documents there are"


def reports_of(example: PolicyExample, catalogue: Catalogue) -> tuple[ShardReport, CorpusReport]:
    """Return the reports of a corpus of one shard that is like an example; all rules but those named met nothing."""
    rules = {rule.id: _tally(example, rule.id) for rule in catalogue.rules}
    lost = example.lost_records
    failed = {_LOST: lost} if lost else {}
    coverage = Coverage(1, 1, example.documents + lost, example.documents, 0, {}, failed, 0, lost, 1)
    hosts, sources = _groups(example.hosts), _groups(example.sources)
    totals = Totals(coverage, rules, {}, hosts, {}, {}, sources=sources)
    estimates = {rule: _estimate(each, example.documents) for rule, each in example.estimates.items()}
    facts = ShardFacts("example", Format.JSONL, Compression.NONE, 1, "", "read", ())
    summary = ShardSummary("read", Format.JSONL, 1, "", example.documents, lost, {}, ())
    shard = ShardReport(SHARD_SCHEMA, catalogue.digest, facts, totals, estimates)
    return shard, CorpusReport(
        CORPUS_SCHEMA, catalogue.digest, {"example": summary}, totals, _COMPARED, estimates=estimates
    )


def _tally(example: PolicyExample, rule: str) -> RuleTally:
    found = example.findings.get(rule, 0)
    findings, documents = (found, found) if isinstance(found, int) else (found.findings, found.documents)
    unlooked = max((count for each, count in example.not_looked.items() if select_rules(each, (rule,))), default=0)
    reasons = {_NOT_LOOKED: unlooked} if unlooked else {}
    if rule in example.estimates:
        reasons[NOT_DRAWN] = example.documents - example.estimates[rule].looked
    return RuleTally(findings, min(documents, example.documents), reasons)


def _estimate(given: ExampleEstimate, documents: int) -> Estimate:
    low, share, high = given.share
    fewest, findings, most = given.findings
    return Estimate(documents, given.looked, share, low, high, findings, fewest, most)


def _groups(given: Mapping[str, ExampleGroup]) -> dict[str, GroupTally]:
    return {name: GroupTally(group.documents, dict(group.findings)) for name, group in given.items()}
