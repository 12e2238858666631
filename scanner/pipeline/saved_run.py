"""The folder of a finished run → what it says of itself, checked against its manifest; and further formats of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from scanner.errors import OutputError
from scanner.reports.codec import (
    catalogue_from,
    corpus_report_from,
    lock_from,
    policy_from,
    shard_report_from,
    to_json,
    verdict_from,
)
from scanner.reports.formats import render
from scanner.sidecars.layout import Layout, write_whole
from scanner.types.report import ShardReport
from scanner.types.run import Manifest
from scanner.types.saved_run import SavedRun

_MANIFEST: TypeAdapter[Manifest] = TypeAdapter(Manifest)
PENDING: Final = "gate.pending"
"""Lies in the folder while a run that was judged again is written."""
_JUDGED: Final = frozenset(("verdict.json", "policy.json", "lock.json"))


@dataclass(frozen=True, slots=True)
class SavedFiles:
    """The files of a finished run, by its manifest."""

    out: Path
    manifest: Manifest
    unsure: frozenset[str] = frozenset()
    """Files that may be those of another judgement, after one that was cut short."""

    def read(self, name: str) -> bytes:
        """Return the content of a file; raises `OutputError` where it is not the one that the manifest names."""
        path = self.out / name
        if not path.is_file():
            raise OutputError(f"{path}: named by manifest.json, and not there")
        content = path.read_bytes()
        if name not in self.unsure and hashlib.sha256(content).hexdigest() != self.manifest.files.get(name):
            raise self.changed(name)
        return content

    def check(self, name: str) -> None:
        """Raise `OutputError` where a file is not the one that the manifest names; of any size."""
        path = self.out / name
        if not path.is_file():
            raise OutputError(f"{path}: named by manifest.json, and not there")
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != self.manifest.files.get(name):
                raise self.changed(name)

    def changed(self, name: str) -> OutputError:
        """Return the error for a file that is another than the manifest names."""
        return OutputError(f"{self.out / name}: not the file that manifest.json names: it was changed after the scan")


def open_files(out: Path, *, repair: bool = False) -> SavedFiles:
    """Return the files of a finished run; raises `OutputError` where the folder holds none.

    After a `gate --write` that was killed only those who are about to judge again, with `repair`, get them.
    """
    cut_short = (out / PENDING).exists()
    if cut_short and not repair:
        raise OutputError(f"{out}: `gate --write` was cut short here, so verdict and reports may not fit; run it again")
    for name in ("manifest.json", "corpus.json"):
        if not (out / name).is_file():
            raise OutputError(f"{out}: not the output of a finished scan: it holds no {name}")
    try:
        manifest = _MANIFEST.validate_json((out / "manifest.json").read_bytes())
    except ValidationError:
        raise unreadable(out, "manifest.json") from None
    if digest_of_files(manifest.files) != manifest.digest:
        raise OutputError(f"{out / 'manifest.json'}: its digest is not that of the files it names: it was changed")
    return SavedFiles(out, manifest, _JUDGED if cut_short else frozenset())


def unreadable(out: Path, name: str) -> OutputError:
    """Return the error for a file whose content is of another shape."""
    return OutputError(f"{out / name}: not of a version that this program reads")


def open_saved(out: Path, *, repair: bool = False) -> SavedRun:
    """Return what a finished run says of itself.

    Raises `OutputError` where the folder holds none, or a file is not the one its manifest names; so does the iterator
    of shard reports.
    """
    files = open_files(out, repair=repair)
    name = "corpus.json"
    try:
        corpus = corpus_report_from(files.read(name))
        verdict = verdict_from(files.read(name := "verdict.json"))
        policy = policy_from(files.read(name := "policy.json"))
        catalogue = catalogue_from(files.read(name := "rules.json"))
        lock = lock_from(files.read(name := "lock.json"))
    except ValidationError:
        raise unreadable(out, name) from None
    return SavedRun(corpus, verdict, policy, catalogue, lock, lambda: _shard_reports(files, sorted(corpus.shards)))


def _shard_reports(files: SavedFiles, shard_ids: Sequence[str]) -> Iterator[ShardReport]:
    for shard_id in shard_ids:
        name = Layout(files.out).shard_report(shard_id).relative_to(files.out).as_posix()
        try:
            yield shard_report_from(files.read(name))
        except ValidationError:
            raise unreadable(files.out, name) from None


def digest_of_files(files: dict[str, str]) -> str:
    """Return the digest of a manifest over the digests of files."""
    lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def write_formats(run: SavedRun, formats: Sequence[str], into: Path) -> dict[str, str]:
    """Write a run in several formats; return SHA-256 by path below the folder, in the order written."""
    written: dict[str, str] = {}
    for name, content in render(run, formats):
        write_whole(into / name, content)
        written[name] = hashlib.sha256(content).hexdigest()
    return written


def add_formats(out: Path, formats: Sequence[str], run: SavedRun | None = None) -> list[str]:
    """Write further formats into a finished run and its manifest; return their paths below the folder.

    `run` is the same run as opened before, where there is more to tell of it than it saved.

    What the manifest says of other files stays as it is: a file changed since the scan is not vouched for by this.
    """
    manifest = open_files(out).manifest
    written = write_formats(run or open_saved(out), formats, out)
    files = manifest.files | written
    write_whole(out / "manifest.json", to_json(replace(manifest, files=files, digest=digest_of_files(files))))
    return list(written)
