"""Words beside a licence → whether they take back part of what it grants, or say that it does not hold."""

import re
from collections.abc import Iterable

from scanner.detectors.rights.licence_cc import Licence
from scanner.detectors.rights.licence_words import lower_in_place

_W = r"[\W_]+(?:(?:dnl|rem)[\W_]+)?"
"""Between two words: blanks, line ends, punctuation, comment leaders."""


def _up_to(count: int) -> str:
    return rf"(?:[^\W_]+{_W}){{0,{count}}}?"


_NEXT = r"[^\w.;:=(){}]+(?:(?:dnl|rem)[\W_]+)?"
"""The same within a sentence."""
_FOR_MACHINES = rf"(?:(?!except\b)[^\W_]+{_NEXT}){{0,8}}?(?:to|for|in|by){_NEXT}(?:[^\W_]+{_NEXT}){{0,5}}?"
_NC = r"non[\W_]*commercial"
_MACHINES = (
    rf"(?:train|trains|trained|training|(?:machine|deep){_W}learning|language{_W}models?|artificial{_W}intelligence|ai"
    rf"|(?:text|data){_W}mining|tdm)\b"
)
_FORBIDDEN = (
    rf"(?:prohibited|forbidden|disallowed|not{_W}(?:permitted|allowed|authori[sz]ed|licen[cs]ed|granted)"
    rf"|requires?{_W}{_up_to(4)}(?:permission|licen[cs]e|consent|agreement))"
)
_PURPOSE = r"(?:use|uses|purpose|purposes|research|education|applications?|projects?)\b"
_NON_COMMERCIAL = re.compile(
    rf"\b(?:for|to|only){_W}{_up_to(3)}{_NC}{_W}{_up_to(3)}{_PURPOSE}|\b{_NC}{_W}{_up_to(2)}{_PURPOSE}{_W}only\b"
    rf"|\b(?:no|without|not{_W}{_up_to(6)}(?:for|in|to)(?:{_W}any)?){_W}commercial(?:ly|{_W}{_PURPOSE})"
    rf"|\bcommercial{_W}(?:use|exploitation|purposes){_W}{_up_to(4)}{_FORBIDDEN}"
    rf"|\b(?:academic|research|evaluation){_W}{_up_to(2)}{_PURPOSE}{_W}only\b"
    r"|非商业|非商業|禁止商用|不得用于商业|仅供(?:研究|学术)|僅供(?:研究|學術)"
)
_NO_TRAINING = re.compile(
    rf"\b(?:may|must|shall|can|will|does|is|are|do)[\W_]*(?:not|never){_W}{_up_to(3)}"
    rf"(?:use|used|permitted|allowed|licen[cs]ed|employed){_NEXT}{_FOR_MACHINES}{_MACHINES}"
    rf"|\b(?:prohibit|prohibits|forbid|forbids|excludes?|excluding){_NEXT}(?:[^\W_]+{_NEXT}){{0,6}}?{_MACHINES}"
    rf"|\b{_MACHINES}{_NEXT}(?:[^\W_]+{_NEXT}){{0,5}}?{_FORBIDDEN}|(?:不得|禁止|严禁)[^。\n]{{0,20}}(?:训练|訓練)"
)
_COMMONS_CLAUSE = re.compile(rf"\bcommons{_W}clause\b")
_DENIED = re.compile(
    r"\b(?:not|never|neither|nor|cannot|no[^\w.]+longer|[a-z]+n['’]t)[^\w.;:!?,]+"
    r"(?:(?!only\b|otherwise\b|limited\b)\w+[^\w.;:!?,]+){0,3}$"
)
"""Right in front of `under the … License`."""
_BEFORE, _BEHIND = 1_500, 800
"""How far from a licence words still speak of it, in code points: the Commons Clause stands in front of a text."""
_TRACES = ("commercial", "commons", "train", "research", "academic", "learning", "mining", "intelligence", "商", "训")
"""One of them is in every limit that is looked for in a text."""
_STRICT = frozenset(("conditional", "no-permission", "unknown"))
"""Classes that a limit more does not change."""

_TAKEN_BACK = re.compile(
    rf"\b(?:not|never|n['’]t|cannot|neither){_W}{_up_to(4)}"
    rf"(?:under|licen[cs]ed|available|covered|released|appl(?:y|ies)|used?|permitted|allowed|by|the|for|cc)\b"
    rf"|n['’]t\b|\bno{_W}{_up_to(3)}(?:{_MACHINES}|commercial|longer|licen[cs]e|derivatives?)|\bnot?$"
    rf"|\b(?:formerly|previously|former|until|expired|any[ ]?more)\b"
    rf"|\b(?:proprietary|confidential|commons{_W}clause)\b"
    rf"|\bexcept|\bexclud|\bunless\b|\bonly\b|\bprohibit|\bforbid|(?<!un)restrict(?:ed|ion)"
    rf"|\ball{_W}rights{_W}reserved|不得|禁止|仅供|僅供|仅限|除外|保留所有"
)
"""In a declaration, which is short and speaks of its licence alone."""
_CONFIDENTIAL = re.compile(rf"proprietary{_W}(?:and{_W})?confidential|confidential{_W}(?:and{_W})?proprietary")
_RESERVED = re.compile(r"copyright|©|\(c\)|all[\W_]+rights[\W_]+reserved|unauthori[sz]ed")
_HEAD, _NEAR = 1_500, 300


def takes_back(words: str, licences: Iterable[Licence]) -> bool:
    """Tell whether what else a declaration says may take back part of its licences."""
    lower = words.lower()
    if _TAKEN_BACK.search(lower) or _NO_TRAINING.search(lower):
        return True
    known = {each for licence in licences for each in licence.classes}
    return "non-commercial" not in known and bool(re.search(_NC, lower) or _NON_COMMERCIAL.search(lower))


def is_denied(text: str, start: int) -> bool:
    """Tell whether a notice that begins here is denied: `not licensed under …`."""
    return _DENIED.search(text[max(0, start - 60) : start].lower()) is not None


def limited(text: str, start: int, end: int, licences: tuple[Licence, ...]) -> tuple[Licence, ...]:
    """Return licences as they are, or as modified ones where words in or right beside them limit their use."""
    around = lower_in_place(text[max(0, start - _BEFORE) : end + _BEHIND])
    if not any(trace in around for trace in _TRACES):
        return licences
    if _COMMONS_CLAUSE.search(around) or _NO_TRAINING.search(around):
        return tuple(map(_modified, licences))
    if _NON_COMMERCIAL.search(around):
        return tuple(licence if "non-commercial" in licence.classes else _modified(licence) for licence in licences)
    return licences


def _modified(licence: Licence) -> Licence:
    if not _STRICT.isdisjoint(licence.classes):
        return licence
    name = "-".join(licence.id.removeprefix("LicenseRef-").split())
    return Licence(f"LicenseRef-{name}-modified", ("conditional",))


def proprietary_notice(text: str) -> tuple[int, int] | None:
    """Return where the comment at the head of a file calls it proprietary and confidential."""
    head = text[:_HEAD].lower() if "onfidential" in text[:_HEAD] or "ONFIDENTIAL" in text[:_HEAD] else ""
    found = _CONFIDENTIAL.search(head)
    if found is None or not _RESERVED.search(head, max(0, found.start() - _NEAR), found.end() + _NEAR):
        return None
    return found.span()
