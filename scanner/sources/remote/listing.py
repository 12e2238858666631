"""Addresses of objects, prefixes and globs → shards, each object once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from scanner.errors import UsageError
from scanner.sources.remote.address import WEB, id_of, name_of, parts_of, scheme_of, shown
from scanner.sources.remote.faults import ABSENT, TransferError
from scanner.sources.remote.objects import Facts, facts_of
from scanner.sources.remote.stores import Store, ask, open_store, patiently, start, wait_for
from scanner.types.document import Shard
from scanner.types.storage import Storage

_BUCKETS = frozenset(("s3", "gs", "az"))
_GLOB = re.compile(r"[*?\[]")


class Found(NamedTuple):
    """An object of a store."""

    uri: str
    parts: tuple[str, ...]
    facts: Facts


class Listing(NamedTuple):
    """What addresses name."""

    found: tuple[Found, ...]
    root: tuple[str, ...]
    """Parts that all of them share, or the one prefix that was given."""

    def shards(self, *, with_place: bool) -> list[Shard]:
        """Return the shards; ids begin below the root, or with scheme and bucket where that is asked for."""
        return [self._shard(found, with_place=with_place) for found in self.found]

    def _shard(self, found: Found, *, with_place: bool) -> Shard:
        parts = (scheme_of(found.uri), *found.parts) if with_place else found.parts[len(self.root) :]
        return Shard(id_of(parts), found.uri, found.facts.size or 0, found.facts.version)


def list_remote(addresses: Sequence[str], storage: Storage, faults: list[str]) -> Listing:
    """Return the objects that addresses name; what cannot be listed is told in `faults`, without its address."""
    found: dict[str, Found] = {}
    folders: list[tuple[str, ...]] = []
    for address in addresses:
        try:
            store = open_store(scheme_of(address), storage)
            for each in _named(store, address, folders):
                found.setdefault(each.uri, each)
        except TransferError as error:
            faults.append(f"{shown(address)}: {error.trouble.words}")
        except UsageError as error:
            faults.append(str(error))
    lone_folder = len(addresses) == 1 and len(folders) == 1
    root = folders[0] if lone_folder else _shared([each.parts[:-1] for each in found.values()])
    return Listing(tuple(found.values()), root)


def _shared(folders: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    if not folders:
        return ()
    least, most = min(folders), max(folders)
    length = next((at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other), None)
    return least[: min(len(least), len(most)) if length is None else length]


def _named(store: Store, address: str, folders: list[tuple[str, ...]]) -> Iterator[Found]:
    name = name_of(address)
    if store.scheme in WEB:
        yield _of_web(store, address)
        return
    is_folder = name.endswith("/") or (store.scheme in _BUCKETS and "/" not in name)
    said = None if is_folder else _info(store, name)
    if said is None and _GLOB.search(name):
        yield from _globbed(store, name)
    elif said is not None and said.get("type") == "file":
        yield _found(store, name, said)
    else:
        folders.append(tuple(name.strip("/").split("/")))
        yield from _below(store, name.rstrip("/"))


def _of_web(store: Store, address: str) -> Found:
    if address.endswith("/"):
        raise UsageError(f"{shown(address)}: web servers list no folders; name the files, one a line, in @list.txt")
    facts = _ask(store, address)
    if facts.size is None:
        raise UsageError(
            f"{shown(address)}: the server does not say how large it is, so that nobody could tell whether all of it "
            "came; bring it to a file first"
        )
    return Found(address, parts_of(address), facts)


def _info(store: Store, name: str) -> Mapping[str, Any] | None:
    try:
        return _ask(store, name).said
    except TransferError as error:
        if error.trouble != ABSENT:
            raise
        return None


def _globbed(store: Store, name: str) -> Iterator[Found]:
    matched = _listed(store, "glob", name)
    if not matched:
        raise UsageError(f"{shown(f'{store.scheme}://{name}')}: matches nothing")
    for each, said in matched.items():
        if said.get("type") == "file":
            yield _found(store, each, said)
        else:
            yield from _below(store, each)


def _below(store: Store, folder: str) -> Iterator[Found]:
    """Yield every object below a prefix but those whose names, or folders, begin with a dot."""
    listed = _listed(store, "find", folder)
    if not listed and "/" in folder:
        raise UsageError(f"{shown(f'{store.scheme}://{folder}')}: {ABSENT.words}")
    skip = len(folder) + 1 if folder else 0
    for name, said in listed.items():
        below = name[skip:]
        is_hidden = any(part.startswith(".") for part in below.split("/"))
        if below and not name.endswith("/") and not is_hidden:  # some stores mark folders by empty objects
            yield _found(store, name, said)


def _listed(store: Store, kind: str, name: str) -> dict[str, Mapping[str, Any]]:
    if store.scheme == "s3" and kind == "find":
        return wait_for(start(store, _s3_below(store, name)))
    work = patiently(store, lambda: ask(store, kind, name, detail=True), at_length=True)
    return {each.lstrip("/"): said for each, said in wait_for(start(store, work)).items()}  # memory:// leads with it


async def _s3_below(store: Store, folder: str) -> dict[str, Mapping[str, Any]]:
    """Return what lies below a folder, page by page: a fault of one page costs that page, however many there are."""
    bucket, _, prefix = folder.partition("/")
    words = {"Bucket": bucket, "Prefix": prefix and f"{prefix}/", **store.fs.req_kw}
    listed: dict[str, Mapping[str, Any]] = {}
    while True:
        page = await patiently(store, lambda: store.fs._call_s3("list_objects_v2", **words))  # noqa: SLF001  # fsspec asks for all pages in one
        for each in page.get("Contents", ()):
            listed[f"{bucket}/{each['Key']}"] = {**each, "size": each["Size"], "type": "file"}
        if not page.get("IsTruncated"):
            return listed
        words["ContinuationToken"] = page["NextContinuationToken"]


def _ask(store: Store, name: str) -> Facts:
    return wait_for(start(store, patiently(store, lambda: facts_of(store, name))))


def _found(store: Store, name: str, said: Mapping[str, Any]) -> Found:
    return Found(f"{store.scheme}://{name}", tuple(name.split("/")), Facts(said.get("size"), said))
