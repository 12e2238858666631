"""Pieces of bytes → one packed file; settings are pinned so that one machine always writes the same bytes.

Other versions of a packing library may pack the same content into other bytes, which is why the test compares content.
"""

import bz2
import gzip
import lzma
import struct
import zlib
from collections.abc import Iterable, Sequence

import lz4.frame
import zstandard

_LITERALS_8_BITS = 144
"""RFC 1951 §3.2.6: literals below it have 8-bit codes from 0x30, those from it on 9-bit codes from 0x190."""
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
RESERVED_BLOCK = b"\x07"
"""RFC 1951 §3.2.3: last block, type 3, which no decoder accepts; put behind a gzip head it stops every one there."""
GZIP_HEAD_BYTES = len(_GZIP_HEAD)


def gzip_members(pieces: Iterable[bytes]) -> bytes:
    """Return one gzip member a piece, as crawlers write them."""
    return b"".join(gzip.compress(piece, 9, mtime=0) for piece in pieces)


def zstd_frames(pieces: Iterable[bytes]) -> bytes:
    """Return one zstd frame a piece."""
    packer = zstandard.ZstdCompressor(level=9, write_content_size=True, write_checksum=True)
    return b"".join(packer.compress(piece) for piece in pieces)


def lz4_frames(pieces: Iterable[bytes]) -> bytes:
    """Return one lz4 frame a piece."""
    return b"".join(lz4.frame.compress(piece, compression_level=9, content_checksum=True) for piece in pieces)


def bz2_stream(content: bytes) -> bytes:
    """Return a bzip2 stream."""
    return bz2.compress(content, 9)


def xz_stream(content: bytes) -> bytes:
    """Return an xz stream."""
    return lzma.compress(content, preset=6)


def plain_gzip(content: bytes) -> bytes:
    """Return a gzip member in fixed Huffman codes and literals only, the same on every machine (RFC 1951 §3.2.6).

    For what lies packed inside a shard: there the test compares the packed bytes.
    """
    bits = ["110"]  # last block; type 1, its low bit first
    bits += (
        f"{byte + 0x30:08b}" if byte < _LITERALS_8_BITS else f"{byte - _LITERALS_8_BITS + 0x190:09b}"
        for byte in content
    )
    stream = "".join(bits) + "0000000"  # end of block
    stream += "0" * (-len(stream) % 8)
    deflated = bytes(int(stream[i : i + 8][::-1], 2) for i in range(0, len(stream), 8))
    return _GZIP_HEAD + deflated + struct.pack("<II", zlib.crc32(content), len(content))


def chunked(content: bytes, sizes: Sequence[int] = (512, 1024, 333)) -> bytes:
    """Return an HTTP body in chunks (RFC 9112 §7.1) of the sizes in turn."""
    chunks = []
    start = turn = 0
    while start < len(content):
        piece = content[start : start + sizes[turn % len(sizes)]]
        chunks.append(b"%x\r\n%s\r\n" % (len(piece), piece))
        start += len(piece)
        turn += 1
    return b"".join((*chunks, b"0\r\n\r\n"))
