"""Folder of a finished run → processor seconds, size and peak memory of every format, its shards repeated to a number.

    python bench/reports.py OUT [SHARDS]

A first table has each format by itself, shard reports taken from memory; a second one all formats together as `report`
writes them, every shard report read from its bytes, once. Peak memory is that of a process of its own for each line.
"""

import hashlib
import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from scanner.pipeline.saved_run import open_saved
from scanner.reports.codec import shard_report_from, to_json
from scanner.reports.formats import FORMATS, render
from scanner.types.report import ShardReport
from scanner.types.saved_run import SavedRun


def repeated(run: SavedRun, count: int, *, from_bytes: bool) -> SavedRun:
    """Return a run of that many shards, each like one of the run's; their reports are read anew, or only renamed."""
    kinds = list(run.shard_reports())
    bodies = [to_json(kind) for kind in kinds]
    names = [f"part-{number:07}.warc.gz" for number in range(count)]
    summaries = cycle(run.corpus.shards[kind.shard.id] for kind in kinds)

    def reports() -> Iterator[ShardReport]:
        for name, kind, body in zip(names, cycle(kinds), cycle(bodies), strict=False):
            hashlib.sha256(body)  # what a finished run's reader checks
            read = shard_report_from(body) if from_bytes else kind
            yield replace(read, shard=replace(read.shard, id=name))

    shards = dict(zip(names, islice(summaries, count), strict=True))
    return replace(run, corpus=replace(run.corpus, shards=shards), shard_reports=reports)


def measure(out: Path, count: int, formats: Sequence[str], *, from_bytes: bool) -> tuple[float, int, float]:
    """Return seconds of the processor, bytes and peak megabytes of some formats, rendered in this process."""
    many = repeated(open_saved(out), count, from_bytes=from_bytes)
    start = time.process_time()
    size = sum(len(body) for _, body in render(many, formats))
    return time.process_time() - start, size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(out: Path, count: int) -> None:
    """Print the tables."""
    lines: list[tuple[str, tuple[str, ...], bool]] = [(name, (name,), False) for name in sorted(FORMATS)]
    lines.append(("all, read from JSON", tuple(sorted(FORMATS)), True))
    for title, formats, from_bytes in lines:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, size, peak = pool.apply(measure, (out, count, formats), {"from_bytes": from_bytes})
        print(f"{title:24}{seconds:9.2f} s {size / 1e6:9.2f} MB   peak {peak:6.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)  # noqa: PLR2004  # words of a command
