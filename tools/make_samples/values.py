"""Parts → synthetic values that pass their checks, from ranges with as few owners as can be had.

- E-mail: invented names below two invented domains that say what they are (`corpus-sample-press.org`,
  `yangben-yuliao.cn`) and their siblings on national domains.
- Telephone: numbers that numbering plans allow and networks cannot reach: local numbers that begin with 0 or 1 (London,
  Berlin, Munich), block 01 00 (France), exchange 555 (US, withdrawn but for 1212), runs of zeros (China, Taiwan).
  Ranges that regulators keep for drama are look-alikes: they belong to nobody, and scanners may know that.
- IPv4 and IPv6: networks of the AMT and AS112 services (RFC 7450, RFC 7534, RFC 7535), which are global in IANA's
  registry and have no subscribers; documentation networks are look-alikes.
- Payment cards: test numbers that card schemes publish; bank cards: zeros behind an issuer prefix.
- IBAN: the examples that the registry itself prints.
- US SSN: areas 850-859, out of use before 2011, with serials that count up.
- Resident id numbers: births in 1901-1910; company codes: zeros behind a real region.
"""

PRESS = "corpus-sample-press.org"
YULIAO = "yangben-yuliao.cn"

CARDS = {
    "visa": "4012 8888 8888 1881",
    "visa-dashed": "4000-0566-5566-5556",
    "mastercard": "5200 8282 8282 8210",
    "mastercard-two": "2223003122003222",
    "amex": "3782 822463 10005",
    "discover": "6011 0009 9013 9424",
    "jcb": "3530 1113 3330 0000",
    "diners": "3056 9309 0259 04",
}
"""Published test numbers; none can be charged."""
PLACEHOLDER_CARD = "4111 1111 1111 1111"
"""A test number so well known that a scanner may take it for a placeholder."""

IBANS = {
    "gb": "GB82 WEST 1234 5698 7654 32",
    "gb-plain": "GB29NWBK60161331926819",
    "de": "DE89 3704 0044 0532 0130 00",
    "fr": "FR14 2004 1010 0505 0001 3M02 606",
    "es": "ES91 2100 0418 4502 0005 1332",
    "nl": "NL91 ABNA 0417 1643 00",
    "ch": "CH93 0076 2011 6238 5295 7",
}
"""Examples of the SWIFT IBAN registry and of ISO 13616's own pages."""

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def luhn(digits: str) -> str:
    """Return the digits with their check digit behind (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 - place % 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004  # the digits of a two-digit product are added
    return f"{digits}{-total % 10}"


def resident_id(region: str, birth: str, serial: int) -> str:
    """Return an 18-character id number (GB 11643-1999 §4): region of six digits, birth as YYYYMMDD, serial of three."""
    body = f"{region}{birth}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _RESIDENT_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def company_code(kind: str, region: str, organisation: str) -> str:
    """Return a unified social credit code (GB 32100-2015) of kind (2 characters), region (6) and organisation (8)."""
    inner = sum(_letter(char) * weight for char, weight in zip(organisation, _ORGANISATION_WEIGHTS, strict=True))
    body = kind + region + organisation + "0123456789X"[-inner % 11]
    total = sum(_CODE_LETTERS.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _CODE_LETTERS[-total % 31]


def _letter(char: str) -> int:
    return int(char, 36)


def wrong_last(value: str) -> str:
    """Return the value with another last digit, so that its check fails."""
    return value[:-1] + ("1" if value[-1] != "1" else "2")


def spaced(digits: str, group: int = 4) -> str:
    """Return digits in groups with blanks between them."""
    return " ".join(digits[i : i + group] for i in range(0, len(digits), group))


def press_mail(name: str, desk: str = "") -> str:
    """Return an address on the invented English domain."""
    return f"{name}@{desk + '.' if desk else ''}{PRESS}"


def london(last: int) -> str:
    """Return a London number that begins with 0, national form."""
    return f"020 0000 0{last:03d}"


def london_abroad(last: int) -> str:
    """Return the same, as written for callers from abroad."""
    return f"+44 20 0000 0{last:03d}"


def new_york(last: int) -> str:
    """Return a number behind exchange 555, international form."""
    return f"+1 212 555 2{last:03d}"


def mobile(prefix: str, last: int) -> str:
    """Return a Chinese mobile number: three digits, zeros, two digits."""
    return f"{prefix}000000{last:02d}"


def bank_card(prefix: str, length: int, last: int) -> str:
    """Return a UnionPay number: issuer prefix, zeros, two digits, check digit; `length` digits in all."""
    return luhn(prefix + "0" * (length - len(prefix) - 3) + f"{last:02d}")


def service_ipv4(last: int) -> str:
    """Return an address of the AMT service network (RFC 7450)."""
    return f"192.52.193.{last}"


def service_ipv6(last: int) -> str:
    """Return an address of the AS112 service network (RFC 7534)."""
    return f"2620:4f:8000::{last:x}"
