"""Expressions → a Hyperscan database, compiled, or read back from a folder that keeps compiled ones.

To compile all rules takes ten seconds, to read the result back a hundredth of one.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, Final

_KEPT: Final = 16
"""Databases of a folder, some 9 MB each with all rules; those not used for longest go first."""
_DIGEST_BYTES: Final = 32
_LARGEST: Final = 1 << 28


def compiled(
    expressions: Sequence[str], ids: Sequence[int], flags: int, engine: ModuleType, folder: Path | None = None
) -> Any:
    """Return a database of the expressions that reports the ids; raises the engine's error for one it cannot take.

    With a folder, what was compiled there before for the same expressions, flags and engine is taken. A file in it that
    is damaged, or made for another processor, is as none; one that cannot be written costs nothing but the time.
    """
    if folder is None:
        return _compile(expressions, ids, flags, engine)
    path = folder / f"{_key_of(expressions, ids, flags, engine)}.hsdb"
    database = _read(path, engine)
    if database is None:
        database = _compile(expressions, ids, flags, engine)
        with suppress(OSError):
            _keep(path, engine.dumpb(database))
    return database


def _compile(expressions: Sequence[str], ids: Sequence[int], flags: int, engine: ModuleType) -> Any:
    database = engine.Database()
    database.compile(
        expressions=[expression.encode() for expression in expressions],
        ids=list(ids),
        flags=[flags] * len(expressions),
    )
    return database


def _key_of(expressions: Sequence[str], ids: Sequence[int], flags: int, engine: ModuleType) -> str:
    told = repr((engine.__version__, flags, list(ids), list(expressions)))
    return hashlib.sha256(told.encode()).hexdigest()


def _read(path: Path, engine: ModuleType) -> Any:
    """Return the database that a file holds; None where there is none to rely on."""
    try:
        if not _is_own(path):
            return None
        content = path.read_bytes()
        os.utime(path)  # so that it is known to be in use
    except OSError:
        return None
    digest, body = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != digest:
        return None
    try:
        database = engine.loadb(body, engine.HS_MODE_BLOCK)
        database.scratch = engine.Scratch(database)
    except engine.HyperscanError:
        return None
    return database


def _is_own(path: Path) -> bool:
    """Tell whether a file, of a size that can be one of ours, can be written by nobody but us: it is run, in a way."""
    facts = path.stat()
    if hasattr(os, "geteuid") and (facts.st_uid != os.geteuid() or facts.st_mode & 0o022):
        return False
    return facts.st_size <= _LARGEST


def _keep(path: Path, body: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.partial")  # several workers may write the same at once
    partial.touch(mode=0o600)
    partial.write_bytes(hashlib.sha256(body).digest() + body)
    partial.replace(path)
    by_use = sorted(path.parent.glob("*.hsdb"), key=lambda each: each.stat().st_mtime, reverse=True)
    for unused in by_use[_KEPT:]:
        unused.unlink(missing_ok=True)
