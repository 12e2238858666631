"""A value found → a keyed tag that tells the same value again and nothing else about it."""

import hmac
import unicodedata
from typing import Literal

from scanner.validators.written import alphanumerics_of, digits_of

Normalise = Literal["digits", "alphanumeric", "lower", "exact"]
_TAG_BYTES = 16


def tag_of(key: bytes, value: str, normalise: Normalise) -> str:
    """Return HMAC-SHA-256 (RFC 2104) of the normalised value, cut to 128 bits, as 32 lower-case hex digits.

    `digits` keeps 0 to 9, `alphanumeric` keeps 0 to 9 and a to z, both after full-width forms were folded; `lower` is
    NFKC and case folding; `exact` takes the value as it stands. So one number written in two ways has one tag.
    """
    message = _normal_form(value, normalise).encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, "sha256")[:_TAG_BYTES].hex()


def _normal_form(value: str, normalise: Normalise) -> str:
    match normalise:
        case "digits":
            return digits_of(value)
        case "alphanumeric":
            return alphanumerics_of(value).lower()
        case "lower":
            return unicodedata.normalize("NFKC", value).casefold()
        case "exact":
            return value
