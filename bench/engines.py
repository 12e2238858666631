"""A folder of JSONL → MB/s of text by engine with all rules, start of workers left out, and their ratios in one run.

Equal shards are scanned by each engine in turn. As many first shards as there are workers count as their start; the
clock runs from then to the last. Ratios of one run count, not seconds: the table ends with how busy the machine was.
"""

import argparse
import gzip
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.detectors.options import DetectorOptions, NameOptions, NamesMode
from scanner.engines.in_process import InProcess
from scanner.engines.nodes import LOCAL, connected
from scanner.engines.on_ray import OnRay
from scanner.engines.processes import Processes
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.sources.discover import discover
from scanner.types.document import Shard
from scanner.types.run import Engine

MEGABYTE = 1_000_000
BUILT_IN = (("en", "built-in"), ("zh", "built-in"))
"""As the command has them unasked."""
KEY = bytes(32)


def lines_of(folder: Path) -> Iterator[bytes]:
    """Yield every line of JSONL files below a folder, packed with gzip or not."""
    for path in sorted(folder.rglob("*.jsonl*")):
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            yield from file


def equal_shards(folder: Path, into: Path, count: int, megabytes: float) -> Sequence[Shard]:
    """Deal lines out to shards of about the same size; over again, where there are too few."""
    lines = list(lines_of(folder))
    if not lines:
        sys.exit(f"{folder}: holds no JSONL")
    sizes, dealt = [0] * count, 0.0
    files = [(into / f"part-{number:03}.jsonl").open("wb") for number in range(count)]
    while dealt < megabytes * MEGABYTE:
        for line in lines:
            smallest = sizes.index(min(sizes))
            files[smallest].write(line)
            sizes[smallest] += len(line)
            dealt += len(line)
            if dealt >= megabytes * MEGABYTE:
                break
    for file in files:
        file.close()
    return discover([str(into)])


def speed_of(engine: Engine, shards: Sequence[Shard], workers: int) -> tuple[float, float]:
    """Return MB/s once every worker has given its first shard, and the seconds until then."""
    begun = time.perf_counter()
    told = [(time.perf_counter(), outcome.shard.bytes) for outcome in engine.run(shards)]
    first, last = told[workers - 1][0], told[-1][0]
    return sum(size for _, size in told[workers:]) / MEGABYTE / (last - first), first - begun


def main() -> None:
    """Measure each engine in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=12.0, help="Text that each engine scans.")
    parser.add_argument("--shards", type=int, default=16, help="Many small ones show what a shard costs.")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--names", choices=["all", "sample", "off"], default="all")
    parser.add_argument("--rules", default="", help="Only rules whose id begins so.")
    parser.add_argument("--engines", nargs="+", default=["in-process", "processes", "ray"])
    words = parser.parse_args()
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    with TemporaryDirectory(prefix="corpus-scanner-") as made:
        here = Path(made)
        (here / "corpus").mkdir()
        shards = equal_shards(words.folder, here / "corpus", words.shards, words.megabytes)
        plan = plan_in(here, words.names, words.rules)
        Scanner(plan)  # compiles the rules, once for all
        nothing: Callable[[], AbstractContextManager[None]] = nullcontext
        engines: dict[str, tuple[Engine, int, Callable[[], AbstractContextManager[None]]]] = {
            "in-process": (InProcess(plan), 1, nothing),
            "processes": (Processes(plan, words.jobs), words.jobs, nothing),
            "ray": (OnRay(plan, words.jobs), words.jobs, lambda: connected(LOCAL, words.jobs)),
        }
        speeds: dict[str, float] = {}
        for name in words.engines:
            engine, workers, ready = engines[name]
            with ready():
                speeds[name], start_s = speed_of(engine, shards, workers)
            print(f"{name:12} {speeds[name]:6.2f} MB/s with {workers} at work, first shards after {start_s:5.1f} s")
        tell(speeds)


def plan_in(folder: Path, names: NamesMode, prefix: str) -> ScanPlan:
    """Return a plan that keeps compiled rules below a folder."""
    ruleset = load_rules((shipped_rules(),))
    rules = tuple(rule for rule in ruleset.rules if rule.id.startswith(prefix))
    models = () if names == "off" else BUILT_IN
    options = DetectorOptions(KEY, models, NameOptions(mode=names), compiled=folder / "compiled")
    return ScanPlan(replace(ruleset, rules=rules), folder / "out", options)


def tell(speeds: dict[str, float]) -> None:
    """Print the ratios that count."""
    for one, other in (("processes", "in-process"), ("ray", "processes")):
        if one in speeds and other in speeds:
            print(f"{one} / {other}: {speeds[one] / speeds[other]:.2f}")
    print(f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
