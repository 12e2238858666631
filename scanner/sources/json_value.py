"""Bytes of one JSON value → Python data; None of its faults is an exception."""

import json
from typing import Any

import orjson

from scanner.sources.scrub import scrub


class Invalid:
    """Stands for bytes that are no JSON value."""


INVALID = Invalid()


def parse_json(data: bytes | str, encoding: str = "utf-8") -> Any:
    """Return the value, or `INVALID`; `encoding` is that of bytes which are not UTF-8.

    What the strict parser refuses is tried again leniently: lone surrogates and undecodable bytes become U+FFFD, bare
    control characters, NaN and numbers of any length are taken as they are.
    """
    try:
        return orjson.loads(data)
    except ValueError:
        return _parse_leniently(data, encoding)


def _parse_leniently(data: bytes | str, encoding: str) -> Any:
    text = data if isinstance(data, str) else _decoded(data, encoding)
    try:
        return _scrubbed(json.loads(text, strict=False))
    except (ValueError, RecursionError):  # nesting without end is no JSON anyone can read
        return INVALID


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_scrubbed(part) for part in value]
    if isinstance(value, dict):
        return {scrub(key): _scrubbed(part) for key, part in value.items()}
    return value
