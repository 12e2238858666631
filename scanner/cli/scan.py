"""`corpus-scanner scan`: paths and options → a run, its closing table and its exit code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from scanner.cli.settings import DEFAULT, ENVIRONMENT_PREFIX, load_defaults, origin
from scanner.cli.words import Words
from scanner.errors import UsageError

_NAMED: Final = 5
CONTEXT = {"auto_envvar_prefix": ENVIRONMENT_PREFIX}


def scan(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…", help="Files, folders, globs, `s3://…` and the like, `-`: standard input, `@list.txt`."
        ),
    ],
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="DIR", help="For the reports; new or empty; or `s3://…`.")
    ] = None,
    work_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="With --out in a store: where the run is written before.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="Policy: a file, or one that is shipped (`policy list`)."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="What an earlier run held (`baseline make`), for gates that are new_only.")
    ] = None,
    new_only: Annotated[bool, typer.Option(help="Make every gate count only what the baseline does not have.")] = False,
    suppressions: Annotated[
        Path | None, typer.Option(help="Findings set aside for gates (YAML): by whom, why, until when.")
    ] = None,
    no_suppressions: Annotated[bool, typer.Option("--no-suppressions", help="Judge as if there were none.")] = False,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for which suppressions are judged, in place of today.")
    ] = None,
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
    engine: Annotated[
        str, typer.Option(metavar="auto|in-process|processes|ray", help="Where shards are scanned; the same bytes.")
    ] = "auto",
    address: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT|auto", help="The Ray cluster; without it, a Ray on this machine is started."),
    ] = None,
    split_bytes: Annotated[
        str, typer.Option(metavar="SIZE", help="Files above this are scanned in parts by several workers; 0: none is.")
    ] = "256M",
    isolate: Annotated[
        bool, typer.Option(help="Find a record that workers die over, leave it out, and count it as failed.")
    ] = False,
    memory_limit: Annotated[
        str | None, typer.Option(metavar="SIZE", help="What the command and its workers may hold together, as in 4G.")
    ] = None,
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
    storage_options: Annotated[
        Path | None, typer.Option(help="How remote stores are reached (TOML or JSON); kept out of reports.")
    ] = None,
    cache: Annotated[bool, typer.Option(help="Keep compiled rules for later runs, in your cache folder.")] = True,
    resume: Annotated[bool, typer.Option(help="Go on from the run in --out; read what it lacks.")] = False,
    keep_work: Annotated[bool, typer.Option(help="Keep what --resume goes on from, URLs included.")] = False,
    unchanged_by: Annotated[
        str, typer.Option(metavar="mtime|sha256", help="A shard is the same by size and time, or by content.")
    ] = "mtime",
    overwrite: Annotated[bool, typer.Option(help="Replace an earlier run in --out.")] = False,
    dry_run: Annotated[bool, typer.Option(help="List shards, formats and bytes; scan nothing.")] = False,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Time about 1 % and say hours, disk and cost of a scan; write nothing.")
    ] = False,
    cost_per_core_hour: Annotated[
        float | None, typer.Option(min=0, metavar="PRICE", help="Of --estimate: what a core costs an hour.")
    ] = None,
    time_budget: Annotated[
        str | None,
        typer.Option(metavar="90s|10m|2h", help="Look at a sample of shards, as many as time allows; intervals."),
    ] = None,
    first_shards: Annotated[
        int | None, typer.Option(min=1, help="Look at the sample of an earlier run: its number of shards.")
    ] = None,
    shards_seed: Annotated[str, typer.Option(help="Of the order in which shards are drawn.")] = "",
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
    run_words(words_of(context), dry_run=dry_run, estimate=estimate)


def words_of(context: typer.Context) -> Words:
    """Return what a resolved scan command was told."""
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in context.params.items()
        if name in Words.__slots__
    }
    origins = {name: origin(context, name) for name in given}
    return Words(**given, said={name: where for name, where in origins.items() if where != DEFAULT})


def run_words(words: Words, *, dry_run: bool, estimate: bool) -> None:
    """Carry out a scan command; leaves with the verdict's exit code."""
    from scanner.cli.scan_run import carry_out, list_shards
    from scanner.cli.storage import read_storage
    from scanner.cli.target import check_out
    from scanner.sources.discover import discover

    if words.progress not in {"auto", "bar", "plain"}:
        raise UsageError(f"--progress {words.progress}: expected auto, bar or plain")
    if dry_run and estimate:
        raise UsageError("give one of --dry-run and --estimate")
    if words.said.get("cost_per_core_hour") == "flag" and not estimate:  # in a file it waits for an estimate
        raise UsageError("--cost-per-core-hour: is of --estimate only")
    if words.said.get("shards_seed") == "flag" and not (estimate or words.time_budget or words.first_shards):
        raise UsageError("--shards-seed: draws nothing without --time-budget, --first-shards or --estimate")
    check_out(words)
    storage = read_storage(words.storage_options)
    left_out: list[str] = []
    shards = discover(words.paths, words.exclude, storage=storage, left_out=left_out)
    if left_out and not words.quiet:
        _tell_left_out(left_out)
    if dry_run:
        list_shards(shards, storage)
        return
    if estimate:
        from scanner.cli.forecast import tell_forecast

        tell_forecast(words, shards, storage)
        return
    if words.out is None:
        raise UsageError("--out DIR is needed: the folder for the reports")
    raise typer.Exit(carry_out(words, words.out, shards, storage))


def _tell_left_out(paths: Sequence[str]) -> None:
    """Say what of folders was not looked at, as a verdict does not speak of it."""
    from scanner.cli.pipe import tell
    from scanner.cli.terminal import printable

    named = ", ".join(printable(path.rpartition("/")[2]) for path in paths[:_NAMED])
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    tell(f"left out, as names begin with a dot or are neither file nor folder: {named}{more}\n")
