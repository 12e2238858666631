"""A document's shard, host and URL → the source of the register that covers it: shard, then URL, then domain."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scanner.register.patterns import ShardPattern, UrlPattern, canonical_host, path_of, read_url_pattern
from scanner.types.register import Register, Source
from scanner.validators.domain import canonical_domain


@dataclass(frozen=True, slots=True)
class Attributor:
    """A register made ready."""

    shards: Sequence[tuple[ShardPattern, Source]]
    """The most specific first."""
    urls: Mapping[str, Sequence[tuple[UrlPattern, Source]]]
    """By host, the most specific first."""
    domains: Mapping[str, Source]

    def source_of(self, shard_id: str, host: str | None, url: str | None) -> Source | None:
        """Return the source with the most specific pattern; `host` is the URL's, unmasked."""
        for pattern, source in self.shards:
            if pattern.matches(shard_id):
                return source
        if host is None or url is None:
            return None
        name = canonical_host(host)
        candidates = self.urls.get(name)
        if candidates:
            path = path_of(url)
            for address, source in candidates:
                if address.path.matches(path):
                    return source
        while name:
            if name in self.domains:
                return self.domains[name]
            name = name.partition(".")[2]
        return None


def attributor_of(register: Register) -> Attributor:
    """Return the register made ready; its order decides nothing, since no two patterns of one rank meet."""
    shards = [(ShardPattern(glob), source) for source in register.sources for glob in source.match.shards or ()]
    urls: dict[str, list[tuple[UrlPattern, Source]]] = defaultdict(list)
    for source in register.sources:
        for written in source.match.urls or ():
            pattern = read_url_pattern(written)
            if pattern is not None:
                urls[pattern.host].append((pattern, source))
    domains = {
        canonical_domain(domain) or domain: source
        for source in register.sources
        for domain in source.match.domains or ()
    }
    return Attributor(
        sorted(shards, key=lambda entry: (entry[0].rank, entry[0].glob), reverse=True),
        {
            host: sorted(found, key=lambda entry: (entry[0].rank, entry[0].path.text), reverse=True)
            for host, found in urls.items()
        },
        domains,
    )
