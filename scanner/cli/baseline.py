"""`corpus-scanner baseline`: a finished run → what it holds, for later runs to be held against."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Keep what a corpus holds now, to see what is new.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    pass


@app.command("make")
def make(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of a finished scan.")],
    file: Annotated[Path, typer.Option("--file", "-f", help="The baseline: JSON lines, one a shard; replaced.")],
) -> None:
    """Write counts of findings by shard and rule: no times, no places, the same run gives the same bytes."""
    from scanner.pipeline.saved_run import open_saved
    from scanner.policy.baseline import baseline_of, write_baseline
    from scanner.reports.markup import counted
    from scanner.sidecars.layout import write_whole

    baseline, left_out = baseline_of(open_saved(out).shard_reports())
    write_whole(file, write_baseline(baseline))
    sys.stdout.write(f"{file}: {counted(len(baseline.shards), 'shard')}, digest {baseline.digest}\n")
    if left_out:
        sys.stderr.write(f"not in it: {counted(left_out, 'shard')} that could not be read; findings there stay new\n")
