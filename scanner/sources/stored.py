"""A shard's file → its bytes as stored, counted and hashed as they are taken."""

import hashlib
import sys
from typing import BinaryIO

from scanner.sources.fault import Fault
from scanner.types.document import Closed, FailReason

STDIN = "-"
_BUFFER = 2**18


class Stored:
    """The stored bytes of one shard, taken once from front to back."""

    def __init__(self, uri: str) -> None:
        """Open the file; where that fails, `fault` says why and there are no bytes."""
        self.uri = uri
        self.fault: Fault | None = None
        self.taken = 0
        self._digest = hashlib.sha256()
        self._held = b""
        self._file: BinaryIO | None = None
        self._borrowed = uri == STDIN
        try:
            # Closed by `close`; standard input stays open for whoever started us.
            self._file = sys.stdin.buffer if self._borrowed else open(uri, "rb", buffering=_BUFFER)  # noqa: SIM115, PTH123
        except (OSError, ValueError) as error:
            self._stop("cannot be opened", error)

    def _stop(self, what: str, error: OSError | ValueError) -> None:
        reason = (error.strerror if isinstance(error, OSError) else None) or "no such file name"
        self.fault = Fault(FailReason.UNREADABLE, f"{what}: {reason}")

    def peek(self, size: int) -> bytes:
        """Return up to `size` first bytes without taking them."""
        while len(self._held) < size:
            more = self._read(size - len(self._held))
            if not more:
                break
            self._held += more
        return self._held[:size]

    def take(self, size: int) -> bytes:
        """Return up to `size` next bytes; none at the end, or where reading failed (then `fault` is set)."""
        if self._held:
            data, self._held = self._held[:size], self._held[size:]
        else:
            data = self._read(size)
        self._digest.update(data)
        self.taken += len(data)
        return data

    def _read(self, size: int) -> bytes:
        if self._file is None:
            return b""
        try:
            return self._file.read(size) or b""
        except (OSError, ValueError) as error:
            self._stop("cannot be read on", error)
            return b""

    def drain(self) -> None:
        """Take what is left, so that the digest covers the whole file."""
        while self.take(_BUFFER):
            pass

    def seekable(self) -> bool:
        """Whether the file may be opened a second time and read from its end."""
        return self._file is not None and not self._borrowed and self._file.seekable()

    def closed(self) -> Closed:
        """Return the closing event: how many bytes were taken, and their digest."""
        return Closed(self.taken, self._digest.hexdigest())

    def close(self) -> None:
        """Close the file."""
        if self._file is not None and not self._borrowed:
            self._file.close()
        self._file = None
