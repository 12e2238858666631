"""Stored bytes → decompressed bytes, member by member, with the fault that ended them if one did."""

import bz2
import importlib
import lzma
import struct
import zlib
from collections.abc import Callable, Generator
from typing import Any, NamedTuple, Protocol

import lz4.frame
import zstandard

from scanner.sources.fault import Fault
from scanner.sources.stored import Stored
from scanner.types.document import Compression, FailReason

Unpacked = Generator[bytes, None, Fault | None]
"""Pieces of decompressed bytes; the return value says what ended them too early, if anything did."""
OnMember = Callable[[int], None]
"""Told the stored offset at which each member begins, before its first bytes come."""


def _import_igzip() -> Any:
    """Return isal's gzip reader; None where no wheel exists: the standard library gives the same bytes, slower."""
    try:
        return importlib.import_module("isal.igzip_lib")
    except ImportError:
        return None


_IGZIP = _import_igzip()
_PLAIN_PIECE = 2**18
_LONGEST_OUTPUT = 2**20
_MAX_XZ_MEMORY = 2**29
_MAX_ZSTD_WINDOW = 2**31
"""What `zstd --long=31` writes; memory is only touched as far as a frame fills it."""
_MAGIC_BYTES = 6
_GZIP_FLAGS_FOR_ISAL = frozenset({0x00, 0x04, 0x08, 0x10})
"""isal loses its place in headers with several optional fields, or a checksum, that are cut between two calls."""
_SKIPPABLE = tuple(bytes((low, 0x2A, 0x4D, 0x18)) for low in range(0x50, 0x60))
"""RFC 8878 §3.1.2; LZ4 frames share them."""
_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""Skippable frame that carries the dictionary of a zstd WARC (IIPC draft, §"Dictionary")."""
_MAX_DICTIONARY = 2**26
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class _Decoder(Protocol):
    """What the decompressors of bz2, lzma, lz4 and isal have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes | None: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Unbounded:
    """A decompressor without `max_length`: input comes in pieces so small that the output is bounded."""

    needs_input = True

    def __init__(self, inner: "zlib._Decompress | zstandard.ZstdDecompressionObj") -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, _max_length: int = -1, /) -> bytes:
        return self._inner.decompress(data)


class _Packing(NamedTuple):
    """How one kind of compression is told and undone."""

    magic: tuple[bytes, ...]
    piece: int
    """Stored bytes a step; with `max_length` unknown to the decoder, output is at most some 1000 to 32000 times it."""
    new: Callable[[bytes, bytes], _Decoder]
    """(first bytes of the member, dictionary) → decoder."""
    faults: tuple[type[Exception], ...]


def _new_gzip(start: bytes, _dictionary: bytes) -> _Decoder:
    if _IGZIP is not None and start[3:4] and start[3] in _GZIP_FLAGS_FOR_ISAL:
        decoder: _Decoder = _IGZIP.IgzipDecompressor(flag=_IGZIP.DECOMP_GZIP)
        return decoder
    return _Unbounded(zlib.decompressobj(wbits=31))


def _new_zstd(_start: bytes, dictionary: bytes) -> _Decoder:
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return _Unbounded(zstandard.ZstdDecompressor(known, max_window_size=_MAX_ZSTD_WINDOW).decompressobj())


def _new_bz2(_start: bytes, _dictionary: bytes) -> _Decoder:
    return bz2.BZ2Decompressor()


def _new_xz(_start: bytes, _dictionary: bytes) -> _Decoder:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MAX_XZ_MEMORY)


def _new_lz4(_start: bytes, _dictionary: bytes) -> _Decoder:
    decoder: _Decoder = lz4.frame.LZ4FrameDecompressor()
    return decoder


_GZIP_FAULTS: tuple[type[Exception], ...] = (zlib.error,) if _IGZIP is None else (zlib.error, _IGZIP.IsalError)
_PACKINGS = {
    Compression.GZIP: _Packing((b"\x1f\x8b\x08",), 2**13, _new_gzip, _GZIP_FAULTS),
    Compression.ZSTD: _Packing((_ZSTD_MAGIC, *_SKIPPABLE), 2**10, _new_zstd, (zstandard.ZstdError,)),
    Compression.BZ2: _Packing((b"BZh",), 2**16, _new_bz2, (OSError, ValueError, EOFError)),
    Compression.XZ: _Packing((b"\xfd7zXZ\0",), 2**16, _new_xz, (lzma.LZMAError, EOFError)),
    Compression.LZ4: _Packing((b"\x04\x22\x4d\x18", *_SKIPPABLE), 2**16, _new_lz4, (RuntimeError, EOFError)),
}


