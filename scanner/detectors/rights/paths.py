"""URL or path pattern → the octets that RFC 9309 §2.2.2 compares, and patterns matched against them."""

import re
from typing import NamedTuple

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*(/[A-Za-z0-9._~/?:@!&'()+,;=\[\]-]*)").fullmatch
"""A URL whose path and query compare as written."""
_PLAIN_PATTERN = re.compile(rb"[A-Za-z0-9._~/?:@!&'()+,;=\[\]*-]*\$?").fullmatch
_AUTHORITY = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*")
_TO_SPELL = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~/?:@!&'()+,;=\[\]%-]")
"""Escapes, and octets that must be one: outside ASCII, outside a URL's alphabet, `*` and `$` meant literally."""
_PATH_ESCAPES = re.compile(r"%(?:3A|5B|5D|40|21|26|27|28|29|2B|2C|3B|3D)")
_QUERY_ESCAPES = re.compile(r"%(?:3A|2F|3F|5B|5D|40|21|27|28|29|2B|2C|3B|3D)")


class UrlPath(NamedTuple):
    """Path and query of a URL in two spellings."""

    exact: str
    """Escapes of unreserved characters decoded, everything else escaped or left as it was (RFC 9309 §2.2.2)."""
    folded: str
    """As `exact`, with reserved characters that are data, not delimiters, in their plain form: the second row of
    RFC 9309's table, where `https://` and `https%3A%2F%2F` in a query value are the same. The same object as
    `exact` where nothing differs."""


def url_path(url: str) -> UrlPath:
    """Return what of a URL is compared; scheme, authority and fragment do not count."""
    plain = _PLAIN_URL(url)
    if plain is not None:
        path = plain[1]
        return UrlPath(path, path)
    rest = url.partition("#")[0]
    authority = _AUTHORITY.match(rest)
    if authority is not None:
        rest = rest[authority.end() :]
    if not rest.startswith("/"):
        rest = "/" + rest
    exact = _spell(rest.encode("utf-8", "surrogatepass").decode("latin-1"))
    return UrlPath(exact, fold(exact))


def fold(exact: str) -> str:
    """Return the text with reserved characters unescaped, except `/` and `?` in the path and `&` in the query."""
    if "%" not in exact:
        return exact
    path, mark, query = exact.partition("?")
    folded = _PATH_ESCAPES.sub(_unescape, path) + mark + _QUERY_ESCAPES.sub(_unescape, query)
    return exact if folded == exact else folded


def _spell(octets: str) -> str:
    return _TO_SPELL.sub(_spell_one, octets)


def _spell_one(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) == 1:
        return f"%{ord(found):02X}"
    character = chr(int(found[1:], 16))
    return character if character in _UNRESERVED else found.upper()


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[0][1:], 16))


class Pattern(NamedTuple):
    """A path pattern of robots.txt or tdmrep.json in comparable form; `*` and a closing `$` are special."""

    text: str
    """As `UrlPath.exact`; literal `*` and `$` are escaped. Its length is how specific the pattern is."""
    folded: str
    """As `UrlPath.folded`."""

    @property
    def empty(self) -> bool:
        """Whether it matches nothing (RFC 9309 §2.2.2)."""
        return not self.text

    def matches(self, path: UrlPath) -> bool:
        """Tell whether the pattern covers a path, in either spelling."""
        if self.empty:
            return False
        if wildcard_match(self.text, path.exact):
            return True
        same = self.folded is self.text and path.folded is path.exact
        return not same and wildcard_match(self.folded, path.folded)


def pattern_of(value: bytes) -> Pattern:
    """Return the comparable form of a pattern as written in a file."""
    if _PLAIN_PATTERN(value):
        text = value.decode("ascii")
        return Pattern(text, text)
    octets = value.decode("latin-1")
    anchor = "$" if octets.endswith("$") else ""
    body = octets[:-1] if anchor else octets
    text = "*".join(_spell(part) for part in body.split("*")) + anchor
    return Pattern(text, fold(text))


def wildcard_match(pattern: str, path: str) -> bool:
    """Match from the first octet; `*` is any run, a closing `$` the end (RFC 9309 §2.2.3).

    Linear in the path for each `*`: the leftmost place of every piece is enough, so nothing is tried twice.
    """
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or len(path) == len(first)
    position = len(first)
    for piece in rest[:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    last = rest[-1]
    if anchored:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0
