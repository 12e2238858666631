"""An output folder and a shard id → where each of its files lies, and how files are written whole."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scanner.errors import OutputError
from scanner.sidecars.known import FOLDERS, GONE, INCOMING, LOCK, MARK, RUN, is_mark, known_files, strangers
from scanner.types.file_name import PARTIAL, file_of_shard


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one run."""

    out: Path

    def shard_report(self, shard_id: str) -> Path:
        """Return the place of a shard's finished report; its presence means done."""
        return self._place("shards", shard_id, ".json")

    def findings(self, shard_id: str) -> Path:
        """Return the place of a shard's finished findings."""
        return self._place("findings", shard_id, ".parquet")

    def signatures(self, shard_id: str) -> Path:
        """Return the place of a shard's MinHash signatures."""
        return self._place("signatures", shard_id, ".parquet")

    @property
    def work(self) -> Path:
        """The folder of what only an unfinished run needs, and runs that go on from it."""
        return self.out / "work"

    @property
    def keys(self) -> Path:
        """The folder of what the sidecars of shards rest on."""
        return self.work / "keys"

    def key(self, shard_id: str) -> Path:
        """Return the place of what a shard's sidecars rest on, there once they are whole."""
        return self._place("work/keys", shard_id, ".json")

    def scan(self, shard_id: str) -> Path:
        """Return the place of what the first pass measured."""
        return self._place("work/scans", shard_id, ".json")

    def first_findings(self, shard_id: str) -> Path:
        """Return the place of the first pass's findings."""
        return self._place("work/findings", shard_id, ".parquet")

    def first_signatures(self, shard_id: str) -> Path:
        """Return the place of all signatures, those of short texts too, which are not kept."""
        return self._place("work/signatures", shard_id, ".parquet")

    def copies(self, shard_id: str) -> Path:
        """Return the place of a shard's near-duplicates; absent where it has none."""
        return self._place("work/copies", shard_id, ".parquet")

    def paragraphs(self, shard_id: str) -> Path:
        """Return the place of hashes of a shard's paragraphs, never kept: what is short can be guessed."""
        return self._place("work/paragraphs", shard_id, ".parquet")

    def pages(self, shard_id: str) -> Path:
        """Return the place of a shard's pages: URLs, so never kept beyond the run."""
        return self._place("work/pages", shard_id, ".parquet")

    def sites(self, shard_id: str) -> Path:
        """Return the place of a shard's site files."""
        return self._place("work/sites", shard_id, ".parquet")

    def snapshot(self, file_id: str) -> Path:
        """Return the place of the captures in a file given with `--robots`, once the folder is cleared."""
        return self._place("work/snapshot", file_id, ".parquet")

    def incoming(self, file_id: str) -> Path:
        """Return the place of the same captures as long as an earlier run is still there."""
        return self._place(INCOMING, file_id, ".parquet")

    @property
    def runs(self) -> Path:
        """The folder of all signatures, ordered to be compared."""
        return self.out / "work" / "runs"

    @property
    def captures(self) -> Path:
        """The folder of digests of URLs and texts, ordered to be counted."""
        return self.out / "work" / "captures"

    @property
    def paragraph_parts(self) -> Path:
        """The folder of hashes of all paragraphs, ordered to be counted."""
        return self.out / "work" / "paragraph-parts"

    @property
    def duplicates(self) -> Path:
        """The place of all documents that have a copy."""
        return self.out / "duplicates.parquet"

    @property
    def duplicates_store(self) -> Path:
        """The place of these while they are put in order."""
        return self.out / "work" / "duplicates.sqlite"

    @property
    def site_store(self) -> Path:
        """The place of the store over all shards' site files."""
        return self.out / "work" / "sites.sqlite"

    @property
    def ledger(self) -> Path:
        """The place of the ledger of rights."""
        return self.out / "rights" / "ledger.parquet"

    @property
    def domains(self) -> Path:
        """The place of verdicts by registrable domain."""
        return self.out / "rights" / "domains.parquet"

    @property
    def sources(self) -> Path:
        """The place of documents by source of the register and registrable domain."""
        return self.out / "rights" / "sources.parquet"

    @property
    def ledger_store(self) -> Path:
        """The place of the ledger while it is added up."""
        return self.out / "work" / "ledger.sqlite"

    def prepare(self, *, overwrite: bool) -> None:
        """Make the folder ready in one step: `claim`, then `clear`."""
        self.claim(overwrite=overwrite)
        self.clear()

    def claim(self, *, overwrite: bool, resume: bool = False) -> None:
        """Make the folder this run's, with all that an earlier run left still in it.

        Raises `OutputError` where the folder cannot be used, and for an earlier run without `overwrite` or `resume`.
        """
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            present = {path.name for path in self.out.iterdir()}
            self._refuse_strangers(present)
            if present - {RUN + PARTIAL, LOCK} and not (overwrite or resume):
                state = "a finished run" if "manifest.json" in present else "an unfinished run"
                hint = "add --resume to go on from it, --overwrite to replace it, or name another folder"
                raise OutputError(f"{self.out}: holds {state}; {hint}")
            self.drop_incoming()
            if not self.marked():
                write_whole(self.out / RUN, MARK)
        except OSError as error:
            raise self._unusable(error) from None

    def clear(self, *, keep_work: bool = False) -> None:
        """Remove an earlier run from the claimed folder, and bring what came in meanwhile to its place.

        With `keep_work` the working folder stays, for `resume.take_up` to look through.
        """
        incoming = self.out / INCOMING
        try:
            present = {path.name for path in self.out.iterdir()}
            # The manifest first: without it, nobody takes what is half removed for a finished run.
            kept = {RUN, LOCK}
            for name in sorted(present & known_files() - kept, key=lambda name: (name != "manifest.json", name)):
                (self.out / name).unlink()
            for name in sorted(present & {*FOLDERS} - {INCOMING, *(("work",) if keep_work else ())}):
                shutil.rmtree(self.out / name)
            write_whole(self.out / RUN, MARK)
            self.work.mkdir(exist_ok=keep_work)
            shutil.rmtree(self.work / "snapshot", ignore_errors=True)
            if incoming.is_dir():
                incoming.rename(self.out / "work" / "snapshot")
        except OSError as error:
            raise self._unusable(error) from None

    def drop_incoming(self) -> None:
        """Remove what came in for a run that did not begin."""
        if self.marked():
            shutil.rmtree(self.out / INCOMING, ignore_errors=True)

    def marked(self) -> bool:
        """Tell whether a run has marked the folder as its own."""
        run = self.out / RUN
        return run.is_file() and is_mark(run.read_bytes())

    def _unusable(self, error: OSError) -> OutputError:
        return OutputError(f"{self.out}: cannot be used as output folder: {error.strerror}")

    def _refuse_strangers(self, present: set[str]) -> None:
        strange = strangers(present, marked=self.marked())
        if strange:
            raise OutputError(
                f"{self.out}: holds {strange[0]!r}, which no scan wrote; name a new or empty folder with --out"
            )

    def _place(self, folder: str, shard_id: str, ending: str) -> Path:
        return self.out / file_of_shard(folder, shard_id, ending)

    def remove_work(self) -> None:
        """Remove the working folder, and with it every URL; no run goes on from what is half removed."""
        gone = self.out / GONE
        self.work.rename(gone)
        shutil.rmtree(gone)

    def remove(self) -> None:
        """Remove the claimed folder with all that runs wrote into it; what others put there stays, and the folder."""
        self.clear()
        self.work.rmdir()
        (self.out / RUN).unlink()
        with suppress(OSError):
            self.out.rmdir()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either whole or absent: a neighbour first, flushed to disk, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + PARTIAL)
    partial.write_bytes(content)
    put_in_place(partial, path)


def put_in_place(partial: Path, path: Path) -> None:
    """Give a file that is whole its name, once its content is on disk: after a power cut it is whole or absent."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
