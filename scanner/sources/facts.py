"""One row → what is known of its text: URL, date, language, licence, HTTP headers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from scanner.sources.field_names import (
    DATE,
    HEADED_DATE,
    HEADED_URL,
    HEADERS,
    LANGUAGE,
    LICENSE,
    LICENSE_PARTS,
    URL,
    WRAPPERS,
)
from scanner.sources.json_value import parse_json
from scanner.sources.language import parse_language
from scanner.sources.options import ReadOptions
from scanner.sources.times import parse_time

Headers = tuple[tuple[str, str], ...]
_LONGEST_WRAPPED = 2**16
_PAIR = 2
_HEADED = frozenset(name.partition(".")[0] for name in (*HEADED_URL, *HEADED_DATE))
_KNOWN = frozenset((*URL, *DATE, *LANGUAGE, *LICENSE, *HEADERS, *WRAPPERS[1:], *_HEADED))


class Facts(NamedTuple):
    """What a row says beside its text."""

    url: str | None
    fetched_at: datetime | None
    language: str | None
    declared_license: str | None
    headers: Headers | None


def facts_of(row: dict[str, Any], options: ReadOptions) -> Facts:
    """Return what a row says of its source; a field named in the options goes before the usual names."""
    if row.keys().isdisjoint(_KNOWN) and _names_nothing(options):
        return Facts(_url_in_id(row), None, None, None, None)
    wrappers = _wrappers(row)
    return Facts(
        _url(row, wrappers, options.url_field),
        _date(row, wrappers, options.date_field),
        _language(row, wrappers, options.language_field),
        _license(row, wrappers, options.license_field),
        _headers(wrappers),
    )


def _names_nothing(options: ReadOptions) -> bool:
    return not (options.url_field or options.date_field or options.language_field or options.license_field)


def reach(row: dict[str, Any], name: str) -> Any:
    """Return the value under a dotted name, or None; a key that holds the dots itself goes first."""
    if name in row:
        return row[name]
    first, dot, rest = name.partition(".")
    while dot:
        inner = row.get(first)
        if isinstance(inner, dict) and (value := reach(inner, rest)) is not None:
            return value
        more, dot, rest = rest.partition(".")
        first = f"{first}.{more}"
    return None


def _wrappers(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the row and the objects in it that hold facts; some corpora keep them as JSON in a string."""
    found: list[dict[str, Any]] = [row]
    for name in WRAPPERS[1:]:
        if (inner := row.get(name)) is None:
            continue
        if isinstance(inner, str) and inner.startswith("{") and len(inner) <= _LONGEST_WRAPPED:
            inner = parse_json(inner)
        if isinstance(inner, dict):
            found.append(inner)
    return found


def _first(wrappers: Sequence[dict[str, Any]], names: Sequence[str]) -> Any:
    for wrapper in wrappers:
        for name in names:
            value = wrapper.get(name)
            if value is not None and value != "":
                return value
    return None


def _url(row: dict[str, Any], wrappers: Sequence[dict[str, Any]], named: str | None) -> str | None:
    if named is not None:
        value = reach(row, named)
        return value.strip() if isinstance(value, str) and value.strip() else None
    for wrapper in wrappers:
        for name in URL:
            value = wrapper.get(name)
            if isinstance(value, str) and value:
                return value.strip("<> \t\r\n")
    for name in HEADED_URL if not row.keys().isdisjoint(_HEADED) else ():
        value = reach(row, name)
        if isinstance(value, str) and value:
            return value.strip("<> \t\r\n")
    return _url_in_id(row)


def _url_in_id(row: dict[str, Any]) -> str | None:
    value = row.get("id")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _date(row: dict[str, Any], wrappers: Sequence[dict[str, Any]], named: str | None) -> datetime | None:
    if named is not None:
        return parse_time(reach(row, named))
    for wrapper in wrappers:
        for name in DATE:
            value = wrapper.get(name)
            if value is not None and (moment := parse_time(value)) is not None:
                return moment
    for name in HEADED_DATE if not row.keys().isdisjoint(_HEADED) else ():
        value = reach(row, name)
        if value is not None and (moment := parse_time(value)) is not None:
            return moment
    return None


def _language(row: dict[str, Any], wrappers: Sequence[dict[str, Any]], named: str | None) -> str | None:
    value = reach(row, named) if named is not None else _first(wrappers, LANGUAGE)
    return parse_language(value)


def _license(row: dict[str, Any], wrappers: Sequence[dict[str, Any]], named: str | None) -> str | None:
    if named is not None:
        return _license_in(reach(row, named))
    # An empty list leaves the word to the next field: datasets of code keep several of them side by side.
    values = (wrapper.get(name) for wrapper in wrappers for name in LICENSE)
    return next((declared for value in values if value and (declared := _license_in(value))), None)


def _license_in(value: Any) -> str | None:
    return ", ".join(word.strip() for word in _license_words(value) if word.strip()) or None


def _license_words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        parts = (value.get(name) for name in LICENSE_PARTS)
        return [part for part in parts if isinstance(part, str)][:1]
    if isinstance(value, list | tuple):
        return [word for part in value if not isinstance(part, list | tuple) for word in _license_words(part)]
    return []


def _headers(wrappers: Sequence[dict[str, Any]]) -> Headers | None:
    value = _first(wrappers, HEADERS)
    if isinstance(value, str) and value.startswith(("{", "[")) and len(value) <= _LONGEST_WRAPPED:
        value = parse_json(value)
    if isinstance(value, dict):
        return headers_of(value.items())
    if isinstance(value, list | tuple) and all(isinstance(pair, list | tuple) and len(pair) == _PAIR for pair in value):
        return headers_of(value)
    return None


def headers_of(pairs: Any) -> Headers:
    """Return header pairs with names in lower case; a name whose value is a list stands once for each."""
    headers: list[tuple[str, str]] = []
    for name, value in pairs:
        values = value if isinstance(value, list | tuple) else (value,)
        headers.extend((str(name).strip().lower(), str(each).strip()) for each in values if each is not None)
    return tuple(headers)
