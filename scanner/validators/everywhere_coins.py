"""A coin address as written → whether its checksum fits (base58check, BIP 173, BIP 350, EIP-55)."""

import hashlib

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_END, _BECH32M_END = 1, 0x2BC830A3
_WITNESS_BYTES = range(2, 41)
_WITNESS_0_BYTES = frozenset({20, 32})
_HIGHEST_WITNESS = 16
_PAYLOAD_BYTES = 21
"""A version and the 160 bits of a hash."""
_LANES = 25
_RATE_BYTES = 136
_MASK = (1 << 64) - 1
_ETHEREUM_SIGNS = 42


def is_bitcoin_address(text: str) -> bool:
    """Tell whether the text is an address of Bitcoin: version 0 or 5 in base58check, or `bc1` (BIP 173, BIP 350)."""
    return _base58_version(text) in {0x00, 0x05} or _is_witness_address(text, "bc")


def is_litecoin_address(text: str) -> bool:
    """Tell whether the text is an address of Litecoin that cannot be one of Bitcoin: L, M or `ltc1`."""
    return _base58_version(text) in {0x30, 0x32} or _is_witness_address(text, "ltc")


def is_dogecoin_address(text: str) -> bool:
    """Tell whether the text is an address of Dogecoin: version 30 (D) or 22 (9, A) in base58check."""
    return _base58_version(text) in {0x1E, 0x16}


def is_tron_address(text: str) -> bool:
    """Tell whether the text is an address of Tron: version 65 (T) in base58check."""
    return _base58_version(text) == 0x41  # noqa: PLR2004  # Tron documentation, "Accounts": address prefix


def is_ethereum_address(text: str) -> bool:
    """Tell whether the text is an address with capitals and small letters whose pattern is right (EIP-55)."""
    digits = text[2:]
    if not _is_hex_address(text) or digits in {digits.lower(), digits.upper()}:
        return False
    wanted = keccak_256(digits.lower().encode()).hex()
    capital_from = "8"
    return all(
        sign == (sign.upper() if mark >= capital_from else sign.lower())
        for sign, mark in zip(digits, wanted, strict=False)
    )


def is_plain_ethereum_address(text: str) -> bool:
    """Tell whether the text is an address in one case only, where EIP-55 gives no check; fillers are refused."""
    digits = text[2:]
    few = 6
    return _is_hex_address(text) and digits in {digits.lower(), digits.upper()} and len(set(digits.lower())) > few


def _is_hex_address(text: str) -> bool:
    return (
        len(text) == _ETHEREUM_SIGNS
        and text[:2] in {"0x", "0X"}
        and all(sign in "0123456789abcdefABCDEF" for sign in text[2:])
    )


def _base58_version(text: str) -> int | None:
    """Return the version byte of 21 bytes in base58check, or None where the double SHA-256 does not fit."""
    number = 0
    for sign in text[:64]:
        place = _BASE58.find(sign)
        if place < 0:
            return None
        number = number * 58 + place
    zeros = len(text) - len(text.lstrip("1"))
    raw = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, check = raw[:-4], raw[-4:]
    if len(payload) != _PAYLOAD_BYTES or hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4] != check:
        return None
    return payload[0]


def _is_witness_address(text: str, prefix: str) -> bool:
    """BIP 173 and 350: witness version 0 ends in bech32, later ones in bech32m; never both cases in one address."""
    lower = text.lower()
    if text not in {lower, text.upper()} or not lower.startswith(prefix + "1"):
        return False
    data = [_BECH32.find(sign) for sign in lower[len(prefix) + 1 :]]
    if len(data) < 8 or -1 in data:  # noqa: PLR2004  # a version and six signs of check, BIP 173
        return False
    expanded = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    version, bits = data[0], 5 * (len(data) - 7)
    if version > _HIGHEST_WITNESS or bits // 8 not in _WITNESS_BYTES or bits % 8 >= 5:  # noqa: PLR2004  # BIP 173: padding under 5 bits
        return False
    if version == 0 and bits // 8 not in _WITNESS_0_BYTES:
        return False
    return _polymod(expanded + data) == (_BECH32M_END if version else _BECH32_END)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def keccak_256(message: bytes) -> bytes:
    """Return Keccak-256 as Ethereum uses it: FIPS 202's sponge with the padding of the competition, 0x01.

    `hashlib` knows SHA3-256 only, whose padding differs.
    """
    padded = message + b"\x01" + bytes(-(len(message) + 2) % _RATE_BYTES) + b"\x80"
    if (len(message) + 1) % _RATE_BYTES == 0:
        padded = message + b"\x81"
    lanes = [0] * _LANES
    for start in range(0, len(padded), _RATE_BYTES):
        for lane in range(_RATE_BYTES // 8):
            lanes[lane] ^= int.from_bytes(padded[start + 8 * lane : start + 8 * lane + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(lanes: list[int]) -> list[int]:
    """Keccak-f[1600], FIPS 202 §3.3; lane (x, y) stands at x + 5y."""
    register = 1
    for _ in range(24):
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        lanes = [
            lane ^ columns[(place - 1) % 5] ^ _turned(columns[(place + 1) % 5], 1) for place, lane in enumerate(lanes)
        ]
        x, y, current = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, lanes[x + 5 * y] = lanes[x + 5 * y], _turned(current, (step + 1) * (step + 2) // 2 % 64)
        lanes = [
            lanes[place] ^ (~lanes[place // 5 * 5 + (place + 1) % 5] & lanes[place // 5 * 5 + (place + 2) % 5] & _MASK)
            for place in range(_LANES)
        ]
        for place in range(7):
            register = (register << 1 ^ (register >> 7) * 0x71) % 256
            if register & 2:
                lanes[0] ^= 1 << ((1 << place) - 1)
    return lanes


def _turned(lane: int, places: int) -> int:
    return (lane << places | lane >> (64 - places)) & _MASK
