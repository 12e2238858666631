"""A folder of a run, a shard id and an ending → the name of the file about that shard, below the output folder."""

from typing import Final

PARTIAL: Final = ".partial"
"""Ends the name of a file that is being written."""
ENDINGS: Final = (".json", ".html", ".parquet", PARTIAL)
"""Of the files that a run writes."""


def file_of_shard(folder: str, shard_id: str, ending: str) -> str:
    """Return the name of a file about a shard: no two shards and endings share one.

    A folder of the corpus named like our own files (`x.parquet/part-0`) gets a `%`, which ids never end a part in.
    """
    *folders, name = shard_id.split("/")
    safe = [f"{part}%" if part.endswith(ENDINGS) else part for part in folders]
    return "/".join((folder, *safe, name + ending))
