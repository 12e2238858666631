"""Words of the scan command → the engine that scans, and machines for it."""

import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from scanner.cli.sizes import read_size
from scanner.cli.words import Words
from scanner.engines.in_process import InProcess
from scanner.engines.memory import Budget
from scanner.engines.nodes import LOCAL, LOOPBACK_ONLY, connected
from scanner.engines.on_ray import OnRay
from scanner.engines.processes import Processes
from scanner.engines.roll_call import check_nodes
from scanner.errors import UsageError
from scanner.pipeline.pace import Pace
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.terms import Terms
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
    _check_guards(words, shards)


def _check_guards(words: Words, shards: Sequence[Shard]) -> None:
    """Raise `UsageError` where workers are to be watched over and there are none that we could watch over."""
    guards = [("--isolate", words.isolate), ("--memory-limit", words.memory_limit is not None)]
    for option in [option for option, is_given in guards if is_given]:
        if words.engine in {"in-process", "ray"}:
            why = "has no worker to lose" if words.engine == "in-process" else "has workers of its own to watch over"
            raise UsageError(f"{option}: is of --engine processes only; {words.engine} {why}")
        if _is_piped(shards):
            raise UsageError(f"{option}: standard input cannot be handed to a worker")
    _budget(words)


def _budget(words: Words) -> Budget | None:
    return None if words.memory_limit is None else Budget(read_size(words.memory_limit, "--memory-limit"))


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
            # Else Ray makes one in ~/.ray and leaves it there; clusters without tokens then refuse the user.
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
        with connected(words.address or LOCAL, jobs):
            yield OnRay(plan, words.jobs, pace=pace)
    elif words.engine == "in-process" or _needs_no_worker(words, jobs, pace, shards):
        yield InProcess(plan, pace)
    else:
        engine = Processes(plan, jobs, isolate=words.isolate, budget=_budget(words), pace=pace)
        yield _fitted(engine, quiet=words.quiet)


def _needs_no_worker(words: Words, jobs: int, pace: Pace | None, shards: Sequence[Shard]) -> bool:
    """Tell whether this process can do the work as well; not where it would die, or be ended, in a worker's place."""
    guarded = words.isolate or words.memory_limit is not None or pace is not None
    return words.engine == "auto" and ((jobs == 1 and not guarded) or _is_piped(shards))


def _fitted(engine: Processes, *, quiet: bool) -> Processes:
    """Return workers as many as there is memory for, and tell where those are fewer than were wished for."""
    fitted = engine.fitted()
    if fitted.jobs < engine.jobs and not quiet:
        sys.stderr.write(f"--memory-limit: {fitted.jobs} of {engine.jobs} workers fit into it\n")
    return fitted


def jobs_of(engine: Engine, jobs: int) -> int:
    """Return how many workers there will be at the most."""
    return engine.jobs if isinstance(engine, Processes) else jobs


def check_engine(engine: Engine, plan: ScanPlan, shards: Sequence[Shard], terms: Terms) -> None:
    """Raise `EngineError` where some machine could not do its part, before an earlier run is removed."""
    if isinstance(engine, OnRay):
        check_nodes(plan.out, shards, ("corpus-scanner", *terms.lock.libraries))


def _is_piped(shards: Sequence[Shard]) -> bool:
    """Tell whether only this process can read some of them."""
    return any(shard.uri == "-" or shard.uri.startswith("memory://") for shard in shards)
