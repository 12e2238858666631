"""All sources of a register → what two of them both claim, so that no rule says whose a document is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scanner.register.patterns import ShardPattern, UrlPattern, literal_ends, may_meet, read_url_pattern
from scanner.types.register import Source
from scanner.validators.domain import canonical_domain

Place = tuple[str, str]
"""Key path in the file, and the pattern as written."""
_WILD = frozenset("*?$")
_MOST_NAMED = 100
_Pattern = UrlPattern | ShardPattern


def clashes_of(entries: Sequence[tuple[str, Source]]) -> Iterator[str]:
    """Yield ids and patterns given twice, and patterns of one rank that can match the same thing."""
    ids: dict[str, str] = {}
    for place, source in entries:
        if source.id in ids:
            yield f"{place}.id: {source.id!r} is the id of {ids[source.id]} too"
        ids.setdefault(source.id, place)
    domains: dict[str, list[Place]] = defaultdict(list)
    ranked: dict[object, dict[_Pattern, list[Place]]] = defaultdict(lambda: defaultdict(list))
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


def _overlapping(patterns: Mapping[_Pattern, Sequence[Place]]) -> Iterator[str]:
    """Yield pairs of different sources, not all of them where there are very many."""
    named = 0
    for one, other in meeting(tuple(patterns)):
        (first, _), (second, written) = patterns[one][0], patterns[other][0]
        if first.partition("]")[0] == second.partition("]")[0] or not may_meet(one, other):
            continue
        if named == _MOST_NAMED:
            yield f"{second}: {written!r} can match the same as another pattern; more may, mend these first"
            return
        named += 1
        yield f"{second}: {written!r} can match the same as {first}, and neither is more specific"


def meeting(patterns: Sequence[_Pattern]) -> Iterator[tuple[_Pattern, _Pattern]]:
    """Yield the pairs of patterns of one rank that can meet as far as their literal beginnings and ends tell, once.

    Without a wildcard, two patterns of one length meet only if they are one. Of two beginnings that one text can have,
    one begins the other, so each pattern is looked up under all beginnings of its own: thousands of patterns with a
    folder each cost no more than they are long.
    """
    wild = [pattern for pattern in patterns if _WILD & set(_text_of(pattern))]
    plain = [pattern for pattern in patterns if not _WILD & set(_text_of(pattern))]
    ends = [(pattern, *literal_ends(pattern)) for pattern in (*wild, *plain)]
    by_beginning: dict[str, list[int]] = defaultdict(list)
    for place, (_, beginning, _) in enumerate(ends):
        by_beginning[beginning].append(place)
    for place, (_, beginning, end) in enumerate(ends):
        for length in range(len(beginning) + 1):
            for other in by_beginning.get(beginning[:length], ()):
                seen = length == len(beginning) and other >= place  # itself, or a pair that comes again
                if seen or min(place, other) >= len(wild):
                    continue
                if end.endswith(ends[other][2]) or ends[other][2].endswith(end):
                    yield ends[min(place, other)][0], ends[max(place, other)][0]


def _text_of(pattern: _Pattern) -> str:
    return pattern.path.text if isinstance(pattern, UrlPattern) else pattern.glob
