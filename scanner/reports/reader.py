"""Renderers that need every shard report → one reading for all of them: there may be very many on disk."""

from collections.abc import Sequence
from typing import Protocol

from scanner.types.report import ShardReport
from scanner.types.saved_run import SavedRun


class ShardReader(Protocol):
    """Takes the reports of all shards, one after the other, then tells."""

    def add(self, report: ShardReport) -> None:
        """Take the next report; ids ascend."""

    def content(self) -> bytes:
        """Return the file, once all reports were taken."""


def feed(run: SavedRun, readers: Sequence[ShardReader]) -> None:
    """Give every shard report to all readers."""
    if readers:
        for report in run.shard_reports():
            for reader in readers:
                reader.add(report)


def content_of(run: SavedRun, reader: ShardReader) -> bytes:
    """Return what one reader tells of a run."""
    feed(run, (reader,))
    return reader.content()
