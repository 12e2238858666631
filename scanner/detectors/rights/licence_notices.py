"""A passage → the notices in it that put a file under a licence, in the words that licences ask for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scanner.detectors.rights.licence_words import lower_in_place

_W = r"[\W_]+(?:(?:dnl|rem)[\W_]+)?"
"""Between two words: blanks, line ends, punctuation, comment leaders."""
_LICENCE = r"licen[cs]e"
_PUBLIC = rf"{_W}public{_W}{_LICENCE}"
_FILLER = (
    r"the|an?|this|terms|conditions|of|and|or|either|both|your|choice|same|following|revised|permissive|standard"
    r"|open|source|free|software|version|v\.?|[123](?:\.[012])?|only|one|license|licence"
)
_VERBS = (
    rf"\b(?:under|terms{_W}of|subject{_W}to|conditions{_W}of|governed{_W}by|covered{_W}by"
    rf"|terms{_W}and{_W}conditions{_W}of|licen[cs]e(?=[ \t]*:[ \t]))"
)
_NAMES = {
    "GNU": rf"(?:gnu{_W}(?:(?:lesser|library|affero){_W})?(?:general{_W})?public{_W}{_LICENCE}"
    r"|(?:gnu[ \t]+)?[al]?gpl(?![a-uw-z]))",
    "Apache": rf"apache{_W}(?:software{_W})?{_LICENCE}",
    "MPL": rf"mozilla{_PUBLIC}",
    "EPL": rf"eclipse{_PUBLIC}",
    "CDDL": rf"common{_W}development{_W}and{_W}distribution{_W}{_LICENCE}",
    "EUPL": rf"(?:european{_W}union{_PUBLIC}|eupl\b)",
    "MulanPSL": rf"(?:mulan{_W}psl|mulan{_W}permissive{_W}software{_W}{_LICENCE}|木兰宽松许可证)",
    "SSPL-1.0": rf"server{_W}side{_PUBLIC}",
    "BUSL-1.1": rf"business{_W}source{_W}{_LICENCE}",
    "OFL-1.1": rf"(?:sil{_W})?open{_W}font{_W}{_LICENCE}",
    "BSL-1.0": rf"boost{_W}software{_W}{_LICENCE}",
    "Elastic-2.0": rf"elastic{_W}{_LICENCE}{_W}(?:version{_W})?2",
    "Artistic-2.0": rf"artistic{_W}{_LICENCE}{_W}(?:\(?version{_W}|v)?2",
    "Artistic-1.0-Perl OR GPL-1.0-or-later": rf"terms{_W}as{_W}(?:the{_W})?perl",
    "BSD-3-Clause": rf"(?:(?:new|modified|revised|3{_W}clause|three{_W}clause){_W}bsd|bsd{_W}3{_W}clause)",
    "BSD-2-Clause": rf"(?:(?:simplified|2{_W}clause|two{_W}clause|freebsd){_W}bsd|bsd{_W}2{_W}clause)",
    "MIT": r"(?:mit|expat)\b",
    "ISC": r"isc\b",
    "Zlib": r"zlib\b",
    "BSD": r"bsd\b",
}
"""Licence, or the family whose version the words behind it give → how it is named, the longer names first."""
_NAMED_SHORTLY = frozenset(("BSD-3-Clause", "BSD-2-Clause", "MIT", "ISC", "Zlib", "BSD"))
_GROUPS = {f"n{place}": name for place, name in enumerate(_NAMES)}
_NAME = "(?:" + "|".join(f"(?P<{group}>{_NAMES[name]})" for group, name in _GROUPS.items()) + ")"
_PUT_UNDER = re.compile(rf"{_VERBS}(?:{_W}(?:{_FILLER})(?![a-z0-9])){{0,9}}?{_W}{_NAME}")
_OR_UNDER = re.compile(rf"(?<![a-z])(?:or|and)(?:{_W}(?:{_FILLER})(?![a-z0-9])){{0,5}}?{_W}{_NAME}")
"""How a second licence follows the first."""
_NEXT_WITHIN = 160
_VERSION = re.compile(rf"(?<![a-z0-9.])(?:version{_W}|v\.?[ \t]*)?([123])(?:[.,]([012]))?(?![0-9])(?:\.0(?![0-9]))?")
_CHINESE_VERSION = re.compile(r"第[ ]?([12])[ ]?版")
_VERSION_WITHIN = 110
"""Code points between a licence's name and its version: `as published by the Free Software Foundation; either`."""
_LATER = re.compile(rf"any{_W}later|or{_W}(?:any{_W})?(?:later|newer|above|higher)|\+")
_LATER_WITHIN = 80
_SENTENCE_ENDS = re.compile(
    r"\.\W*\s(?=this |you |see |it |without |unless )|\n\s*\n|without any warranty|you should have"
)
_SHORT_WITHIN = 60
_CHOICE = re.compile(r"\balternatively\b|\bor\b|\bat your option\b|\beither\b")
_DUAL = re.compile(r"\bdual(?:ly)?\b|\beither\b|\bat your option\b|\bchoice\b")
_CHOICE_WITHIN = 500
_GRANT = re.compile(
    rf"permission{_W}is{_W}hereby{_W}granted{_W}free{_W}of{_W}charge{_W}to{_W}any{_W}person{_W}obtaining{_W}a{_W}copy{_W}of"
    rf"{_W}this{_W}software"
)
GRANT_SHARE = 0.5
"""What the first sentence of the MIT licence is worth where the rest of its text is not: it begins others too."""
VERSIONS = {
    "Apache": {"1.0", "1.1", "2.0"},
    "MPL": {"1.0", "1.1", "2.0"},
    "EPL": {"1.0", "2.0"},
    "CDDL": {"1.0", "1.1"},
    "EUPL": {"1.0", "1.1", "1.2"},
    "MulanPSL": {"1.0", "2.0"},
    "GPL": {"1.0", "2.0", "3.0"},
    "LGPL": {"2.0", "2.1", "3.0"},
    "AGPL": {"1.0", "3.0"},
}
"""Family → its versions; any other number belongs to something else."""


