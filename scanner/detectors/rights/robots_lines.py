"""Bytes of a robots.txt → its lines as records, with what it took to read them."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

MAX_BYTES = 500 * 1024
"""RFC 9309 §2.5 asks for at least 500 KiB; what comes later is not the standard's reading."""
MOST_BYTES = 8 * MAX_BYTES
"""How far the reading of those goes who read on; a larger file would take longer than a second."""
_BLANKS = b" \t\x0b\x0c"
_WIDE_COLON = "：".encode()
_BOM = b"\xef\xbb\xbf"
_MARKUP = re.compile(rb"\s*<(?:!doctype|\?xml|html|head|body|title|meta|script)\b", re.IGNORECASE)


class Kind(IntEnum):
    """What a record is."""

    AGENT = 0
    ALLOW = 1
    DISALLOW = 2
    OTHER = 3
    """A record of another protocol that stands in a group: Crawl-delay, Content-Signal, License, …"""


class Record(NamedTuple):
    """One line that says something."""

    line: int
    """Counted from 1."""
    kind: Kind
    value: bytes
    flag: str = ""
    """The leniency without which the line says nothing; empty for a line as RFC 9309 §2.2 has it."""
    label: str = ""
    """Of a record of another protocol: one of `USAGE_LABELS`, else empty."""


USAGE_LABELS = frozenset(("content-signal", "content-usage", "license"))
"""Records that say what may be done with what was fetched: Content Signals, AIPREF, Really Simple Licensing."""
_LABELS = {b"user-agent": Kind.AGENT, b"allow": Kind.ALLOW, b"disallow": Kind.DISALLOW}
_SITE_WIDE = frozenset((b"sitemap", b"sitemaps", b"site-map", b"host", b"clean-param"))
_TYPOS = (
    # Beginnings that Google's parser accepts (google/robotstxt, KeyIsDisallow and KeyIsUserAgent).
    ((b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw"), Kind.DISALLOW),
    ((b"user-agent", b"useragent", b"user agent"), Kind.AGENT),
)
_WORDS_WITHOUT_COLON = 2


def without_marks(body: bytes) -> bytes:
    """Return the body as UTF-8 without a byte order mark, whole or begun."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            # RFC 9309 §2.2.2 lets implementors bridge encodings; read as UTF-8 such a file would say nothing.
            return body[2:].decode(encoding, "replace").encode("utf-8")
    for length in (3, 2, 1):
        if body.startswith(_BOM[:length]):
            return body[length:]
    return body


def is_markup(body: bytes) -> bool:
    """Tell whether the body is a page and not a robots.txt: an error page or a home page sent with status 200."""
    return _MARKUP.match(body) is not None


def up_to(body: bytes, limit: int) -> bytes:
    """Return the lines of a body that end within a number of bytes."""
    if len(body) <= limit:
        return body
    kept = body[:limit]
    if body[limit : limit + 1] in {b"\r", b"\n"}:
        return kept
    # A rule cut in the middle is another rule: the last line counts only when all of it was read.
    return kept[: max(kept.rfind(b"\n"), kept.rfind(b"\r")) + 1]


def read_records(body: bytes) -> Iterator[Record]:
    """Yield the records of a body without byte order mark; lines end at CR, LF or CRLF (RFC 9309 §2.2)."""
    labels = _LABELS
    for number, raw in enumerate(body.splitlines(), 1):
        line = raw.partition(b"#")[0] if b"#" in raw else raw
        label, colon, value = line.partition(b":")
        if not colon and _WIDE_COLON in line:
            yield from _read_wide(number, line)
            continue
        kind = labels.get(label.strip(_BLANKS).lower()) if colon else None
        if kind is None:
            yield from _read_leniently(number, label, colon, value)
        elif kind is Kind.AGENT:
            yield from _read_agent(number, value.strip(_BLANKS))
        else:
            yield Record(number, kind, value.strip(_BLANKS))


def _read_agent(number: int, value: bytes, flag: str = "") -> Iterator[Record]:
    yield Record(number, Kind.AGENT, value, flag)
    if b":" in value:
        # `User-agent: GPTBot Disallow: /`: a line break was lost.
        words, _, pattern = value.partition(b":")
        name = words.rstrip(_BLANKS)
        if name.lower().endswith((b" disallow", b"\tdisallow")):
            yield Record(number, Kind.AGENT, name[: -len(b" disallow")].rstrip(_BLANKS), "same-line")
            yield Record(number, Kind.DISALLOW, pattern.strip(_BLANKS), "same-line")


def _read_wide(number: int, line: bytes) -> Iterator[Record]:
    """Read a line whose colon is the full-width one of Chinese keyboards."""
    label, _, value = line.partition(_WIDE_COLON)
    kind = _LABELS.get(label.strip(_BLANKS).lower())
    if kind is Kind.AGENT:
        yield from _read_agent(number, value.strip(_BLANKS), "wide-colon")
    elif kind is not None:
        yield Record(number, kind, value.strip(_BLANKS), "wide-colon")


def _read_leniently(number: int, written: bytes, colon: bytes, value: bytes) -> Iterator[Record]:
    flag = "typo"
    key = written.strip(_BLANKS).lower()
    if not colon:
        words = written.split()
        if len(words) != _WORDS_WITHOUT_COLON:
            return
        key, value, flag = words[0].lower(), words[1], "missing-colon"
    for beginnings, kind in _TYPOS:
        if key.startswith(beginnings):
            if kind is Kind.AGENT:
                yield from _read_agent(number, value.strip(_BLANKS), flag)
            else:
                yield Record(number, kind, value.strip(_BLANKS), flag)
            return
    if colon and key and key not in _SITE_WIDE:
        label = key.decode("latin-1")
        yield Record(number, Kind.OTHER, value.strip(_BLANKS), "", label if label in USAGE_LABELS else "")
