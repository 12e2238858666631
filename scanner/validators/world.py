"""A number as written → whether it can be one of the Americas, Africa and Oceania."""

import datetime as dt
import re
from collections.abc import Callable

from scanner.validators.americas import AMERICAS
from scanner.validators.written import alphanumerics_of, digits_of

_MEDICARE = re.compile(r"[2-6][0-9]{8}[1-9][1-9]?")
_MEDICARE_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9)
_NHI = re.compile(r"[A-HJ-NP-Z]{3}[0-9]{2}(?:[0-9]{2}|[A-HJ-NP-Z]{2})")
_NHI_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_EGYPTIAN = re.compile(r"[23][0-9]{13}")
_EGYPTIAN_GOVERNORATES = frozenset(
    (
        *("01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "22", "23", "24", "25"),
        *("26", "27", "28", "29", "31", "32", "33", "34", "35", "88"),
    )
)
"""88: born abroad."""


def is_medicare(text: str) -> bool:
    """Tell whether the text is an Australian Medicare card number, with or without the person's digit.

    NEHTA, Use of Healthcare Identifiers in Health Software Systems 1.4: eight digits of which the first is 2 to 6, a
    check digit (weights 1 3 7 9, MOD 10), the issue of the card.
    """
    number = digits_of(text)
    if not _MEDICARE.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _MEDICARE_WEIGHTS, strict=False))
    return total % 10 == int(number[8])


def is_nhi(text: str) -> bool:
    """Tell whether the text is a New Zealand National Health Index number of the old or the new form.

    HISO 10046:2024, NHI validation routine: letters count 1 to 24 without I and O, weights 7 to 2. Old form AAANNNC:
    MOD 11, a remainder of 0 is never issued; new form AAANNAC: MOD 23. Numbers that begin with Z are for testing.
    """
    number = alphanumerics_of(text)
    if not _NHI.fullmatch(number) or number[0] == "Z":
        return False
    values = [int(sign) if sign.isdigit() else _NHI_LETTERS.index(sign) + 1 for sign in number]
    total = sum(value * weight for value, weight in zip(values, range(7, 1, -1), strict=False))
    if number[6].isdigit():
        return total % 11 != 0 and values[6] == (11 - total % 11) % 10
    return values[6] == 23 - total % 23


def is_egyptian_national_number(text: str) -> bool:
    """Tell whether the text can be an Egyptian national number of 14 digits.

    Civil Status Law 143/1994: digit of the century (2 for 1900, 3 for 2000), date of birth, governorate, serial. The
    arithmetic of the last digit is not published, so it is not checked.
    """
    number = digits_of(text)
    if not _EGYPTIAN.fullmatch(number) or number[7:9] not in _EGYPTIAN_GOVERNORATES:
        return False
    try:
        dt.date(1700 + 100 * int(number[0]) + int(number[1:3]), int(number[3:5]), int(number[5:7]))
    except ValueError:
        return False
    return True


WORLD: dict[str, Callable[[str], bool]] = {
    "au-medicare": is_medicare,
    "eg-national-number": is_egyptian_national_number,
    "nz-nhi": is_nhi,
    **AMERICAS,
}
