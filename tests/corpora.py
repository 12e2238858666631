"""Small corpora and plans for tests of whole runs."""

import json
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from scanner.detectors.options import DetectorOptions
from scanner.engines.in_process import InProcess
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import Finished, run_scan
from scanner.pipeline.terms import Terms
from scanner.policy.load import load_policy
from scanner.ruleset.load import load_rules
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.document import Shard
from scanner.types.rule import Ruleset
from scanner.types.run import LOCK_SCHEMA, Engine, Lock

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
COMPILED = ROOT / ".pytest_cache" / "home" / "corpus-scanner"
"""So that no test but the first one of a ruleset compiles it."""
KEY = b"a key for tests only, 32 bytes.."


@cache
def shipped_ruleset() -> Ruleset:
    return load_rules((ROOT / "rules",))


def plan_in(out: Path) -> ScanPlan:
    return ScanPlan(shipped_ruleset(), out, DetectorOptions(KEY, compiled=COMPILED))


def terms() -> Terms:
    policy, digest = load_policy(None)
    return Terms(policy, digest, Lock(LOCK_SCHEMA, "test", "", digest, {}, {}, ""))


def run_in(out: Path, paths: Sequence[Path], engine: Engine | None = None) -> Finished:
    """Scan paths into a folder, in this process unless told otherwise."""
    return run_shards(out, discover([str(path) for path in paths]), engine)


def run_shards(out: Path, shards: Sequence[Shard], engine: Engine | None = None) -> Finished:
    """Scan shards into a folder."""
    plan = plan_in(out)
    Layout(out).prepare(overwrite=False)
    return run_scan(plan, shards, engine or InProcess(plan), terms(), lambda _: None)


def run_plan(plan: ScanPlan, paths: Sequence[Path]) -> Finished:
    """Scan paths by a plan of one's own, in this process."""
    Layout(plan.out).prepare(overwrite=False)
    shards = discover([str(path) for path in paths])
    return run_scan(plan, shards, InProcess(plan), terms(), lambda _: None)


def write_jsonl(path: Path, texts: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
    return path


def bodies(out: Path) -> dict[str, bytes]:
    """Return every file of a run by its path below the folder."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def is_golden(name: str) -> bool:
    """Tell whether a file of a run over the samples is kept: what others are rendered from, and the summary."""
    kept = name in {"corpus.json", "verdict.json", "summary.md"}
    return kept or (name.startswith("shards/") and name.endswith(".json"))


def copy_of(out: Path, into: Path) -> Path:
    """Copy a finished run into a folder, for a test that changes it; return the folder."""
    return Path(shutil.copytree(out, into, dirs_exist_ok=True))
