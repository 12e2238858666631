"""A shard id → how formats of build servers point at it."""

import hashlib
from typing import Final
from urllib.parse import quote

from scanner.reports.markup import printable

_SHOWN: Final = 200
"""Characters of a name in a sentence; a file name has 255 at most, a folder below a folder more."""


def uri_of(shard: str) -> str:
    """Return a relative URI reference (RFC 3986 §4.2) that no reader can take for a scheme, a host or a query."""
    encoded = quote(shard, safe="/", errors="replace")
    return "%2F" + encoded[1:] if encoded.startswith("/") else encoded


def fingerprint_of(*parts: str) -> str:
    """Return a fingerprint that stays when lines and counts change: 32 hex digits over the parts."""
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:32]


def shown(name: str, most: int = _SHOWN) -> str:
    """Return a name as it may stand in a sentence: one line, nothing invisible, not too long."""
    text = printable(name[: most + 1])
    return text if len(text) <= most else text[: most - 1] + "…"
