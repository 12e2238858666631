"""Plans with a handful of rules of every kind: runs that take a quarter of a second and leave every sort of file."""

from dataclasses import replace
from pathlib import Path

from corpora import SAMPLES, plan_in, terms
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import Work
from scanner.pipeline.terms import Terms
from scanner.ruleset.selector import select_rules

KINDS = ("pii.email", "rights.robots.*", "rights.tdm.*", "licence.non-commercial", "duplicate.near", "duplicate.exact")
SHARDS = tuple(
    SAMPLES / name
    for name in ("crawl/pages.warc.zst", "crawl/robotstxt.warc.gz", "damaged/bad-block.jsonl.gz", "text/news.jsonl.gz")
)


def few_rules_plan(out: Path) -> ScanPlan:
    """Return a plan by rules of several kinds."""
    whole = plan_in(out)
    ids = {rule.id for rule in whole.ruleset.rules}
    chosen = {rule for kind in KINDS for rule in select_rules(kind, ids)}
    return replace(whole, ruleset=replace(whole.ruleset, rules=tuple(r for r in whole.ruleset.rules if r.id in chosen)))


def few_rules_terms(plan: ScanPlan, work: Work) -> Terms:
    """Return the default policy's terms as far as they speak of the plan's rules."""
    given = terms()
    gates = tuple(gate for gate in given.policy.gates if select_rules(gate.rule, plan.rule_ids))
    return replace(given, policy=replace(given.policy, gates=gates), work=work)
