"""Folder of a finished run → seconds, size and peak memory of every format, its shards repeated to a given number.

    python bench/reports.py OUT [SHARDS]

Shard reports are kept in memory, so that formats are measured and not the disk; reading one is measured by itself.
"""

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from scanner.pipeline.saved_run import open_saved
from scanner.reports.codec import shard_report_from, to_json
from scanner.reports.formats import FORMATS, render
from scanner.types.report import ShardReport
from scanner.types.saved_run import SavedRun


def repeated(run: SavedRun, count: int) -> SavedRun:
    """Return a run of that many shards, each like one of the run's."""
    kinds = list(run.shard_reports())
    names = [f"part-{number:07}.warc.gz" for number in range(count)]
    summaries = cycle(run.corpus.shards[kind.shard.id] for kind in kinds)

    def reports() -> Iterator[ShardReport]:
        for name, kind in zip(names, cycle(kinds), strict=False):
            yield replace(kind, shard=replace(kind.shard, id=name))

    shards = dict(zip(names, islice(summaries, count), strict=True))
    return replace(run, corpus=replace(run.corpus, shards=shards), shard_reports=reports)


def main(out: Path, count: int) -> None:
    """Print the table."""
    run = open_saved(out)
    bodies = [to_json(report) for report in run.shard_reports()]
    start = time.perf_counter()
    for body in bodies:
        shard_report_from(body)
    print(f"{'reading a shard report':24}{1000 * (time.perf_counter() - start) / len(bodies):9.2f} ms")
    many = repeated(run, count)
    for name in sorted(FORMATS):
        start = time.perf_counter()
        size = sum(len(body) for _, body in render(many, [name]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:24}{time.perf_counter() - start:9.2f} s {size / 1e6:9.2f} MB   peak {peak:6.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)  # noqa: PLR2004  # words of a command
