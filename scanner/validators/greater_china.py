"""A number as written → whether it can be one of the mainland, Hong Kong, Macao and Taiwan."""

import re
from collections.abc import Callable

from stdnum import luhn

from scanner.validators.cn import is_date, is_identity_check, is_mobile, is_organisation_check, is_province
from scanner.validators.greater_china_permits import (
    is_hong_kong_identity_card,
    is_macao_identity_card,
    is_taiwan_compatriot_permit,
    is_taiwan_national_id,
    is_taiwan_resident_certificate,
)
from scanner.validators.written import alphanumerics_of, digits_of, fold_width

_OLD_CARDS: tuple[tuple[str, frozenset[int]], ...] = (
    # Issuer numbers of single banks from before the 62 range of 2003, and lengths of their cards.
    ("9558", frozenset({19})),  # ICBC, Mudan
    ("9559", frozenset({19})),  # ABC
    ("6013", frozenset({16, 19})),  # Bank of China
    ("4367", frozenset({16, 19})),  # CCB, Long
    ("4563", frozenset({16, 19})),  # Bank of China, Great Wall
    ("5264", frozenset({16})),  # several, Mastercard range
    ("5187", frozenset({16})),  # CMB
    ("4026", frozenset({16})),  # CMB, ICBC
    ("9843", frozenset({16})),  # Guangdong Development Bank
    ("9400", frozenset({16})),  # city banks
    ("9030", frozenset({18})),  # Guangfa
    ("6858", frozenset({16})),  # city banks
    ("4055", frozenset({16})),  # Bank of Communications
    ("4581", frozenset({16})),  # Bank of Communications
    ("5218", frozenset({16})),  # Bank of Communications
    ("4392", frozenset({16})),  # CMB
)
_NUMERALS = {
    **{sign: str(value) for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: str(value) for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{sign: str(value) for value, sign in enumerate("零壹貳參肆伍陸柒捌玖")},
    "○": "0",
    "幺": "1",
    "两": "2",
    "O": "0",
}
"""Figures as they are said digit by digit: `幺` is one on the telephone, `〇`, `○` and the letter O are zero."""
_OLD_PERMANENT_RESIDENCE = re.compile(r"[A-Z]{3}[0-9]{12}")


def is_resident_id_of_15(text: str) -> bool:
    """Tell whether the text is a resident number of the first generation.

    GB 11643-1989: region, date of birth as YYMMDD of the 20th century, serial of three; no check digit.
    """
    number = digits_of(text)
    if len(number) != 15 or not is_province(number[:2]):  # noqa: PLR2004  # GB 11643-1989
        return False
    return is_date("19" + number[6:12]) and number[2:6] != "0000" and number[12:] != "000"


def is_permanent_residence_card(text: str) -> bool:
    """Tell whether the text is the number of a foreigner's permanent-residence card of the form of 2023.

    National Immigration Administration, card of 1 December 2023: 9, province of the application (two digits), country
    (three digits, ISO 3166-1), date of birth, serial, and the check character of GB 11643-1999.
    """
    number = alphanumerics_of(text)
    if len(number) != 18 or not number[:17].isdigit() or number[0] != "9":  # noqa: PLR2004  # as the card
        return False
    return is_province(number[1:3]) and number[3:6] != "000" and is_date(number[6:14]) and is_identity_check(number)


def is_old_permanent_residence_card(text: str) -> bool:
    """Tell whether the text is the number of a permanent-residence card of 2004 or 2017.

    Three letters of the country (ISO 3166-1 alpha-3), four digits of the place that issued it, date of birth as YYMMDD,
    two more; what the last two say is not public.
    """
    number = alphanumerics_of(text)
    if not _OLD_PERMANENT_RESIDENCE.fullmatch(number) or not is_province(number[3:5]):
        return False
    return is_date("20" + number[7:13]) or is_date("19" + number[7:13])


def is_organisation_code(text: str) -> bool:
    """Tell whether the text is an organisation code of GB 11714-1997: eight characters and the check character."""
    code = alphanumerics_of(text)
    return len(code) == 9 and code[8] in "0123456789X" and is_organisation_check(code)  # noqa: PLR2004  # GB 11714 §3


def is_old_bank_card(text: str) -> bool:
    """Tell whether the text is a card number of a Chinese bank from before the common issuer number 62.

    ISO/IEC 7812-1: issuer number of the bank, length, check digit by annex B (Luhn).
    """
    number = digits_of(text)
    if not any(number.startswith(issuer) and len(number) in lengths for issuer, lengths in _OLD_CARDS):
        return False
    return bool(luhn.is_valid(number))


def is_mobile_in_numerals(text: str) -> bool:
    """Tell whether the text is a mainland mobile number in Chinese figures, at least three of them.

    Arabic figures may stand between (`一3八…`), as those write who hide a number from filters.
    """
    written = fold_width(text)
    figures = sum(sign in _NUMERALS for sign in written)
    return figures >= 3 and is_mobile("".join(_NUMERALS.get(sign, sign) for sign in written))  # noqa: PLR2004  # above


def is_driving_file(text: str) -> bool:
    """Tell whether the text is the file number of a driving licence: twelve digits, the province first (GA 482)."""
    number = digits_of(text)
    return len(number) == 12 and is_province(number[:2]) and len(set(number)) > 2  # noqa: PLR2004  # GA 482


GREATER_CHINA: dict[str, Callable[[str], bool]] = {
    "cn-driving-file": is_driving_file,
    "cn-mobile-in-numerals": is_mobile_in_numerals,
    "cn-old-bank-card": is_old_bank_card,
    "cn-old-permanent-residence-card": is_old_permanent_residence_card,
    "cn-organisation-code": is_organisation_code,
    "cn-permanent-residence-card": is_permanent_residence_card,
    "cn-resident-id-15": is_resident_id_of_15,
    "cn-taiwan-compatriot-permit": is_taiwan_compatriot_permit,
    "hk-identity-card": is_hong_kong_identity_card,
    "mo-identity-card": is_macao_identity_card,
    "tw-national-id": is_taiwan_national_id,
    "tw-resident-certificate": is_taiwan_resident_certificate,
}
