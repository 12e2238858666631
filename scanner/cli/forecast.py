"""`scan --estimate`: words and shards → how long a scan takes, what it leaves on disk and what it costs, in lines."""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Final

from scanner.cli.draw import check_draw_words
from scanner.cli.engine import check_engine_words
from scanner.cli.pipe import reader_may_leave
from scanner.cli.prepare import plan_for, terms_for
from scanner.cli.scan_run import compiled_rules, cores, is_full, tag_key
from scanner.cli.terminal import printable
from scanner.cli.words import Words
from scanner.errors import OutputError, UsageError
from scanner.pipeline.forecast import LEAST_BYTES, Forecast, draw_part, forecast
from scanner.pipeline.pace import EVERYTHING
from scanner.sampling.ratio import Ratio
from scanner.sidecars.layout import Layout
from scanner.types.document import Shard
from scanner.types.storage import Storage

_TB: Final = 1e12
_HOUR_S: Final = 3600
_MINUTE_S: Final = 60
_FAULTS_NAMED: Final = 5
_UNITS: Final = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def tell_forecast(words: Words, shards: Sequence[Shard], storage: Storage) -> None:
    """Print what a scan of the shards takes; what a part of them leaves lies in a temporary folder meanwhile."""
    _check_words(words, shards)
    drawn = draw_part(shards, words.shards_seed)
    with tempfile.TemporaryDirectory(prefix="corpus-scanner-") as folder:
        out = Path(folder) / "out"
        plan = plan_for(words, out, tag_key(words.tag_key), compiled_rules(keep=words.cache))
        plan = replace(plan, storage=storage)
        terms = replace(terms_for(words, plan), draw=EVERYTHING)
        Layout(out).prepare(overwrite=False)
        if not words.quiet:
            sys.stderr.write(f"timing a part of {len(drawn.shards):,} of {len(shards):,} shards on one core\n")
        try:
            found = forecast(plan, shards, drawn, terms, time.perf_counter, time.process_time)
        except (OSError, sqlite3.OperationalError) as error:
            if is_full(error):
                raise OutputError(f"{out.parent.parent}: no space is left there; TMPDIR names another place") from None
            raise
    with reader_may_leave():
        lines = told(found, words.jobs or cores(), words.cost_per_core_hour, plan.part_bytes)
        sys.stdout.writelines(f"{line}\n" for line in lines)


def _check_words(words: Words, shards: Sequence[Shard]) -> None:
    """Raise `UsageError` for words with which the scan would be refused, and for those that an estimate cannot heed."""
    check_draw_words(words, shards)
    check_engine_words(words, shards)
    for name in ("time_budget", "first_shards"):
        if words.said.get(name) == "flag":
            raise UsageError(f"--{name.replace('_', '-')}: an estimate speaks of all shards; leave it out")


def told(found: Forecast, jobs: int, cost_per_core_hour: float | None, part_bytes: int = 0) -> Iterator[str]:
    """Yield the lines; files above `part_bytes` may be scanned in parts (0: none)."""
    share = found.bytes_timed / found.bytes
    yield (
        f"timed: {_size(found.bytes_timed)} of {_size(found.bytes)} as stored ({share:.2%}), "
        f"from {len(found.timed):,} of {found.shards:,} shards, one core"
    )
    yield from _faults(found)
    yield f"documents: {_range(found.documents_per_byte.times(found.bytes), '{:,.0f}'.format)}"
    whole, of_a_tb = (found.core_seconds(stored_bytes) for stored_bytes in (found.bytes, _TB))
    yield f"core time: {_range(whole, _span)}, of which {_busy(found):.0%} computing"
    yield f"core time per TB: {_range(of_a_tb, _span)}"
    yield f"time with --jobs {jobs}: {_range(found.wall_seconds(jobs), _span)}"
    if found.largest_bytes > part_bytes > 0 and jobs > 1:
        yield f"  where its large files can be cut into parts: {_range(found.wall_seconds(jobs, part_bytes), _span)}"
    yield (
        f"start-up: {_span(found.start_s)} a worker; after the reading, in one process: "
        f"{_span(found.later_s_per_byte * found.bytes)}"
    )
    yield (
        f"disk: {_size(found.kept_per_byte * found.bytes)} kept, "
        f"{_size(found.work_per_byte * found.bytes)} more until the end"
    )
    if cost_per_core_hour is None:
        yield "cost: say --cost-per-core-hour PRICE"
    else:
        price_s = cost_per_core_hour / _HOUR_S
        yield f"cost: {_range(whole.times(price_s), '{:,.2f}'.format)}"
        yield f"cost per TB: {_range(of_a_tb.times(price_s), '{:,.2f}'.format)}"
    yield "(in brackets: approximate 95 % intervals over the shards timed; nothing was judged, no report was written)"
    if found.bytes_timed < LEAST_BYTES // 2:
        yield "(so little was timed that what every run costs weighs most: scan it and see)"


def _faults(found: Forecast) -> Iterator[str]:
    broken = [each.outcome for each in found.timed if each.outcome.status in {"failed", "damaged"}]
    if not broken:
        return
    yield f"NOT WHOLE: {len(broken):,} of {len(found.timed):,} shards timed; a scan of them ends incomplete"
    for outcome in broken[:_FAULTS_NAMED]:
        yield f"  {printable(outcome.shard.id)}: {outcome.status}, {printable(outcome.detail)}"
    if len(broken) > _FAULTS_NAMED:
        yield f"  and {len(broken) - _FAULTS_NAMED:,} more"


def _busy(found: Forecast) -> float:
    seconds = sum(each.seconds for each in found.timed)
    return min(1.0, sum(each.computing_s for each in found.timed) / seconds) if seconds else 1.0


def _range(ratio: Ratio, write: Callable[[float], str]) -> str:
    """Write an estimate and its interval."""
    if not isfinite(ratio.high):
        return f"about {write(ratio.point)} (one shard timed: no interval)"
    return f"about {write(ratio.point)} ({write(ratio.low)} to {write(ratio.high)})"


def _span(seconds: float) -> str:
    """Write a time in the unit that a reader thinks in."""
    if seconds >= _HOUR_S:
        return f"{seconds / _HOUR_S:,.1f} h"
    return f"{seconds / _MINUTE_S:.1f} min" if seconds >= _MINUTE_S else f"{seconds:.1f} s"


def _size(number: float) -> str:
    for unit, name in _UNITS:
        if number >= unit:
            return f"{number / unit:,.1f} {name}"
    return f"{number:,.0f} bytes"
