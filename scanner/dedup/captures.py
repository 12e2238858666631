"""Digests of URL and text of every document → how often URLs were captured again, in memory of a part of them."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from scanner.dedup.parts import Entries, read_parts
from scanner.types.duplicates import Recaptures

_COLUMNS: Final = 4
"""Two 64-bit halves of the URL's digest, two of the text's."""


def capture_entries(urls: Sequence[str | None], texts: npt.NDArray[np.uint64]) -> Entries:
    """Return what is kept of documents; `texts` holds the halves of their digests, shape (n, 2).

    Documents without a URL do not count.
    """
    rows = [at for at, url in enumerate(urls) if url is not None]
    joined = b"".join(_digest(url) for url in urls if url is not None)
    return np.hstack((np.frombuffer(joined, dtype="<u8").reshape(-1, 2), texts[rows]))


def count_recaptures(folder: Path) -> Recaptures:
    """Return what the files of a `PartWriter` with such entries come to."""
    urls = documents = same = changed = 0
    for entries in read_parts(folder, _COLUMNS):
        differs = entries[1:] != entries[:-1]
        starts = np.flatnonzero(np.concatenate(([True], differs[:, :2].any(axis=1)))[: len(entries)])
        captures = np.diff(starts, append=len(entries))
        texts = 1 + int(differs.any(axis=1).sum()) if len(entries) else 0
        urls += int((captures > 1).sum())
        documents += int(captures[captures > 1].sum())
        same += len(entries) - texts
        changed += texts - len(starts)
    return Recaptures(urls, documents, same, changed)


def _digest(url: str) -> bytes:
    """Return 128 bits of a URL without its fragment, which no server ever sees (RFC 3986 §3.5)."""
    return hashlib.sha256(url.partition("#")[0].encode("utf-8", "surrogatepass")).digest()[:16]
