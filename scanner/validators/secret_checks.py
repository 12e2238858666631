"""A token as written → whether its built-in check or structure holds."""

import base64
import binascii
import json
import zlib
from collections.abc import Callable
from hashlib import sha256

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_CHECK_SIZE = 6
_DISCORD_EPOCH_DIGITS = range(17, 21)
"""A snowflake counts milliseconds since 2015 in its upper bits: 17 digits from 2015, 19 from 2022."""
_JWT_PARTS = 3
_JWT_SHOWN = "1234567890"
"""Subject of the token that jwt.io shows; copied into countless pages."""
_WIF_VERSION = 0x80
_WIF_LENGTHS = (37, 38)
"""Version, 32 bytes of key, 4 of check; one more says that the public key is compressed."""


def is_github_token(text: str) -> bool:
    """Tell whether the last six characters are the check of those between prefix and check.

    GitHub, "Behind GitHub's new authentication token formats" (2021-04-05): CRC-32 in base 62, padded with zeros.
    """
    body, check = text[:-_CHECK_SIZE].rpartition("_")[2], text[-_CHECK_SIZE:]
    value = zlib.crc32(body.encode("utf-8", "surrogatepass"))
    digits = ""
    for _ in range(_CHECK_SIZE):
        value, digit = divmod(value, len(_BASE62))
        digits = _BASE62[digit] + digits
    return bool(body) and check == digits


def is_json_web_token(text: str) -> bool:
    """Tell whether header and claims are JSON objects and the header names an algorithm (RFC 7519 §7.2, RFC 7515 §4).

    A token with `alg` none, or without signature, opens nothing; the one that jwt.io shows belongs to nobody.
    """
    parts = text.split(".")
    if len(parts) != _JWT_PARTS or not parts[2]:
        return False
    header, claims = _json_object(parts[0]), _json_object(parts[1])
    if header is None or claims is None or claims.get("sub") == _JWT_SHOWN:
        return False
    algorithm = header.get("alg")
    return isinstance(algorithm, str) and algorithm.lower() not in {"", "none"}


def is_discord_token(text: str) -> bool:
    """Tell whether the first part is the account's number in base 64 (Discord developer reference, snowflakes)."""
    decoded = _decoded(text.partition(".")[0])
    return decoded is not None and decoded.isdigit() and len(decoded) in _DISCORD_EPOCH_DIGITS


def is_basic_credentials(text: str, is_password: Callable[[str], bool]) -> bool:
    """Tell whether the text is a user and a password in base 64 (RFC 7617 §2), the password no filler."""
    decoded = _decoded(text)
    if decoded is None:
        return False
    try:
        user, colon, password = decoded.decode().partition(":")
    except UnicodeDecodeError:
        return False
    return bool(user and colon and password) and (user + password).isprintable() and is_password(password)


def is_bitcoin_private_key(text: str) -> bool:
    """Tell whether version, length and the first four bytes of the double SHA-256 fit (wallet import format)."""
    number = 0
    for sign in text:
        digit = _BASE58.find(sign)
        if digit < 0:
            return False
        number = number * len(_BASE58) + digit
    size = (number.bit_length() + 7) // 8
    data = number.to_bytes(size, "big")
    if size not in _WIF_LENGTHS or data[0] != _WIF_VERSION:
        return False
    return sha256(sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def _decoded(text: str) -> bytes | None:
    """Return the bytes of base 64 in either alphabet, padded or not (RFC 4648 §4, §5)."""
    plain = text.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _json_object(text: str) -> dict[str, object] | None:
    decoded = _decoded(text)
    if decoded is None:
        return None
    try:
        value = json.loads(decoded)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
