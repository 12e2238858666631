"""Which shards were looked at where time was short, and what they say of all; JSON of reports comes from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnShare:
    """What the shards looked at say of the documents of all, of one rule."""

    share: float
    """Share of the documents looked at that hold a finding, 0 to 1."""
    low: float
    high: float
    """95 % interval of that share in the whole corpus, with the shard as the unit that was drawn."""


@dataclass(frozen=True, slots=True)
class ShardSample:
    """The cut: the first so many shards in the order of keyed digests; all others are outside of the sample."""

    seed: str
    shards: int
    """Looked at, or failed: those that the report names."""
    of_shards: int
    bytes: int
    """Of the stored files of these."""
    of_bytes: int
    largest_bytes: int
    """Of the largest shard of all."""
    frame: str
    """SHA-256 over the sorted `shard NUL bytes LF` lines of all shards: what was drawn from."""
    nothing_high: float
    """Upper end of that interval for a rule that was looked for in every document of the sample and met none."""
    shares: dict[str, DrawnShare]
    """Rule with findings → share of documents; only rules that were looked for in every document of the sample, and
    none about duplicates, whose copies may lie outside."""

    @property
    def outside(self) -> int:
        """Shards that were not looked at, through no fault of data or tool."""
        return self.of_shards - self.shards
