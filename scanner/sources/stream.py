"""Stored bytes → one stream of decompressed bytes that ends early, and says why, where the data is at fault."""

import codecs
import io
from collections import deque
from collections.abc import Iterable, Iterator

from scanner.sources.fault import Fault
from scanner.sources.stored import Stored
from scanner.sources.unpack import packing_of, unpack
from scanner.types.document import Compression

_REMEMBERED_MEMBERS = 8192


class Stream:
    """Decompressed bytes from front to back; `fault` is set once they ended too early."""

    def __init__(self, stored: Stored, compression: Compression | None = None) -> None:
        """Begin; `compression` is told where it is known, as of a part: its first bytes can look like anything."""
        self.stored = stored
        self.compression = packing_of(stored) if compression is None else compression
        self._fault = stored.fault
        self._made = 0
        self._members: deque[tuple[int, int]] = deque(maxlen=_REMEMBERED_MEMBERS)
        self._pieces = unpack(stored, self.compression, self._begin)
        self._buffer = b""
        self._at = 0
        self._ended = False

    @property
    def fault(self) -> Fault | None:
        """What ended the stream too early, as far as known yet."""
        return self._fault

    def _begin(self, stored_offset: int) -> None:
        self._members.append((self._made, self.stored.start + stored_offset))

    def _next(self) -> bytes:
        if self._ended:
            return b""
        try:
            piece = next(self._pieces)
        except StopIteration as stop:
            self._ended = True
            self._fault = stop.value
            return b""
        self._made += len(piece)
        return piece

    def peek(self, size: int) -> bytes:
        """Return up to `size` next bytes without taking them."""
        have = [self._buffer[self._at :]]
        length = len(have[0])
        while length < size and (piece := self._next()):
            have.append(piece)
            length += len(piece)
        self._buffer, self._at = b"".join(have), 0
        return self._buffer[:size]

    def read(self, size: int = -1) -> bytes:
        """Return at least one and up to `size` next bytes; none at the end."""
        if self._at >= len(self._buffer):
            self._buffer, self._at = self._next(), 0
        end = len(self._buffer) if size < 0 else self._at + size
        data = self._buffer[self._at : end]
        self._at += len(data)
        return data

    def read_full(self, size: int) -> bytes:
        """Return exactly `size` bytes, fewer only at the end."""
        have: list[bytes] = []
        while size > 0 and (data := self.read(size)):
            have.append(data)
            size -= len(data)
        return b"".join(have)

    def pieces(self) -> Iterator[bytes]:
        """Yield what is left."""
        while data := self.read():
            yield data

    def drain(self) -> int:
        """Take what is left, so that the digest covers the whole file; return how many bytes that was."""
        return sum(len(data) for data in self.pieces())

    def tell(self) -> int:
        """Return the offset of the next byte, decompressed."""
        return self._made - len(self._buffer) + self._at

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """Refuse: asked for by readers that would go back if they could."""
        raise io.UnsupportedOperation("a stream has no way back")

    def close(self) -> None:
        """Do nothing: the shard's reader closes the file."""

    def stored_offset(self, offset: int) -> int | None:
        """Return where in the stored file the byte at a decompressed offset can be reached.

        That is the start of its compressed member; None where a member holds more before it, or it is long past.
        """
        if self.compression is Compression.NONE:
            return self.stored.start + offset
        for start, stored in reversed(self._members):
            if start <= offset:
                return stored if start == offset else None
        return None


def as_utf8(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield pieces of UTF-8 from pieces in another encoding; bytes that mean nothing there become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        if text := decoder.decode(piece):
            yield text.encode("utf-8", "replace")
    if text := decoder.decode(b"", final=True):
        yield text.encode("utf-8", "replace")
