"""The shipped policy has an answer for every shipped rule: a gate, or a reason why there is none."""

import re
from pathlib import Path

import yaml

from scanner.ruleset.selector import select_rules

ROOT = Path(__file__).parents[3]
POLICY = (ROOT / "scanner" / "policy" / "profiles" / "default.yaml").read_text("utf-8")
GATES = yaml.safe_load(POLICY)["gates"]
RULES = [".".join(path.relative_to(ROOT / "rules").with_suffix("").parts) for path in (ROOT / "rules").rglob("*.yaml")]
GATED = {rule for gate in GATES for rule in select_rules(gate["rule"], RULES)}


def test_ours_a_rule_is_gated_or_its_absence_is_explained_never_both() -> None:
    reasons = POLICY.rpartition("Rules that are reported and not judged")[2]
    explained = set(re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", reasons))
    assert explained | GATED == set(RULES)
    assert not explained & GATED


def test_ours_what_nobody_permitted_is_not_tolerated() -> None:
    (gate,) = (gate for gate in GATES if gate["rule"] == "licence.no-permission")
    assert gate == {"rule": "licence.no-permission", "max_count": 0, "severity": "high", "not_looked": "note"}
