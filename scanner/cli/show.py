"""`corpus-scanner show`: a finding and the corpus → the text behind it, read again from its shard."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.findings import Line, read_lines
from scanner.cli.run_folder import run_folder
from scanner.cli.storage import read_storage
from scanner.errors import OutputError, UsageError
from scanner.types.document import Document, Shard
from scanner.types.finding import DOCUMENT_FIELD
from scanner.types.storage import Storage

_WHOLE_DOCUMENT_CHARS = 500


def show(
    out: Annotated[str, typer.Argument(metavar="OUT", help="Folder of a finished scan, or its place in a store.")],
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="Its key, from `corpus-scanner findings`.")],
    corpus: Annotated[list[str], typer.Option(metavar="PATH", help="The paths that were scanned; may be repeated.")],
    storage_options: Annotated[Path | None, typer.Option(help="As given to the scan.")] = None,
    context: Annotated[int, typer.Option(min=0, help="Characters shown on either side.")] = 60,
) -> None:
    """Print the text behind a finding. No report holds it: the shard is read again, and what is printed is personal."""
    with run_folder(out, storage_options, ("findings",)) as folder:
        line = next((line for line in read_lines(folder.path) if line.finding == finding), None)
        if line is None:
            raise UsageError(
                f"{finding}: no finding of that run has that key; `corpus-scanner findings OUT` lists them"
            )
        document = _read_again(folder.path, line, corpus, read_storage(storage_options))
    sys.stderr.write(f"read {line.shard} again; what follows stands in the corpus and may be personal data\n")
    sys.stdout.write(f"{line.rule} · {line.shard} · {line.document} · {line.field} {line.start}-{line.end}\n")
    sys.stdout.write(_excerpt(document, line, context) + "\n")


def _read_again(out: Path, line: Line, corpus: list[str], storage: Storage) -> Document:
    from scanner.reports.codec import corpus_report_from, lock_from
    from scanner.sources.discover import discover
    from scanner.sources.options import ReadOptions
    from scanner.sources.read import read

    shard = next((shard for shard in discover(corpus, storage=storage) if shard.id == line.shard), None)
    if shard is None:
        raise UsageError(f"--corpus: holds no shard {line.shard}; give the same paths as to the scan")
    scanned = corpus_report_from((out / "corpus.json").read_bytes()).shards[line.shard].sha256
    _check_unchanged(shard, scanned, storage)
    options = lock_from((out / "lock.json").read_bytes()).options
    given = {name.removeprefix("read."): value for name, value in options.items() if name.startswith("read.")}
    chosen = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    for event in read(shard, ReadOptions(**chosen), storage):  # type: ignore[arg-type]  # the lock holds what asdict gave it
        if isinstance(event, Document) and event.id == line.document:
            return event
    raise OutputError(f"{line.shard}: holds no {line.document}; the lock does not belong to this run")


def _check_unchanged(shard: Shard, scanned: str, storage: Storage) -> None:
    from scanner.sources.digest import digest_of_shard

    if shard.uri == "-":
        raise UsageError("standard input cannot be read again; save it to a file and scan that")
    if digest_of_shard(shard, storage) != scanned:
        raise UsageError(f"{shard.id}: is not the file that was scanned (its SHA-256 differs); offsets would be wrong")


def _excerpt(document: Document, line: Line, context: int) -> str:
    if line.field == DOCUMENT_FIELD:
        return _lines(document.text[:_WHOLE_DOCUMENT_CHARS])
    text = next((field.text for field in document.fields if field.name == line.field), "")
    before = text[max(0, line.start - context) : line.start]
    after = text[line.end : line.end + context]
    return "⟦".join((_lines(before), "⟧".join((_lines(text[line.start : line.end]), _lines(after)))))


def _lines(text: str) -> str:
    """Return text whose control characters cannot drive the terminal; its lines stay."""
    from scanner.cli.terminal import printable

    return "\n".join(printable(line) for line in text.split("\n"))
