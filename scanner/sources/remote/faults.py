"""Exception of a store's library → what went wrong, in words that give no address away, and whether to try again."""

import importlib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from scanner.types.document import FailReason

_LIBRARIES = (
    ("aiohttp", "ClientError"),
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("gcsfs.retry", "HttpError"),
    ("google.auth.exceptions", "GoogleAuthError"),
    ("azure.core.exceptions", "AzureError"),
    ("httpx", "HTTPError"),
)
"""Errors that are no `OSError`; those of requests and of huggingface_hub are."""
_NO_CREDENTIALS = frozenset(
    (
        *("NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "TokenRetrievalError"),
        *("DefaultCredentialsError", "RefreshError", "ClientAuthenticationError"),
    )
)
_DENIED = frozenset((401, 403))
_ABSENT = frozenset((404, 410))
_OTHER_NOW = frozenset((412, 416))
"""RFC 9110 §15.5.13, §15.5.17: a condition on the version failed; a range lies behind the end."""
_PASSING = frozenset((408, 409, 425, 429))
_PASSING_CODES = frozenset(("RequestTimeout", "IncompleteBody", "BadDigest"))
"""What S3 says with HTTP status 400 of bytes that came late, in part or otherwise than they were sent."""
_CLIENT, _SERVER = 400, 500


class Trouble(NamedTuple):
    """What went wrong."""

    words: str
    final: bool = False
    """Whether trying again is of no use."""
    reason: FailReason = FailReason.TRANSFER


class TransferError(Exception):
    """A store did not give what was asked of it; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.words)
        self.trouble = trouble


class OtherVersionError(Exception):
    """What a store gave is of another version than was asked for."""


class ShortAnswerError(Exception):
    """Fewer or more bytes came than were asked for."""


CHANGED = Trouble(
    "it was replaced after it was listed: its size or version is another", final=True, reason=FailReason.CHANGED
)
ABSENT = Trouble("does not exist", final=True, reason=FailReason.UNREADABLE)
_REFUSED = Trouble("the store denies access", final=True, reason=FailReason.UNREADABLE)
_NOBODY = Trouble("no credentials for the store could be found", final=True, reason=FailReason.UNREADABLE)
_BY_KIND: tuple[tuple[type[Exception], Trouble], ...] = (
    (OtherVersionError, CHANGED),
    (ShortAnswerError, Trouble("other than the bytes asked for came")),
    (PermissionError, _REFUSED),
    (FileNotFoundError, ABSENT),
    (TimeoutError, Trouble("no whole answer came in time")),
)


@cache
def kinds_of_fault() -> tuple[type[Exception], ...]:
    """Return every exception that a store's library may raise, of those that are installed."""
    kinds: list[type[Exception]] = [OSError, EOFError, ValueError, OtherVersionError, ShortAnswerError]
    for module, name in _LIBRARIES:
        try:
            kinds.append(getattr(importlib.import_module(module), name))
        except ImportError:
            continue
    return tuple(kinds)


def trouble_of(error: BaseException) -> Trouble:
    """Return what went wrong; the error's own text is not used, as it may hold an address with its signature."""
    chain = list(_chain(error))
    if any(type(each).__name__ in _NO_CREDENTIALS for each in chain):
        return _NOBODY
    code = next((code for each in chain if (code := _code(each)) in _PASSING_CODES), None)
    if code is not None:
        return Trouble(f"the store answered with {code}")
    status = next((status for each in chain if (status := _status(each)) is not None), None)
    if status is not None and status >= _CLIENT:
        return _of_status(status)
    known = (trouble for kind, trouble in _BY_KIND for each in chain if isinstance(each, kind))
    return next(known, Trouble("the connection could not be made or broke off"))


def _of_status(status: int) -> Trouble:
    if status in _DENIED:
        return _REFUSED
    if status in _ABSENT:
        return ABSENT
    if status in _OTHER_NOW:
        return CHANGED
    final = status < _SERVER and status not in _PASSING
    return Trouble(f"the store answered with HTTP status {status}", final=final)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


def _code(error: BaseException) -> str | None:
    """Return the name of an error of S3."""
    answer = getattr(error, "response", None)
    code = answer.get("Error", {}).get("Code") if isinstance(answer, dict) else None
    return code if isinstance(code, str) else None


def _status(error: BaseException) -> int | None:
    """Return the HTTP status that an error carries; every library has a place of its own for it."""
    answer = getattr(error, "response", None)
    if isinstance(answer, dict):  # botocore
        answer = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
        return answer if isinstance(answer, int) else None
    names = ("status", "status_code", *(("code",) if type(error).__name__ == "HttpError" else ()))  # gcsfs
    values = (getattr(owner, name, None) for owner in (error, answer) for name in names)
    return next((value for value in values if isinstance(value, int)), None)
