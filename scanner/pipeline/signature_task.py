"""Shards that follow one on the other → their part of the runs: a task, so nothing more is imported than it needs."""

from dataclasses import dataclass
from pathlib import Path

from scanner.dedup.bands import Bands
from scanner.dedup.options import SignatureOptions
from scanner.dedup.runs import Runs, RunWriter
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import read_signatures


@dataclass(frozen=True, slots=True)
class WriteRuns:
    """Shards, one after the other → their part of the runs."""

    out: Path
    shard_ids: tuple[str, ...]
    options: SignatureOptions
    bands: tuple[Bands, ...]
    first: int
    """Number of their first row in the corpus."""

    def __call__(self) -> Runs:
        """Write it."""
        layout = Layout(self.out)
        writer = RunWriter(layout.runs, self.options.permutations, self.bands, self.first)
        for shard_id in self.shard_ids:
            for block in read_signatures(layout.first_signatures(shard_id), self.options.as_text()):
                writer.add(block.signatures, block.tokens > 0)
        return writer.close()
