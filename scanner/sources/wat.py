"""JSON of a WAT metadata record → document with what the extract kept of the page, or why there is none."""

from collections.abc import Iterator, Mapping
from typing import Any

from scanner.sources.facts import Headers, headers_of
from scanner.sources.host import host_of
from scanner.sources.json_value import INVALID, parse_json
from scanner.sources.markup import LICENCE_HOSTS, TELLING_REL
from scanner.sources.times import parse_time
from scanner.types.document import Document, Failed, FailReason, Link, Markup, Skipped, SkipReason, TextField

_META_NAMES = ("name", "property", "itemprop")


def read_envelope(block: bytes, record: str, offset: int | None) -> Document | Skipped | Failed:
    """Return the document of an archived response; other envelopes are set aside, other metadata too."""
    data = parse_json(block)
    if data is INVALID:
        return Failed(record, FailReason.INVALID_JSON, "not a JSON value")
    envelope = _part(data, "Envelope")
    if not envelope:
        return Skipped(record, SkipReason.METADATA)
    warc = _part(envelope, "WARC-Header-Metadata")
    if warc.get("WARC-Type") == "revisit":
        return Skipped(record, SkipReason.REVISIT)
    response = _part(envelope, "Payload-Metadata", "HTTP-Response-Metadata")
    if not response:
        return Skipped(record, SkipReason.NOT_CONTENT)
    html = _part(response, "HTML-Metadata")
    fields = tuple(field for field in _fields(html) if field.text.strip())
    if not fields:
        return Skipped(record, SkipReason.NO_TEXT)
    url = _text(warc.get("WARC-Target-URI")).strip("<> ") or None
    return Document(
        record,
        fields,
        url,
        host_of(url),
        _headers(response),
        Markup(tuple(_metas(html)), tuple(_links(html))) if html else None,
        fetched_at=parse_time(warc.get("WARC-Date")),
        offset=offset,
    )


def _fields(html: Mapping[str, Any]) -> Iterator[TextField]:
    head = _part(html, "Head")
    yield TextField("title", _text(head.get("Title")))
    yield TextField("metas", _lines(meta.get("content") for meta in _list(head.get("Metas"))))
    links = _list(html.get("Links"))
    yield TextField("links", _lines(part for link in links for part in (link.get("text"), link.get("alt"))))


def _metas(html: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for meta in _list(_part(html, "Head").get("Metas")):
        content = meta.get("content")
        for key in _META_NAMES:
            if isinstance(content, str) and (name := _text(meta.get(key)).strip().lower()):
                yield name, content


def _links(html: Mapping[str, Any]) -> Iterator[Link]:
    for link in _list(_part(html, "Head").get("Link")):
        rel = tuple(_text(link.get("rel")).lower().split())
        if any(TELLING_REL.search(word) for word in rel):
            yield Link(rel, _text(link.get("url")) or _text(link.get("href")), _text(link.get("type")), "link")
    for link in _list(html.get("Links")):
        rel = tuple(_text(link.get("rel")).lower().split())
        url = _text(link.get("url")) or _text(link.get("href"))
        if _text(link.get("path")).startswith("A@") and (
            "license" in rel or any(host in url.lower() for host in LICENCE_HOSTS)
        ):
            yield Link(rel, url, _text(link.get("type")), "a")


def _headers(response: Mapping[str, Any]) -> Headers:
    return headers_of(_part(response, "Headers").items())


def _part(data: Any, *names: str) -> Mapping[str, Any]:
    """Return the object under nested names; an empty one where there is none."""
    for name in names:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def _list(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list; writers put a single one without a list."""
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, Mapping)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _lines(values: Iterator[Any]) -> str:
    return "\n".join(value for value in values if isinstance(value, str) and value.strip())
