"""A folder of JSONL → one large file of it, and the seconds that workers need for it whole and in parts.

    python bench/split.py FOLDER --megabytes 100 --jobs 2 --rules pii.email

The file is read through once more to be cut, and the tables of its parts are written once more to be joined: the
seconds of both are told too. Clock seconds need idle cores; processor seconds of all workers show what parts cost.
"""

import argparse
import gzip
import os
import resource
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.detectors.options import DetectorOptions
from scanner.engines.processes import Processes
from scanner.pipeline.parts import work_fenced
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.types.document import Shard
from scanner.types.part import Cut, Join, Parts

MEGABYTE = 1_000_000


def large_shard(folder: Path, path: Path, megabytes: float) -> Shard:
    """Write the files of a folder one behind the other, over again, until there is enough."""
    files = sorted(folder.rglob("*.jsonl*"))
    pieces = [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files]
    if not pieces:
        raise SystemExit(f"{folder}: holds no JSONL")
    written = 0
    with path.open("wb") as file:
        while written < megabytes * MEGABYTE:
            written += sum(file.write(piece.rstrip(b"\n") + b"\n") for piece in pieces)
    return Shard(path.name, str(path), written)


def plan_in(folder: Path, prefix: str) -> ScanPlan:
    """Return a plan of some rules, without names, that keeps compiled rules below a folder."""
    ruleset = load_rules((shipped_rules(),))
    rules = tuple(rule for rule in ruleset.rules if rule.id.startswith(prefix))
    options = DetectorOptions(bytes(32), compiled=folder / "compiled")
    return ScanPlan(replace(ruleset, rules=rules), folder / "out", options)


def used_s() -> float:
    """Return processor seconds of workers that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(plan: ScanPlan, shard: Shard, jobs: int) -> tuple[float, float]:
    """Return clock seconds and processor seconds of a run by workers, their start included."""
    begun, used = time.perf_counter(), used_s()
    (outcome,) = Processes(plan, jobs).run([shard])
    if outcome.failure is not None:
        raise SystemExit(outcome.detail)
    return time.perf_counter() - begun, used_s() - used


def pieces(plan: ScanPlan, shard: Shard) -> tuple[int, float, float]:
    """Return into how many parts the shard is cut, and processor seconds of cutting and of joining."""
    scanner = Scanner(plan)
    begun = time.process_time()
    cut = work_fenced(scanner, Cut(shard))
    cut_s = time.process_time() - begun
    if not isinstance(cut, Parts):
        raise SystemExit("the file cannot be cut")
    for part in cut.parts:
        work_fenced(scanner, part)
    begun = time.process_time()
    work_fenced(scanner, Join(shard, cut.parts[0].file, len(cut.parts)))
    return len(cut.parts), cut_s, time.process_time() - begun


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=100.0)
    parser.add_argument("--part-megabytes", type=float, default=10.0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rules", default="pii.email", help="Only rules whose id begins so.")
    words = parser.parse_args()
    with TemporaryDirectory(prefix="corpus-scanner-") as made:
        here = Path(made)
        shard = large_shard(words.folder, here / "large.jsonl", words.megabytes)
        whole = plan_in(here, words.rules)
        in_parts = replace(whole, part_bytes=int(words.part_megabytes * MEGABYTE))
        count, cut_s, join_s = pieces(in_parts, shard)
        size = shard.bytes / MEGABYTE
        print(
            f"{size:.0f} MB in {count} parts: cut in {cut_s:.2f} s ({size / cut_s:.0f} MB/s), joined in {join_s:.2f} s"
        )
        clock: dict[str, float] = {}
        for name, plan in (("whole", whole), ("in parts", in_parts)):
            clock[name], used = measure(plan, shard, words.jobs)
            print(f"{name:9} {clock[name]:6.1f} s by the clock, {used:6.1f} processor seconds")
        print(f"whole / in parts: {clock['whole'] / clock['in parts']:.2f} with {words.jobs} workers")
    print(f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
