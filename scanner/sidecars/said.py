"""Statements of a page ↔ texts in its row of the first pass's sidecar."""

from collections.abc import Iterable
from functools import lru_cache

import orjson
from pydantic import TypeAdapter

from scanner.types.rights import RightsStatement

_STATEMENT: TypeAdapter[RightsStatement] = TypeAdapter(RightsStatement)
_KEPT = 4096
"""A site says the same on all its pages."""


def write_said(statements: Iterable[RightsStatement]) -> list[str]:
    """Return a text for each statement."""
    return [orjson.dumps(statement).decode() for statement in statements]


def read_said(texts: Iterable[str]) -> tuple[RightsStatement, ...]:
    """Return the statements again."""
    return tuple(map(_read, texts))


@lru_cache(_KEPT)
def _read(text: str) -> RightsStatement:
    return _STATEMENT.validate_json(text)
