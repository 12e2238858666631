"""Word for a finished run → a local folder that holds it: the folder itself, or what is fetched of a run in a store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.storage import read_storage
from scanner.errors import ScannerError
from scanner.sources.remote.address import is_remote, local_path

if TYPE_CHECKING:
    from scanner.sources.remote.prefix import Prefix

StorageOptions = Annotated[
    Path | None, typer.Option("--storage-options", help="How remote stores are reached (TOML or JSON).")
]


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A finished run as commands see it."""

    path: Path
    prefix: "Prefix | None" = None

    def named(self, name: str) -> str:
        """Return what messages call a file of the run."""
        return str(self.path / name) if self.prefix is None else f"{self.prefix.place}: {name}"

    def send(self, written: Sequence[str]) -> None:
        """Bring files that a command wrote, and the manifest, to where the run came from."""
        from scanner.pipeline.stored_run import send_changes

        if self.prefix is not None:
            send_changes(self.path, self.prefix, written)


@contextmanager
def run_folder(
    word: str, storage_options: Path | None, folders: Sequence[str] = ("shards",), *, written: str | None = None
) -> Iterator[RunFolder]:
    """Give the folder of a finished run; of one in a store, for as long as it is needed, with the files in `folders`.

    `written` is the option by which the run will be written to, so that a place that takes nothing is refused at once.
    """
    if not is_remote(word) or word.lower().startswith("file://"):
        yield RunFolder(Path(local_path(word)))
        return
    from scanner.pipeline.stored_run import check_writable, fetch_run, open_prefix

    if written is not None:
        check_writable(word, written)
    prefix = open_prefix(word, read_storage(storage_options))
    with TemporaryDirectory(prefix="corpus-scanner-") as made:
        folder = Path(made)
        try:
            fetch_run(prefix, folder, folders)
            yield RunFolder(folder, prefix)
        except ScannerError as error:  # whoever named a place in a store knows nothing of the folder
            told = str(error).replace(f"{folder}/", f"{prefix.place}: ").replace(str(folder), prefix.place)
            raise type(error)(told) from None
