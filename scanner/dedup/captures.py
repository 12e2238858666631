"""Digests of URL and text of every document → how often URLs were captured again, in memory of a part of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.parts import PARTS, Entries, read_part
from scanner.types.duplicates import Recaptures
from scanner.types.spread import Spread, one_by_one

_COLUMNS: Final = 4
"""Two 64-bit halves of the URL's digest, two of the text's."""


def capture_entries(urls: Sequence[str | None], texts: npt.NDArray[np.uint64]) -> Entries:
    """Return what is kept of documents; `texts` holds the halves of their digests, shape (n, 2).

    Documents without a URL do not count.
    """
    rows = [at for at, url in enumerate(urls) if url is not None]
    joined = b"".join(_digest(url) for url in urls if url is not None)
    return np.hstack((np.frombuffer(joined, dtype="<u8").reshape(-1, 2), texts[rows]))


@dataclass(frozen=True, slots=True)
class CountPart:
    """One file of each of several `PartWriter` with such entries, which together hold all captures of their URLs."""

    folders: tuple[Path, ...]
    at: int

    def __call__(self) -> Recaptures:
        """Count them."""
        entries = read_part(self.folders, self.at, _COLUMNS)
        differs = entries[1:] != entries[:-1]
        starts = np.flatnonzero(np.concatenate(([True], differs[:, :2].any(axis=1)))[: len(entries)])
        captures = np.diff(starts, append=len(entries))
        texts = 1 + int(differs.any(axis=1).sum()) if len(entries) else 0
        again = captures[captures > 1]
        return Recaptures(len(again), int(again.sum()), len(entries) - texts, texts - len(starts))


def count_recaptures(folders: Sequence[Path], spread: Spread = one_by_one) -> Recaptures:
    """Return what the files of several `PartWriter` with such entries come to."""
    parts = spread([CountPart(tuple(folders), at) for at in range(PARTS)])
    return Recaptures(*(sum(counts) for counts in zip(*map(astuple, parts), strict=True)))


def _digest(url: str) -> bytes:
    """Return 128 bits of a URL without its fragment, which no server ever sees (RFC 3986 §3.5)."""
    return hashlib.sha256(url.partition("#")[0].encode("utf-8", "surrogatepass")).digest()[:16]
