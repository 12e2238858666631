"""URL and day of capture of a page → the licence that the terms of its site put all its text under."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final
from urllib.parse import urlsplit

import orjson
from pydantic import ConfigDict, Field, TypeAdapter

from scanner.ruleset.yaml import parse_yaml

_FILE: Final = Path(__file__).with_name("known_sites.yaml")
_Words = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class KnownSite:
    """Terms of a site: a licence for all its text, or for some of its paths, over a time."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    domains: _Words
    """Hosts; those below them count too."""
    licence: str
    """A name that `read_licences` knows."""
    reference: Annotated[str, Field(min_length=1)]
    """Where the site says so."""
    paths: tuple[str, ...] = ()
    """Beginnings of the paths it holds for; empty: all."""
    since: date | None = None
    """First and last day of capture; None: no bound."""
    until: date | None = None

    def holds(self, path: str, day: date | None) -> bool:
        """Tell whether the terms hold for a path and a day; where they have bounds, an unknown day is none."""
        if self.paths and not path.startswith(self.paths):
            return False
        if self.since is None and self.until is None:
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)


_SITES: TypeAdapter[tuple[KnownSite, ...]] = TypeAdapter(tuple[KnownSite, ...])
Terms = Mapping[str, tuple[KnownSite, ...]]
"""Host → terms of it and of what lies below it."""


@cache
def known_sites() -> Terms:
    """Return the terms of the shipped file."""
    found: dict[str, tuple[KnownSite, ...]] = {}
    for site in _SITES.validate_json(orjson.dumps(parse_yaml(_FILE.read_text(encoding="utf-8")))):
        for domain in site.domains:
            found[domain] = (*found.get(domain, ()), site)
    return found


def site_licence(
    url: str | None, host: str | None, captured: datetime | None, terms: Callable[[], Terms] = known_sites
) -> str | None:
    """Return the name of the licence that holds, or None."""
    if url is None or host is None:
        return None
    known = terms()
    labels = host.split(".")
    below = (".".join(labels[start:]) for start in range(len(labels) - 1))
    sites = next((known[name] for name in below if name in known), ())
    if not sites:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    day = None if captured is None else captured.date()
    return next((site.licence for site in sites if site.holds(path, day)), None)
