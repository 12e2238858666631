"""Pieces of text that the network has read → what it said of them, as long as they are remembered."""

from collections.abc import Mapping

from scanner.detectors.names.chinese.decoding import Masses

Answer = Mapping[str, Masses]
"""The masses by kind of name; empty for a piece without a name."""
_ROOM = 1 << 17
"""Characters of half of the memory: some 2 MB."""
_APIECE = 12
"""What a piece takes beside its characters, in characters."""


class Memory:
    """Keeps the answers for pieces met of late: menus, footers and phrases stand on many pages of a crawl.

    An answer hangs on nothing but the characters of its piece, so what is remembered changes no name. When half of the
    memory is full the other half is forgotten.
    """

    def __init__(self, room: int = _ROOM) -> None:
        """Remember nothing yet."""
        self._room = room
        self._used = 0
        self._newer: dict[bytes, Answer] = {}
        self._older: dict[bytes, Answer] = {}

    def recall(self, piece: bytes) -> Answer | None:
        """Return the answer for a piece, given as its ids, or nothing."""
        answer = self._newer.get(piece)
        if answer is None:
            answer = self._older.get(piece)
            if answer is not None:
                self.keep(piece, answer)
        return answer

    def keep(self, piece: bytes, answer: Answer) -> None:
        """Remember an answer."""
        self._used += len(piece) // 2 + _APIECE
        if self._used > self._room:
            self._older, self._newer, self._used = self._newer, {}, 0
        self._newer[piece] = answer
