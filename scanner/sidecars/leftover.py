"""The working folder of a run that did not end, or that was told to keep it → what a later run can go on from."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from scanner.sidecars.layout import Layout

_OF_SHARDS: Final = ("keys", "scans", "findings", "signatures", "paragraphs", "pages", "sites")
"""Folders below `work/` that the first pass fills, a file a shard."""
_KEPT: Final = (*_OF_SHARDS, "snapshot", "parts")
"""These, what came in with this run, and shards that are read in parts; all else is made again from them."""


def sidecars_of(layout: Layout, shard_id: str, *, signed: bool = True) -> tuple[Path, ...]:
    """Return the places of what the first pass leaves of a shard, its key first.

    In that order they are removed, so that what is half removed is never taken for whole.
    """
    of_texts = (layout.first_signatures, layout.paragraphs) if signed else ()
    places = (layout.key, layout.scan, layout.first_findings, layout.pages, layout.sites, *of_texts)
    return tuple(place(shard_id) for place in places)


def remove_sidecars(layout: Layout, shard_id: str) -> None:
    """Remove what the first pass left of a shard, half written or whole."""
    for path in sidecars_of(layout, shard_id):
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".partial").unlink(missing_ok=True)


def remove_strays(layout: Layout, shard_ids: Iterable[str]) -> None:
    """Remove what the first pass left of all shards but these: of those that are gone, also where it was not whole."""
    known = {path for shard_id in shard_ids for path in sidecars_of(layout, shard_id)}
    for folder in _OF_SHARDS:
        for path in sorted((layout.work / folder).rglob("*")):
            if not path.is_dir() and path not in known:
                path.unlink()


def trim_work(layout: Layout) -> None:
    """Remove from the working folder all but what the first pass left of the shards that it read."""
    for path in layout.work.iterdir() if layout.work.is_dir() else ():
        if path.name not in _KEPT:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
