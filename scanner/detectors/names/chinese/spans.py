"""Probabilities of a segment's characters → names, with a probability each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from scanner.detectors.names.chinese.decoding import Masses

FEWEST_SURE = 0.4
"""A character belongs to a name from this probability on: lower finds more names, higher finds fewer wrong ones."""
_FEWEST_GOING_ON = 0.3
"""A neighbour of such a character belongs to the same name from here on."""
_FEWEST_BEHIND_DOT = 0.1
"""So does what stands on the other side of a middle dot."""
_FEWEST_ALONE = 0.5
"""A surname alone, `江` in `江主席`, has to be surer."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾肖董潘袁蔡蒋余杜叶魏苏吕丁卢姚沈钟姜崔谭陆"
    "范汪廖韦贾邹熊孟秦邱侯江尹薛闫龙黎陶贺毛郝顾龚邵覃钱戴莫孔張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮葉蘇呂盧鍾譚陸"
)
"""Common ones that are seldom a word: what else has one character is hardly ever a person."""
_MIDDLE_DOTS = frozenset("·•‧・．")
"""Stand between the parts of a foreign name."""
_LATIN = "A-Za-z\u00c0-\u024f"
_WORDS_BEHIND = re.compile(f"[{_LATIN}]*(?:(?: |\\. ?)[A-Z][{_LATIN}]*)*")
_WORDS_BEFORE = re.compile(f"(?:[A-Z][{_LATIN}]*(?: |\\. ?))*[{_LATIN}]*$")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_NO_NAMES = frozenset(
    {
        "原告",
        "被告",
        "原审",
        "上诉人",
        "被上诉人",
        "申请人",
        "被申请人",
        "第三人",
        "先生",
        "女士",
        "小姐",
        "同学",
        "老师",
    }
)
"""Words that stand where a name could and are taken for one (parties of a case, forms of address)."""
Kind = Literal["PERSON", "LOCATION"]
_KINDS: tuple[Kind, Kind] = ("PERSON", "LOCATION")


class RawName(NamedTuple):
    """A name within a segment and the least probability of its kind at one of its characters."""

    kind: Kind
    start: int
    end: int
    probability: float


def raw_names(text: str, masses: Mapping[str, Masses]) -> list[RawName]:
    """Return the names of a piece by place; the arrays of `masses` have the length of `text`."""
    begins = {kind: masses[kind].begins.tolist() for kind in _KINDS}
    totals = {kind: (masses[kind].begins + masses[kind].continues).tolist() for kind in _KINDS}
    names: list[RawName] = []
    free = 0
    for kind, start, end in _joined(text, list(_runs(begins, totals))):
        first, last = _trimmed(text, *_extended(text, totals[kind], start, end) if kind == "PERSON" else (start, end))
        probability = min(totals[kind][start:end])
        if first >= free and _is_possible(kind, text[first:last], probability):
            names.append(RawName(kind, first, last, probability))
            free = last
    return names


def _extended(text: str, total: Sequence[float], start: int, end: int) -> tuple[int, int]:
    """Return a person's name with what stands behind its middle dots, and with whole words of Latin letters."""
    if text[end : end + 1] in _MIDDLE_DOTS:
        end += 1 + _count(total[end + 1 :])
    if start and text[start - 1] in _MIDDLE_DOTS:
        start -= 1 + _count(total[: start - 1][::-1])
    if _LATIN_LETTER.match(text[end - 1]) and (behind := _WORDS_BEHIND.match(text, end)):
        end = behind.end()
    if _LATIN_LETTER.match(text[start]) and (before := _WORDS_BEFORE.search(text, 0, start)):
        start = before.start()
    return start, end


def _count(total: Sequence[float]) -> int:
    """Return how many characters from the first on are as likely as those behind a dot must be."""
    return next((place for place, each in enumerate(total) if each <= _FEWEST_BEHIND_DOT), len(total))


def _is_possible(kind: Kind, name: str, probability: float) -> bool:
    if len(name) == 1:
        return kind == "PERSON" and probability >= _FEWEST_ALONE and name in _SURNAMES
    return bool(name) and name not in _NO_NAMES and not name.islower()


def _runs(begins: Mapping[Kind, list[float]], totals: Mapping[Kind, list[float]]) -> Iterator[tuple[Kind, int, int]]:
    """Yield the stretches of one kind by place, cut where beginning is likelier than going on, if sure at one place."""
    kinds: list[Kind] = [
        "PERSON" if person >= location else "LOCATION"
        for person, location in zip(totals["PERSON"], totals["LOCATION"], strict=True)
    ]
    start = 0
    while start < len(kinds):
        kind, end = kinds[start], start
        total, begin = totals[kind], begins[kind]
        while end < len(kinds) and kinds[end] == kind and total[end] > _FEWEST_GOING_ON:
            if end > start and 2 * begin[end] > total[end]:
                break
            end += 1
        if end > start and max(total[start:end]) > FEWEST_SURE:
            yield kind, start, end
        start = max(end, start + 1)


def _joined(text: str, runs: list[tuple[Kind, int, int]]) -> list[tuple[Kind, int, int]]:
    """Join the parts of a foreign name, and of a place that was told as city and district."""
    joined: list[tuple[Kind, int, int]] = []
    for kind, start, end in runs:
        if joined and joined[-1][0] == kind:
            between = text[joined[-1][2] : start]
            if (kind == "LOCATION" and not between) or (len(between) == 1 and between in _MIDDLE_DOTS):
                joined[-1] = (kind, joined[-1][1], end)
                continue
        joined.append((kind, start, end))
    return joined


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if any(each.isalpha() for each in text[start:end]) else (start, start)
