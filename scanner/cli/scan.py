"""`corpus-scanner scan`: paths and options → a run, its closing table and its exit code."""

import os
import platform
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from scanner.cli.key import one_time_key, read_key, user_key
from scanner.cli.pipe import reader_may_leave
from scanner.cli.settings import DEFAULT, ENVIRONMENT_PREFIX, load_defaults, origin
from scanner.cli.words import Words
from scanner.errors import UsageError
from scanner.types.document import Shard
from scanner.types.policy import Outcome
from scanner.types.report import ListPin

CONTEXT = {"auto_envvar_prefix": ENVIRONMENT_PREFIX}
EXIT_CODES = {Outcome.PASS: 0, Outcome.FAIL: 1, Outcome.INCOMPLETE: 3}


def scan(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files, folders, globs, `-` for standard input, `@list.txt` of paths."),
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the reports; new or empty.")] = None,
    policy: Annotated[Path | None, typer.Option(help="Policy file; without it the shipped default.")] = None,
    sources: Annotated[
        Path | None, typer.Option(help="Source register (YAML): parties, rights claimed, contracts, what is whose.")
    ] = None,
    rules: Annotated[list[Path] | None, typer.Option(help="Further folder of rule files; may be repeated.")] = None,
    shipped_rules: Annotated[bool, typer.Option(help="Use the rules that come with the program.")] = True,
    names: Annotated[
        str, typer.Option(metavar="all|sample|off", help="Names in all documents, in a sample with intervals, or not.")
    ] = "all",
    ner_model: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[LANG=]NAME|PATH", help="spaCy pipeline that finds names; en and zh have one built in. Repeatable."
        ),
    ] = None,
    names_share: Annotated[
        float, typer.Option(min=0, max=1, help="Of --names sample: about this share is read.")
    ] = 0.05,
    names_seed: Annotated[str, typer.Option(help="Of every drawing; another seed draws other documents.")] = "",
    names_gate: Annotated[
        bool, typer.Option(help="Chinese: read only what may hold a name, three times as fast.")
    ] = True,
    second_ner_model: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[LANG=]NAME|PATH", help="Second pipeline that checks a share of --names all. Repeatable."
        ),
    ] = None,
    second_ner_share: Annotated[float, typer.Option(min=0, max=1, help="Share that the second one reads.")] = 0.01,
    signature: Annotated[
        str, typer.Option(metavar="oph|minhash", help="How near-duplicates are signed: fast, or as datasketch does.")
    ] = "oph",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 is one a core.")] = 0,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave out shards of that id.")] = None,
    main_content: Annotated[bool, typer.Option(help="Of HTML pages, only the main content.")] = False,
    max_record_bytes: Annotated[
        int, typer.Option(min=1024, help="Larger records are clipped or skipped, and counted.")
    ] = 32 * 2**20,
    text_field: Annotated[list[str] | None, typer.Option(help="Field holding text (dotted); may be repeated.")] = None,
    url_field: Annotated[str | None, typer.Option(help="Field holding the URL.")] = None,
    license_field: Annotated[str | None, typer.Option(help="Field holding the licence.")] = None,
    date_field: Annotated[str | None, typer.Option(help="Field holding the capture time.")] = None,
    language_field: Annotated[str | None, typer.Option(help="Field holding the language.")] = None,
    robots: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Further captures of robots.txt and the like: WARC, JSON lines, a folder."),
    ] = None,
    licence_profile: Annotated[
        str,
        typer.Option(metavar="NAME|PATH", help="What licences mean: neutral, commercial, research, code, strict."),
    ] = "neutral",
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="Of the reports, beside JSON; repeatable; see `report --list`."
        ),
    ] = None,
    tag_key: Annotated[Path | None, typer.Option(help="File with the key of value tags; kept out of reports.")] = None,
    cache: Annotated[bool, typer.Option(help="Keep compiled rules for later runs, in your cache folder.")] = True,
    overwrite: Annotated[bool, typer.Option(help="Replace an earlier run in --out.")] = False,
    dry_run: Annotated[bool, typer.Option(help="List shards, formats and bytes; scan nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line for every shard.")] = False,
    progress: Annotated[str, typer.Option(metavar="auto|bar|plain", help="How progress is shown on stderr.")] = "auto",
    config: Annotated[
        Path | None,
        typer.Option(is_eager=True, callback=load_defaults, help="TOML file; ./corpus-scanner.toml is read unasked."),
    ] = None,
) -> None:
    """Scan shards and write one risk report a shard, one for the corpus, and a verdict.

    Exit codes: 0 pass, 1 the policy failed, 2 wrong usage or a fault of the tool, 3 incomplete.
    """
    run_words(words_of(context), dry_run=dry_run)


def words_of(context: typer.Context) -> Words:
    """Return what a resolved scan command was told."""
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in context.params.items()
        if name in Words.__slots__
    }
    origins = {name: origin(context, name) for name in given}
    return Words(**given, said={name: where for name, where in origins.items() if where != DEFAULT})


