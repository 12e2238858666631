"""What someone wrote as a licence → ids and classes that reports may repeat, or None.

An expression holds by these rules: of alternatives (`OR`) the least restrictive is taken, because whoever uses the
document may choose it; joined licences (`AND`, and lists) all count, and what is said beside an address counts with it.
"""

import html
import re
from collections.abc import Iterable, Iterator

from scanner.detectors.rights.licence_address import ADDRESSES, name_of_address
from scanner.detectors.rights.licence_aliases import EXPRESSIONS, NOTHING_SAID, OWN, fold_name
from scanner.detectors.rights.licence_cc import Licence, cc_of_url
from scanner.detectors.rights.licence_expression import (
    RANKS,
    UNREADABLE,
    distinct,
    evaluate,
    licences_in,
    rank,
    strictest,
)
from scanner.detectors.rights.licence_limits import takes_back
from scanner.detectors.rights.licence_names import cc_of_name
from scanner.detectors.rights.licence_text import written_licences

__all__ = ("MAX_DECLARED", "RANKS", "UNREADABLE", "canonical_licence", "licences_in", "read_licences")

MAX_DECLARED = 2_000
"""A declaration of more characters is prose or an attack, and is not read; its brackets and blanks do not count."""
_MAX_CHARS = 400
"""Of one licence in a list, or of a declaration that is no list."""
_MAX_ITEMS = 64
_AND, _OR = re.compile(r"\s+and\s+", re.IGNORECASE), re.compile(r"\s+or\s+|\s*/\s*", re.IGNORECASE)
_OR_WORD = re.compile(r"\s+or\s+", re.IGNORECASE)
_ITEMS = re.compile(r"[,;|]")
_AROUND_ITEM = "[](){} \t\r\n'\""
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_OTHERWISE_NOTED = re.compile(
    r"[\s(,;]*\b(?:unless|except where|where not)(?: otherwise)? (?:noted|stated|indicated|specified|marked)\b[\s),]*",
    re.IGNORECASE,
)
"""Speaks of other parts: the rest is under the licence."""
_WITHIN = re.compile(r"[,;|()]|(?:^|\s+)and(?:\s+|$)", re.IGNORECASE)
_OTHER_LICENCES = re.compile(r"\b(?:[al]?gpl|mit|bsd|apache|mozilla|mpl|proprietary)\b", re.IGNORECASE)
_POINTERS = frozenset(("", "and", "see", "license", "licence"))
"""Words that add nothing to an address."""
_EDGES = " \t\r\n.,;:|/<>()[]\"'-–—"


def canonical_licence(text_or_url: str) -> tuple[str, str] | None:
    """Return (id, class) of a licence written in any known way, the most restrictive of several; None if unknown.

    The id is an SPDX id where one exists, else `LicenseRef-…`; the class is one of `LicenceMatch.classes`.
    """
    licences = read_licences(text_or_url)
    if not licences:
        return None
    first = max(licences, key=rank)
    return first.id, first.classes[0]


def read_licences(declared: str) -> tuple[Licence, ...] | None:
    """Return every licence that a declaration makes count; empty where it declares nothing, None if unreadable.

    Nothing but looking for its ends is done with a declaration above `MAX_DECLARED`, whatever its size.
    """
    text = declared if len(declared) <= MAX_DECLARED else declared.strip(_AROUND_ITEM)
    if len(text) > MAX_DECLARED:
        return None
    text = html.unescape(text).translate(_HYPHENS).strip()
    if text.lower() in NOTHING_SAID:
        return ()
    return _read_list(text) if _is_list(text) else _read_text(text)


def _is_list(text: str) -> bool:
    return text[0] + text[-1] in {"[]", "{}"} or (text[0] + text[-1] == "()" and "," in text)


