"""Domains → ids for a register, one each."""

import re
from collections.abc import Iterable, Iterator

from scanner.validators.domain import ascii_domain, canonical_domain

_ODD = re.compile(r"[^a-z0-9]+")
_LONGEST = 70


def distinct_slugs(domains: Iterable[str]) -> Iterator[str]:
    """Yield an id for each domain (`example.org` → `example-org`), numbered where two would be one."""
    seen: set[str] = set()
    for domain in domains:
        name = ascii_domain(canonical_domain(domain) or domain).lower()
        slug = _ODD.sub("-", name).strip("-")[:_LONGEST].strip("-") or "source"
        free, number = slug, 2
        while free in seen:
            free, number = f"{slug}-{number}", number + 1
        seen.add(free)
        yield free
