"""Open object → a file read from front to back with the next block under way, or one read anywhere."""

import io
from concurrent.futures import Future

from scanner.sources.fault import Fault
from scanner.sources.remote.faults import TransferError
from scanner.sources.remote.objects import open_object
from scanner.sources.remote.stores import start, wait_for
from scanner.types.document import Shard
from scanner.types.storage import Storage

_FIRST_BLOCK = 2**18
"""Looking at a shard costs no more; each further block is twice as large, up to `block_bytes`."""


class Flow:
    """The bytes of an object from front to back; raises `TransferError` rather than end early."""

    def __init__(self, shard: Shard, storage: Storage) -> None:
        self._object = open_object(shard, storage)
        self._block_bytes = min(_FIRST_BLOCK, storage.transfer.block_bytes)
        self._most_bytes = storage.transfer.block_bytes
        self._block = memoryview(b"")
        self._asked = 0
        self._ahead: Future[bytes] | None = None
        self._checked = False

    @property
    def ranged(self) -> bool:
        """Whether the object may be read anywhere too."""
        return self._object.ranged

    def read(self, size: int) -> bytes:
        """Return at least one and up to `size` next bytes, none at the end; what came before a fault is not lost."""
        if not self._block and not self._next():
            return b""
        piece = self._block[:size]
        self._block = self._block[len(piece) :]
        return bytes(piece)

    def _next(self) -> bool:
        """Take the next block; return whether there was one."""
        is_first = self._asked == 0
        coming = self._ahead or self._ask()
        if coming is None:
            if not self._checked:
                self._object.check_at_end()
                self._checked = True
            return False
        # The next block is on its way while this one is used; not at first: most of what is only looked at ends here.
        self._ahead = coming
        self._block = memoryview(wait_for(coming))
        self._ahead = None if is_first else self._ask()
        return True

    def _ask(self) -> "Future[bytes] | None":
        if self._asked >= self._object.size:
            return None
        first, self._asked = self._asked, min(self._object.size, self._asked + self._block_bytes)
        self._block_bytes = min(self._most_bytes, 2 * self._block_bytes)
        return start(self._object.store, self._object.fetch(first, self._asked))

    def close(self) -> None:
        """End what is still under way."""
        if self._ahead is not None:
            self._ahead.cancel()
            self._ahead = None
        self._object.close()


class Anywhere:
    """An object that is read here and there, for formats with a footer; nothing is kept of it."""

    def __init__(self, shard: Shard, storage: Storage) -> None:
        self._object = open_object(shard, storage)
        self._at = 0
        self.closed = False
        self.fault: Fault | None = None
        """Why a read failed; the reader on top sees an `OSError` without words."""

    def read(self, size: int = -1) -> bytes:
        """Return exactly `size` bytes, fewer only at the end of the object."""
        end = self._object.size if size < 0 else min(self._object.size, self._at + size)
        if end <= self._at:
            return b""
        try:
            data = wait_for(start(self._object.store, self._object.fetch(self._at, end)))
        except TransferError as error:
            self.fault = Fault(error.trouble.reason, error.trouble.words)
            raise OSError from None
        self._at = end
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; return it."""
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._object.size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self._at

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read anywhere."""
        return True

    def writable(self) -> bool:
        """Return that it cannot be written."""
        return False

    def close(self) -> None:
        """Take no more questions."""
        self.closed = True
        self._object.close()
