"""A list of paths as `@list.txt` reads it, and the shards of a run → which line names which shard."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from scanner.errors import UsageError
from scanner.sources.names import printable, safe_id
from scanner.types.saved_run import ShardList


def read_shard_list(path: Path, shards: Iterable[str]) -> ShardList:
    """Return the line of every shard that the list names by a path of its own; the first of several.

    Shard ids are paths below the folder that all shards share, so a line and an id may each be the longer one. Raises
    `UsageError` where the file cannot be read, or does not lie below the current folder: formats that point at it show
    its path to everyone.
    """
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"--shard-list {printable(str(path))}: expected a path below the current folder")
    try:
        text = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise UsageError(f"--shard-list {printable(str(path))}: cannot be read: {error.strerror}") from None
    whole, tails = _places(text)
    found = {shard: line for shard in shards if (line := _line(shard, whole, tails)) is not None}
    return ShardList(path.as_posix(), found)


def _places(text: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return line by path, and line by every end of a path."""
    whole: dict[str, int] = {}
    tails: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name = safe_id("/".join(part for part in line.strip().split("/") if part != "."))
        if name and not name.startswith("#"):
            whole.setdefault(name, number)
            for tail in _tails(name):
                tails.setdefault(tail, number)
    return whole, tails


def _line(shard: str, whole: dict[str, int], tails: dict[str, int]) -> int | None:
    if shard in whole:
        return whole[shard]
    if shard in tails:
        return tails[shard]
    return next((whole[tail] for tail in _tails(shard) if tail in whole), None)


def _tails(name: str) -> Iterator[str]:
    """Yield `a/b/c`, `b/c`, `c`."""
    parts = name.split("/")
    return ("/".join(parts[start:]) for start in range(len(parts)))
