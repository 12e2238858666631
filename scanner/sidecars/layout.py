"""An output folder and a shard id → where each of its files lies, and how files are written whole."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from scanner.errors import OutputError

_MARKER = "corpus.json"
_FOLDERS = ("shards", "findings", "signatures", "work")
_FILES = ("corpus.json", "verdict.json", "lock.json", "manifest.json", "run.json", "summary.md")


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one run."""

    out: Path

    def shard_report(self, shard_id: str) -> Path:
        """Return the place of a shard's finished report; its presence means done."""
        return self.out / "shards" / f"{shard_id}.json"

    def findings(self, shard_id: str) -> Path:
        """Return the place of a shard's finished findings."""
        return self.out / "findings" / f"{shard_id}.parquet"

    def signatures(self, shard_id: str) -> Path:
        """Return the place of a shard's MinHash signatures."""
        return self.out / "signatures" / f"{shard_id}.parquet"

    def scan(self, shard_id: str) -> Path:
        """Return the place of what the first pass measured."""
        return self.out / "work" / "scans" / f"{shard_id}.json"

    def first_findings(self, shard_id: str) -> Path:
        """Return the place of the first pass's findings."""
        return self.out / "work" / "findings" / f"{shard_id}.parquet"

    def pages(self, shard_id: str) -> Path:
        """Return the place of a shard's pages: URLs, so never kept beyond the run."""
        return self.out / "work" / "pages" / f"{shard_id}.parquet"

    def sites(self, shard_id: str) -> Path:
        """Return the place of a shard's site files."""
        return self.out / "work" / "sites" / f"{shard_id}.parquet"

    @property
    def site_store(self) -> Path:
        """The place of the store over all shards' site files."""
        return self.out / "work" / "sites.sqlite"

    def prepare(self, *, overwrite: bool) -> None:
        """Make the folder ready for a new run.

        Raises `OutputError` when it holds another run and `overwrite` is not set, when it holds files that no run
        wrote, or when it cannot be written. With `overwrite` only what a run writes is removed.
        """
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            present = {entry.name for entry in self.out.iterdir()}
            strange = sorted(present - {*_FILES, *_FOLDERS})
            if strange:
                raise OutputError(
                    f"{self.out}: holds {strange[0]!r}, which no scan wrote; name a new or empty folder with --out"
                )
            if present and not overwrite:
                state = "a finished run" if _MARKER in present else "an unfinished run"
                raise OutputError(f"{self.out}: holds {state}; add --overwrite to replace it, or name another folder")
            for name in present & {*_FOLDERS}:
                shutil.rmtree(self.out / name)
            for name in present & {*_FILES}:
                (self.out / name).unlink()
            (self.out / "work").mkdir()
        except OSError as error:
            raise OutputError(f"{self.out}: cannot be used as output folder: {error.strerror}") from None

    def remove_work(self) -> None:
        """Remove the working folder, and with it every URL."""
        shutil.rmtree(self.out / "work", ignore_errors=False)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either whole or absent: a neighbour first, flushed to disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
