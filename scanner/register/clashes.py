"""All sources of a register → what two of them both claim, so that no rule says whose a document is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from scanner.register.patterns import ShardPattern, UrlPattern, may_meet, read_url_pattern
from scanner.types.register import Source
from scanner.validators.domain import canonical_domain

Place = tuple[str, str]
"""Key path in the file, and the pattern as written."""
_WILD = frozenset("*?$")


def clashes_of(entries: Sequence[tuple[str, Source]]) -> Iterator[str]:
    """Yield ids and patterns given twice, and patterns of one rank that can match the same thing."""
    ids: dict[str, str] = {}
    for place, source in entries:
        if source.id in ids:
            yield f"{place}.id: {source.id!r} is the id of {ids[source.id]} too"
        ids.setdefault(source.id, place)
    domains: dict[str, list[Place]] = defaultdict(list)
    ranked: dict[object, dict[UrlPattern | ShardPattern, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for place, source in entries:
        where = f"{place} ({source.id}).match"
        for index, domain in enumerate(source.match.domains or ()):
            domains[canonical_domain(domain) or domain].append((f"{where}.domains[{index}]", domain))
        for index, written in enumerate(source.match.urls or ()):
            url = read_url_pattern(written)
            if url is not None:
                ranked[url.host, url.rank][url].append((f"{where}.urls[{index}]", written))
        for index, glob in enumerate(source.match.shards or ()):
            shard = ShardPattern(glob)
            ranked[shard.rank][shard].append((f"{where}.shards[{index}]", glob))
    yield from _given_twice(domains)
    for patterns in ranked.values():
        yield from _given_twice(patterns)
        yield from _overlapping(patterns)


def _given_twice(places: Mapping[Any, Sequence[Place]]) -> Iterator[str]:
    for first, *others in places.values():
        yield from (f"{where}: {written!r} stands at {first[0]} too" for where, written in others)


def _overlapping(patterns: Mapping[UrlPattern | ShardPattern, Sequence[Place]]) -> Iterator[str]:
    """Yield pairs of different sources; without a wildcard, two patterns of one length meet only if they are one."""
    wild = [pattern for pattern in patterns if _WILD & set(_text_of(pattern))]
    plain = [pattern for pattern in patterns if not _WILD & set(_text_of(pattern))]
    for one, other in (*combinations(wild, 2), *((one, other) for one in wild for other in plain)):
        (first, _), (second, written) = patterns[one][0], patterns[other][0]
        if first.partition("]")[0] != second.partition("]")[0] and may_meet(one, other):
            yield f"{second}: {written!r} can match the same as {first}, and neither is more specific"


def _text_of(pattern: UrlPattern | ShardPattern) -> str:
    return pattern.path.text if isinstance(pattern, UrlPattern) else pattern.glob
