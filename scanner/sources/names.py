"""File path → shard id: a relative POSIX path that is safe to print and to write under."""

import hashlib

_MAX_PART_BYTES = 200
"""Of a part once encoded; file systems stop at 255, and reports add endings."""
_FIRST_ESCAPED_BYTE = 0xDC80
_LAST_ESCAPED_BYTE = 0xDCFF


def safe_id(path: str) -> str:
    """Return a relative path with unsafe characters percent-encoded, part by part; different paths stay different."""
    return "/".join(_safe_part(part) for part in path.split("/") if part)


def printable(path: str) -> str:
    """Return a path as it may be shown: without control characters and undecodable bytes."""
    return "".join(_safe_character(character) for character in path)


def _safe_part(part: str) -> str:
    safe = "".join(_safe_character(character) for character in part)
    if safe.startswith("."):
        safe = "%2E" + safe[1:]
    encoded = safe.encode()
    if len(encoded) <= _MAX_PART_BYTES:
        return safe
    digest = hashlib.sha256(encoded).hexdigest()[:16]
    start = encoded[: _MAX_PART_BYTES - len(digest) - 2].decode(errors="ignore")
    return f"{start}%~{digest}"


def _safe_character(character: str) -> str:
    # Not printable: controls, formats (bidi controls among them), unassigned, private use, odd spaces, separators.
    if character.isprintable() and character not in "%\\":
        return character
    point = ord(character)
    if _FIRST_ESCAPED_BYTE <= point <= _LAST_ESCAPED_BYTE:
        return f"%{point & 0xFF:02X}"  # a byte of the file name that is not UTF-8 (PEP 383)
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))
