"""An identity card of Hong Kong, Macao or Taiwan as written → whether letters, check digit and range fit."""

import re

from scanner.validators.cn import is_date
from scanner.validators.written import alphanumerics_of, digits_of

_HONG_KONG = re.compile(r"[A-Z]{1,2}[0-9]{6}[0-9A]")
_HONG_KONG_BLANK = 36
"""What stands for the missing first letter: one more than Z, which is 35."""
_LETTERS = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True))
"""Numbers of the counties' letters in Taiwan, in the order in which the letters were given out."""
_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
_NATIONAL = re.compile(r"[A-Z][12][0-9]{8}")
_NEW_CERTIFICATE = re.compile(r"[A-Z][89][0-9]{8}")
_OLD_CERTIFICATE = re.compile(r"[A-Z][ABCD][0-9]{8}")
_MACAO = re.compile(r"[157][0-9]{7}")
_PERMIT_DIGITS = frozenset({8, 10})
_FEWEST_DISTINCT_DIGITS = 3


def is_hong_kong_identity_card(text: str) -> bool:
    """Tell whether the text is a Hong Kong identity card number.

    Registration of Persons Regulations (Cap. 177A): one or two letters, six digits, a check digit 0 to 9 or A. The
    check is not published there; the known one weighs the characters 9 to 2 (A = 10, a missing letter = 36), MOD 11.
    """
    number = alphanumerics_of(text)
    if not _HONG_KONG.fullmatch(number):
        return False
    values = [int(sign, 36) for sign in number]
    if len(values) == 8:  # noqa: PLR2004  # one letter
        values.insert(0, _HONG_KONG_BLANK)
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_macao_identity_card(text: str) -> bool:
    """Tell whether the text can be a Macao resident identity card number (Law 8/2002).

    Seven digits beginning with 1, 5 or 7 and a check digit whose rule is not public. Eight digits in one run that are
    a day (19991220) are refused.
    """
    number = digits_of(text)
    if not _MACAO.fullmatch(number) or len(set(number)) < _FEWEST_DISTINCT_DIGITS:
        return False
    return len(text) > len(number) or not is_date(number)


def is_taiwan_compatriot_permit(text: str) -> bool:
    """Tell whether the text can be a mainland travel permit for Taiwan residents: eight digits (old: ten), no day."""
    number = digits_of(text)
    if len(number) not in _PERMIT_DIGITS or len(set(number)) < _FEWEST_DISTINCT_DIGITS:
        return False
    return not is_date(number[:8])


def is_taiwan_national_id(text: str) -> bool:
    """Tell whether the text is a national identity number of Taiwan.

    Household Registration Act, enforcement rules: letter of the county, 1 or 2 for the sex, seven digits, check digit.
    """
    number = alphanumerics_of(text)
    return _NATIONAL.fullmatch(number) is not None and _has_taiwan_check(number)


def is_taiwan_resident_certificate(text: str) -> bool:
    """Tell whether the text is the UI number of a resident certificate for foreigners in Taiwan.

    National Immigration Agency: since 2 January 2021 a letter, 8 or 9, eight digits; before, two letters (the second A
    to D, of which the last figure of its number counts) and eight digits. The check is that of the national number.
    """
    number = alphanumerics_of(text)
    if _OLD_CERTIFICATE.fullmatch(number):
        number = f"{number[0]}{_LETTERS[number[1]] % 10}{number[2:]}"
        return _has_taiwan_check(number)
    return _NEW_CERTIFICATE.fullmatch(number) is not None and _has_taiwan_check(number)


def _has_taiwan_check(number: str) -> bool:
    """Letter as its two-figure number, weights 1 9 8 7 6 5 4 3 2 1 1, MOD 10."""
    figures = [*divmod(_LETTERS[number[0]], 10), *map(int, number[1:])]
    return sum(figure * weight for figure, weight in zip(figures, _WEIGHTS, strict=True)) % 10 == 0