def packing_of(stored: Stored) -> Compression:
    """Return how the stored bytes are packed, told from the first ones; nothing is taken."""
    start = stored.peek(_MAGIC_BYTES)
    if start.startswith(_SKIPPABLE):
        start = _behind_skippable(stored)
    for compression, packing in _PACKINGS.items():
        if start.startswith(packing.magic):
            return compression
    return Compression.NONE


def _behind_skippable(stored: Stored) -> bytes:
    """Return the first bytes behind a short skippable frame: zstd and LZ4 share those."""
    (size,) = struct.unpack_from("<I", stored.peek(8).ljust(8, b"\0"), 4)
    longest_looked_through = 2**16
    behind = stored.peek(8 + size + 4)[8 + size :] if size <= longest_looked_through else b""
    return behind or _ZSTD_MAGIC


def unpack(stored: Stored, compression: Compression, on_member: OnMember) -> Unpacked:
    """Yield the decompressed bytes of every member of the shard, in pieces of a few KiB to a few MiB."""
    if compression is Compression.NONE:
        on_member(0)
        while data := stored.take(_PLAIN_PIECE):
            yield data
        return stored.fault
    return (yield from _members(stored, compression, on_member))


def _members(stored: Stored, compression: Compression, on_member: OnMember) -> Unpacked:
    packing = _PACKINGS[compression]
    data = dictionary = b""
    while True:
        data = _filled(stored, data, packing.piece)
        if not data:
            return stored.fault
        if not data.startswith(packing.magic):
            return stored.fault or _no_member(data, compression)
        on_member(stored.taken - len(data))
        if data.startswith(_SKIPPABLE):
            content, data = _skipped(stored, data)
            if content is None:
                return stored.fault or _cut(compression)
            dictionary = content or dictionary
            continue
        rest = yield from _member(stored, packing, data, dictionary)
        if isinstance(rest, FailReason):
            return stored.fault or (_cut(compression) if rest is FailReason.TRUNCATED else _broken(compression))
        data = rest


def _filled(stored: Stored, data: bytes, piece: int) -> bytes:
    """Return data that holds at least a magic number, or all that is left; zeros between members are padding."""
    data = data.lstrip(b"\0")
    while len(data) < _MAGIC_BYTES:
        more = stored.take(piece)
        if not more:
            break
        data = (data + more).lstrip(b"\0")
    return data


def _member(
    stored: Stored, packing: _Packing, data: bytes, dictionary: bytes
) -> Generator[bytes, None, bytes | FailReason]:
    """Yield one member's bytes; return the stored bytes behind it, or why it ended too early."""
    try:
        decoder = packing.new(data, dictionary)
        while not decoder.eof:
            if not data and decoder.needs_input:
                data = stored.take(packing.piece)
                if not data:
                    return FailReason.TRUNCATED
            out = decoder.decompress(data[: packing.piece], _LONGEST_OUTPUT)
            data = data[packing.piece :]
            if out:
                yield out
    except packing.faults:
        return FailReason.CORRUPT
    return (decoder.unused_data or b"") + data


def _skipped(stored: Stored, data: bytes) -> tuple[bytes | None, bytes]:
    """Return a skippable frame's dictionary (empty: it holds none; None: the frame is cut) and the bytes behind it."""
    while len(data) < 8 and (more := stored.take(8)):  # noqa: PLR2004  # RFC 8878 §3.1.2: magic number and size
        data += more
    (size,) = struct.unpack_from("<I", data.ljust(8, b"\0"), 4)
    keep = data.startswith(_DICTIONARY) and size <= _MAX_DICTIONARY
    kept, left, data = bytearray(), size, data[8:]
    while left:
        data = data or stored.take(2**16)
        if not data:
            return None, b""
        kept += data[:left] if keep else b""
        data, left = data[left:], left - min(left, len(data))
    return _plain_dictionary(bytes(kept)), data


def _plain_dictionary(content: bytes) -> bytes | None:
    if not content.startswith(_ZSTD_MAGIC):
        return content
    try:
        return zstandard.ZstdDecompressor().decompress(content, max_output_size=_MAX_DICTIONARY)
    except zstandard.ZstdError:
        return None


def _no_member(data: bytes, compression: Compression) -> Fault:
    if any(magic.startswith(data) for magic in _PACKINGS[compression].magic):
        return _cut(compression)
    return Fault(FailReason.CORRUPT, f"bytes behind the last {compression} member that are not {compression}")


def _cut(compression: Compression) -> Fault:
    return Fault(FailReason.TRUNCATED, f"the file ends inside a {compression} member")


def _broken(compression: Compression) -> Fault:
    return Fault(FailReason.CORRUPT, f"a {compression} member cannot be decompressed")
