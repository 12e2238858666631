"""Words of the scan command, checked → the run itself, its envelope and its exit code."""

import errno
import os
import platform
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from rich.console import Console

from scanner.cli.key import one_time_key, read_key, user_key
from scanner.cli.pipe import reader_may_leave, tell
from scanner.cli.target import Target, cache_folder, target_of
from scanner.cli.words import Words
from scanner.errors import OutputError
from scanner.reports.markup import counted
from scanner.sources.remote.address import shown
from scanner.types.document import Shard
from scanner.types.policy import Outcome
from scanner.types.run import Engine
from scanner.types.storage import Storage

if TYPE_CHECKING:  # heavy parts load when a scan runs, so that --help stays quick
    from scanner.pipeline.pace import Pace
    from scanner.pipeline.plan import ScanPlan
    from scanner.pipeline.run import Finished
    from scanner.pipeline.terms import Terms

EXIT_CODES = {Outcome.PASS: 0, Outcome.FAIL: 1, Outcome.INCOMPLETE: 3}
_GO_ON = "; --resume goes on from there"


@reader_may_leave()
def list_shards(shards: Sequence[Shard], storage: Storage) -> None:
    """Print which shards would be read."""
    from rich.table import Table
    from rich.text import Text

    from scanner.cli.terminal import printable
    from scanner.sources.probe import probe

    table = Table("shard", "format", "packed", "bytes")
    table.columns[0].overflow = "fold"
    table.columns[3].justify = "right"
    for shard in shards:
        opened = probe(shard, storage)
        table.add_row(Text(printable(shard.id)), opened.format.value, opened.compression.value, f"{shard.bytes:,}")
    console = Console()
    console.print(table)
    stored = sum(shard.bytes for shard in shards)
    console.print(f"{counted(len(shards), 'shard')}, {stored:,} bytes as stored; nothing was read")


def carry_out(words: Words, out: str, shards: Sequence[Shard], storage: Storage) -> int:
    """Scan shards into a folder or a store, print the closing table, and return the exit code."""
    from scanner.cli.draw import check_draw_words, pace_of
    from scanner.cli.engine import check_engine, check_engine_words, engine_for, jobs_of
    from scanner.cli.prepare import plan_for, terms_for
    from scanner.pipeline.resume import digest_of_scan
    from scanner.pipeline.stored_run import digest_of_run
    from scanner.sidecars.layout import write_whole
    from scanner.sources.discover import discover

    began = time.monotonic()
    check_draw_words(words, shards)
    pace = pace_of(words, began)
    jobs = words.jobs or cores()
    check_engine_words(words, shards)
    target = target_of(words, out, storage)
    target.refuse_among(shards, "is to be scanned; name a folder outside of PATH, or leave it out by --exclude")
    if not (words.quiet or words.exclude):  # who leaves something out knows what lies there
        target.warn_within(words.paths)
    beside = discover(words.robots, storage=storage) if words.robots else ()
    target.refuse_among(beside, "--robots reads; keep it outside of the folder for the reports")
    plan = plan_for(words, target.folder, tag_key(words.tag_key), compiled_rules(keep=words.cache))
    plan = replace(plan, storage=storage)
    terms = terms_for(words, plan)
    plan = replace(plan, digest=digest_of_scan(terms.lock))
    terms = replace(terms, draw=replace(terms.draw, pace=pace))
    run = digest_of_run(terms, (*shards, *beside))
    if words.resume and (code := _send_unsent(words, target, run)) is not None:
        return code
    with ExitStack() as until_sent:
        with engine_for(words, plan, jobs, shards, pace) as engine:
            until_sent.enter_context(target.held())
            target.claim(words)
            check_engine(engine, plan, shards, terms)
            jobs = jobs_of(engine, jobs)
            finished = _scan(words, plan, terms, shards, engine)
        if finished is None:
            left = f"{target.folder} holds an unfinished run, URLs included"
            tell(f"interrupted before the reports were whole; {left}{_GO_ON}\n")
            return EXIT_CODES[Outcome.INCOMPLETE]
        write_whole(target.folder / "run.json", _envelope(words, time.monotonic() - began, jobs, finished, pace))
        return _close(words, target, finished, run)


