"""Bytes and what was declared of them → text; what cannot be decoded becomes U+FFFD, nothing vanishes."""

import codecs
import re
from collections.abc import Sequence

from scanner.sources.charset import codec_named, faults_in, guess_encoding, reads_well, stands_in_runs

UTF_8 = "utf-8"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_CUT = 3
"""Bytes of a UTF-8 character of which the last is missing."""
_MOSTLY = 0.25
_FEW = 6
_LOOKED_AT = 2**15
_TWO_BYTES = 0x7FF
_MULTI_BYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"})
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_LONGER = re.compile("[^\x00-\u07ff\ufffd]")
_LONGER_COUNTS = 7
_WESTERN = frozenset({"cp1252", "cp1254", "iso8859-15"})
_STATEFUL = frozenset({"iso2022_jp_2"})
"""Seven-bit encodings: their bytes look like ASCII."""


def bom_encoding(data: bytes) -> str | None:
    """Return the codec that a byte order mark names; it takes the mark away."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    return None


def decode(data: bytes, declared: Sequence[str | None] = ()) -> str:
    """Return the text of bytes; `declared` are charset labels, the most trusted first."""
    labels = [label for label in declared if label]
    if not labels or labels[0].lower() in {"utf-8", "utf8"}:  # the common case, at full speed
        try:
            text = data.decode(UTF_8)
        except UnicodeDecodeError:
            pass  # looked at closely below
        else:
            return text.removeprefix("\ufeff")
    return data.decode(encoding_of(data, labels), "replace")


def encoding_of(data: bytes, declared: Sequence[str] = ()) -> str:
    """Return the codec in which bytes make most sense: byte order mark, UTF-8, what was declared, a guess."""
    if mark := bom_encoding(data):
        return mark
    codec_names = list(dict.fromkeys(name for label in declared if (name := codec_named(label))))
    sixteen = [name for name in codec_names if name.startswith("utf-16")]
    if sixteen and data[:256].count(0) > len(data[:256]) // 8:
        return sixteen[0]
    legacy = [name for name in codec_names if name != UTF_8 and not name.startswith("utf-16")]
    if data.isascii():
        return legacy[0] if legacy and legacy[0] in _STATEFUL and b"\x1b" in data else UTF_8
    if _is_utf8(data, legacy):
        return UTF_8
    fitting = [name for name in legacy if reads_well(data, name)]
    for name in fitting:
        if _nonsense(data, name) == 0:
            return name
    return min([*fitting, guess_encoding(data)], key=lambda name: _nonsense(data, name))


def _is_utf8(data: bytes, legacy: list[str]) -> bool:
    """Whether bytes other than ASCII are UTF-8, if need be with a few broken ones among them."""
    try:
        text = data.decode(UTF_8)
    except UnicodeDecodeError as error:
        if error.start < len(data) - _LONGEST_CUT or error.reason != "unexpected end of data":
            return _is_mostly_utf8(data)
        text = data[: error.start].decode(UTF_8)  # clipped inside a character
    if not any(name in _MULTI_BYTE for name in legacy):
        return True
    # A few two-byte characters can be valid in a declared legacy encoding too; then what was declared counts.
    seen = _NOT_ASCII.findall(text, 0, _LOOKED_AT) or _NOT_ASCII.findall(text)
    return len(seen) >= _FEW or any(ord(character) > _TWO_BYTES for character in seen)


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode(UTF_8, "replace")
    stored = data.count("\ufffd".encode())
    bad = text.count("\ufffd") - stored
    # Three bytes in a row that happen to be a character are a far better sign than two.
    good = len(_NOT_ASCII.findall(text)) + _LONGER_COUNTS * len(_LONGER.findall(text)) - bad - stored
    return bad < good * _MOSTLY


def _nonsense(data: bytes, name: str) -> float:
    """Return what speaks against an encoding; a Western single-byte one makes some sense of any bytes."""
    as_western = 0.5 if name in _WESTERN and stands_in_runs(data) else 0.0
    return faults_in(data, name) + as_western
