"""Shard in a store → an open object: ranges of its bytes, all of the version that was listed."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from scanner.sources.remote import web
from scanner.sources.remote.address import WEB, name_of, scheme_of
from scanner.sources.remote.faults import CHANGED, OtherVersionError, ShortAnswerError, TransferError
from scanner.sources.remote.stores import Store, ask, open_store, patiently, start, wait_for
from scanner.types.document import Shard
from scanner.types.storage import Storage

_VERSIONS = ("generation", "ETag", "etag", "blob_id", "LastModified", "Last-Modified", "last_modified")
"""What stores call a version, the surest first; a date is better than nothing."""


class Facts(NamedTuple):
    """What a store says of an object."""

    size: int | None
    said: Mapping[str, Any]
    ranged: bool = True
    """Whether any part of it can be asked for."""

    @property
    def version(self) -> str | None:
        """The surest name of its content, with what kind of name that is."""
        name = next((name for name in _VERSIONS if self.said.get(name)), None)
        return None if name is None else f"{name}={self.said[name]}"

    def is_of(self, version: str | None) -> bool:
        """Whether it is of that version, as far as the same kind of name is said of both."""
        name, _, value = (version or "").partition("=")
        return not self.said.get(name) or str(self.said[name]) == value


async def facts_of(store: Store, name: str) -> Facts:
    """Return what the store says of an object now."""
    if store.scheme in WEB:
        page = await web.look(store, name)
        return Facts(page.size, page.headers, page.ranged)
    said = await ask(store, "info", name)
    return Facts(said.get("size"), said)


class Object:
    """An object as it was listed; every part comes from that version, or `TransferError` is raised."""

    def __init__(self, shard: Shard, store: Store) -> None:
        self.store = store
        self._name = name_of(shard.uri)
        self._shard = shard
        self._web = web.Web(store, self._name, self._etag) if store.scheme in WEB else None
        self.ranged = True
        self.size = shard.bytes

    @property
    def _etag(self) -> str | None:
        kind, _, value = (self._shard.version or "").partition("=")
        return value if kind == "ETag" else None

    @property
    def _is_bound(self) -> bool:
        """Whether each part is asked for with its version, so that none of another can come."""
        return self._etag is not None and self.store.scheme in {"s3", *WEB}

    def check(self) -> None:
        """Raise where the object is no longer the one that was listed."""
        facts = wait_for(start(self.store, patiently(self.store, lambda: facts_of(self.store, self._name))))
        self.ranged = facts.ranged
        if facts.size != self.size or not facts.is_of(self._shard.version):
            raise TransferError(CHANGED)

    def check_at_end(self) -> None:
        """Raise where parts may be of two versions."""
        if not self._is_bound:
            self.check()

    async def fetch(self, first: int, end: int) -> bytes:
        """Return the bytes from `first` up to `end`, all of them; raises `TransferError`."""
        return await patiently(self.store, lambda: self._once(first, end))

    def close(self) -> None:
        """Let go of the connection."""
        if self._web is not None:
            self._web.close()

    async def _once(self, first: int, end: int) -> bytes:
        data = await self._range(first, end)
        if len(data) != end - first:
            raise ShortAnswerError
        return data

    async def _range(self, first: int, end: int) -> bytes:
        if self._web is not None:
            return await self._web.fetch(first, end)
        if self.store.scheme == "s3":
            return await _s3_range(self.store.fs, self._name, (first, end), self._etag)
        data = await ask(self.store, "cat_file", self._name, start=first, end=end)
        return bytes(data)


def open_object(shard: Shard, storage: Storage) -> Object:
    """Return an object that is as it was listed; raises `TransferError` where it is another by now."""
    opened = Object(shard, open_store(scheme_of(shard.uri), storage))
    opened.check()
    return opened


async def _s3_range(fs: Any, name: str, span: tuple[int, int], etag: str | None) -> bytes:
    """Return a range under the condition that the object is still of that ETag, which `cat_file` cannot ask for."""
    bucket, key, _ = fs.split_path(name)
    condition = {} if etag is None else {"IfMatch": etag}
    words = {"Bucket": bucket, "Key": key, "Range": f"bytes={span[0]}-{span[1] - 1}", **condition, **fs.req_kw}
    answer = await fs._call_s3("get_object", **words)  # noqa: SLF001  # the only way to a conditional request
    if etag is not None and answer.get("ETag", etag) != etag:  # a server that overlooks the condition
        raise OtherVersionError
    async with answer["Body"] as body:
        return bytes(await body.read())
