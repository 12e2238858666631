"""One address, whole → the name of the licence that its host and path stand for."""

import re

from scanner.detectors.rights import licence_government
from scanner.detectors.rights.licence_cc import ADDRESS, cc_of_url

ADDRESSES = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}:|(?<![a-z0-9]))(?:\\?/){2}(?:(?![,;|<>\"'()\[\]])[!-~])+|" + ADDRESS.pattern,
    re.IGNORECASE,
)
"""An address among other words: with a scheme or `//`, or one of Creative Commons without."""
_PARTS = re.compile(
    r"(?:https?:)?(?:\\?/){0,2}(?:[^/\\?#@\s]*@)?(?:www\.)?([a-z0-9.-]+?)\.?(?::(?:80|443))?((?:\\?/[^?#\s]*)?)"
    r"(?:[?#]\S*)?",
    re.IGNORECASE,
)
_NAMED = (
    re.compile(r"spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html|\.json)?/?$"),
    re.compile(r"opensource\.org/licen[cs]es?/([A-Za-z0-9.+-]+?)(?:\.php|\.html)?/?$"),
    re.compile(r"choosealicense\.com/licenses/([a-z0-9.+-]+)/?$"),
)
_GNU = re.compile(
    r"gnu\.org/(?:copyleft|licenses(?:/old-licenses)?)/(a?gpl|lgpl|fdl)(?:-([0-9](?:\.[0-9])?))?(?:[./]|$)"
)
_OGL = re.compile(r"nationalarchives\.gov\.uk/doc/open-government-licence/version/([123])(?:/|$)")
_ADDRESSES = (
    (re.compile(r"apache\.org/licenses/license-2\.0", re.IGNORECASE), "Apache-2.0"),
    (re.compile(r"opendatacommons\.org/licenses/odbl(?:/|$)"), "ODbL-1.0"),
    (re.compile(r"opendatacommons\.org/licenses/by(?:/|$)"), "ODC-By-1.0"),
    (re.compile(r"opendatacommons\.org/licenses/pddl(?:/|$)"), "PDDL-1.0"),
    (re.compile(r"unlicense\.org/?$"), "Unlicense"),
    (re.compile(r"mozilla\.org/(?:[a-z-]+/)?mpl/2\.0", re.IGNORECASE), "MPL-2.0"),
    (re.compile(r"etalab\.gouv\.fr/licence-ouverte"), "etalab-2.0"),
    *licence_government.ADDRESSES,
)


_LONGEST = 400


def name_of_address(url: str) -> str | None:
    """Return the name or SPDX expression of the licence that an address is known for, in words of the tables."""
    parts = _PARTS.fullmatch(url)
    if parts is None or "://" in parts[2]:
        return None
    place = parts[1].lower() + parts[2].replace("\\/", "/")
    for pattern in _NAMED:
        found = pattern.match(place)
        if found is not None:
            return found[1]
    found = _GNU.match(place.lower())
    if found is not None:
        family = "gfdl" if found[1] == "fdl" else found[1]
        return f"{family}-{found[2] if '.' in found[2] else found[2] + '.0'}" if found[2] else family
    found = _OGL.match(place)
    if found is not None:
        return f"OGL-UK-{found[1]}.0"
    return next((expression for pattern, expression in _ADDRESSES if pattern.match(place)), None)


def is_other_page(url: str) -> bool:
    """Tell whether an address is of a Creative Commons page that is none of its tools: its chooser, its vocabulary."""
    address = url.strip()
    return len(url) <= _LONGEST and bool(ADDRESS.match(address) and ADDRESSES.fullmatch(address)) and not cc_of_url(url)
