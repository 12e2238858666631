"""Decompressed stream of a WARC, WET or WAT file → its records one by one, and the places where there is none."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord

from scanner.sources.stream import Stream

_MAX_HEADER = 2**16
_READ_AHEAD = 2**16
_KEPT = 2 * (_MAX_HEADER + _READ_AHEAD)
"""Bytes behind us that can still be looked at: a header, and what the reader has buffered beyond it."""
_SHORT = 4096
_MAGIC = b"WARC/"


class Frame(NamedTuple):
    """One record."""

    number: int
    """In its shard, counted from 0."""
    start: int
    """Decompressed offset."""
    record: WarcRecord
    length: int
    """Bytes of its block."""


class Gap(NamedTuple):
    """A place where a record should be."""

    number: int
    start: int
    fault: str
    """Why there is none; empty where the file ends inside its header."""


class Window:
    """Hands a stream's bytes to the WARC reader and keeps the last of them, to see what the reader passes over."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._position = 0
        self._kept: deque[tuple[int, bytes]] = deque()
        self._size = 0
        self._again = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` next bytes."""
        if self._again:
            data, self._again = self._again[:size], self._again[size:]
        else:
            data = self._stream.read(size)
        if data:
            self._kept.append((self._position, data))
            self._position += len(data)
            self._size += len(data)
            while self._size - len(self._kept[0][1]) > _KEPT:
                self._size -= len(self._kept.popleft()[1])
        return data

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse, as the stream does."""
        return self._stream.seek(offset, whence)

    def close(self) -> None:
        """Do nothing: the shard's reader closes the file."""

    def between(self, start: int, end: int) -> bytes | None:
        """Return the bytes from one offset up to another, as far as read; None if they are no longer kept."""
        parts: list[bytes] = []
        for at, data in reversed(self._kept):
            if at < end:
                parts.append(data[max(0, start - at) : end - at])
            if at <= start:
                return b"".join(reversed(parts))
        return None

    def go_back(self, offset: int) -> None:
        """Hand out the bytes from an offset on once more; it must still be kept."""
        self._again = (self.between(offset, self._position) or b"") + self._again
        self._position = offset
        while self._kept and self._kept[-1][0] + len(self._kept[-1][1]) > offset:
            at, data = self._kept.pop()
            self._size -= len(data)
            if at < offset:
                self._kept.append((at, data[: offset - at]))
                self._size += offset - at


def frames(window: Window, number: int = 0) -> Iterator[Frame | Gap]:
    """Yield every record, and a gap for each stretch of bytes that is none; `number` is that of the first."""
    archive = _open(window)
    end: int | None = 0
    """Where the last record ended; None if it did not say."""
    while True:
        try:
            record = next(archive, None)
        except OSError:
            bad = _next_magic(window, end)
            if bad is None:
                yield Gap(number, window.tell(), "a record's header cannot be read")
                return
            yield Gap(number, bad, f"a record's header is longer than {_MAX_HEADER} bytes")
            window.go_back(bad + len(_MAGIC))
            archive, end, number = _open(window), None, number + 1
            continue
        start = window.tell() if record is None else record.stream_pos
        gap = _gap(window, number, end, start, last=record is None)
        if gap is not None:
            yield gap
            number += 1
        if record is None:
            return
        frame, end = _frame_of(window, number, record)
        yield frame
        number += 1


def _open(window: Window) -> Iterator[WarcRecord]:
    return iter(
        ArchiveIterator(
            window,
            parse_http=False,
            quirks_mode=True,  # goes on behind what is no record; what that was is looked at here
            stream_detect=False,
            max_header_len=_MAX_HEADER,
            buffer_size=_READ_AHEAD,
        )
    )


def _next_magic(window: Window, end: int | None) -> int | None:
    """Return where the record begins whose header could not be read."""
    oldest = window.tell() - _KEPT // 2
    start = max(end if end is not None else 0, oldest, 0)
    kept = window.between(start, window.tell())
    at = kept.find(_MAGIC) if kept is not None else -1
    return start + at if at >= 0 else None


def _gap(window: Window, number: int, end: int | None, start: int, *, last: bool) -> Gap | None:
    """Return what stands between two records, if that is more than line breaks."""
    if end is None or start <= end:
        return None
    between = window.between(end, start)
    rest = between.strip(b"\r\n") if between is not None else None
    if rest == b"":
        return None
    if last and rest and _MAGIC.startswith(rest[: len(_MAGIC)]):
        return Gap(number, end, "")
    return Gap(number, end, "bytes that are no WARC record")


def _frame_of(window: Window, number: int, record: WarcRecord) -> tuple[Frame | Gap, int | None]:
    """Return a record's frame, and where its block ends."""
    start = record.stream_pos
    size = _header_size(window, start)
    if size is None:
        return Gap(number, start, ""), None
    said = record.headers.get("Content-Length")
    if said is None or not (said.isascii() and said.isdigit()) or int(said) != record.content_length:
        return Gap(number, start, "a record without a usable Content-Length"), None
    length = record.content_length
    return Frame(number, start, record, length), start + size + length


def _header_size(window: Window, start: int) -> int | None:
    """Return the bytes of a record's header, the blank line included; None if the file ends before it."""
    for most in (_SHORT, _KEPT):
        head = window.between(start, start + most) or b""
        ends = [at + len(mark) for mark in (b"\n\r\n", b"\n\n") if (at := head.find(mark)) >= 0]
        if ends:
            return min(ends)
    return None
