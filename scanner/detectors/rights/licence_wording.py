"""A text → the licences whose own words it holds: whole licence texts, and notices that put it under one.

Most texts hold none and pay for three searches in their first and last thousands of code points.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scanner.detectors.rights.licence_fulltext import FullText, full_texts, holds_licence_words
from scanner.detectors.rights.licence_notices import Notice, notices

HEAD, TAIL = 6_000, 3_000
"""Where the marks of a licence are looked for, in code points: at the top of a file as a rule, sometimes at its end.
A file that shows none there may quote a licence further in, as text about licences does; that is not its own."""
MARKS = ("icen", "edistribut", "ermission")
"""What every licence of the list has one of, as it stands within sentences: no change of case is paid for."""
_BEFORE, _BEHIND = 200, 400
"""How far around a mark a notice may reach, in code points."""
_PROBES, _PROBED = 8, 150
"""How many marks, and how far around them, the quick look for words of licences takes in."""
_LONGEST_GAP = 5_000
"""Between two marks of a licence; the longest of the list is 4,635."""
_LEAD, _REST = 1_500, 1_900
"""In front of the first mark of a licence and behind its last, at most."""
_MAX_READ = 500_000
"""Code points that are looked through once a licence was met."""


class Wording(NamedTuple):
    """A licence in its own words."""

    start: int
    end: int
    """In code points."""
    expression: str
    """SPDX id or expression, or a name of the tables in `licence_aliases`."""
    share: float
    """How much of what tells the licence was found, 0 to 1."""
    is_whole: bool
    """Its text stands there; else a notice names it."""


def wordings(text: str) -> list[Wording]:
    """Return the licences of a text in the order in which they stand, each once."""
    marks = _marks_at_the_ends(text)
    if not marks:
        return []
    named = list(_notices_around(text, marks))
    probes = [text[start:end] for start, end in _stretches(marks[:_PROBES], _PROBED, _PROBED, gap=0)]
    whole = list(_whole(text)) if holds_licence_words(probes) else []
    found = [Wording(one.start, one.end, one.id, round(one.share, 4), is_whole=True) for one in whole]
    outside = (notice for notice in named if not _repeats(notice, whole))
    found.extend(Wording(*notice, is_whole=False) for notice in outside)
    firsts: dict[str, Wording] = {}
    for one in sorted(found):
        firsts.setdefault(one.expression, one)
    return list(firsts.values())


def has_marks(text: str) -> bool:
    """Tell whether a text is looked into at all: its ends hold a word of licences."""
    return bool(_marks_at_the_ends(text))


def is_own(text: str, wording: Wording, *, is_page: bool) -> bool:
    """Tell whether a wording speaks for its file: it stands at an end of it, and in a page within a comment."""
    if wording.start > HEAD and wording.end < len(text) - TAIL:
        return False
    line = text[text.rfind("\n", 0, wording.start) + 1 : wording.start].lstrip()
    return not is_page or line.startswith(("#", "//", "/*", "*", ";", "--", "%", "dnl ", "REM ", '"""', "(*", "{-"))


def _marks_at_the_ends(text: str) -> list[int]:
    marks = _places(text, 0, HEAD)
    if len(text) > HEAD:
        marks += _places(text, max(HEAD, len(text) - TAIL), len(text))
    return marks


def _places(text: str, start: int, end: int) -> list[int]:
    found = []
    for mark in MARKS:
        place = text.find(mark, start, end)
        while place >= 0:
            found.append(place)
            place = text.find(mark, place + len(mark), end)
    found.sort()
    return found


def _notices_around(text: str, marks: Sequence[int]) -> Iterator[Notice]:
    for start, end in _stretches(marks, _BEFORE, _BEHIND, gap=0):
        for notice in notices(text[start:end]):
            yield notice._replace(start=start + notice.start, end=start + notice.end)


def _whole(text: str) -> Iterator[FullText]:
    for start, end in _stretches(_places(text, 0, _MAX_READ), _LEAD, _REST, gap=_LONGEST_GAP):
        for one in full_texts(text[start:end]):
            yield one._replace(start=start + one.start, end=start + one.end)


def _stretches(marks: Sequence[int], before: int, behind: int, gap: int) -> Iterator[tuple[int, int]]:
    """Yield where marks stand, those together that are near each other, with what is before and behind them."""
    first = last = marks[0] if marks else 0
    for mark in marks[1:]:
        if mark - last > max(gap, before + behind):
            yield max(0, first - before), last + behind
            first = mark
        last = mark
    if marks:
        yield max(0, first - before), last + behind


def _repeats(notice: Notice, whole: Sequence[FullText]) -> bool:
    """Tell whether a notice stands within a licence text, as an example does, or names its family alone."""
    at = bisect_right([one.start for one in whole], notice.start) - 1
    within = at >= 0 and notice.start < whole[at].end
    return within or any(one.id.startswith(f"{notice.expression}-") for one in whole)
