"""Words of the scan command about a sample of shards → how they are drawn, and by which clock it ends."""

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from scanner.cli.words import Words
from scanner.errors import UsageError
from scanner.pipeline.pace import Pace
from scanner.types.document import Shard
from scanner.types.sample import ShardSample

_DURATION: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)(s|m|h)")
_SECONDS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0}


def check_draw_words(words: Words, shards: Sequence[Shard]) -> None:
    """Raise `UsageError` for words that make no sense together."""
    faults = list(_faults(words, shards))
    if faults:
        raise UsageError("\n".join(faults))


def pace_of(words: Words, began: float) -> Pace | None:
    """Return the clock that a run goes by, `began` of `time.monotonic`; None: it has all the time it needs."""
    return None if words.time_budget is None else Pace(_seconds(words.time_budget), time.monotonic, began)


def told_of_pace(words: Words, pace: Pace | None, sample: ShardSample | None) -> dict[str, Any]:
    """Return what `run.json` says of the time budget and of what ended the reading."""
    if pace is None:
        return {}
    ended_by = "all shards were read" if sample is None else "every gate was decided" if pace.is_decided else "time"
    return {"time_budget": words.time_budget, "ended_by": ended_by}


def _seconds(duration: str) -> float:
    """Return the seconds of `90s`, `10m` or `2h`; raises `UsageError`."""
    found = _DURATION.fullmatch(duration)
    seconds = float(found[1]) * _SECONDS[found[2]] if found else 0.0
    if not seconds:
        raise UsageError(f"--time-budget {duration!r}: expected a time such as 90s, 10m or 2h, more than none")
    return seconds


def _faults(words: Words, shards: Sequence[Shard]) -> Iterator[str]:
    # Bytes of the command line that are no UTF-8 come as lone surrogates, which no report can hold.
    if any("\ud800" <= sign <= "\udfff" for sign in words.shards_seed):
        yield "--shards-seed: not UTF-8"
    if words.time_budget is None and words.first_shards is None:
        return
    if words.time_budget is not None and words.first_shards is not None:
        yield "--time-budget draws a sample, --first-shards looks at that of an earlier run; give one of them"
    if words.baseline is not None:
        yield "--baseline: cannot be held against a sample of shards, which does not tell what is gone; leave it out"
    if any(shard.uri == "-" for shard in shards):
        yield "-: standard input is one shard, of which no sample can be drawn"
