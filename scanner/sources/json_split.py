"""Pieces of a JSON document → its top-level values as bytes, one after another, none held beyond a bound."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_STRUCTURE = re.compile(rb'["\[\]{},]')
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_INSIDE_STRING = re.compile(rb'["\\]')
_OPENING = b"[{"
_CLOSING = b"]}"


class Value(NamedTuple):
    """One element of a top-level array, or one of the values that stand one after another."""

    data: bytes | None
    """None: longer than the bound."""
    whole: bool = True
    """False: the document ends inside it."""


class _Marks:
    """Finds brackets and commas outside of strings, piece by piece."""

    def __init__(self) -> None:
        self._in_string = False
        self._skip = 0

    def find(self, piece: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield (index, byte) of each mark in the next piece."""
        at = 0
        while at < len(piece):
            if self._in_string:
                at = self._leave_string(piece, at)
                continue
            mark = _STRUCTURE.search(piece, at)
            if mark is None:
                return
            at = mark.start()
            if mark[0] != b'"':
                yield at, mark[0]
                at += 1
            elif whole := _STRING.match(piece, at):
                at = whole.end()
            else:
                self._in_string = True
                at += 1

    def _leave_string(self, piece: bytes, at: int) -> int:
        """Return the index behind the string's end, or the piece's length; an escape may be cut between pieces."""
        at += self._skip
        self._skip = 0
        while mark := _INSIDE_STRING.search(piece, at):
            if mark[0] == b'"':
                self._in_string = False
                return mark.end()
            at = mark.end() + 1
        self._skip = max(0, at - len(piece))
        return len(piece)


class _Held:
    """Collects the bytes of one value up to a bound."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._max:
            self._parts.clear()
        else:
            self._parts.append(part)

    def take(self) -> bytes | None:
        data = b"".join(self._parts) if self._size <= self._max else None
        self._parts.clear()
        self._size = 0
        return data


class JsonSplitter:
    """Splits one document; `closed` and `rest` tell how it ended once all values were taken."""

    def __init__(self, max_bytes: int) -> None:
        self.closed = True
        """Whether the document ended where a JSON document may."""
        self.rest = False
        """Whether something stands between or behind the values that is no JSON."""
        self._held = _Held(max_bytes)
        self._marks = _Marks()
        self._depth = 0
        self._in_array = False
        self._started = False

    def values(self, pieces: Iterable[bytes]) -> Iterator[Value]:
        """Yield the elements of a top-level array, or, of a document that begins otherwise, value after value."""
        for piece in pieces:
            begin = 0
            for at, mark in self._marks.find(piece):
                if mark in _OPENING:
                    begin = self._open(at, mark, begin)
                elif mark in _CLOSING:
                    self._depth -= 1
                    if self._depth <= 0:
                        yield from self._close(piece[begin : at + 1])
                        begin = at + 1
                elif self._in_array and self._depth == 1:
                    self._held.add(piece[begin:at])
                    yield Value(self._held.take())
                    begin = at + 1
            self._held.add(piece[begin:])
        yield from self._end()

    def _open(self, at: int, mark: bytes, begin: int) -> int:
        """Go one level down; return where the value begins, which is behind the bracket of a top-level array."""
        self._depth += 1
        if self._started:
            return begin
        self._started = True
        self._in_array = mark == b"["
        return at + 1 if self._in_array else begin

    def _close(self, last: bytes) -> Iterator[Value]:
        if self._depth < 0:
            self.rest, self._depth = True, 0
            self._held.take()
        elif self._in_array:
            self._in_array = False
            self._held.add(last[:-1])
            data = self._held.take()
            if data is None or data.strip():
                yield Value(data)
        else:
            self._held.add(last)
            yield Value(self._held.take())

    def _end(self) -> Iterator[Value]:
        self.closed = self._depth == 0
        data = self._held.take()
        if data is None or data.strip():
            if self.closed:
                self.rest = True
            else:
                yield Value(data, whole=False)
