"""JSON-LD of a page → the licences it states (schema.org), those of the page apart from those of pictures in it."""

from collections.abc import Iterator
from typing import Any

import orjson

JSON_LD = "application/ld+json"
_KEYS = frozenset(("license", "schema:license", "http://schema.org/license", "https://schema.org/license"))
_PARTS = frozenset(("imageobject", "videoobject", "audioobject", "mediaobject", "photograph", "person", "organization"))
"""Types of things in a page, or about it, whose licence is not the page's."""
_DEEPEST = 16


def licences_in_data(text: str) -> Iterator[tuple[str, bool]]:
    """Yield (address or text of a licence, whether it is the page's), also from within lists and `@graph`."""
    try:
        data = orjson.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip())
    except orjson.JSONDecodeError:
        return
    yield from _walk(data, of_page=True, depth=0)


def _walk(node: Any, *, of_page: bool, depth: int) -> Iterator[tuple[str, bool]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _walk(item, of_page=of_page, depth=depth + 1)
    elif isinstance(node, dict):
        own = of_page and _PARTS.isdisjoint(_types(node.get("@type")))
        for key, value in node.items():
            if key in _KEYS:
                yield from ((target, own) for target in _targets(value, depth))
            else:
                yield from _walk(value, of_page=own, depth=depth + 1)


def _types(value: Any) -> set[str]:
    given = value if isinstance(value, list) else [value]
    return {each.rpartition("/")[2].rpartition(":")[2].lower() for each in given if isinstance(each, str)}


def _targets(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _targets(item, depth + 1)
    elif isinstance(value, dict):
        found = value.get("url") or value.get("@id") or value.get("@value") or value.get("name")
        if isinstance(found, str):
            yield found
