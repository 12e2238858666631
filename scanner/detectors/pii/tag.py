"""A value found → a keyed tag that tells the same value again and nothing else about it."""

import functools
import hashlib
import unicodedata
from typing import Any, Literal

from scanner.validators.written import alphanumerics_of, digits_of

Normalise = Literal["digits", "alphanumeric", "lower", "exact"]
_TAG_BYTES = 16
_BLOCK_BYTES = 64
"""Of SHA-256, to which a key is filled up."""
_INNER, _OUTER = 0x36, 0x5C


def tag_of(key: bytes, value: str, normalise: Normalise) -> str:
    """Return HMAC-SHA-256 (RFC 2104) of the normalised value, cut to 128 bits, as 32 lower-case hex digits.

    `digits` keeps 0 to 9, `alphanumeric` keeps 0 to 9 and a to z, both after full-width forms were folded; `lower` is
    NFKC and case folding; `exact` takes the value as it stands. So one number written in two ways has one tag.
    """
    message = _normal_form(value, normalise).encode("utf-8", "surrogatepass")
    begun = _begun(key)
    inner, outer = begun[0].copy(), begun[1].copy()
    inner.update(message)
    outer.update(inner.digest())
    return str(outer.digest()[:_TAG_BYTES].hex())


@functools.lru_cache(maxsize=4)
def _begun(key: bytes) -> tuple[Any, Any]:
    """Return both hashes of an HMAC as they are behind the key: to begin them anew takes four times as long."""
    filled = (key if len(key) <= _BLOCK_BYTES else hashlib.sha256(key).digest()).ljust(_BLOCK_BYTES, b"\0")
    inner, outer = (hashlib.sha256(bytes(sign ^ pad for sign in filled)) for pad in (_INNER, _OUTER))
    return inner, outer


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
