"""A number as written → whether it can be one of an Asian country; python-stdnum knows the others."""

import datetime as dt
import re
from collections.abc import Callable

from scanner.validators.written import alphanumerics_of, digits_of

_NRIC = re.compile(r"[STFGM][0-9]{7}[A-Z]")
_NRIC_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_NRIC_CHECKS = {
    "S": ("JZIHGFEDCBA", 0),
    "T": ("JZIHGFEDCBA", 4),
    "F": ("XWUTRQPNMLK", 0),
    "G": ("XWUTRQPNMLK", 4),
    "M": ("XWUTRQPNJLK", 3),
}
"""First letter to the check letters by remainder, and what its century adds to the sum."""
_KOREAN = re.compile(r"[0-9]{6}[3478][0-9]{6}")
_WITHOUT_CHECK_FROM = dt.date(2020, 10, 1)
_WITHOUT_CHECK_UNTIL = 2034
"""Two digits of the year say no century; 20 to 34 are read as the 21st, so that no clock is asked."""
_VIETNAMESE = re.compile(r"[0-9]{3}[0-3][0-9]{8}")
_VIETNAMESE_PROVINCES = frozenset(
    (
        *("001", "002", "004", "006", "008", "010", "011", "012", "014", "015", "017", "019", "020", "022", "024"),
        *("025", "026", "027", "030", "031", "033", "034", "035", "036", "037", "038", "040", "042", "044", "045"),
        *("046", "048", "049", "051", "052", "054", "056", "058", "060", "062", "064", "066", "067", "068", "070"),
        *("072", "074", "075", "077", "079", "080", "082", "083", "084", "086", "087", "089", "091", "092", "093"),
        *("094", "095", "096"),
    )
)


def is_nric(text: str) -> bool:
    """Tell whether the text is a Singaporean NRIC number or a foreigner's FIN.

    Singapore ICA, NRIC and FIN: letter of the century and status, seven digits, check letter by MOD 11; the M series
    has been issued since 2022-01-01.
    """
    number = alphanumerics_of(text)
    if not _NRIC.fullmatch(number):
        return False
    letters, added = _NRIC_CHECKS[number[0]]
    total = added + sum(int(digit) * weight for digit, weight in zip(number[1:8], _NRIC_WEIGHTS, strict=True))
    return letters[total % 11] == number[8]


def is_rrn_since_2020(text: str) -> bool:
    """Tell whether the text can be a Korean resident registration number of someone born since October 2020.

    Resident Registration Act, Enforcement Rule Art. 2 as amended in 2020: the six digits behind that of sex and century
    are random, there is no check digit. Numbers given out anew to people born earlier cannot be told from broken ones.
    """
    number = digits_of(text)
    if not _KOREAN.fullmatch(number):
        return False
    born = _date(2000 + int(number[:2]), int(number[2:4]), int(number[4:6]))
    return born is not None and born >= _WITHOUT_CHECK_FROM and born.year <= _WITHOUT_CHECK_UNTIL


def is_vietnamese_citizen_number(text: str) -> bool:
    """Tell whether the text can be a Vietnamese citizen number of 12 digits.

    Decree 137/2015/ND-CP Art. 13 and Circular 59/2021/TT-BCA: province of birth, a digit of sex and century (0 to 3 for
    the 20th and 21st), two digits of the year, six random ones; no check digit. Ours: a run of one digit is refused.
    """
    number = digits_of(text)
    return (
        _VIETNAMESE.fullmatch(number) is not None and number[:3] in _VIETNAMESE_PROVINCES and len(set(number[6:])) > 1
    )


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


ASIA: dict[str, Callable[[str], bool]] = {
    "kr-rrn-since-2020": is_rrn_since_2020,
    "sg-nric": is_nric,
    "vn-citizen-number": is_vietnamese_citizen_number,
}
