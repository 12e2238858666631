"""A number as written → whether it can be one of an American country; python-stdnum knows the others."""

import re
from collections.abc import Callable

from stdnum import luhn
from stdnum.br import cpf
from stdnum.mx import rfc

from scanner.validators.written import alphanumerics_of, digits_of, fold_width

_NPI = re.compile(r"[12][0-9]{9}")
_NPI_PREFIX = "80840"
_NPI_EXAMPLE = "1234567893"
"""Printed in nearly every manual."""
_DEA = re.compile(r"[ABCDEFGHJKLMPRSTUX][A-Z9][0-9]{7}")
_VOTER_STATES = 28
_STATES_WITH_ONE_FOR_ZERO = ("01", "02")
"""São Paulo and Minas Gerais, whose remainder 0 gives check digit 1."""
_PIS_WEIGHTS = (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_CI_WEIGHTS = (2, 9, 8, 7, 6, 3, 4)
_CPF_EXAMPLE = "12345678909"
_RFC_PERSON, _RFC_ORGANISATION = 13, 12
_RFC_GENERIC = frozenset({"XAXX010101000", "XEXX010101000"})
"""SAT: stand for any customer of the public and for any foreigner; nobody's own number."""


def is_npi(text: str) -> bool:
    """Tell whether the text is a United States National Provider Identifier.

    45 CFR 162.406: ten digits, the last the Luhn check digit (ISO/IEC 7812-1) of the number with 80840 in front; the
    first is 1 or 2.
    """
    number = digits_of(text)
    return _NPI.fullmatch(number) is not None and number != _NPI_EXAMPLE and bool(luhn.is_valid(_NPI_PREFIX + number))


def is_dea(text: str) -> bool:
    """Tell whether the text is a registration number of the Drug Enforcement Administration.

    21 CFR 1301.11 speaks of the registration; the check digit is the last of (d1+d3+d5) + 2(d2+d4+d6).
    """
    number = alphanumerics_of(text)
    if not _DEA.fullmatch(number):
        return False
    digits = [int(digit) for digit in number[2:]]
    return (digits[0] + digits[2] + digits[4] + 2 * (digits[1] + digits[3] + digits[5])) % 10 == digits[6]


def is_cpf(text: str) -> bool:
    """Tell whether the text is a Brazilian CPF: two check digits, MOD 11 (Receita Federal, IN RFB 2172/2024).

    Eleven times the same digit and 123.456.789-09 pass the arithmetic and are refused: they fill forms.
    """
    number = digits_of(text)
    return len(set(number)) > 1 and number != _CPF_EXAMPLE and bool(cpf.is_valid(number))


def is_cnh(text: str) -> bool:
    """Tell whether the text is the registration number of a Brazilian driving licence (CNH).

    RENACH, Resolução CONTRAN 886/2021: nine digits and two check digits, MOD 11 with weights 9 to 1 and 1 to 9; a first
    remainder of 10 takes 2 off the second.
    """
    number = digits_of(text)
    if len(number) != 11 or len(set(number)) == 1:  # noqa: PLR2004  # digits, as the resolution says
        return False
    first = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=False)) % 11
    second = sum(int(digit) * weight for digit, weight in zip(number, range(1, 10), strict=False)) % 11
    if first > 9:  # noqa: PLR2004  # no digit
        first, second = 0, second - 2 + (11 if second < 2 else 0)  # noqa: PLR2004  # what is taken off
    return number[9:] == f"{first}{second if second <= 9 else 0}"  # noqa: PLR2004  # no digit


def is_voter_number(text: str) -> bool:
    """Tell whether the text is a Brazilian voter's number (título de eleitor).

    Resolução TSE 23.659/2021 Art. 36: eight digits of serial, two of the state (01 to 28), two check digits, MOD 11.
    """
    number = digits_of(text)
    if len(number) != 12 or not 1 <= int(number[8:10]) <= _VOTER_STATES or not int(number[:8]):  # noqa: PLR2004  # digits, as the resolution says
        return False
    first = _voter_digit(sum(int(digit) * weight for digit, weight in zip(number, range(2, 10), strict=False)), number)
    second = _voter_digit(int(number[8]) * 7 + int(number[9]) * 8 + first * 9, number)
    return number[10:] == f"{first}{second}"


def _voter_digit(total: int, number: str) -> int:
    rest = total % 11 % 10
    return 1 if total % 11 == 0 and number[8:10] in _STATES_WITH_ONE_FOR_ZERO else rest


def is_pis(text: str) -> bool:
    """Tell whether the text is a Brazilian PIS, PASEP, NIT or NIS number (Caixa): eleven digits, MOD 11."""
    number = digits_of(text)
    if len(number) != 11 or len(set(number)) == 1:  # noqa: PLR2004  # digits
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _PIS_WEIGHTS, strict=False))
    return int(number[10]) == -total % 11 % 10


def is_uruguayan_ci(text: str) -> bool:
    """Tell whether the text is a Uruguayan cédula de identidad: weights 2 9 8 7 6 3 4, MOD 10 (DNIC)."""
    number = digits_of(text)
    if len(number) != 8 or len(set(number)) == 1:  # noqa: PLR2004  # digits
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _CI_WEIGHTS, strict=False))
    return int(number[7]) == -total % 10


def is_personal_rfc(text: str) -> bool:
    """Tell whether the text is a Mexican RFC of a person: letters of the name, date, and a check character (SAT)."""
    number = _rfc(text)
    return len(number) == _RFC_PERSON and number not in _RFC_GENERIC and _is_rfc(number)


def is_company_rfc(text: str) -> bool:
    """Tell whether the text is a Mexican RFC of a company: three letters, date, and a check character (SAT)."""
    number = _rfc(text)
    return len(number) == _RFC_ORGANISATION and _is_rfc(number)


def _rfc(text: str) -> str:
    return "".join(sign for sign in fold_width(text).upper() if sign.isalnum() or sign == "&")


def _is_rfc(number: str) -> bool:
    return number.replace("Ñ", "").isascii() and bool(rfc.is_valid(number, validate_check_digits=True))


AMERICAS: dict[str, Callable[[str], bool]] = {
    "br-cnh": is_cnh,
    "br-cpf": is_cpf,
    "br-pis": is_pis,
    "br-voter-number": is_voter_number,
    "mx-company-rfc": is_company_rfc,
    "mx-personal-rfc": is_personal_rfc,
    "us-dea": is_dea,
    "us-npi": is_npi,
    "uy-ci": is_uruguayan_ci,
}
