"""What someone wrote as a licence → ids and classes that reports may repeat, or None.

An expression holds by these rules: of alternatives (`OR`) the least restrictive is taken, because whoever uses the
document may choose it; joined licences (`AND`, and lists) all count; an exception (`WITH`) leaves the class as it is.
"""

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from license_expression import AND, OR, ExpressionError, get_license_index, get_spdx_licensing

from scanner.detectors.rights.licence_aliases import EXPRESSIONS, NOTHING_SAID, OWN, fold_name, name_in_address
from scanner.detectors.rights.licence_cc import ADDRESS, Licence, cc_of_url
from scanner.detectors.rights.licence_names import cc_of_name

UNREADABLE = Licence("LicenseRef-Unreadable", ("unknown",))
"""Stands for a declared licence that could not be read: its own words never enter a report."""
RANKS = (
    "public-domain",
    "permissive",
    "attribution",
    "share-alike",
    "copyleft",
    "no-derivatives",
    "non-commercial",
    "conditional",
    "no-permission",
    "unknown",
)
"""Classes, the least restrictive first."""
MAX_DECLARED = 2_000
"""A declaration of more characters is prose or an attack, and is not read; its brackets and blanks do not count."""
_MAX_CHARS = 400
"""Of one licence in a list, or of a declaration that is no list."""
_MAX_ITEMS = 64
_CATEGORIES = {
    "Permissive": "permissive",
    "Public Domain": "public-domain",
    "Copyleft": "copyleft",
    "Copyleft Limited": "copyleft",
    "Commercial": "no-permission",
    "Unstated License": "unknown",
}
"""Category of the ScanCode licence database → class; any other category is `conditional`."""
_OVERRULED = (
    # What that database files under another category than the effect on a corpus.
    (re.compile(r"ODbL-|GFDL-|CDLA-Sharing-|CC-SA-"), "share-alike"),
    (re.compile(r"ODC-By-|OGL-|CDLA-Permissive-|etalab-|NLOD-|DL-DE-BY-|OGDL-"), "attribution"),
    (re.compile(r"0BSD$|CC0-|CC-PD|PDDL-|Unlicense$|WTFPL$|DL-DE-ZERO-"), "public-domain"),
    (re.compile(r"Artistic-2\.0$"), "permissive"),
    (re.compile(r".*Noncommercial|NCGL-", re.IGNORECASE), "non-commercial"),
)
_TOKEN = re.compile(r"[()]|[A-Za-z0-9.+-]+")
_OPERATORS = frozenset(("and", "or", "with"))
_AND, _OR = re.compile(r"\s+and\s+", re.IGNORECASE), re.compile(r"\s+or\s+|\s*/\s*", re.IGNORECASE)
_ITEMS = re.compile(r"[,;|]")
_AROUND_ITEM = "[](){} \t\r\n'\""


def canonical_licence(text_or_url: str) -> tuple[str, str] | None:
    """Return (id, class) of a licence written in any known way, the most restrictive of several; None if unknown.

    The id is an SPDX id where one exists, else `LicenseRef-…`; the class is one of `LicenceMatch.classes`.
    """
    licences = read_licences(text_or_url)
    if not licences:
        return None
    first = max(licences, key=_rank)
    return first.id, first.classes[0]


def read_licences(declared: str) -> tuple[Licence, ...] | None:
    """Return every licence that a declaration makes count; empty where it declares nothing, None if unreadable.

    Nothing but looking for its ends is done with a declaration above `MAX_DECLARED`, whatever its size.
    """
    text = declared if len(declared) <= MAX_DECLARED else declared.strip(_AROUND_ITEM)
    if len(text) > MAX_DECLARED:
        return None
    text = html.unescape(text).strip()
    if text.lower() in NOTHING_SAID:
        return ()
    return _read_list(text) if _is_list(text) else _read_text(text)


def licences_in(expression: str) -> tuple[Licence, ...]:
    """Return every licence that an expression of another tool makes count; ids of its own stay as they are."""
    if not _is_well_formed(expression):
        return (UNREADABLE,)
    return _distinct(_licences(_vocabulary()[0].parse(expression)))


def _is_list(text: str) -> bool:
    return text[0] + text[-1] in {"[]", "{}"} or (text[0] + text[-1] == "()" and "," in text)


