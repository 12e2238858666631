"""Finished runs with nothing but the rule about near-duplicates: scanning by all rules takes longer than the rest."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import ROOT, plan_in, terms, write_jsonl
from scanner.dedup.options import SignatureOptions
from scanner.engines.in_process import InProcess
from scanner.pipeline.run import run_scan
from scanner.policy.load import load_policy
from scanner.ruleset.load import load_rules
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.policy import Policy
from scanner.types.rule import Ruleset

POLICY = """\
schema: corpus-scanner/policy/v1
title: one rule
coverage: {{min_records_read: 1.0, min_bytes_read: 1.0}}
gates: [{{rule: {}.*, max_count: 1000}}]
"""


@cache
def _one_folder(name: str) -> tuple[Ruleset, Policy]:
    """Return the shipped rules of one folder, and a policy that speaks of them only."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "rules" / name, Path(folder) / "rules" / name)
        policy = Path(folder) / "policy.yaml"
        policy.write_text(POLICY.format(name))
        return load_rules((Path(folder) / "rules",)), load_policy(policy)[0]


def run_of(
    folder: Path,
    shards: Mapping[str, Sequence[str]],
    options: SignatureOptions | None = None,
    *,
    rules: str = "duplicate",
) -> Path:
    """Scan texts by shard, with the rules of one folder; return the folder of the finished run."""
    for name, texts in shards.items():
        write_jsonl(folder / "corpus" / name, texts)
    ruleset, policy = _one_folder(rules)
    plan = replace(plan_in(folder / "out"), ruleset=ruleset, signature_options=options or SignatureOptions())
    Layout(plan.out).prepare(overwrite=False)
    run_scan(
        plan,
        discover([str(folder / "corpus")]),
        InProcess(plan),
        replace(terms(), policy=policy),
        lambda _: None,
    )
    return plan.out
