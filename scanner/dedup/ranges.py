"""One range of hashes of one line → which rows in it are copies or linked.

Each is a task by itself, for any process that sees the folder of runs: it is small, reads what it needs, changes
nothing and returns rows alone, so that it can be done again, or twice at once.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scanner.dedup.bands import Rows, buckets_of, content_keys
from scanner.dedup.forest import Forest
from scanner.dedup.links import Gather, agreements, walk
from scanner.dedup.run_files import Keys
from scanner.dedup.runs import Runs

_GATHERED: int = 1 << 14
_FEW_ROWS: int = 1 << 13
"""Up to so many rows go along with each task: opening files would take most of its time."""


def copies_among(keys: Keys, rows: Rows, gather: Gather, permutations: int) -> tuple[Rows, Rows]:
    """Return, of rows by ascending hash of their signature, those equal to an earlier one, and the first such one."""
    alike = np.flatnonzero(keys[1:] == keys[:-1])
    alike = alike[agreements(gather, rows[alike], rows[alike + 1]) == permutations] + 1
    is_new = np.ones(len(rows), dtype=bool)
    is_new[alike] = False
    first = np.maximum.accumulate(np.where(is_new, np.arange(len(rows)), 0))
    return rows[alike], rows[first[alike]]


@dataclass(frozen=True, slots=True)
class CopiesIn:
    """The rows of a range whose whole signature an earlier row has, and the first that has it."""

    runs: Runs
    at: int
    count: int
    """Of how many ranges it is one."""

    def __call__(self) -> tuple[Rows, Rows]:
        """Find them."""
        with self.runs.open_rows() as files:
            return copies_among(*self.runs.range_of(0, self.at, self.count), files.gather, self.runs.permutations)


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier rounds found: few rows as they are; many in mapped files that workers of a machine share."""

    held: tuple[Rows, Rows, Rows] | None
    """None: in files."""
    folder: Path
    name: str

    @classmethod
    @contextmanager
    def kept(cls, folder: Path, copies: Rows, forest: Forest) -> Iterator["Known"]:
        """Keep it, for as long as it is needed."""
        parts = (copies, forest.rows, forest.row_firsts)
        if sum(map(len, parts)) <= _FEW_ROWS:
            yield cls(parts, folder, "")
            return
        known = cls(None, folder, f"known-{secrets.token_hex(8)}")
        try:
            for place, part in zip(known._places, parts, strict=True):
                np.save(place, part)
            yield known
        finally:
            for place in known._places:
                place.unlink(missing_ok=True)

    def load(self) -> tuple[Rows, Forest]:
        """Return the rows that are copies, and the components."""
        copies, rows, firsts = self.held or (
            np.load(place, mmap_mode="r" if _has_rows(place) else None) for place in self._places
        )
        return copies, Forest(rows, firsts)

    @property
    def _places(self) -> tuple[Path, Path, Path]:
        copies, rows, firsts = (self.folder / f"{self.name}-{part}.npy" for part in ("copies", "rows", "firsts"))
        return copies, rows, firsts


def _has_rows(place: Path) -> bool:
    return place.stat().st_size > 128  # noqa: PLR2004  # an empty file cannot be mapped; so long is the header


@dataclass(frozen=True, slots=True)
class Found:
    """Links of a range."""

    rows: Rows
    firsts: Rows
    """A row that each is linked to, by links of this range and those known before."""
    cut_short: tuple[Rows, ...]
    """Buckets of which not all pairs were compared."""


@dataclass(frozen=True, slots=True)
class LinksIn:
    """The links between different signatures that share a hash of a range."""

    runs: Runs
    line: int
    at: int
    count: int
    least: int
    """Values in which linked rows agree, at the least."""
    known: Known

    def __call__(self) -> Found:
        """Find them."""
        copies, known = self.known.load()
        keys, rows = self.runs.range_of(self.line, self.at, self.count)
        # Most hashes are one row's alone: the others are few to look up.
        is_equal = keys[1:] == keys[:-1]
        shared = np.flatnonzero(np.append(is_equal, False) | np.append(False, is_equal)) if len(keys) else rows[:0]
        keys, rows = keys[shared], rows[shared]
        kept = ~_is_among(copies, rows)
        with self.runs.open_rows() as files:
            search = _Search(files.gather, self.least, known)
            search.take(keys[kept], rows[kept])
        search.new.merge()
        apart = search.new.rows != search.new.row_firsts
        return Found(search.new.rows[apart], search.new.row_firsts[apart], tuple(search.cut_short))


def _is_among(some: Rows, rows: Rows) -> npt.NDArray[np.bool_]:
    if not len(some):
        return np.zeros(len(rows), dtype=bool)
    found: npt.NDArray[np.bool_] = some[np.minimum(np.searchsorted(some, rows), len(some) - 1)] == rows
    return found


@dataclass(slots=True)
class _Search:
    """Links between rows of different signatures."""

    gather: Gather
    least: int
    known: Forest
    new: Forest = field(default_factory=Forest)
    """Of the first rows of what is known, so that what is returned is no more than that joins."""
    cut_short: list[Rows] = field(default_factory=list)

    def take(self, keys: Keys, rows: Rows) -> None:
        """Verify what shares a hash; `keys` ascend."""
        buckets = buckets_of(keys)
        left, right = rows[buckets.left], rows[buckets.right]
        apart = self.known.firsts(left) != self.known.firsts(right)
        left, right = left[apart], right[apart]
        linked = self._are_linked(left, right)
        self._keep(left[linked], right[linked])
        for places in buckets.large:
            bucket = rows[places]
            firsts = self.known.firsts(bucket)
            if (firsts != firsts[0]).any():
                self._explore(bucket)

    def _keep(self, left: Rows, right: Rows) -> None:
        self.new.keep(self.known.firsts(left), self.known.firsts(right))

    def _explore(self, bucket: Rows) -> None:
        # By content, so that which pairs a capped bucket gives up does not depend on the order of shards.
        ordered = bucket[np.argsort(self._content(bucket), kind="stable")]
        left, right, is_whole = walk(ordered, self._are_linked)
        self._keep(left, right)
        if not is_whole:
            self.cut_short.append(ordered)

    def _content(self, bucket: Rows) -> npt.NDArray[np.uint64]:
        parts = (bucket[at : at + _GATHERED] for at in range(0, len(bucket), _GATHERED))
        return np.concatenate([content_keys(self.gather(part)) for part in parts])

    def _are_linked(self, left: Rows, right: Rows) -> npt.NDArray[np.bool_]:
        return agreements(self.gather, left, right) >= self.least
