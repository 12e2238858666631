"""Patterns of a register as written → forms that can be matched, ranked, and held against each other."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from scanner.detectors.rights.paths import Pattern, UrlPath, pattern_of, url_path
from scanner.validators.domain import canonical_domain

_HOSTS_KEPT = 1 << 14
_ANY, _ONE = "\x00*", "\x00?"
"""Tokens that no character of a pattern equals."""


class UrlPattern(NamedTuple):
    """A host and a path; the longer the path, the more specific (RFC 9309 §2.2.2)."""

    host: str
    """Canonical; sub-domains do not count."""
    path: Pattern

    @property
    def rank(self) -> int:
        """How specific it is."""
        return len(self.path.text)


class ShardPattern(NamedTuple):
    """A glob on shard ids; one without a wildcard is the most specific, else the one with most literal characters."""

    glob: str

    @property
    def rank(self) -> tuple[bool, int]:
        """How specific it is."""
        wildcards = sum(self.glob.count(sign) for sign in "*?")
        return wildcards == 0, len(self.glob) - wildcards

    def matches(self, shard_id: str) -> bool:
        """Tell whether a shard is meant; `*` also runs over `/`."""
        return _glob(self.glob)(shard_id) is not None


@lru_cache(1024)
def _glob(glob: str) -> Callable[[str], re.Match[str] | None]:
    pieces = (re.escape(piece).replace(r"\?", ".") for piece in re.split(r"\*+", glob))
    return re.compile(".*".join(pieces), re.DOTALL).fullmatch


def read_url_pattern(written: str) -> UrlPattern | None:
    """Return the pattern of `example.org/blog/*`; None where it is no host with a path."""
    host, slash, path = written.partition("/")
    domain = canonical_domain(host)
    return UrlPattern(domain, pattern_of(f"/{path}".encode())) if slash and domain is not None else None


@lru_cache(_HOSTS_KEPT)
def canonical_host(host: str) -> str:
    """Return a host in the form of the register's domains; what is no domain name stays what it is."""
    return canonical_domain(host) or host


def path_of(url: str) -> UrlPath:
    """Return what of a URL its path pattern is matched against."""
    return url_path(url)


def may_meet(one: UrlPattern | ShardPattern, other: UrlPattern | ShardPattern) -> bool:
    """Tell whether anything can match both patterns of a kind."""
    if isinstance(one, UrlPattern) and isinstance(other, UrlPattern):
        return one.host == other.host and _overlap(_tokens_of_path(one.path.text), _tokens_of_path(other.path.text))
    if isinstance(one, ShardPattern) and isinstance(other, ShardPattern):
        return _overlap(_tokens_of_glob(one.glob), _tokens_of_glob(other.glob))
    return False


def literal_ends(pattern: UrlPattern | ShardPattern) -> tuple[str, str]:
    """Return the characters that everything a pattern matches begins with, and those that it ends with."""
    tokens = _tokens_of_path(pattern.path.text) if isinstance(pattern, UrlPattern) else _tokens_of_glob(pattern.glob)
    return "".join(_literals(tokens)), "".join(_literals(tokens[::-1]))[::-1]


def _literals(tokens: Sequence[str]) -> Iterator[str]:
    return takewhile(lambda token: token not in {_ANY, _ONE}, tokens)


def _tokens_of_path(text: str) -> list[str]:
    body = text if text.endswith("$") else f"{text}*"
    return [_ANY if sign == "*" else sign for sign in body.removesuffix("$")]


def _tokens_of_glob(glob: str) -> list[str]:
    return [{"*": _ANY, "?": _ONE}.get(sign, sign) for sign in glob]


def _overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether a text fits both; steps through pairs of places, so it takes the product of their lengths."""
    reached = {(0, 0)}
    waiting = [(0, 0)]
    while waiting:
        first, second = waiting.pop()
        if first == len(one) and second == len(other):
            return True
        for step in _steps(one[first : first + 1], other[second : second + 1], first, second):
            if step not in reached:
                reached.add(step)
                waiting.append(step)
    return False


def _steps(left: Sequence[str], right: Sequence[str], first: int, second: int) -> list[tuple[int, int]]:
    steps = []
    if left and left[0] == _ANY:  # it may end here, or take what the other one takes
        steps += [(first + 1, second), *([(first, second + 1)] if right else [])]
    if right and right[0] == _ANY:
        steps += [(first, second + 1), *([(first + 1, second)] if left else [])]
    if left and right and _ANY not in {left[0], right[0]} and (left[0] == right[0] or _ONE in {left[0], right[0]}):
        steps.append((first + 1, second + 1))
    return steps
