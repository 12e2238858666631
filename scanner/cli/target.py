"""Word of `--out` → the local folder that a run is written into, and the place in a store that it is sent to."""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scanner.cli.pipe import tell
from scanner.cli.words import Words
from scanner.errors import OutputError, UsageError
from scanner.sources.names import printable
from scanner.sources.remote.address import is_remote, local_path
from scanner.types.document import Shard
from scanner.types.storage import Storage

if TYPE_CHECKING:  # heavy parts load when a scan runs, so that --help stays quick
    from scanner.sources.remote.prefix import Prefix


def cache_folder() -> Path:
    """Return the program's cache folder (XDG Base Directory Specification)."""
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given and Path(given).is_absolute() else Path.home() / ".cache") / "corpus-scanner"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a run goes."""

    folder: Path
    prefix: "Prefix | None" = None
    """None: the folder is all there is to it."""

    @property
    def shown(self) -> str:
        """What errors call it."""
        return str(self.folder) if self.prefix is None else self.prefix.place

    @property
    def address(self) -> str:
        """Where whoever gave the word finds the run."""
        return str(self.folder) if self.prefix is None else printable(self.prefix.uri)

    def refuse_among(self, shards: Sequence[Shard], why: str) -> None:
        """Raise `UsageError` where a shard lies in the place of the run: reports would be scanned, or it be removed."""
        folder = self.folder.resolve()
        for shard in shards:
            if is_remote(shard.uri):
                within = self.prefix is not None and self.prefix.holds(shard.uri)
            else:
                # not Path.resolve, to which a link that leads to itself is a fault: here it is a shard that fails
                real = Path(os.path.realpath(shard.uri))
                within = shard.uri != "-" and real.is_relative_to(folder)
            if within:
                raise UsageError(f"--out {self.shown}: holds {shard.id}, which {why}")

    def warn_within(self, paths: Sequence[str]) -> None:
        """Say where the folder lies below one that is scanned: the reports would be shards of the next scan."""
        folder = Path(os.path.realpath(self.folder))
        for path in [local_path(path) for path in paths if self.prefix is None and not is_remote(path)]:
            if path != "-" and Path(path).is_dir() and folder.is_relative_to(os.path.realpath(path)):
                tell(
                    f"--out {self.shown}: lies inside {printable(path)}, so a later scan of that takes these reports "
                    "for shards; name a folder outside of it, or leave them out by --exclude\n"
                )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs out of the folder until the block ends; raises `OutputError` where one is at work in it.

        A folder from which a run was sent is gone then.
        """
        from scanner.sidecars.hold import held
        from scanner.sidecars.layout import Layout

        if self.prefix is not None:
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # work/ will hold URLs
        with held(Layout(self.folder)):
            yield
        if self.prefix is not None:
            with suppress(OSError):  # it is not empty, or another run has removed it
                self.folder.rmdir()

    def claim(self, words: Words) -> None:
        """Make both places this run's; raises `OutputError` where they cannot be, before anything is read."""
        from scanner.pipeline.stored_run import claim_prefix
        from scanner.sidecars.layout import Layout

        if self.prefix is not None:
            claim_prefix(self.prefix, overwrite=words.overwrite, resume=words.resume)
        Layout(self.folder).claim(overwrite=words.overwrite, resume=words.resume)

    def has_unsent(self, run: str | None) -> bool:
        """Whether the folder holds the finished run, of which all that is left to do is to send it."""
        from scanner.pipeline.stored_run import is_unsent

        return self.prefix is not None and run is not None and is_unsent(self.folder, run)

    def send(self, run: str | None, words: Words) -> bool:
        """Send the finished run, and then remove the folder; return False where an interrupt ended that.

        Raises `OutputError` where the store does not take it; the folder then stays.
        """
        if self.prefix is None:
            return True
        from scanner.pipeline.stored_run import note_unsent, send_run
        from scanner.sidecars.known import UNSENT
        from scanner.sidecars.layout import Layout

        way = "copy it there, manifest.json last"
        if run is not None:
            note_unsent(self.folder, run)
            way = "--resume sends it without scanning again"
        try:
            sent = send_run(self.folder, self.prefix)
        except OutputError as error:
            raise OutputError(f"{error}\nthe run is finished and lies in {self.folder}; {way}") from None
        except KeyboardInterrupt:
            sys.stderr.write(f"interrupted before all was sent; the run is finished and lies in {self.folder}; {way}\n")
            return False
        if not words.quiet:
            sys.stderr.write(f"{self.prefix.place}: {sent:,} files sent\n")
        if words.keep_work:
            (self.folder / UNSENT).unlink(missing_ok=True)
        else:
            Layout(self.folder).remove()
        return True


def check_out(words: Words) -> None:
    """Raise `UsageError` for a place that no run can be put in, before anything is asked for."""
    if words.out is not None and is_remote(words.out):
        from scanner.pipeline.stored_run import check_writable

        if not _is_of_files(words.out):
            check_writable(words.out, "--out")
            return
    if words.work_dir is not None:
        raise UsageError("--work-dir: only with --out in a store, which is written from there")


def target_of(words: Words, out: str, storage: Storage) -> Target:
    """Return where a run goes; one for a store is first written into `--work-dir`, or a folder in the cache.

    That is the same for the same address, so that `--resume` finds it.
    """
    if not is_remote(out) or _is_of_files(out):
        return Target(Path(local_path(out)))
    from scanner.pipeline.stored_run import open_prefix

    prefix = open_prefix(out, storage)
    name = hashlib.sha256(prefix.uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Target(words.work_dir or cache_folder() / "runs" / name, prefix)


def _is_of_files(address: str) -> bool:
    return address.lower().startswith("file://")
