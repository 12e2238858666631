"""`corpus-scanner findings`: a finished run → one line a finding, places only."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Annotated

import orjson
import typer

from scanner.cli.pipe import reader_may_leave
from scanner.cli.run_folder import StorageOptions, run_folder
from scanner.errors import UsageError


class Form(StrEnum):
    """How findings are printed."""

    JSONL = "jsonl"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as printed; `finding` names it for `corpus-scanner show`."""

    finding: str
    shard: str
    document: str
    field: str
    rule: str
    start: int
    end: int
    confidence: float


def findings(
    out: Annotated[str, typer.Argument(metavar="OUT", help="Folder of a finished scan, or its place in a store.")],
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.JSONL,
    rule: Annotated[str, typer.Option(metavar="GLOB", help="Only rules of that id.")] = "*",
    shard: Annotated[str, typer.Option(metavar="GLOB", help="Only shards of that id.")] = "*",
    limit: Annotated[int | None, typer.Option(min=1, help="At most that many.")] = None,
    storage_options: StorageOptions = None,
) -> None:
    """Print one line a finding: where it lies, never what stands there."""
    with run_folder(out, storage_options, ("findings",)) as folder, reader_may_leave():
        lines = islice(read_lines(folder.path, rule, shard), limit)
        if form is Form.TABLE:
            _print_table(lines)
            return
        for line in lines:
            sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def _print_table(lines: Iterator[Line]) -> None:
    """Print aligned lines; the shard stands last, because its name may be of any length."""
    from scanner.cli.terminal import printable

    sys.stdout.write(f"{'finding':<16}  {'rule':<28}  {'conf':>4}  {'document':<12}  {'place':<24}  shard\n")
    for line in lines:
        place = f"{line.field} {line.start}-{line.end}"
        columns = f"{line.finding:<16}  {line.rule:<28}  {line.confidence:>4.2f}  {line.document:<12}  {place:<24}"
        sys.stdout.write(f"{printable(columns)}  {printable(line.shard)}\n")


def read_lines(out: Path, rule: str = "*", shard: str = "*") -> Iterator[Line]:
    """Yield the findings of a finished run, shard by shard; raises `OutputError` where there is no such run.

    Raises `UsageError` where no rule or no shard of the run goes by that id: nothing told would read as nothing found.
    """
    from scanner.aggregation.tally import place_of
    from scanner.pipeline.saved_run import open_files, open_saved
    from scanner.sidecars.layout import Layout
    from scanner.sidecars.tables import read_rows
    from scanner.types.finding import Finding

    files, run = open_files(out), open_saved(out)
    _refuse_unknown("--rule", rule, [each.id for each in run.catalogue.rules])
    _refuse_unknown("--shard", shard, run.corpus.shards)
    for shard_id in run.corpus.shards:
        path = Layout(out).findings(shard_id)
        name = path.relative_to(out).as_posix()
        if not fnmatchcase(shard_id, shard) or name not in files.manifest.files:
            continue  # a shard that could not be scanned has no findings file; corpus.json says why
        files.check(name)
        for row in read_rows(path):
            finding = Finding(**row)
            if fnmatchcase(finding.rule, rule):
                place = place_of(shard_id, finding)
                yield Line(
                    finding=place.key,
                    shard=shard_id,
                    document=finding.document,
                    field=finding.field,
                    rule=finding.rule,
                    start=finding.start,
                    end=finding.end,
                    confidence=finding.confidence,
                )


def _refuse_unknown(option: str, pattern: str, ids: Iterable[str]) -> None:
    if pattern != "*" and not any(fnmatchcase(each, pattern) for each in ids):
        raise UsageError(f"{option} {pattern}: matches no {option.removeprefix('--')} of that run")
