"""Web address → what a server says of it, and ranges of its bytes (RFC 9110 §14)."""

import re
from typing import Any, NamedTuple

from scanner.sources.remote.faults import OtherVersionError, ShortAnswerError
from scanner.sources.remote.stores import Store

_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
_PARTIAL, _WHOLE, _BEYOND = 206, 200, 416
_PLAIN = frozenset(("", "identity"))


class Page(NamedTuple):
    """What a server says of an address."""

    size: int | None
    """None: it does not say."""
    ranged: bool
    headers: Any


async def look(store: Store, url: str) -> Page:
    """Ask for the first byte: unlike HEAD, this is allowed wherever reading is (signed addresses)."""
    async with _get(await store.fs.set_session(), store, url, (0, 1)) as answer:
        if answer.headers.get("Content-Encoding", "") not in _PLAIN:
            return Page(None, ranged=False, headers=answer.headers)
        found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if answer.status in {_PARTIAL, _BEYOND} and found:
            size = int(found[3]) if found[3] != "*" else None
            return Page(size, ranged=answer.status == _PARTIAL, headers=answer.headers)
        answer.raise_for_status()
        length = answer.headers.get("Content-Length")
        return Page(int(length) if length else None, ranged=False, headers=answer.headers)


class Web:
    """Bytes of one address, all of one version; an answer to no range is read on from block to block."""

    def __init__(self, store: Store, url: str, etag: str | None) -> None:
        self._store, self._url, self._etag = store, url, etag
        self._answer: Any = None
        self._at = 0

    async def fetch(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` up to `end`; of a server that knows no ranges, by passing over those before.

        Raises `OtherVersionError` where they are of another version.
        """
        answer, self._answer = self._answer, None
        try:
            if answer is None or self._at != start:
                if answer is not None:
                    answer.close()
                answer = await self._open(start, end)
            data = await _taken(answer, end - start)
            if answer.status == _WHOLE:
                self._answer, self._at = answer, end
            return data
        finally:
            if answer is not None and self._answer is None:
                answer.close()

    async def _open(self, start: int, end: int) -> Any:
        answer = await _get(await self._store.fs.set_session(), self._store, self._url, (start, end))
        try:
            self._check(answer, start)
            if answer.status != _PARTIAL:
                await _pass_over(answer, start)
        except BaseException:  # a time-out and an interrupt too must leave no connection behind
            answer.close()
            raise
        return answer

    def _check(self, answer: Any, start: int) -> None:
        answer.raise_for_status()
        if self._etag is not None and answer.headers.get("ETag", self._etag) != self._etag:
            raise OtherVersionError
        found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if answer.status == _PARTIAL and (found is None or found[1] is None or int(found[1]) != start):
            raise ShortAnswerError

    def close(self) -> None:
        """Let go of an answer that is not read to its end."""
        answer, self._answer = self._answer, None
        if answer is not None:
            self._store.fs.loop.call_soon_threadsafe(answer.close)


def _get(session: Any, store: Store, url: str, span: tuple[int, int]) -> Any:
    given = dict(store.fs.kwargs)
    # Packed on the way, bytes could be told neither by range nor by number.
    wanted = {"Range": f"bytes={span[0]}-{span[1] - 1}", "Accept-Encoding": "identity"}
    headers = {**given.pop("headers", {}), **wanted}
    return session.get(store.fs.encode_url(url), headers=headers, **given)


async def _pass_over(answer: Any, size: int) -> None:
    while size:
        piece = await answer.content.read(min(size, 2**16))
        if not piece:
            raise ShortAnswerError
        size -= len(piece)


async def _taken(answer: Any, size: int) -> bytes:
    """Return the next bytes, as many as were asked for; of more that come no more are held."""
    pieces: list[bytes] = []
    while size > 0 and (piece := await answer.content.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