def _close(words: Words, target: Target, finished: "Finished", run: str | None) -> int:
    """Send a run that nobody interrupted to where it is to go, print the closing table, and return the exit code."""
    from scanner.cli.terminal import show_closing

    where = target.address
    if finished.interrupted:
        where = str(target.folder)
        tell(f"interrupted: shards were left out, and {where}/work holds URLs of the others{_GO_ON}\n")
    elif not target.send(run, words):
        return EXIT_CODES[Outcome.INCOMPLETE]
    if words.resume and not words.quiet:
        read = len(finished.corpus.shards) - finished.taken_over
        tell(f"gone on: {counted(finished.taken_over, 'shard')} taken over as read before, {read:,} read\n")
    if not words.quiet:
        with reader_may_leave():
            show_closing(Console(), finished.corpus, finished.verdict, finished.catalogue, where)
    return EXIT_CODES[finished.verdict.outcome]


def _send_unsent(words: Words, target: Target, run: str | None) -> int | None:
    """Send the run that an earlier call finished; return the exit code of its verdict; None: there is no such run."""
    from scanner.reports.codec import verdict_from

    if not target.has_unsent(run):
        return None
    with target.held():
        if not target.has_unsent(run):  # another call has sent it just now
            return None
        target.claim(words)
        verdict = verdict_from((target.folder / "verdict.json").read_bytes())
        sent = target.send(run, words)
    return EXIT_CODES[verdict.outcome if sent else Outcome.INCOMPLETE]


def _scan(words: Words, plan: "ScanPlan", terms: "Terms", shards: Sequence[Shard], engine: Engine) -> "Finished | None":
    """Return what a run into the claimed folder came to; None: it was interrupted before the reports were whole."""
    from scanner.cli.prepare import with_snapshot
    from scanner.cli.watch import Watch
    from scanner.pipeline.run import run_scan
    from scanner.pipeline.snapshot import keep_snapshot
    from scanner.sidecars.layout import Layout

    layout = Layout(plan.out)
    snapshot = keep_snapshot(
        words.robots, layout, storage=plan.storage
    )  # what cannot be read must not cost an earlier run
    layout.clear(keep_work=words.resume)
    if snapshot is not None:
        tell("".join(f"{line}\n" for line in snapshot.unread))
        terms = with_snapshot(terms, snapshot.facts)
    bar = words.progress == "bar" or (words.progress == "auto" and sys.stderr.isatty())
    watch = Watch(shards, bar=bar, quiet=words.quiet, verbose=words.verbose)
    watch.start()
    try:
        return run_scan(plan, shards, engine, terms, watch, snapshot)
    except KeyboardInterrupt:
        return None
    except (OSError, sqlite3.OperationalError) as error:
        if is_full(error):
            raise OutputError(f"{plan.out}: no space is left there; what was read stays{_GO_ON}") from None
        raise
    finally:
        watch.close()


def is_full(error: OSError | sqlite3.OperationalError) -> bool:
    """Tell whether a disk, or what one may use of it, is full: the system does not say which file it was."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def cores() -> int:
    """Return how many cores this process may use, as far as the platform tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tag_key(path: Path | None) -> bytes:
    """Return the key of value tags: that of a file, the user's own, or one for this run only."""
    if path is not None:
        return read_key(path)
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    key = user_key(folder)
    if key is None:
        tell("no tag key can be kept here; value tags of this run compare with no other run's (--tag-key)\n")
    return key or one_time_key()


def compiled_rules(*, keep: bool) -> Path | None:
    """Return the folder of compiled rules (XDG Base Directory Specification)."""
    if not keep:
        return None
    return cache_folder()


def _envelope(words: Words, seconds: float, jobs: int, run: "Finished", pace: "Pace | None") -> bytes:
    """Return what is true of this run only, and so stands in no hashed body.

    How long it took is not the difference of two times of day: somebody may set the clock meanwhile.
    """
    from scanner.cli.draw import told_of_pace

    finished = datetime.now(UTC)
    content: dict[str, Any] = {
        "schema": "corpus-scanner/run/v1",
        "started_at": (finished - timedelta(seconds=seconds)).isoformat(),
        "finished_at": finished.isoformat(),
        "seconds": round(seconds, 3),
        "engine": words.engine,
        "jobs": jobs,
        "paths": [shown(path) for path in words.paths],
        "python": platform.python_version(),
        "platform": platform.platform(),
        "lists": {
            rule: {"updated": pin.updated, "age_days": _age_days(pin.updated, finished)}
            for rule, pin in run.corpus.lists.items()
        },
        **told_of_pace(words, pace, run.corpus.sample),
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _age_days(updated: str | None, now: datetime) -> int | None:
    """Return how many days ago a list was updated, as its head says; None: it says nothing."""
    return None if updated is None else (now.date() - date.fromisoformat(updated)).days
