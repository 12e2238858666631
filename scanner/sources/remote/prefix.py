"""Address of a prefix → the files below it: listed, fetched, sent and removed, several at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit

from scanner.errors import UsageError
from scanner.sources.remote.address import WEB, name_of, parts_of, place_of, scheme_of
from scanner.sources.remote.faults import ABSENT, TransferError, Trouble
from scanner.sources.remote.objects import Facts, Object, facts_of
from scanner.sources.remote.sending import send_file
from scanner.sources.remote.stores import ask, open_store, patiently, start, wait_for
from scanner.types.document import Shard
from scanner.types.storage import Storage

_T = TypeVar("_T")
_AT_ONCE: Final = 8
"""Files under way: most are small, and each costs a request or two."""
_NO_SIZE: Final = Trouble("the server does not say how large it is", final=True)


class Prefix:
    """A place in a store below which files lie; every call may raise `TransferError`."""

    def __init__(self, address: str, storage: Storage) -> None:
        scheme = scheme_of(address)
        if scheme in WEB and (urlsplit(address).query or urlsplit(address).fragment):
            raise UsageError(f"{place_of(address)}: an address with a query names one file, not a folder")
        self.place = place_of(address)
        """As it may be shown: scheme, and bucket or host."""
        self.uri = address.rstrip("/") if scheme in WEB else f"{scheme}://{name_of(address).rstrip('/')}"
        self._store = open_store(scheme, storage)

    def holds(self, uri: str) -> bool:
        """Whether an object lies below it."""
        parts = parts_of(self.uri)
        return scheme_of(uri) == self._store.scheme and parts_of(uri)[: len(parts)] == parts

    def listed(self) -> dict[str, Facts]:
        """Return what lies below it, by its name from there; of a bucket that is not there, nothing."""
        folder = name_of(self.uri)
        try:
            found = self._wait(patiently(self._store, lambda: ask(self._store, "find", folder, detail=True)))
        except TransferError as error:
            if error.trouble != ABSENT:
                raise
            return {}
        below = {name.lstrip("/").removeprefix(f"{folder}/"): said for name, said in found.items()}
        return {
            name: Facts(said.get("size"), said)
            for name, said in below.items()
            if name and not name.endswith("/") and name != folder
        }

    def read(self, name: str) -> bytes | None:
        """Return what a small file holds; None: there is none."""

        async def taken() -> bytes:
            return b"".join([block async for block in self._blocks(name)])

        try:
            return self._wait(taken())
        except TransferError as error:
            if error.trouble != ABSENT:
                raise
            return None

    def fetch(self, names: Iterable[str], into: Path) -> None:
        """Bring files into a folder; those that are not there stay away."""
        # One listing costs less than a question for each file; web servers have none.
        held = {} if self._store.scheme in WEB else self.listed()
        self._wait(_each(names, lambda name: self._fetch(name, into / name, held.get(name))))

    def send(self, names: Iterable[str], folder: Path, held: Mapping[str, Facts]) -> None:
        """Bring files of a folder here, but those that are here already by what `listed` told."""
        names_of = name_of(self.uri)
        self._wait(
            _each(names, lambda name: send_file(self._store, f"{names_of}/{name}", folder / name, held.get(name)))
        )

    def write(self, name: str, content: bytes) -> None:
        """Make a small file of these bytes."""
        store, whole = self._store, f"{name_of(self.uri)}/{name}"
        self._wait(patiently(store, lambda: ask(store, "pipe_file", whole, content)))

    def remove(self, names: Collection[str]) -> None:
        """Remove files; those that are gone already are none of its business."""
        self._wait(_each(names, self._remove))

    async def _remove(self, name: str) -> None:
        try:
            await patiently(self._store, lambda: ask(self._store, "rm_file", f"{name_of(self.uri)}/{name}"))
        except TransferError as error:
            if error.trouble != ABSENT:
                raise

    async def _fetch(self, name: str, path: Path, held: Facts | None) -> None:
        await asyncio.to_thread(_begin, path)
        try:
            async for block in self._blocks(name, held):
                await asyncio.to_thread(_append, path, block)
        except TransferError as error:
            await asyncio.to_thread(path.unlink)
            if error.trouble != ABSENT:
                raise

    async def _blocks(self, name: str, held: Facts | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes of a file, all of one version as far as the store tells versions."""
        uri = f"{self.uri}/{quote(name)}" if self._store.scheme in WEB else f"{self.uri}/{name}"
        facts = held
        if facts is None:
            facts = await patiently(self._store, lambda: facts_of(self._store, name_of(uri)))
        if facts.size is None:
            raise TransferError(_NO_SIZE)
        file = Object(Shard(name, uri, facts.size, facts.version), self._store)
        try:
            for first in range(0, facts.size, self._store.transfer.block_bytes):
                yield await file.fetch(first, min(facts.size, first + self._store.transfer.block_bytes))
        finally:
            file.close()

    def _wait(self, work: "Awaitable[_T]") -> _T:
        async def done() -> _T:
            return await work

        return wait_for(start(self._store, done()))


async def _each(names: Iterable[str], work: Callable[[str], Awaitable[None]]) -> None:
    """Do the work for every name, several at once; the first fault ends it, once what is under way has ended."""
    left = iter(names)

    async def take() -> None:
        for name in left:
            await work(name)

    tasks = [asyncio.create_task(take()) for _ in range(_AT_ONCE)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _begin(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


def _append(path: Path, block: bytes) -> None:
    with path.open("ab") as file:
        file.write(block)
