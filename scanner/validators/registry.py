"""A validator's name in a rule file → the function that checks a matched text, as written in the document."""

from collections.abc import Callable

from scanner.validators.cards import is_payment_card, is_unionpay_card
from scanner.validators.cn import is_mobile, is_resident_id, is_social_credit_code
from scanner.validators.email import is_email
from scanner.validators.iban import is_iban
from scanner.validators.network import is_public_ipv4, is_public_ipv6
from scanner.validators.us import is_ssn

VALIDATORS: dict[str, Callable[[str], bool]] = {
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
}
"""Every function is pure, total on any text, and needs no clock, file or network."""
