"""`corpus-scanner report`: the folder of a finished run → its report in further formats, without reading the corpus."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.run_folder import StorageOptions, run_folder


def report(
    out: Annotated[
        str | None, typer.Argument(metavar="OUT", help="Folder of a finished scan, or its place in a store.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="May be repeated; without it those a scan writes."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="Folder for the files, in place of OUT, whose manifest then stays as it is.")
    ] = None,
    shard_list: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="List of shards in the repository: sarif and gitlab point at its lines."),
    ] = None,
    storage_options: StorageOptions = None,
    list_formats: Annotated[bool, typer.Option("--list", help="List the formats and leave.")] = False,
) -> None:
    """Render a finished run again, from what it saved; the corpus is not read."""
    from scanner.cli.storage import refuse_remote
    from scanner.errors import UsageError
    from scanner.pipeline.saved_run import add_formats, open_saved, write_formats
    from scanner.pipeline.shard_list import read_shard_list
    from scanner.reports.formats import DEFAULT_FORMATS, FORMATS, check_formats

    if list_formats:
        sys.stdout.writelines(f"{name}\n" for name in sorted(FORMATS))
        return
    if out is None:
        raise UsageError("OUT: expected the folder of a finished scan; only --list needs none")
    chosen = check_formats(formats or DEFAULT_FORMATS)
    if into is not None:
        refuse_remote(into, "--into")
    with run_folder(out, storage_options, written="report" if into is None else None) as folder:
        run = open_saved(folder.path)
        if shard_list is not None:
            run = replace(run, shard_list=read_shard_list(shard_list, run.corpus.shards))
        if into is not None:
            written = [str(into / name) for name in write_formats(run, chosen, into)]
        else:
            added = add_formats(folder.path, chosen, run)
            folder.send(added)
            written = [folder.named(name) for name in added]
    sys.stdout.writelines(f"{path}\n" for path in written)
