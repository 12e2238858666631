"""Finished run in a local folder ↔ the same run below a prefix of a store, where its manifest comes last."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

import orjson

from scanner.errors import OutputError, UsageError
from scanner.pipeline.resume import stamp_of
from scanner.pipeline.saved_run import PENDING, SavedFiles, open_files
from scanner.pipeline.terms import Terms
from scanner.reports.codec import to_json
from scanner.sidecars.known import MARK, RUN, UNSENT, is_mark, strangers
from scanner.sidecars.layout import write_whole
from scanner.sources.remote.address import WEB, place_of, scheme_of
from scanner.sources.remote.faults import TransferError
from scanner.sources.remote.prefix import Prefix
from scanner.types.document import Shard
from scanner.types.storage import Storage

_MANIFEST: Final = "manifest.json"
_TOP: Final = frozenset(("corpus.json", "verdict.json", "policy.json", "rules.json", "lock.json"))
"""What every command on a finished run looks at."""


def check_writable(address: str, option: str) -> None:
    """Raise `UsageError` for an address where no run can be put."""
    scheme = scheme_of(address)
    if scheme in WEB:
        raise UsageError(f"{option}: {place_of(address)}: web servers take no files; name a folder or a bucket")
    if scheme == "hf":
        raise UsageError(
            f"{option}: {place_of(address)}: each file would be a commit; write to a folder, then `hf upload` it"
        )


def open_prefix(address: str, storage: Storage) -> Prefix:
    """Return the place of a run in a store; raises `OutputError` where the store cannot be reached."""
    with _told(place_of(address)):
        return Prefix(address, storage)


@contextmanager
def _told(place: str) -> Iterator[None]:
    try:
        yield
    except TransferError as error:
        raise OutputError(f"{place}: {error.trouble.words}") from None


def claim_prefix(prefix: Prefix, *, overwrite: bool, resume: bool = False) -> None:
    """Mark a place as that of a run, before anything is scanned: this shows too whether the store takes files.

    What an earlier run left stays there. Raises `OutputError` for one without `overwrite` or `resume`, and for a place
    that holds what no run wrote.
    """
    with _told(prefix.place):
        listed = prefix.listed()
        present = {name.partition("/")[0] for name in listed}
        marked = RUN in present and is_mark(prefix.read(RUN) or b"")
        strange = strangers(present, marked=marked)
        if strange:
            raise OutputError(f"{prefix.place}: holds {strange[0]!r}, which no scan wrote; name a new or empty prefix")
        if present - {RUN} and not (overwrite or resume):
            state = "a finished run" if _MANIFEST in present else "an unfinished run"
            hint = "add --resume to go on from it, --overwrite to replace it, or name another prefix with --out"
            raise OutputError(f"{prefix.place}: holds {state} there; {hint}")
        if not marked:
            prefix.write(RUN, MARK)


def send_run(folder: Path, prefix: Prefix) -> int:
    """Make the claimed place hold the finished run of a folder, and no file of an earlier one; return how many files.

    In between there is no manifest there, so that nobody takes half of a run for a run.
    """
    files = [*sorted(open_files(folder).manifest.files), RUN]
    with _told(prefix.place):
        held = prefix.listed()
        prefix.remove([_MANIFEST] if _MANIFEST in held else [])
        prefix.send(files, folder, held)
        prefix.send([_MANIFEST], folder, {})
        earlier = {name for name in held if not strangers({name.partition("/")[0]}, marked=True)}
        prefix.remove(sorted(earlier - {*files, _MANIFEST}))  # what others put there while we scanned is theirs
    return len(files) + 1


def fetch_run(prefix: Prefix, into: Path, folders: Collection[str]) -> None:
    """Bring what is to be known of a finished run, with its files in those folders; each as its manifest names it."""
    with _told(prefix.place):
        for name in (_MANIFEST, "corpus.json"):
            content = prefix.read(name)
            if content is None:
                raise OutputError(f"{prefix.place}: not the output of a finished scan: it holds no {name}")
            write_whole(into / name, content)
        if prefix.read(PENDING) is not None:
            write_whole(into / PENDING, b"")
        files = open_files(into, repair=True)
        names = [name for name in files.manifest.files if name in _TOP or name.partition("/")[0] in folders]
        for name in names:
            _refuse_outside(name, prefix)
        prefix.fetch(names, into)
    for name in names:
        _check(files, name)


def _refuse_outside(name: str, prefix: Prefix) -> None:
    """Whoever can write to a store must not be able to write elsewhere on this machine."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or "\0" in name:
        raise OutputError(f"{prefix.place}: manifest.json names a file outside of the run")


def _check(files: SavedFiles, name: str) -> None:
    if name not in files.unsure:
        files.check(name)


def send_changes(folder: Path, prefix: Prefix, written: Sequence[str]) -> None:
    """Bring files that were written into a fetched run, and its manifest, back to where it came from.

    Until a run that was judged again is there as a whole, it says that it is not.
    """
    judged = "verdict.json" in written
    with _told(prefix.place):
        if judged:
            prefix.write(PENDING, b"")
        prefix.send(written, folder, {})
        prefix.send([_MANIFEST], folder, {})
        if judged:
            prefix.remove([PENDING])


def digest_of_run(terms: Terms, shards: Sequence[Shard]) -> str | None:
    """Return what tells that a finished run is the one that would be made now; None: its shards cannot be told again.

    The day for which suppressions are judged is left out: a run that is on its way is that of its own day. How shards
    are drawn is in it: the lock names the cut only once it is known, and a sample must not be sent for the whole.
    """
    lock = replace(terms.lock, as_of=None)
    stamps = [stamp_of(shard, "") for shard in shards]
    if None in stamps:
        return None
    draw, pace = terms.draw, terms.draw.pace
    drawn = (draw.seed, draw.first, None if pace is None else pace.budget_s) if draw.is_wanted else ()
    content = orjson.dumps([to_json(lock).decode(), terms.formats, stamps, drawn])
    return hashlib.sha256(content).hexdigest()


def note_unsent(folder: Path, run: str) -> None:
    """Note that the finished run in a folder is on its way to a store."""
    write_whole(folder / UNSENT, orjson.dumps({"run": run}))


def is_unsent(folder: Path, run: str) -> bool:
    """Tell whether a folder holds just that run, finished, every file as its manifest names it, and not yet sent."""
    try:
        if orjson.loads((folder / UNSENT).read_bytes()) != {"run": run}:
            return False
        files = open_files(folder)
        for name in files.manifest.files:
            files.check(name)
    except (OSError, orjson.JSONDecodeError, OutputError):
        return False
    return (folder / RUN).is_file()
