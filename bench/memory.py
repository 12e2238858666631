"""A folder of shards → the most memory that each worker and the command hold while 1, 5, 20 GB of them are scanned.

The folder's files are linked under other names until there are so many bytes (as stored). Each size is a run of its own
in a process of its own. Flat is what is hoped for: the figures of the largest size are those of the smallest.
"""

import argparse
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.detectors.options import DetectorOptions
from scanner.engines.processes import Processes
from scanner.pipeline.plan import ScanPlan
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.sources.discover import discover
from scanner.types.document import Shard

GIGABYTE = 1_000_000_000
KEY = bytes(32)
LOOK_EVERY_S = 0.2


def linked(folder: Path, into: Path, size: float) -> Sequence[Shard]:
    """Link the files of a folder, over and over, until the links come to so many bytes."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if not any(path.stat().st_size for path in files):
        sys.exit(f"{folder}: holds no bytes")
    number = made = 0
    while made < size:
        path = files[number % len(files)]
        (into / f"{number:06}-{path.name}").hardlink_to(path)
        made, number = made + path.stat().st_size, number + 1
    return discover([str(into)])


def peak_bytes(pid: int) -> int:
    """Return the most that a process has held; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def watch(peaks: dict[int, int], end: threading.Event) -> None:
    """Note the peaks of all workers until it is over."""
    while not end.wait(LOOK_EVERY_S):
        for worker in active_children():
            pid = worker.pid or 0
            peaks[pid] = max(peaks.get(pid, 0), peak_bytes(pid))


def scan(plan: ScanPlan, shards: Sequence[Shard], jobs: int) -> Mapping[int, int]:
    """Scan shards; return the peak of each worker by its number."""
    peaks: dict[int, int] = {}
    end = threading.Event()
    watcher = threading.Thread(target=watch, args=(peaks, end))
    watcher.start()
    try:
        for outcome in Processes(plan, jobs).run(shards):
            if outcome.status == "failed":
                print(f"{outcome.shard.id}: {outcome.detail}")
    finally:
        end.set()
        watcher.join()
    return peaks


def measure(folder: Path, gigabytes: float, jobs: int, prefix: str, beside: Path | None) -> None:
    """Print what a run over so much held."""
    with TemporaryDirectory(prefix="corpus-scanner-", dir=beside) as made:
        (Path(made) / "corpus").mkdir()
        shards = linked(folder, Path(made) / "corpus", gigabytes * GIGABYTE)
        ruleset = load_rules((shipped_rules(),))
        rules = tuple(rule for rule in ruleset.rules if rule.id.startswith(prefix))
        options = DetectorOptions(KEY, compiled=Path(made) / "compiled")
        plan = ScanPlan(replace(ruleset, rules=rules), Path(made) / "out", options)
        begun = time.perf_counter()
        peaks = scan(plan, shards, jobs)
        seconds = time.perf_counter() - begun
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    workers = " ".join(f"{size // 2**20:,}" for size in sorted(peaks.values(), reverse=True))
    print(f"{gigabytes:8.3f} GB in {len(shards):,} shards, {seconds:,.0f} s: workers {workers} MB, command {own:,} MB")


def main() -> None:
    """Measure one size after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gigabytes", default="1,5,20", help="Sizes, with commas between.")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rules", default="", help="Only rules whose id begins so.")
    parser.add_argument("--beside", type=Path, help="Where links are made: on the file system of the folder.")
    words = parser.parse_args()
    sizes = [float(size) for size in words.gigabytes.split(",")]
    if len(sizes) == 1:
        measure(words.folder.absolute(), sizes[0], words.jobs, words.rules, words.beside)
        return
    again = [sys.executable, __file__, str(words.folder), "--jobs", str(words.jobs), "--rules", words.rules]
    again += ["--beside", str(words.beside)] if words.beside else []
    for size in sizes:
        subprocess.run([*again, "--gigabytes", str(size)], check=True)  # noqa: S603  # this file


if __name__ == "__main__":
    main()
