"""SPDX expression → the licences that count, with their classes.

Of alternatives (`OR`) the least restrictive is taken, because whoever uses the document may choose it; joined licences
(`AND`) all count; an exception (`WITH`) stays in the id and leaves the class as it is.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from license_expression import AND, OR, ExpressionError, get_license_index, get_spdx_licensing

from scanner.detectors.rights.licence_cc import Licence
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


def licences_in(expression: str) -> tuple[Licence, ...]:
    """Return every licence that an expression of another tool makes count; ids of its own stay as they are."""
    if not _is_well_formed(expression):
        return (UNREADABLE,)
    return distinct(_licences(_vocabulary()[0].parse(expression)))


def evaluate(expression: str) -> tuple[Licence, ...] | None:
    """Return the same where every id is of the SPDX list, else None."""
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
        return min((_licences(part) for part in parsed.args), key=strictest)
    if isinstance(parsed, AND):
        return tuple(licence for part in parsed.args for licence in _licences(part))
    exception = getattr(parsed, "exception_symbol", None)
    if exception is None:
        return (_by_id(parsed.key),)
    licence = _by_id(parsed.license_symbol.key)
    return (licence._replace(id=f"{licence.id} WITH {exception.key}"),)


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


def rank(licence: Licence) -> int:
    """Return how restrictive a licence is, the least first."""
    return RANKS.index(licence.classes[0])


def strictest(licences: Iterable[Licence]) -> int:
    """Return the rank of the most restrictive one."""
    return max(map(rank, licences), default=0)


def distinct(licences: Iterable[Licence]) -> tuple[Licence, ...]:
    """Return each licence once, in order."""
    return tuple(dict.fromkeys(licences))