class Notice(NamedTuple):
    """A notice."""

    start: int
    end: int
    """In code points."""
    expression: str
    """SPDX expression, or a name of the tables in `licence_aliases`."""
    share: float = 1.0


def notices(passage: str) -> list[Notice]:
    """Return the notices in the order in which they stand; a choice between licences is one."""
    lower = lower_in_place(passage)
    found = list(_single(lower))
    joined: list[Notice] = []
    for notice in found:
        if joined and _is_choice(lower, joined[-1], notice):
            first = joined.pop()
            parts = dict.fromkeys((*first.expression.split(" OR "), *notice.expression.split(" OR ")))
            joined.append(Notice(first.start, notice.end, " OR ".join(parts)))
        else:
            joined.append(notice)
    return joined + [Notice(grant.start(), grant.end(), "MIT", GRANT_SHARE) for grant in _GRANT.finditer(lower)]


def _single(lower: str) -> Iterator[Notice]:
    found = _PUT_UNDER.search(lower)
    while found is not None:
        start, end = found.span()
        expression, end = _read(lower, found)
        if expression:
            yield Notice(start, end, expression)
        follower = _OR_UNDER.search(lower, end, end + _NEXT_WITHIN) if expression else None
        other = _PUT_UNDER.search(lower, end)
        found = follower if follower and (other is None or follower.end() <= other.end()) else other


def _read(lower: str, found: re.Match[str]) -> tuple[str, int]:
    """Return what a name stands for, and where what was read of it ends; nothing if it is no licence's name here."""
    name = _GROUPS[found.lastgroup or ""]
    if name in _NAMED_SHORTLY:
        behind = lower[found.end() : found.end() + _SHORT_WITHIN]
        is_licence = "licen" in behind or "licen" in found[0]
        return (name if is_licence else ""), found.end()
    if name == "GNU":
        return _gnu(lower, found)
    if name in VERSIONS:
        version, end = _version(lower, found, VERSIONS[name])
        return (f"{name}-{version}" if version else name), end
    return name, found.end()


def _gnu(lower: str, found: re.Match[str]) -> tuple[str, int]:
    words = found[found.lastgroup or ""]
    family = "LGPL" if re.match(r"(?:gnu\W+)?(?:l(?:esser|ibrary|gpl))", words) else "GPL"
    family = "AGPL" if re.match(r"(?:gnu\W+)?(?:affero|agpl)", words) else family
    version, end = _version(lower, found, VERSIONS[family])
    if not version:
        return family, end
    later = _LATER.search(_sentence(lower, end, _LATER_WITHIN))
    return f"{family}-{version}-{'or-later' if later else 'only'}", end + (later.end() if later else 0)


def _version(lower: str, found: re.Match[str], known: set[str]) -> tuple[str, int]:
    """Return the version of a family that stands behind its name or in front of it, and where it ends."""
    behind = _sentence(lower, found.end(), _VERSION_WITHIN)
    for shift, text in ((found.end(), behind), (found.start(), found[0])):
        for number in (*_VERSION.finditer(text), *_CHINESE_VERSION.finditer(text)):
            minor = number[2] if number.re is _VERSION else None
            version = f"{number[1]}.{minor or 0}"
            if version in known:
                return version, max(found.end(), shift + number.end())
    return "", found.end()


def _sentence(lower: str, start: int, length: int) -> str:
    text = lower[start : start + length]
    end = _SENTENCE_ENDS.search(text)
    return text[: end.start()] if end else text


def _is_choice(lower: str, one: Notice, other: Notice) -> bool:
    """Tell whether two notices are alternatives: whoever uses the file may choose."""
    if other.start - one.end > _CHOICE_WITHIN:
        return False
    between = lower[one.end : other.start + 4]
    return bool(_CHOICE.search(between) or _DUAL.search(lower[max(0, one.start - 40) : one.start + 20]))
