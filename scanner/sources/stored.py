"""A shard's file or object → its bytes as stored, counted and hashed as they are taken."""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple, Protocol

from scanner.sources.fault import Fault
from scanner.sources.remote.address import is_remote
from scanner.sources.remote.faults import TransferError
from scanner.sources.remote.files import Anywhere, Flow
from scanner.types.document import Closed, FailReason, Shard
from scanner.types.storage import FROM_ENVIRONMENT, Storage

STDIN = "-"
_BUFFER = 2**18
_PAGE = 2**20


class _Readable(Protocol):
    """What local files and remote objects have in common."""

    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class Again(NamedTuple):
    """A shard opened a second time, to be read from its end."""

    source: str | Anywhere
    buffer_bytes: int


class Stored:
    """The stored bytes of one shard, taken once from front to back."""

    def __init__(self, shard: Shard, storage: Storage = FROM_ENVIRONMENT, span: range | None = None) -> None:
        """Open the file; where that fails, `fault` says why and there are no bytes.

        `span` is of a local file: only those of its bytes are there.
        """
        self.fault: Fault | None = None
        self.taken = 0
        self._shard = shard
        self._storage = storage
        self.start = 0 if span is None else span.start
        self._left = sys.maxsize if span is None else len(span)
        self._digest = hashlib.sha256()
        self._held = b""
        self._file: _Readable | None = None
        self._borrowed = shard.uri == STDIN
        self._seekable = False
        try:
            self._open()
        except (OSError, ValueError) as error:
            self._stop("cannot be opened", error)
        except TransferError as error:
            self.fault = Fault(error.trouble.reason, error.trouble.words)

    def _open(self) -> None:
        if is_remote(self._shard.uri):
            flow = Flow(self._shard, self._storage)
            self._file, self._seekable = flow, flow.ranged
            return
        # Closed by `close`; standard input stays open for whoever started us.
        file: BinaryIO = sys.stdin.buffer if self._borrowed else open(self._shard.uri, "rb", buffering=_BUFFER)  # noqa: SIM115, PTH123
        self._file, self._seekable = file, not self._borrowed and file.seekable()
        if self.start:
            file.seek(self.start)

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
            data = self._file.read(min(size, self._left)) or b""
        except (OSError, ValueError) as error:
            self._stop("cannot be read on", error)
        except TransferError as error:
            self.fault = Fault(error.trouble.reason, error.trouble.words)
        else:
            self._left -= len(data)
            return data
        return b""

    def drain(self) -> None:
        """Take what is left, so that the digest covers the whole file."""
        while self.take(_BUFFER):
            pass

    def seekable(self) -> bool:
        """Whether the shard may be opened a second time and read from its end."""
        return self._file is not None and self._seekable

    @contextmanager
    def again(self) -> Iterator[Again]:
        """Open the shard a second time; what fails in reading it becomes this one's `fault`."""
        if not is_remote(self._shard.uri):
            yield Again(self._shard.uri, _PAGE)
            return
        try:
            anywhere = Anywhere(self._shard, self._storage)
        except TransferError as error:
            self.fault = Fault(error.trouble.reason, error.trouble.words)
            yield Again("", _PAGE)
            return
        try:
            # Every question costs a journey, so that larger ones are asked than of a disk.
            yield Again(anywhere, self._storage.transfer.block_bytes)
        finally:
            self.fault = self.fault or anywhere.fault
            anywhere.close()

    def closed(self) -> Closed:
        """Return the closing event: how many bytes were taken, and their digest."""
        return Closed(self.taken, self._digest.hexdigest())

    def close(self) -> None:
        """Close the file."""
        if self._file is not None and not self._borrowed:
            self._file.close()
        self._file = None
