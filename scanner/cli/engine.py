"""Words of the scan command → the engine that scans, and machines for it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from scanner.cli.words import Words
from scanner.engines.in_process import InProcess
from scanner.engines.nodes import LOCAL, LOOPBACK_ONLY, connected
from scanner.engines.on_ray import OnRay
from scanner.engines.processes import Processes
from scanner.engines.roll_call import check_nodes
from scanner.errors import UsageError
from scanner.pipeline.pace import Pace
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import Terms
from scanner.types.document import Shard
from scanner.types.run import Engine

_ENGINES = ("auto", "in-process", "processes", "ray")


def check_engine_words(words: Words, shards: Sequence[Shard]) -> None:
    """Raise `UsageError` for words that make no sense together."""
    if words.engine not in _ENGINES:
        raise UsageError(f"--engine {words.engine}: expected {', '.join(_ENGINES[:-1])} or {_ENGINES[-1]}")
    if words.address is not None and words.engine != "ray":
        raise UsageError(f"--address {words.address}: is of --engine ray only")
    if words.engine == "in-process" and words.jobs > 1:
        raise UsageError(f"--engine in-process: is one job, not --jobs {words.jobs}")
    if words.engine in {"processes", "ray"} and _is_piped(shards):
        raise UsageError(f"--engine {words.engine}: standard input cannot be handed to a worker")


@contextmanager
def engine_for(
    words: Words, plan: ScanPlan, cores: int, shards: Sequence[Shard], pace: Pace | None = None
) -> Iterator[Engine]:
    """Give an engine for as long as it is needed; where time is short, one that can end a shard it has begun.

    Of itself: this process for one job and for standard input, else workers; never Ray, which must be asked for.
    """
    jobs = words.jobs or cores
    if words.engine == "ray":
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # of a Ray that is started here: nothing is sent
        if words.address is None:
            os.environ.setdefault(LOOPBACK_ONLY, "0")
        with connected(words.address or LOCAL, jobs):
            yield OnRay(plan, words.jobs, pace=pace)
    elif words.engine == "in-process" or (words.engine == "auto" and _is_alone(jobs, pace, shards)):
        yield InProcess(plan, pace)
    else:
        yield Processes(plan, jobs, pace)


def check_engine(engine: Engine, plan: ScanPlan, shards: Sequence[Shard], terms: Terms) -> None:
    """Raise `EngineError` where some machine could not do its part, before an earlier run is removed."""
    if isinstance(engine, OnRay):
        check_nodes(plan.out, shards, ("corpus-scanner", *terms.lock.libraries))


def _is_alone(jobs: int, pace: Pace | None, shards: Sequence[Shard]) -> bool:
    return (jobs == 1 and pace is None) or _is_piped(shards)


def _is_piped(shards: Sequence[Shard]) -> bool:
    """Tell whether only this process can read some of them."""
    return any(shard.uri == "-" or shard.uri.startswith("memory://") for shard in shards)