def _read_list(text: str) -> tuple[Licence, ...] | None:
    items = dict.fromkeys(item.strip(_AROUND_ITEM) for item in _ITEMS.split(text))
    if len(items) > _MAX_ITEMS:
        return None
    read = [_read_text(item) for item in items if item.lower() not in NOTHING_SAID]
    return distinct(licence for found in read for licence in (found if found is not None else (UNREADABLE,)))


def _read_text(text: str) -> tuple[Licence, ...] | None:
    if len(text) > _MAX_CHARS:
        return None
    text = _OTHERWISE_NOTED.sub(" ", text).strip() or text
    if ADDRESSES.search(text):
        licences = _read_address(text) if ADDRESSES.fullmatch(text) else _among_words(text)
    else:
        licences = _read_one(text)
        licences = _joined(text) if licences is None else licences
    return None if licences is None else distinct(licences)


def _read_one(text: str) -> tuple[Licence, ...] | None:
    name = fold_name(text)
    if name in OWN:
        return (OWN[name],)
    named = cc_of_name(text)
    if named is not None:
        return (named,)
    return evaluate(EXPRESSIONS[name]) if name in EXPRESSIONS else evaluate(text) or evaluate(name)


def _read_address(text: str) -> tuple[Licence, ...] | None:
    tool = None if text.count("://") > 1 else cc_of_url(text)
    if tool is not None:
        return (tool,)
    name = name_of_address(text)
    return None if name is None else _read_one(name)


def _among_words(text: str) -> tuple[Licence, ...] | None:
    """Read addresses and what stands beside them: names count as well, and limits make the whole unreadable."""
    alternatives = _OR_WORD.split(text)
    if len(alternatives) > 1:
        chosen = [_all_and(alternative) for alternative in alternatives]
        read = [found for found in chosen if found]
        if len(read) == len(chosen):
            return min(read, key=strictest)
    return _all_and(text)


def _all_and(text: str) -> tuple[Licence, ...] | None:
    licences: list[Licence] = []
    for address in ADDRESSES.finditer(text):
        read = _read_address(address[0].rstrip(".:"))
        if read is None:
            return None
        licences.extend(read)
    words: list[str] = []
    for part in _parts_beside(text):
        named = _read_one(part)
        licences.extend(named or (place.tool for place in written_licences(part) if place.tool))
        words.extend(() if named else (part,))
    rest = " ".join(words)
    return None if _OTHER_LICENCES.search(rest) or takes_back(rest, licences) else _without_families(licences)


def _parts_beside(text: str) -> Iterator[str]:
    for beside in ADDRESSES.split(text):
        whole = beside.strip(_EDGES)
        parts = (whole,) if _read_one(whole) else (part.strip(_EDGES) for part in _WITHIN.split(whole))
        yield from (part for part in parts if part.lower() not in _POINTERS)


def _without_families(licences: Iterable[Licence]) -> tuple[Licence, ...]:
    """Leave out what is named without its version beside a version of it."""
    named = distinct(licences)
    stems = [(licence, f"{licence.id.removeprefix('LicenseRef-')}-") for licence in named]
    return tuple(
        licence
        for licence, stem in stems
        if not any(re.match(re.escape(stem) + "[0-9]", other.id.removeprefix("LicenseRef-")) for other in named)
    )


def _joined(text: str) -> tuple[Licence, ...] | None:
    """Read `Apache 2.0 or CC BY 4.0`, `MIT/Apache-2.0`, `MIT, ISC`: names of the tables in place of SPDX ids."""
    if _ITEMS.search(text):
        every = _all_of(_ITEMS.split(text))
        if every is not None:
            return every
    alternatives = [_all_of(_AND.split(alternative)) for alternative in _OR.split(text)]
    read = [found for found in alternatives if found]
    return min(read, key=strictest) if len(read) == len(alternatives) else None


def _all_of(parts: Iterable[str]) -> tuple[Licence, ...] | None:
    read = [_read_one(part.strip()) for part in parts if part.strip()]
    return None if None in read else tuple(licence for found in read if found for licence in found)
