"""The number of a device, a subscription or a vehicle as written → whether it can be one."""

from stdnum import imsi, luhn

from scanner.validators.written import alphanumerics_of, digits_of

_MAC_DIGITS = 12
_MAC_FILLERS = frozenset(
    {"001122334455", "112233445566", "aabbccddeeff", "123456789abc", "001a2b3c4d5e", "deadbeefcafe"}
)
_FEWEST_DISTINCT_SIGNS = 4
_REPORTING_BODIES = frozenset(
    ("01", "10", "30", "33", "35", "44", "45", "49", "50", "51", "52", "53", "54", "86", "91", "98", "99")
)
"""GSMA TS.06, reporting body identifiers of type allocation codes; 00 is for test devices."""
_IMEI_DIGITS = _IMSI_DIGITS = 15

_VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)) | {
    str(digit): digit for digit in range(10)
}
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_CHECKED_REGIONS = frozenset("12345L")
_VIN_FEWEST_LETTERS, _VIN_FEWEST_DIGITS = 2, 5


def is_mac_address(text: str) -> bool:
    """Tell whether the text is the address of one network device: 48 bits, IEEE 802-2014 §8.2.2.

    Group addresses (lowest bit of the first octet), fillers, and what has no letter or no digit at all are refused:
    pairs of decimal digits are times, dates and part numbers far more often.
    """
    number = "".join(sign for sign in text.lower() if sign in "0123456789abcdef")
    if len(number) != _MAC_DIGITS or number in _MAC_FILLERS or len(set(number)) < _FEWEST_DISTINCT_SIGNS:
        return False
    return not int(number[:2], 16) & 1 and not number.isdigit() and not number.isalpha()


def is_imei(text: str) -> bool:
    """Tell whether the text is an IMEI: 15 digits, known reporting body, check digit (3GPP TS 23.003 §6.2)."""
    number = digits_of(text)
    if len(number) != _IMEI_DIGITS or len(set(number)) < _FEWEST_DISTINCT_SIGNS:
        return False
    return number[:2] in _REPORTING_BODIES and bool(luhn.is_valid(number))


def is_imsi(text: str) -> bool:
    """Tell whether the text can be an IMSI: 15 digits, country and network codes of ITU-T E.212; there is no check."""
    number = digits_of(text)
    return len(number) == _IMSI_DIGITS and len(set(number)) >= _FEWEST_DISTINCT_SIGNS and bool(imsi.is_valid(number))


def is_vin(text: str) -> bool:
    """Tell whether the text can be a vehicle identification number: 17 signs without I, O, Q (ISO 3779 §4).

    North America (49 CFR 565.15) and China (GB 16735 §5) have a check digit in the ninth place. Elsewhere there is
    none; there the last four signs must be digits as everywhere, and letters and digits must be mixed.
    """
    number = alphanumerics_of(text)
    if len(number) != len(_VIN_WEIGHTS) or any(sign not in _VIN_SIGNS for sign in number) or number[0] == "0":
        return False
    letters = sum(sign.isalpha() for sign in number)
    if letters < _VIN_FEWEST_LETTERS or len(number) - letters < _VIN_FEWEST_DIGITS or not number[-4:].isdigit():
        return False
    if number[0] not in _VIN_CHECKED_REGIONS:
        return True
    total = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11] == number[8]
