"""Paths and addresses as given on the command line → shards, each file once, sorted by id."""

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from scanner.errors import NothingToScanError, UsageError
from scanner.sources.names import printable, safe_id
from scanner.sources.remote.address import is_remote, local_path, shown
from scanner.sources.remote.listing import list_remote
from scanner.types.document import Shard
from scanner.types.storage import FROM_ENVIRONMENT, Storage

STDIN = "-"
_STDIN_ID = "stdin"


def discover(
    paths: Sequence[str],
    exclude: Sequence[str] = (),
    purpose: str = "scan",
    storage: Storage = FROM_ENVIRONMENT,
    left_out: list[str] | None = None,
) -> tuple[Shard, ...]:
    """Return the shards that paths name: files, folders (all files below), globs, addresses, `-`, `@list.txt`.

    `exclude` are globs on shard ids; `purpose` is a verb for the message where no shard is left; `storage` says how
    remote stores are reached; `left_out` is told what of local folders is no shard: names that begin with a dot, pipes,
    devices. Raises `UsageError` naming every path that does not exist and everything that cannot be
    listed, `NothingToScanError` when no shard is left.
    """
    faults: list[str] = []
    named = list(_named(paths, faults))
    remote = [path for path in named if is_remote(path)]
    strays = [] if left_out is None else left_out
    files = _once(_files([path for path in named if not is_remote(path)], faults, strays))
    listing = list_remote(remote, storage, faults)
    if faults:
        raise UsageError("\n".join(faults))
    root = _root([local_path(path) for path in paths], files)
    shards = [_shard(path, root) for path in files]
    shards += listing.shards(with_place=bool(files) or STDIN in named)
    _refuse_twins(shards)
    if STDIN in named:
        shards = [_beside_stdin(shard) for shard in shards]
        shards.append(Shard(_STDIN_ID, STDIN, 0))
    kept = [shard for shard in shards if not any(fnmatchcase(shard.id, pattern) for pattern in exclude)]
    if not kept:
        raise NothingToScanError(_nothing(paths, len(shards), purpose))
    return tuple(sorted(kept, key=lambda shard: shard.id))


def _nothing(paths: Sequence[str], excluded: int, purpose: str) -> str:
    if excluded:
        return f"nothing to {purpose}: all {excluded} shards are excluded"
    where = ", ".join(shown(path) for path in paths[:5]) or "no path given"
    return (
        f"nothing to {purpose}: no file found in {where} (files and folders whose names begin with a dot are left out)"
    )


def _named(paths: Sequence[str], faults: list[str]) -> Iterator[str]:
    """Yield the paths, with `@list.txt` replaced by its lines."""
    for path in paths:
        if not path.startswith("@"):
            yield local_path(path)
            continue
        try:
            text = Path(path[1:]).read_text(encoding="utf-8-sig", errors="surrogateescape")
        except OSError as error:
            faults.append(f"{printable(path[1:])}: list of paths cannot be read: {error.strerror}")
            continue
        for line in text.splitlines():
            stripped = line.strip()
            if stripped and not stripped.startswith("#"):
                yield local_path(stripped)


def _files(named: Sequence[str], faults: list[str], strays: list[str]) -> Iterator[str]:
    """Yield the absolute path of every file; the order is the same on every machine."""
    for path in named:
        if path == STDIN:
            continue
        if os.path.lexists(path):
            yield from _below(path, faults, strays)
            continue
        if "\0" in path or not glob.has_magic(path):
            faults.append(f"{printable(path)}: does not exist")
            continue
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute patterns
        if not found:
            faults.append(f"{printable(path)}: matches nothing")
        for each in found:
            yield from _below(each, faults, strays)


def _below(path: str, faults: list[str], strays: list[str]) -> Iterator[str]:
    if not os.path.isdir(path):  # noqa: PTH112  # undecodable names pass through os.path untouched
        yield os.path.abspath(path)  # noqa: PTH100  # must not resolve links: ids follow the names given
        return
    seen: set[str] = set()
    pending = [os.path.abspath(path)]  # noqa: PTH100  # the same
    while pending:
        folder = pending.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue  # a link back to a folder that was walked
        seen.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_symlink(), entry.name))
        except OSError as error:
            faults.append(f"{printable(folder)}: folder cannot be read: {error.strerror}")
            continue
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        strays.extend(entry.path for entry in entries if entry.name.startswith("."))
        strays.extend(entry.path for entry in visible if not _is_shard(entry) and not _is_folder(entry))
        yield from (entry.path for entry in visible if _is_shard(entry))
        pending.extend(entry.path for entry in reversed(visible) if _is_folder(entry))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir()  # noqa: PTH112  # as above


def _is_shard(entry: os.DirEntry[str]) -> bool:
    """Whether a folder's entry is a regular file, or a link that leads nowhere: missing data must be reported."""
    if not entry.is_symlink():
        return entry.is_file()
    return os.path.isfile(entry.path) or not os.path.exists(entry.path)  # noqa: PTH110, PTH113  # as above


def _once(paths: Iterator[str]) -> list[str]:
    """Return each file once, under the first name that is no link, or else the first name."""
    by_file: dict[str, str] = {}
    for path in paths:
        real = os.path.realpath(path)
        if real not in by_file or (path == real and by_file[real] != real):
            by_file[real] = path
    return list(by_file.values())


def _root(paths: Sequence[str], files: Sequence[str]) -> str:
    if len(paths) == 1 and os.path.isdir(paths[0]):  # noqa: PTH112  # as above
        return os.path.abspath(paths[0])  # noqa: PTH100  # as above
    return os.path.commonpath([os.path.dirname(path) for path in files]) if files else "/"  # noqa: PTH120  # as above


def _shard(path: str, root: str) -> Shard:
    try:
        facts = os.stat(path)  # noqa: PTH116  # as above
    except OSError:
        return Shard(safe_id(os.path.relpath(path, root)), path, 0)  # reading it will say why
    size = facts.st_size if stat.S_ISREG(facts.st_mode) else 0
    return Shard(safe_id(os.path.relpath(path, root)), path, size)


def _refuse_twins(shards: Sequence[Shard]) -> None:
    """Raise where two objects would go by one id, as addresses do that differ in their queries only."""
    twins = sorted(shard_id for shard_id, count in Counter(shard.id for shard in shards).items() if count > 1)
    if twins:
        raise UsageError("\n".join(f"{shard_id}: more than one object goes by this id" for shard_id in twins[:20]))


def _beside_stdin(shard: Shard) -> Shard:
    return Shard("%73tdin", shard.uri, shard.bytes) if shard.id == _STDIN_ID else shard