def _read_list(text: str) -> tuple[Licence, ...] | None:
    items = dict.fromkeys(item.strip(_AROUND_ITEM) for item in _ITEMS.split(text))
    if len(items) > _MAX_ITEMS:
        return None
    read = [_read_text(item) for item in items if item.lower() not in NOTHING_SAID]
    return _distinct(licence for found in read for licence in (found if found is not None else (UNREADABLE,)))


def _read_text(text: str) -> tuple[Licence, ...] | None:
    if len(text) > _MAX_CHARS:
        return None
    licences = _read_one(text)
    if licences is None:
        licences = _joined(text)
    return None if licences is None else _distinct(licences)


def _read_one(text: str) -> tuple[Licence, ...] | None:
    if "://" in text or text.startswith("//") or ADDRESS.search(text):
        return _read_address(text)
    name = fold_name(text)
    if name in OWN:
        return (OWN[name],)
    named = cc_of_name(text)
    if named is not None:
        return (named,)
    return _evaluate(EXPRESSIONS[name]) if name in EXPRESSIONS else _evaluate(text) or _evaluate(name)


def _read_address(text: str) -> tuple[Licence, ...] | None:
    found = ADDRESS.search(text)
    if found is not None:
        tool = cc_of_url(found[0])
        return None if tool is None else (tool,)
    name = name_in_address(text.partition("#")[0].partition("?")[0])
    return None if name is None else _read_one(name)


def _joined(text: str) -> tuple[Licence, ...] | None:
    """Read `Apache 2.0 or CC BY 4.0`, `MIT/Apache-2.0`, `MIT, ISC`: names of the tables in place of SPDX ids."""
    if _ITEMS.search(text):
        every = _all_of(_ITEMS.split(text))
        if every is not None:
            return every
    alternatives = [_all_of(_AND.split(alternative)) for alternative in _OR.split(text)]
    read = [found for found in alternatives if found]
    return min(read, key=_strictest) if len(read) == len(alternatives) else None


def _all_of(parts: Iterable[str]) -> tuple[Licence, ...] | None:
    read = [_read_one(part.strip()) for part in parts if part.strip()]
    return None if None in read else tuple(licence for found in read if found for licence in found)


def _evaluate(expression: str) -> tuple[Licence, ...] | None:
    if not _is_well_formed(expression):
        return None
    try:
        parsed = _vocabulary()[0].parse(expression, validate=True)
    except ExpressionError:
        return None
    return None if parsed is None else _licences(parsed)


def _is_well_formed(expression: str) -> bool:
    """Tell whether names and operators alternate and parentheses close: on others the library fails in its own ways."""
    if _TOKEN.sub("", expression).strip():
        return False
    depth, named = 0, False
    for word in _TOKEN.findall(expression):
        if named == (word == "(" or (word != ")" and word.lower() not in _OPERATORS)):
            return False
        named = word != "(" and word.lower() not in _OPERATORS
        depth += (word == "(") - (word == ")")
        if depth < 0:
            return False
    return named and depth == 0


def _licences(parsed: Any) -> tuple[Licence, ...]:
    if isinstance(parsed, OR):
        return min((_licences(part) for part in parsed.args), key=_strictest)
    if isinstance(parsed, AND):
        return tuple(licence for part in parsed.args for licence in _licences(part))
    # `WITH` holds its licence; a plain symbol is one.
    return (_by_id(getattr(parsed, "license_symbol", parsed).key),)


def _by_id(spdx_id: str) -> Licence:
    tool = cc_of_name(spdx_id) if spdx_id.startswith("CC") else None
    if tool is not None and tool.id == spdx_id:
        return tool
    for pattern, overruled in _OVERRULED:
        if pattern.match(spdx_id):
            return Licence(spdx_id, (overruled,))
    category = _vocabulary()[1].get(spdx_id, "")
    return Licence(spdx_id, (_CATEGORIES.get(category, "conditional"),))


@cache
def _vocabulary() -> tuple[Any, dict[str, str]]:
    """Return the SPDX vocabulary and id → category; 45 ms, so only when an expression is read for the first time."""
    index = get_license_index()
    categories = {entry["spdx_license_key"]: entry["category"] for entry in index if entry.get("spdx_license_key")}
    return get_spdx_licensing(), categories


def _rank(licence: Licence) -> int:
    return RANKS.index(licence.classes[0])


def _strictest(licences: Iterable[Licence]) -> int:
    return max(map(_rank, licences), default=0)


def _distinct(licences: Iterable[Licence]) -> tuple[Licence, ...]:
    return tuple(dict.fromkeys(licences))
