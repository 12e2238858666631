"""A run of digits without country code → the telephone number it is, or none, with how sure that is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.detectors.pii.phone_plan import NORTH_AMERICA, Number, may_be, number_in
from scanner.detectors.pii.phone_shapes import (
    has_area_in_brackets,
    is_chinese_service,
    is_look_alike,
    is_north_american,
    is_written_apart,
    stops,
)
from scanner.detectors.pii.phone_words import Said, said_before
from scanner.detectors.pii.regions import Region
from scanner.validators.written import digits_of, fold_width

_UNNAMED = 0.97
"""Share of the rule's confidence where no word nearby says that it is a phone number."""
_GUESSED = 0.99
"""Share where the region was guessed from the language; a guess is never scored as certain."""
_UNPLACED = 0.9
"""Share where no plan knows the number and the word right in front is all the evidence."""
_CLOSING = re.compile("[)）]")
_LETTER = re.compile("[A-Za-z]")
_RELAY = re.compile("1800[12] (?=0)")
"""What is dialled in front of a British number to call by text relay (Ofcom General Condition C5.9)."""
_LOCAL_LENGTHS = range(7, 13)
_FEWEST_GROUPS = 3
_COUNTRY_CODE = re.compile(r"[+＋][ ]?[(]?[0-9]{1,3}[ )(.-]{0,3}\Z")
_CODE_CHARS = 9
_BEGUN = re.compile(r"[0-9][0-9 .()/-]*\Z")
_BEGUN_CHARS = 24
_LOCAL_FICTION = re.compile("55501[0-9]{2}")
"""Without area code (ATIS-0300115)."""
_LIKE_MOBILE = re.compile("1[0-9]{10}")
_DEVICE = re.compile("I(?<![A-Za-z].)(?:MEI|MSI|CCID)|M(?<![A-Za-z].)EID")
"""Behind no letter; their own letters come first, as `re` skips what is none of them."""
_DEVICE_CHARS = 48
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a candidate was found to be."""

    start: int
    end: int
    number: Number | None
    """None where no plan knows it, but the words in front leave no doubt."""
    digits: str
    share: float
    """Of the rule's confidence."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    start: int
    end: int
    said: Said


def read_national(text: str, start: int, end: int, regions: Callable[[], tuple[Region, ...]]) -> Reading | None:
    """Read a candidate in the first region whose plan accepts it; else believe the word right in front."""
    if text[start] in "(（" and not _CLOSING.search(text, start, end):
        start += 1
    if is_look_alike(text, start, end) or _COUNTRY_CODE.search(text, max(0, start - _CODE_CHARS), start):
        return None
    if _DEVICE.search(text, max(0, start - _DEVICE_CHARS), start):
        return None
    said = said_before(text, start, end)
    if not _stands_free(text, start, end, said):
        return None
    candidate = _Candidate(text, start, end, said)
    if said is Said.NOTHING and not is_written_apart(fold_width(text[start:end])):
        return None
    return _in_plan(candidate, regions() or _by_script(text, start)) or _unplaced(candidate)


def _stands_free(text: str, start: int, end: int, said: Said) -> bool:
    """Refuse what is glued to letters, paths and longer ids, unless a phone word is what it is glued to."""
    before = text[start - 1] if start else " "
    if _LETTER.match(before) and not (text[start] in "(（" or said is Said.RIGHT):
        return False
    if before in "/-" and said is not Said.RIGHT:
        return False
    if before == "." and _LETTER.match(text, start - 2) and said is not Said.RIGHT:  # 10.1016/j.cell.2020.59.207
        return False
    behind = text[end : end + 1]
    return (
        not _LETTER.match(behind)
        or said is not Said.NOTHING
        or len(re.findall("[0-9]+", text[start:end])) > _FEWEST_GROUPS
    )


def _in_plan(candidate: _Candidate, regions: tuple[Region, ...]) -> Reading | None:
    for stop in stops(candidate.text, candidate.start, candidate.end):
        written = fold_width(candidate.text[candidate.start : stop])
        relay = _RELAY.match(written)
        if relay is not None:
            written = written[relay.end() :]
        if candidate.said is Said.NOTHING and not is_written_apart(written):
            continue
        digits = digits_of(written)
        for region in _regions_for(written, candidate.said, regions):
            number = number_in(written, region.code) if may_be(digits, region.code) else None
            if number is not None and (candidate.said or _is_as_written(written, number)):
                share = (1.0 if candidate.said else _UNNAMED) * (1.0 if region.told else _GUESSED)
                return Reading(candidate.start, stop, number, "", share)
    return None


def _by_script(text: str, start: int) -> tuple[Region, ...]:
    """Guess mainland China where a short text in no known language has Chinese in front of the number."""
    front = text[max(0, start - _CODE_CHARS) : start]
    return (Region("CN", told=False),) if _IDEOGRAPH.search(front) and not _KANA.search(front) else ()


def _regions_for(written: str, said: Said, regions: tuple[Region, ...]) -> Iterator[Region]:
    """Yield the regions whose numbers may be written so; three-three-four in brackets is America's anywhere."""
    yield from regions
    american = is_north_american(written) and (said or written.startswith("("))
    if american and not any(region.code in NORTH_AMERICA for region in regions):
        yield Region("US", told=False)
    if said is Said.RIGHT and is_chinese_service(written) and not any(region.code == "CN" for region in regions):
        yield Region("CN", told=False)


def _is_as_written(written: str, number: Number) -> bool:
    """Tell whether a number that no word announces is grouped as telephone numbers are.

    A trunk 0, an area code in brackets, three-three-four, a Chinese service number; else just the groups that are usual
    in its country, three at least, and not all of three digits as amounts have.
    """
    if written.startswith(("0", "(0")) or has_area_in_brackets(written):
        return True
    if number.is_north_american:
        return is_north_american(written)
    if is_chinese_service(written):
        return True
    groups = re.findall("[0-9]+", written)
    amounts = {len(group) for group in groups[1:]} == {3}
    return len(groups) >= _FEWEST_GROUPS and not amounts and groups == number.groups()


def _unplaced(candidate: _Candidate) -> Reading | None:
    """Read a number that no plan knows: a word right in front says what it is (local numbers, other countries)."""
    if candidate.said is not Said.RIGHT:
        return None
    digits = digits_of(candidate.text[candidate.start : candidate.end])
    if len(digits) not in _LOCAL_LENGTHS or len(set(digits)) == 1 or _LOCAL_FICTION.fullmatch(digits):
        return None
    if _LIKE_MOBILE.fullmatch(digits) and _by_script(candidate.text, candidate.start):  # in no range that was given out
        return None
    begun = _BEGUN.search(fold_width(candidate.text[max(0, candidate.start - _BEGUN_CHARS) : candidate.start]))
    if begun is not None and len(digits_of(begun[0])) < _LOCAL_LENGTHS.start:  # the end of a number that was refused
        return None
    return Reading(candidate.start, candidate.end, None, digits, _UNPLACED)
