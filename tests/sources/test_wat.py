"""WAT envelopes of responses are documents with what the extract kept; other envelopes are set aside."""

import json
from typing import Any

import pytest

from scanner.types.document import Format, Link, Markup, Opened
from shard_bytes import account, documents_of, events_of, warc_record

RESPONSE: dict[str, Any] = {
    "Headers": {"Content-Type": "text/html", "X-Robots-Tag": ["noai", "noindex"]},
    "HTML-Metadata": {
        "Head": {
            "Title": "A title",
            "Metas": [{"name": "Robots", "content": "noai"}, {"property": "og:license", "content": "terms"}],
            "Link": [{"url": "/terms", "rel": "License", "type": "application/rsl+xml"}, {"url": "/x.css"}],
        },
        "Links": [
            {"path": "A@/href", "url": "/a", "text": "Anchor"},
            {"path": "A@/href", "url": "https://creativecommons.org/licenses/by/4.0/", "rel": "license"},
            {"path": "IMG@/src", "url": "b.png", "alt": "A bridge"},
        ],
    },
}


def wat(payload: dict[str, Any], kind: str = "response") -> bytes:
    envelope = {
        "WARC-Header-Metadata": {
            "WARC-Type": kind,
            "WARC-Target-URI": "https://www.example.net/a",
            "WARC-Date": "2026-03-01T08:09:10Z",
        },
        "Payload-Metadata": payload,
    }
    return warc_record(json.dumps({"Envelope": envelope}).encode(), "Content-Type: application/json", kind="metadata")


def test_a_response_gives_title_metas_and_anchor_texts() -> None:
    events = events_of(wat({"HTTP-Response-Metadata": RESPONSE}))
    assert isinstance(events[0], Opened)
    assert events[0].format is Format.WAT
    (document,) = documents_of(wat({"HTTP-Response-Metadata": RESPONSE}))
    assert [(field.name, field.text) for field in document.fields] == [
        ("title", "A title"),
        ("metas", "noai\nterms"),
        ("links", "Anchor\nA bridge"),
    ]
    assert (document.url, document.host) == ("https://www.example.net/a", "www.example.net")
    assert document.fetched_at is not None


def test_a_response_gives_headers_and_markup() -> None:
    (document,) = documents_of(wat({"HTTP-Response-Metadata": RESPONSE}))
    assert document.headers == (("content-type", "text/html"), ("x-robots-tag", "noai"), ("x-robots-tag", "noindex"))
    assert document.markup == Markup(
        (("robots", "noai"), ("og:license", "terms")),
        (
            Link(("license",), "/terms", "application/rsl+xml"),
            Link(("license",), "https://creativecommons.org/licenses/by/4.0/", element="a"),
        ),
    )


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        pytest.param(wat({"HTTP-Request-Metadata": {}}, "request"), "not_content", id="request"),
        pytest.param(wat({"WARC-Info-Metadata": {}}, "warcinfo"), "not_content", id="warcinfo"),
        pytest.param(wat({"HTTP-Response-Metadata": RESPONSE}, "revisit"), "revisit", id="revisit"),
        pytest.param(wat({"HTTP-Response-Metadata": {"Headers": {"A": "b"}}}), "no_text", id="not a page"),
        pytest.param(
            wat({"HTTP-Response-Metadata": {"HTML-Metadata": {"Head": {"Metas": "x", "Title": 5}, "Links": 3}}}),
            "no_text",
            id="other types than expected",
        ),
        pytest.param(
            warc_record(b'{"Envelope": ', "Content-Type: application/json", kind="metadata"),
            "invalid_json",
            id="broken JSON",
        ),
    ],
)
def test_what_an_envelope_comes_to(record: bytes, outcome: str) -> None:
    assert account(events_of(record)) == [f"record:0 {outcome}"]
