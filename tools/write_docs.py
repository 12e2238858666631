"""Rules and report types → `docs/rules/*.md` and `docs/formats/*.json`; `--check` tells whether they are current."""

import sys
from pathlib import Path

import orjson

from scanner.cli.settings import config_schema
from scanner.pipeline.measured import built_in_figures
from scanner.policy.licence_profile import licence_profile_schema
from scanner.policy.load import policy_schema
from scanner.policy.suppressions import suppressions_schema
from scanner.register.load import register_schema
from scanner.reports.codec import json_schemas
from scanner.reports.comparison import comparison_schemas
from scanner.reports.run_diff import diff_schema
from scanner.ruleset.explain import explain
from scanner.ruleset.load import load_rules, rule_schema

ROOT = Path(__file__).parent.parent


def pages() -> dict[Path, bytes]:
    """Return every generated page by its path below the checkout."""
    ruleset = load_rules((ROOT / "rules",))
    found = {
        Path("docs/rules") / f"{rule.id}.md": explain(rule, built_in_figures(rule)).encode() for rule in ruleset.rules
    }
    lines = [
        "# Rules",
        "",
        "Generated from `rules/`; do not edit.",
        "",
        "| rule | severity | title |",
        "| --- | --- | --- |",
    ]
    lines += [f"| [{rule.id}]({rule.id}.md) | {rule.file.severity} | {rule.file.title} |" for rule in ruleset.rules]
    found[Path("docs/rules/index.md")] = ("\n".join(lines) + "\n").encode()
    schemas = {
        **json_schemas(),
        **comparison_schemas(),
        "rule.v1": rule_schema(),
        "diff.v1": diff_schema(),
        "policy.v1": policy_schema(),
        "suppressions.v1": suppressions_schema(),
        "config.v1": config_schema(),
        "licence-profile.v1": licence_profile_schema(),
        "sources.v1": register_schema(),
    }
    for name, schema in schemas.items():
        body = orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
        found[Path("docs/formats") / f"{name}.schema.json"] = body
    return found


def main() -> int:
    """Write the pages, or with `--check` name those that are stale, missing or left over."""
    wanted = pages()
    present = {
        path.relative_to(ROOT) for kind in ("docs/rules/*.md", "docs/formats/*.json") for path in ROOT.glob(kind)
    }
    stale = [path for path, body in wanted.items() if path not in present or (ROOT / path).read_bytes() != body]
    surplus = sorted(present - wanted.keys())
    if "--check" in sys.argv[1:]:
        for path in (*stale, *surplus):
            print(f"{path}: not current; run tools/write_docs.py")
        return 1 if stale or surplus else 0
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(wanted[path])
    for path in surplus:
        (ROOT / path).unlink()
    print(f"{len(stale)} written, {len(surplus)} removed, {len(wanted) - len(stale)} were current")
    return 0


if __name__ == "__main__":
    sys.exit(main())
