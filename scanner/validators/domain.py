"""A domain name as written → the one form in which two spellings of it are equal."""

import re
import unicodedata

_MAX_LABEL = 63
_MAX_NAME = 253
"""RFC 1035 §2.3.4, in octets of the ASCII form, without the final dot."""
_FEWEST_LABELS = 2
_PREFIX = "xn--"
_DOTS = re.compile("[.\u3002\uff0e\uff61]")
"""The full stop and its three twins (RFC 3490 §3.1, UTS #46 §4.4)."""


def canonical_domain(name: str) -> str | None:
    """Return a domain in lower case and with Unicode labels, however it was written (`xn--`: RFC 5890 §2.3.2.1).

    None for what is no name of two labels or more: wrong characters, too long, an IP address, an unreadable `xn--`.
    """
    labels = [_unicode_label(label) for label in _DOTS.split(name.removesuffix("."))]
    if len(labels) < _FEWEST_LABELS or not all(labels):
        return None
    domain = ".".join(label or "" for label in labels)
    if len(ascii_domain(domain)) > _MAX_NAME or (labels[-1] or "").isdecimal():
        return None
    return domain


def ascii_domain(domain: str) -> str:
    """Return a canonical domain with `xn--` labels (RFC 3492) wherever a label is not ASCII."""
    return ".".join(_ascii_label(label) for label in domain.split("."))


def _ascii_label(label: str) -> str:
    return label if label.isascii() else _PREFIX + label.encode("punycode").decode("ascii")


def _unicode_label(label: str) -> str | None:
    """Return the label in Unicode; None where it is not one."""
    text = unicodedata.normalize("NFKC", label).lower()
    if text.startswith(_PREFIX) and text.isascii():
        try:
            text = unicodedata.normalize("NFC", text.removeprefix(_PREFIX).encode("ascii").decode("punycode").lower())
        except (UnicodeError, OverflowError):
            return None
    if not text or not all(map(_is_of_label, text)) or text[0] == "-" or text[-1] == "-":
        return None
    if any(map(_is_surrogate, text)) or len(_ascii_label(text)) > _MAX_LABEL:
        return None
    return text


def _is_of_label(sign: str) -> bool:
    """Tell whether a character may stand in a label: letters, marks, digits of any script (RFC 5892 §2), `-`, `_`."""
    return sign in "-_" or (sign.isalnum() if sign.isascii() else unicodedata.category(sign)[0] in "LMN")


def _is_surrogate(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff"
