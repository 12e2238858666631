"""A validator's name in a rule file → the function that checks a matched text, as written in the document."""

import importlib
import importlib.util
import re
from collections.abc import Callable
from typing import Any

from scanner.validators.addresses import ADDRESSES
from scanner.validators.asia import ASIA
from scanner.validators.cards import is_payment_card, is_unionpay_card
from scanner.validators.cn import is_mobile, is_resident_id, is_social_credit_code
from scanner.validators.email import is_email
from scanner.validators.europe import EUROPE
from scanner.validators.everywhere import EVERYWHERE
from scanner.validators.greater_china import GREATER_CHINA
from scanner.validators.iban import is_iban
from scanner.validators.network import is_public_ipv4, is_public_ipv6
from scanner.validators.secret import SECRET
from scanner.validators.us import is_ssn
from scanner.validators.world import WORLD
from scanner.validators.written import fold_width

Validator = Callable[[str], bool]
_STDNUM = re.compile(r"stdnum(?:\.[a-z][a-z0-9_]*){1,2}")

VALIDATORS: dict[str, Validator] = {
    "cn-mobile": is_mobile,
    "cn-resident-id": is_resident_id,
    "cn-social-credit-code": is_social_credit_code,
    "email": is_email,
    "iban": is_iban,
    "payment-card": is_payment_card,
    "public-ipv4": is_public_ipv4,
    "public-ipv6": is_public_ipv6,
    "unionpay-card": is_unionpay_card,
    "us-ssn": is_ssn,
    **ADDRESSES,
    **GREATER_CHINA,
    **ASIA,
    **EUROPE,
    **WORLD,
    **EVERYWHERE,
    **SECRET,
}
"""Every function is pure, total on any text, and needs no file or network."""


def validator_named(name: str) -> Validator | None:
    """Return the check of that name, or None.

    Beside our own, every number module of python-stdnum is a check by its path: `stdnum.pl.pesel`, `stdnum.imei`. A
    few of those compare a date of birth with today.
    """
    if name in VALIDATORS:
        return VALIDATORS[name]
    if not _STDNUM.fullmatch(name):
        return None
    try:
        module: Any = importlib.import_module(name)
    except ModuleNotFoundError:
        return None
    is_valid = getattr(module, "is_valid", None)
    return _folded(is_valid) if callable(is_valid) else None


def _folded(is_valid: Callable[[str], object]) -> Validator:
    """Hand the text over in ASCII; no number of python-stdnum is written otherwise."""

    def check(text: str) -> bool:
        written = fold_width(text).translate(_DASHES_AND_BLANKS)
        return written.isascii() and bool(is_valid(written))

    return check


_DASHES_AND_BLANKS = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212"} | {
    ord(sign): " " for sign in "\u00a0\u2002\u2003\u2007\u2009\u202f"
}