def run_words(words: Words, *, dry_run: bool) -> None:
    """Carry out a scan command; leaves with the verdict's exit code."""
    from scanner.sources.discover import discover

    if words.progress not in {"auto", "bar", "plain"}:
        raise UsageError(f"--progress {words.progress}: expected auto, bar or plain")
    shards = discover(words.paths, words.exclude)
    if dry_run:
        _list_shards(shards)
        return
    if words.out is None:
        raise UsageError("--out DIR is needed: the folder for the reports")
    raise typer.Exit(_scan(words, words.out, shards))


def _list_shards(shards: Sequence[Shard]) -> None:
    from rich.table import Table
    from rich.text import Text

    from scanner.cli.terminal import printable
    from scanner.sources.probe import probe

    table = Table("shard", "format", "packed", "bytes")
    table.columns[0].overflow = "fold"
    table.columns[3].justify = "right"
    for shard in shards:
        opened = probe(shard)
        table.add_row(Text(printable(shard.id)), opened.format.value, opened.compression.value, f"{shard.bytes:,}")
    console = Console()
    console.print(table)
    console.print(f"{len(shards):,} shards, {sum(shard.bytes for shard in shards):,} bytes as stored; nothing was read")


def _scan(words: Words, out: Path, shards: Sequence[Shard]) -> int:
    from scanner.cli.prepare import engine_for, plan_for, terms_for, with_snapshot
    from scanner.cli.terminal import Watch, show_closing
    from scanner.pipeline.run import run_scan
    from scanner.pipeline.snapshot import keep_snapshot
    from scanner.sidecars.layout import Layout, write_whole
    from scanner.sources.discover import discover

    started = datetime.now(UTC)
    jobs = words.jobs or _cores()
    _refuse_out_among(out, shards, "is to be scanned; name a folder outside of PATH")
    beside = discover(words.robots) if words.robots else ()
    _refuse_out_among(out, beside, "--robots reads; keep it outside of the folder for the reports")
    plan = plan_for(words, out, _tag_key(words.tag_key), _compiled(keep=words.cache))
    terms = terms_for(words, plan)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end is an interrupt: reports are written
    Layout(out).claim(overwrite=words.overwrite)
    snapshot = keep_snapshot(words.robots, Layout(out))  # what cannot be read must not cost an earlier run
    Layout(out).clear()
    if snapshot is not None:
        sys.stderr.writelines(f"{line}\n" for line in snapshot.unread)
        terms = with_snapshot(terms, snapshot.facts)
    bar = words.progress == "bar" or (words.progress == "auto" and sys.stderr.isatty())
    watch = Watch(shards, bar=bar, quiet=words.quiet, verbose=words.verbose)
    watch.start()
    try:
        finished = run_scan(plan, shards, engine_for(plan, jobs, shards), terms, watch, snapshot)
    except KeyboardInterrupt:
        sys.stderr.write(f"interrupted before the reports were whole; {out} holds an unfinished run, URLs included\n")
        return EXIT_CODES[Outcome.INCOMPLETE]
    finally:
        watch.close()
    write_whole(out / "run.json", _envelope(words, started, jobs, finished.corpus.lists))
    if not words.quiet:
        with reader_may_leave():
            show_closing(Console(), finished.corpus, finished.verdict, finished.catalogue, out)
    return EXIT_CODES[finished.verdict.outcome]


def _cores() -> int:
    """Return how many cores this process may use, as far as the platform tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _refuse_out_among(out: Path, shards: Sequence[Shard], why: str) -> None:
    """Raise `UsageError` where a file lies in the output folder: reports would be scanned, or the file removed."""
    folder = out.resolve()
    for shard in shards:
        if shard.uri != "-" and Path(shard.uri).resolve().is_relative_to(folder):
            raise UsageError(f"--out {out}: holds {shard.id}, which {why}")


def _tag_key(path: Path | None) -> bytes:
    if path is not None:
        return read_key(path)
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    key = user_key(folder)
    if key is None:
        sys.stderr.write(
            "no tag key can be kept here; value tags of this run compare with no other run's (--tag-key)\n"
        )
    return key or one_time_key()


def _compiled(*, keep: bool) -> Path | None:
    """Return the folder of compiled rules (XDG Base Directory Specification)."""
    if not keep:
        return None
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given and Path(given).is_absolute() else Path.home() / ".cache") / "corpus-scanner"


def _envelope(words: Words, started: datetime, jobs: int, lists: Mapping[str, ListPin]) -> bytes:
    """Return what is true of this run only, and so stands in no hashed body."""
    finished = datetime.now(UTC)
    content: dict[str, Any] = {
        "schema": "corpus-scanner/run/v1",
        "started_at": started.isoformat(),
        "finished_at": finished.isoformat(),
        "seconds": round((finished - started).total_seconds(), 3),
        "jobs": jobs,
        "paths": list(words.paths),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "lists": {
            rule: {"updated": pin.updated, "age_days": _age_days(pin.updated, finished)} for rule, pin in lists.items()
        },
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _age_days(updated: str | None, now: datetime) -> int | None:
    """Return how many days ago a list was updated, as its head says; None: it says nothing."""
    return None if updated is None else (now.date() - date.fromisoformat(updated)).days
