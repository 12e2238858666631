"""Words beside a licence → whether they take back part of what it grants, or say that it does not hold."""

import re
from collections.abc import Iterable

from scanner.detectors.rights.licence_cc import Licence

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
_NEAR = 150
"""How far from its trace a limit is looked for, in code points."""
_OF_TRADE = ("commercial", "academic", "research", "evaluation", "商", "仅供", "僅供")
_OF_TRAINING = ("train", "learning", "language", "intelligence", "mining", "tdm", " ai", "训", "訓")
"""What every limit of a kind holds one of."""
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
_CONFIDENTIAL = re.compile(
    rf"proprietary{_W}(?:and{_W})?confidential|confidential{_W}(?:and{_W})?proprietary", re.IGNORECASE
)
_RESERVED = re.compile(r"copyright|©|\(c\)|all[\W_]+rights[\W_]+reserved|unauthori[sz]ed", re.IGNORECASE)
_HEAD, _RESERVED_WITHIN = 1_500, 300


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
    around = text[max(0, start - _BEFORE) : end + _BEHIND].lower()
    if _holds(_COMMONS_CLAUSE, ("commons",), around) or _holds(_NO_TRAINING, _OF_TRAINING, around):
        return tuple(map(_modified, licences))
    if _holds(_NON_COMMERCIAL, _OF_TRADE, around):
        return tuple(licence if "non-commercial" in licence.classes else _modified(licence) for licence in licences)
    return licences


def _holds(limit: re.Pattern[str], traces: Iterable[str], text: str) -> bool:
    """Tell whether a limit stands around one of its traces: to search all of a long licence would take longer."""
    for trace in traces:
        place = text.find(trace)
        while place >= 0:
            if limit.search(text, max(0, place - _NEAR), place + _NEAR):
                return True
            place = text.find(trace, place + len(trace))
    return False


def _modified(licence: Licence) -> Licence:
    if not _STRICT.isdisjoint(licence.classes):
        return licence
    name = "-".join(licence.id.removeprefix("LicenseRef-").split())
    return Licence(f"LicenseRef-{name}-modified", ("conditional",))


def proprietary_notice(text: str) -> tuple[int, int] | None:
    """Return where the comment at the head of a file calls it proprietary and confidential."""
    if text.find("onfidential", 0, _HEAD) < 0 and text.find("ONFIDENTIAL", 0, _HEAD) < 0:
        return None
    head = text[:_HEAD]
    found = _CONFIDENTIAL.search(head)
    if found is None or not _RESERVED.search(
        head, max(0, found.start() - _RESERVED_WITHIN), found.end() + _RESERVED_WITHIN
    ):
        return None
    return found.span()
