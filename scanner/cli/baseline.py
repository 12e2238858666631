"""`corpus-scanner baseline`: a finished run → what it holds, for later runs to be held against."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.run_folder import StorageOptions, run_folder

app = typer.Typer(help="Keep what a corpus holds now, to see what is new.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    pass


@app.command("make")
def make(
    out: Annotated[str, typer.Argument(metavar="OUT", help="Folder of a finished scan, or its place in a store.")],
    file: Annotated[Path, typer.Option("--file", "-f", help="The baseline: JSON lines, one a shard; replaced.")],
    storage_options: StorageOptions = None,
) -> None:
    """Write counts of findings by shard and rule: no times, no places, the same run gives the same bytes."""
    from scanner.cli.storage import refuse_remote
    from scanner.pipeline.saved_run import open_saved
    from scanner.policy.baseline import baseline_of, write_baseline
    from scanner.reports.markup import counted
    from scanner.sidecars.layout import write_whole

    refuse_remote(file, "--file")
    with run_folder(out, storage_options) as folder:
        run = open_saved(folder.path)
        baseline, left_out = baseline_of(run.shard_reports())
    write_whole(file, write_baseline(baseline))
    sys.stdout.write(f"{file}: {counted(len(baseline.shards), 'shard')}, digest {baseline.digest}\n")
    if run.corpus.sample is not None:
        outside = counted(run.corpus.sample.outside, "shard")
        sys.stderr.write(f"not in it: {outside} outside of the sample that was scanned; findings there stay new\n")
    if left_out:
        sys.stderr.write(f"not in it: {counted(left_out, 'shard')} that could not be read; findings there stay new\n")
