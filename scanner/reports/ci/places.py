"""A shard id → how formats of build servers point at it."""

import hashlib
from typing import Final, NamedTuple
from urllib.parse import quote

from scanner.reports.markup import printable
from scanner.types.saved_run import SavedRun

CORPUS: Final = "CORPUS"
"""Base of the URIs of shards: the root of the corpus, wherever it lies."""
REPOSITORY: Final = "%SRCROOT%"
"""Base of the URI of a list of shards, by the name that forges know."""
_SHOWN: Final = 200
"""Characters of a name in a sentence; a file name has 255 at most, a folder below a folder more."""


class Place(NamedTuple):
    """A line of a file."""

    uri: str
    base: str
    line: int


def uri_of(shard: str) -> str:
    """Return a relative URI reference (RFC 3986 §4.2) that no reader can take for a scheme, a host or a query."""
    encoded = quote(shard, safe="/", errors="replace")
    return "%2F" + encoded[1:] if encoded.startswith("/") else encoded


def place_of(run: SavedRun, shard: str) -> Place:
    """Return where a forge may show what was found in a shard: at its line of the list, else at the shard itself."""
    if run.shard_list is None:
        return Place(uri_of(shard), CORPUS, 1)
    return Place(uri_of(run.shard_list.path), REPOSITORY, run.shard_list.lines.get(shard, 1))


def fingerprint_of(*parts: str) -> str:
    """Return a fingerprint that stays when lines and counts change: 32 hex digits over the parts."""
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def shown(name: str, most: int = _SHOWN) -> str:
    """Return a name as it may stand in a sentence: one line, nothing invisible, not too long."""
    text = printable(name[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"
