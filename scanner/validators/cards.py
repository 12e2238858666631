"""A card number as written → whether its length, issuer range and check digit fit (ISO/IEC 7812-1)."""

from stdnum import luhn

from scanner.validators.written import digits_of

_ISSUERS: tuple[tuple[int, int, frozenset[int]], ...] = (
    # first six digits from, to (both inclusive), lengths the issuer uses
    (220000, 220499, frozenset({16})),  # Mir
    (222100, 272099, frozenset({16})),  # Mastercard, second range
    (300000, 305999, frozenset({14})),  # Diners Club
    (340000, 349999, frozenset({15})),  # American Express
    (352800, 358999, frozenset({16})),  # JCB
    (360000, 369999, frozenset({14})),  # Diners Club International
    (370000, 379999, frozenset({15})),  # American Express
    (380000, 399999, frozenset({14})),  # Diners Club
    (400000, 499999, frozenset({16, 19})),  # Visa; its 13-digit cards are gone and look like barcodes
    (510000, 559999, frozenset({16})),  # Mastercard
    (601100, 601199, frozenset({16, 19})),  # Discover
    (644000, 659999, frozenset({16, 19})),  # Discover
)
_UNIONPAY = (620000, 629999)
_UNIONPAY_LENGTHS = frozenset({16, 17, 18, 19})


def is_payment_card(text: str) -> bool:
    """Tell whether the text is a card number of an international issuer other than UnionPay.

    ISO/IEC 7812-1 §4: issuer number, account number, check digit by annex B (Luhn). The test numbers that issuers
    publish pass: they cannot be told from others without a list that would never be whole.
    """
    number = digits_of(text)
    if not _passes(number):
        return False
    prefix = int(number[:6])
    return any(low <= prefix <= high and len(number) in lengths for low, high, lengths in _ISSUERS)


def is_unionpay_card(text: str) -> bool:
    """Tell whether the text is a UnionPay card number: 62, 16 to 19 digits, check digit by ISO/IEC 7812-1 annex B."""
    number = digits_of(text)
    if len(number) not in _UNIONPAY_LENGTHS or not _passes(number):
        return False
    return _UNIONPAY[0] <= int(number[:6]) <= _UNIONPAY[1]


def _passes(number: str) -> bool:
    return bool(luhn.is_valid(number))
