"""Scheme and options → the fsspec file system, and one patient way to ask it."""

import asyncio
import importlib
import random
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from scanner.errors import ExtraError, UsageError
from scanner.sources.remote.address import SCHEMES, WEB
from scanner.sources.remote.faults import TransferError, Trouble, kinds_of_fault, trouble_of
from scanner.types.storage import Storage, Transfer

_T = TypeVar("_T")
_EXTRAS = {scheme: scheme for scheme in SCHEMES - {"memory"}} | dict.fromkeys(WEB, "http")


class Store(NamedTuple):
    """A store that can be asked."""

    scheme: str
    fs: Any
    transfer: Transfer


def open_store(scheme: str, storage: Storage) -> Store:
    """Return the store of a scheme; raises `ExtraError` where its library is missing, `UsageError` for its options."""
    options = dict(storage.options.get(scheme, {}))
    if scheme == "s3":
        options["config_kwargs"] = _once(options.get("config_kwargs", {}), storage.transfer)
    try:
        if scheme in WEB:
            options["client_kwargs"] = _unhurried(options.get("client_kwargs", {}), storage.transfer)
        fs = _fsspec().filesystem(scheme, use_listings_cache=False, **options)
        if scheme == "s3":
            fs.retries = 1  # tries are counted here, and nowhere else
            fs.connect()  # says now what is wrong with the options
    except ImportError:
        extra = _EXTRAS[scheme]
        raise ExtraError(f'{scheme}:// needs a library: pip install "corpus-scanner[{extra}]"') from None
    except (TypeError, ValueError, AttributeError):  # their texts may hold the values
        raise UsageError(f"--storage-options: [{scheme}] is not what the store's library takes") from None
    except kinds_of_fault() as error:
        raise TransferError(trouble_of(error)) from None
    return Store(scheme, fs, storage.transfer)


def _fsspec() -> Any:
    """Return fsspec, which takes longer to load than a small corpus to list; local paths never need it."""
    importlib.import_module("fsspec.asyn")
    return importlib.import_module("fsspec")


def _once(config: dict[str, Any], transfer: Transfer) -> dict[str, Any]:
    """Return botocore's configuration with a single try a call, and no longer wait than a try may take."""
    wait_s = {"connect_timeout": min(10.0, transfer.timeout_s), "read_timeout": transfer.timeout_s}
    return {**wait_s, "retries": {"total_max_attempts": 1}, **config}


def _unhurried(client: dict[str, Any], transfer: Transfer) -> dict[str, Any]:
    """Return aiohttp's configuration without its bound of five minutes on a whole answer; tries have one of theirs."""
    timeout = importlib.import_module("aiohttp").ClientTimeout
    return {"timeout": timeout(total=None, sock_connect=30, sock_read=transfer.timeout_s), **client}


def start(store: Store, work: Coroutine[Any, Any, _T]) -> "Future[_T]":
    """Begin work beside what runs here; cancelling the future ends it."""
    loop = store.fs.loop if store.fs.async_impl else _fsspec().asyn.get_loop()
    return asyncio.run_coroutine_threadsafe(work, loop)


def wait_for(future: "Future[_T]") -> _T:
    """Return what the work came to; an interrupt ends it."""
    try:
        return future.result()
    finally:
        future.cancel()


async def ask(store: Store, name: str, *words: Any, **options: Any) -> Any:
    """Call a function of the store's file system by its fsspec name."""
    if store.fs.async_impl:
        return await getattr(store.fs, f"_{name}")(*words, **options)
    return await asyncio.to_thread(getattr(store.fs, name), *words, **options)


async def patiently(store: Store, work: Callable[[], Awaitable[_T]], *, at_length: bool = False) -> _T:
    """Return what the work comes to, tried again after faults that may pass; raises `TransferError`.

    Work `at_length` is of many answers, the time of each of which is bounded by the store's library alone.
    """
    transfer = store.transfer
    longest_s = None if at_length else transfer.timeout_s
    for number in range(transfer.tries):
        if number:
            await asyncio.sleep(_wait_s(transfer, number))
        try:
            return await asyncio.wait_for(work(), longest_s)
        except kinds_of_fault() as error:
            trouble = trouble_of(error)
        if trouble.final:
            raise TransferError(trouble)
    times = f"{transfer.tries} tries" if transfer.tries > 1 else "one try"
    raise TransferError(Trouble(f"given up after {times}: {trouble.words}", final=True, reason=trouble.reason))


def _wait_s(transfer: Transfer, number: int) -> float:
    longest = min(transfer.longest_wait_s, transfer.first_wait_s * 2.0 ** (number - 1))
    return longest * random.uniform(0.5, 1)  # noqa: S311  # spreads the load of many workers; guards nothing
