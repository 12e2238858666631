"""A number as written → whether it can be one of European countries; what python-stdnum knows is not repeated here."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from stdnum import luhn, verhoeff

from scanner.validators.written import alphanumerics_of, digits_of

_CENTURIES = (1900, 2000)
_BIRTH_NUMBER_DIGITS = 10
"""DDMMYY or YYMMDD and a serial of four: Denmark, Iceland, Sweden."""
_COORDINATION_DAYS = 60
_BELGIAN_MONTH_STEPS = frozenset({0, 20, 40})
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")
_GERMAN_DOCUMENT = re.compile(r"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9]")
_ICAO_WEIGHTS = (7, 3, 1)
_KENNITALA_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_CHECKED_SNILS = 1_001_998
"""Numbers up to 001-001-998 were given before there was a check."""


def is_belgian_register_number(text: str) -> bool:
    """Tell whether the text is a Belgian national register number or bis number.

    Royal Decree of 3 April 1984, art. 1 to 5: birth date YYMMDD (zeros where unknown; in bis numbers the month is
    raised by 20 or 40), serial, 97 less the first nine digits modulo 97, with a 2 in front since 2000.
    """
    number = digits_of(text)
    if len(number) != 11:  # noqa: PLR2004  # art. 1
        return False
    step, month = divmod(int(number[2:4]), 20)
    if step * 20 not in _BELGIAN_MONTH_STEPS or month > 12 or int(number[4:6]) > 31:  # noqa: PLR2004  # months and days
        return False
    if number[6:9] in {"000", "999"}:
        return False
    return any(97 - int(century + number[:9]) % 97 == int(number[9:]) for century in ("", "2"))


def is_danish_personal_number(text: str) -> bool:
    """Tell whether the text can be a Danish CPR number: a birth date DDMMYY and a serial of four digits.

    CPR office, "Personnummeret i CPR" (2007): numbers without a fitting check digit are given since October 2007, so
    there is none to check.
    """
    number = digits_of(text)
    return len(number) == _BIRTH_NUMBER_DIGITS and _exists(number[:2], number[2:4], _years(number[4:6]))


def is_german_document_number(text: str) -> bool:
    """Tell whether the text is the serial of a German identity card or passport with its check digit.

    ICAO Doc 9303 part 3 §4.9: weights 7 3 1, letters count from A = 10, modulo 10; the letters are those that the
    Personalausweisverordnung and the Passverwaltungsvorschrift allow.
    """
    serial = alphanumerics_of(text)
    if not _GERMAN_DOCUMENT.fullmatch(serial):
        return False
    values = [int(sign, 36) for sign in serial[:9]]
    return _weighted(values, _ICAO_WEIGHTS * 3) % 10 == int(serial[9])


def is_national_insurance_number(text: str) -> bool:
    """Tell whether the text can be a British National Insurance number.

    HMRC, National Insurance Manual NIM39110: two prefix letters without D F I Q U V (nor O as the second), six digits,
    suffix A to D; BG GB KN NK NT TN ZZ are never given. There is no check digit.
    """
    return _NINO.fullmatch(alphanumerics_of(text)) is not None


def is_hungarian_tax_id(text: str) -> bool:
    """Tell whether the text is a Hungarian tax identification of a person.

    Act XX of 1996, annex: an 8, the birth date in days since 1867-01-01, a serial, and the sum of the digits times
    their place (1 to 9) modulo 11, which is never 10.
    """
    values = [int(digit) for digit in digits_of(text)]
    return len(values) == 10 and values[0] == 8 and _weighted(values, range(1, 10)) % 11 == values[9]  # noqa: PLR2004  # the annex


def is_hungarian_insurance_number(text: str) -> bool:
    """Tell whether the text is a Hungarian social security (TAJ) number.

    Act XX of 1996, annex: eight digits weighted 3 and 7 by turns, modulo 10. All zeros is a filler.
    """
    values = [int(digit) for digit in digits_of(text)]
    return len(values) == 9 and any(values) and _weighted(values, (3, 7) * 4) % 10 == values[8]  # noqa: PLR2004  # the annex


def is_icelandic_personal_number(text: str) -> bool:
    """Tell whether the text is an Icelandic kennitala of a person.

    Registers Iceland: birth date DDMMYY, two digits, a check digit modulo 11, the century (8, 9 or 0). Those of
    organisations, whose day is raised by 40, are refused.
    """
    number = digits_of(text)
    if len(number) != _BIRTH_NUMBER_DIGITS or number[9] not in "890":
        return False
    century = {"8": 1800, "9": 1900, "0": 2000}[number[9]]
    checked = _weighted([int(digit) for digit in number], _KENNITALA_WEIGHTS) % 11 == 0
    return checked and _exists(number[:2], number[2:4], (century + int(number[4:6]),))


def is_luxembourgish_personal_number(text: str) -> bool:
    """Tell whether the text is a Luxembourgish national identification number (matricule).

    Law of 19 June 2013, art. 2, with the Grand-Ducal regulation of 28 November 2013: birth date YYYYMMDD, serial of
    three, a Luhn digit and a Verhoeff digit, both over the first eleven.
    """
    number = digits_of(text)
    if len(number) != 13 or number[:2] not in {"18", "19", "20"}:  # noqa: PLR2004  # art. 2
        return False
    checked = luhn.is_valid(number[:12]) and verhoeff.is_valid(number[:11] + number[12])
    return bool(checked) and _exists(number[6:8], number[4:6], (int(number[:4]),))


def is_russian_insurance_number(text: str) -> bool:
    """Tell whether the text is a Russian individual insurance account number (SNILS).

    Pension Fund, resolution 192p of 2006: nine digits weighted 9 to 1, modulo 101, where 100 counts as 00;
    numbers up to 001-001-998 have no check and are refused.
    """
    number = digits_of(text)
    if len(number) != 11 or int(number[:9]) < _FIRST_CHECKED_SNILS:  # noqa: PLR2004  # the annex
        return False
    total = _weighted([int(digit) for digit in number], range(9, 0, -1))
    return total % 101 % 100 == int(number[9:])


def is_swedish_personal_number(text: str) -> bool:
    """Tell whether the text is a Swedish personal identity number or coordination number.

    Population Registration Act (1991:481) §18 and §18 a: birth date (the day raised by 60 in coordination numbers),
    serial, Luhn digit over the last ten. With or without the century.
    """
    number = digits_of(text)
    if len(number) == _BIRTH_NUMBER_DIGITS:
        years: Iterable[int] = _years(number[:2])
    elif len(number) == _BIRTH_NUMBER_DIGITS + 2 and number[:2] in {"18", "19", "20"}:
        years, number = (int(number[:4]),), number[2:]
    else:
        return False
    day = int(number[4:6]) % _COORDINATION_DAYS
    return bool(luhn.is_valid(number)) and _exists(str(day), number[2:4], years)


def _years(two_digits: str) -> tuple[int, ...]:
    """Return the years that two digits can stand for: who asks no clock cannot choose between them."""
    return tuple(century + int(two_digits) for century in _CENTURIES)


def _exists(day: str, month: str, years: Iterable[int]) -> bool:
    """Tell whether the day exists in one of the years."""
    return any(_is_date(year, int(month), int(day)) for year in years)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _weighted(values: Sequence[int], weights: Iterable[int]) -> int:
    """Return the sum of products; what has no weight does not count."""
    return sum(value * weight for value, weight in zip(values, weights, strict=False))


EUROPE: dict[str, Callable[[str], bool]] = {
    "be-register-number": is_belgian_register_number,
    "de-document-number": is_german_document_number,
    "dk-personal-number": is_danish_personal_number,
    "gb-national-insurance": is_national_insurance_number,
    "hu-insurance-number": is_hungarian_insurance_number,
    "hu-tax-id": is_hungarian_tax_id,
    "is-personal-number": is_icelandic_personal_number,
    "lu-personal-number": is_luxembourgish_personal_number,
    "ru-insurance-number": is_russian_insurance_number,
    "se-personal-number": is_swedish_personal_number,
}
