"""Address of an object or a prefix → its parts, and what of it may be shown."""

import re
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from scanner.errors import UsageError
from scanner.sources.names import printable, safe_id

_SCHEME = re.compile("([A-Za-z][A-Za-z0-9+.-]*)://")
_SAME = {"gcs": "gs", "s3a": "s3", "abfs": "az", "abfss": "az"}
"""Other spellings of the same store."""
WEB = frozenset(("http", "https"))
SCHEMES = frozenset(("s3", "gs", "az", "hf", "memory", *WEB))
_PARTS_OF_HF_PLACE = 3
"""`datasets/USER/NAME`."""


def is_remote(path: str) -> bool:
    """Whether a path is an address rather than a place in the local file system."""
    return _SCHEME.match(path) is not None


def local_path(path: str) -> str:
    """Return the local path that a `file://` address names; other paths as they are."""
    if not path.lower().startswith("file://"):
        return path
    return unquote(urlsplit(path).path)


def scheme_of(address: str) -> str:
    """Return the scheme, one spelling a store; raises `UsageError` for a store that is not known."""
    found = _SCHEME.match(address)
    scheme = found[1].lower() if found else ""
    scheme = _SAME.get(scheme, scheme)
    if scheme not in SCHEMES:
        known = ", ".join(f"{name}://" for name in sorted(SCHEMES))
        raise UsageError(f"{printable(scheme)}://: no such store is known; expected {known} or file://")
    return scheme


def name_of(address: str) -> str:
    """Return the name within a store: `bucket/key`; of a web address all of it, as its query belongs to it."""
    scheme = scheme_of(address)
    if scheme in WEB:
        return address
    name = address.partition("://")[2].lstrip("/")
    if not name:
        raise UsageError(f"{scheme}://: name a bucket")
    if scheme != "hf" and "@" in name.partition("/")[0]:
        raise UsageError(
            f"{scheme}://: credentials and accounts do not belong into an address; name them with --storage-options"
        )
    return name


def parts_of(address: str) -> tuple[str, ...]:
    """Return bucket or host, then the parts of the path; never a user, a password or a query."""
    if scheme_of(address) in WEB:
        split = urlsplit(address)
        return (split.netloc.rpartition("@")[2], *unquote(split.path).removeprefix("/").split("/"))
    return tuple(name_of(address).split("/"))


def path_of(uri: str) -> PurePath:
    """Return the path of a file, or of an object within its store."""
    return PurePath(*parts_of(uri)) if is_remote(uri) else PurePath(uri)


def place_of(address: str) -> str:
    """Return scheme and bucket or host, as they may be shown."""
    scheme = scheme_of(address)
    parts = parts_of(address)
    return f"{scheme}://" + printable("/".join(parts[: _PARTS_OF_HF_PLACE if scheme == "hf" else 1]))


def shown(path: str) -> str:
    """Return a path as a message may show it: of an address the place, and the last part of what is there."""
    path = local_path(path)
    if not is_remote(path):
        return printable(path)
    parts = [part for part in parts_of(path)[1:] if part]
    return f"{place_of(path)}: {safe_id(parts[-1])}" if parts else place_of(path)


def id_of(parts: tuple[str, ...]) -> str:
    """Return a shard id; unlike folders, stores may have parts without a name, which must stay apart."""
    return "/".join(safe_id(part) or "%-" for part in parts)
