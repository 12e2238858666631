"""A part of a shard → where it leaves its sidecars until all parts are joined."""

import shutil

from scanner.sidecars.layout import Layout
from scanner.sidecars.leftover import remove_sidecars

_FOLDER = "parts"
"""Below `work/`; `leftover` keeps it, so that parts can be taken over."""


def layout_of_part(layout: Layout, number: int) -> Layout:
    """Return where parts of that number lie: below it as shards lie below the output folder."""
    return Layout(layout.work / _FOLDER / str(number))


def remove_parts(layout: Layout, shard_id: str, count: int) -> None:
    """Remove what the parts of a shard left."""
    for number in range(count):
        remove_sidecars(layout_of_part(layout, number), shard_id)


def remove_all_parts(layout: Layout) -> None:
    """Remove what parts of any shard left."""
    shutil.rmtree(layout.work / _FOLDER, ignore_errors=True)
