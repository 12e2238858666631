"""Host → its registrable domain, by the public suffix list that comes with the library; nothing is fetched."""

from functools import cache, lru_cache

import tldextract

from scanner.sources.host import IP_ADDRESS

_HOSTS_KEPT = 1 << 16
_RESERVED = frozenset(("example", "invalid", "localhost", "test"))


@lru_cache(_HOSTS_KEPT)
def registrable_domain(host: str) -> str:
    """Return the domain that somebody registered (`a.b.co.uk` → `b.co.uk`), private suffixes among the public ones.

    Under a suffix that the list does not know it is the last two labels (its rule `*`). What is no host name, or a
    suffix itself, stays what it is.
    """
    if host == IP_ADDRESS or "." not in host:
        return host
    return _extract()(host).top_domain_under_public_suffix or ".".join(host.rsplit(".", 2)[-2:])


def has_known_suffix(host: str) -> bool:
    """Tell whether a host name ends in a public suffix, or in a name kept for tests and examples (RFC 2606, 6761)."""
    return host.rpartition(".")[2] in _RESERVED or bool(_extract()(host).suffix)


@cache
def _extract() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
