"""A Chinese identifier as written → whether its check characters, codes and dates fit."""

import datetime as dt
import re

from scanner.validators.written import alphanumerics_of, digits_of

_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
"""GB/T 2260, first two digits; 81 82 83 are the residence permits for people from Hong Kong, Macao and Taiwan.
The four digits behind them are not checked: they are historic, and many counties have been dissolved since."""
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE_SHAPE = re.compile(r"[1-9ANY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_MOBILE = re.compile(r"1(?:610\d|740[0-5])\d{6}|1(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8}", re.ASCII)
"""Numbering plan of mainland China as in libphonenumber 9.0, metadata of region CN, type mobile."""
_MOBILE_DIGITS = 11
_FEWEST_DISTINCT_DIGITS = 3


def is_resident_id(text: str) -> bool:
    """Tell whether the text is an 18-character resident identity number.

    GB 11643-1999 §4.2: region, date of birth, serial, check character (MOD 11-2 of ISO/IEC 7064). The date must exist
    and lie in the years 1900 to 2100; no clock is asked, so the answer for a text never changes.
    """
    number = alphanumerics_of(text)
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in _PROVINCES:  # noqa: PLR2004  # GB 11643 §4.1
        return False
    return is_identity_check(number) and is_date(number[6:14])


def is_province(code: str) -> bool:
    """Tell whether two digits are a province of GB/T 2260 or one of the three residence permits."""
    return code in _PROVINCES


def is_identity_check(number: str) -> bool:
    """Tell whether the last of eighteen characters, seventeen of them digits, fits: GB 11643-1999 §4.2.4, MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECK[total % 11] == number[17]


def is_date(text: str) -> bool:
    """Tell whether eight ASCII digits are a day, YYYYMMDD, of the years 1900 to 2100."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def is_social_credit_code(text: str) -> bool:
    """Tell whether the text is a unified social credit code.

    GB 32100-2015 §4: registering department, kind, region, organisation code (GB 11714), check character (MOD 31).
    Both check characters must fit.
    """
    code = alphanumerics_of(text)
    if not _CODE_SHAPE.fullmatch(code):
        return False
    total = sum(_CODE_ALPHABET.index(sign) * weight for sign, weight in zip(code, _CODE_WEIGHTS, strict=False))
    return _CODE_ALPHABET[-total % 31] == code[17] and is_organisation_check(code[8:17])


def is_organisation_check(code: str) -> bool:
    """Tell whether nine letters and digits fit GB 11714-1997: eight weighted, MOD 11, check 10 written X, 11 as 0."""
    total = sum(
        _ORGANISATION_ALPHABET.index(sign) * weight for sign, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False)
    )
    return "0123456789X0"[11 - total % 11] == code[8]


def is_mobile(text: str) -> bool:
    """Tell whether the text is a mobile number of mainland China, eleven digits without country code.

    Placeholders such as 13333333333 (one or two different digits) are refused.
    """
    number = digits_of(text)
    if len(number) != _MOBILE_DIGITS or len(set(number)) < _FEWEST_DISTINCT_DIGITS:
        return False
    return _MOBILE.fullmatch(number) is not None
