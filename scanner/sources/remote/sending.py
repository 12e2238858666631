"""Local file → an object of a store, whole and held against the file."""

import asyncio
import base64
import hashlib
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from scanner.sources.remote.faults import ABSENT, TransferError, Trouble
from scanner.sources.remote.objects import Facts, Object, facts_of
from scanner.sources.remote.stores import Store, ask, patiently
from scanner.types.document import Shard
from scanner.types.storage import Transfer

_LEAST_PART: Final = 5 * 2**20
_MOST_PARTS: Final = 10_000
"""S3: a part but the last is no smaller, and an object has no more of them."""
_OTHER: Final = Trouble("what the store holds is not what was sent", final=True)


async def send_file(store: Store, name: str, path: Path, held: Facts | None = None) -> None:
    """Make an object of a file, in parts where it is large; raises `TransferError`.

    Nothing is sent where `held`, what the store has under that name, is told to be these bytes.
    """
    size = (await asyncio.to_thread(path.stat)).st_size
    if store.scheme != "s3":
        await _put(store, name, path, size)
        await _compare(store, name, path)
        return
    part_bytes = max(_LEAST_PART, store.transfer.block_bytes, -(-size // _MOST_PARTS))
    etag = await asyncio.to_thread(_etag_of, path, part_bytes)
    if held is not None and held.size == size and held.said.get("ETag") == etag:
        return
    if size <= part_bytes:
        content = await asyncio.to_thread(path.read_bytes)
        answer = await patiently(store, lambda: _call(store, name, "put_object", **_body(content)))
    else:
        answer = await _put_parts(store, name, path, part_bytes)
    # Stores that encrypt, and some that only speak like S3, call the same bytes otherwise.
    if answer.get("ETag") != etag:
        await _compare(store, name, path)


async def _put(store: Store, name: str, path: Path, size: int) -> None:
    """Leave it to the store's library how a file is cut into parts; a try has as much time as its blocks together."""
    blocks = -(-size // store.transfer.block_bytes)
    if blocks <= 1:
        content = await asyncio.to_thread(path.read_bytes)
        await patiently(store, lambda: ask(store, "pipe_file", name, content))
        return
    whole = _with(store, replace(store.transfer, timeout_s=store.transfer.timeout_s * blocks))
    await patiently(whole, lambda: ask(store, "put_file", str(path), name))


async def _put_parts(store: Store, name: str, path: Path, part_bytes: int) -> dict[str, Any]:
    begun = await patiently(store, lambda: _call(store, name, "create_multipart_upload"))
    upload = {"UploadId": begun["UploadId"]}
    try:
        parts = await _parts(store, name, path, part_bytes, upload)
        done = {**upload, "MultipartUpload": {"Parts": parts}}
        return await patiently(store, lambda: _call(store, name, "complete_multipart_upload", **done))
    except BaseException as error:  # parts that nobody completes are paid for until they are given up
        if isinstance(error, TransferError) and error.trouble == ABSENT:
            return {}  # the answer to an earlier try was lost, perhaps; what is there will be looked at
        once = _with(store, replace(store.transfer, tries=1))
        with suppress(TransferError):
            await patiently(once, lambda: _call(store, name, "abort_multipart_upload", **upload))
        raise


async def _parts(
    store: Store, name: str, path: Path, part_bytes: int, upload: dict[str, str]
) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = []
    while content := await asyncio.to_thread(_span, path, len(parts) * part_bytes, part_bytes):
        words = {**upload, "PartNumber": len(parts) + 1, **_body(content)}
        answer = await patiently(store, partial(_call, store, name, "upload_part", **words))
        parts.append({"PartNumber": len(parts) + 1, "ETag": answer["ETag"]})
    return parts


def _body(content: bytes) -> dict[str, Any]:
    """Return bytes with their digest, which the store holds against what came."""
    return {"Body": content, "ContentMD5": base64.b64encode(_md5(content)).decode()}


async def _call(store: Store, name: str, method: str, **words: Any) -> dict[str, Any]:
    """Ask S3 itself: fsspec sends no digests, and tries all of a file again where one part failed."""
    bucket, key, _ = store.fs.split_path(name)
    answer: dict[str, Any] = await store.fs._call_s3(method, Bucket=bucket, Key=key, **words)  # noqa: SLF001  # no public way
    return answer


async def _compare(store: Store, name: str, path: Path) -> None:
    """Raise where the object, read back, is not the file."""
    facts = await patiently(store, lambda: facts_of(store, name))
    size = (await asyncio.to_thread(path.stat)).st_size
    if facts.size != size:
        raise TransferError(_OTHER)
    back = Object(Shard(name, f"{store.scheme}://{name}", size, facts.version), store)
    for first in range(0, size, store.transfer.block_bytes):
        ours = await asyncio.to_thread(_span, path, first, store.transfer.block_bytes)
        if await back.fetch(first, first + len(ours)) != ours:
            raise TransferError(_OTHER)


def _with(store: Store, transfer: Transfer) -> Store:
    return Store(store.scheme, store.fs, transfer)


def _span(path: Path, first: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(size)


def _etag_of(path: Path, part_bytes: int) -> str:
    """Return what S3 calls these bytes: their MD5, or of parts the MD5 of these and their number."""
    digests = []
    with path.open("rb") as file:
        while content := file.read(part_bytes):
            digests.append(_md5(content))
    if len(digests) <= 1:
        return f'"{(digests[0] if digests else _md5(b"")).hex()}"'
    return f'"{_md5(b"".join(digests)).hex()}-{len(digests)}"'


def _md5(content: bytes) -> bytes:
    return hashlib.md5(content, usedforsecurity=False).digest()
