"""Rows of any usual layout give every text once, under the name it has in the file."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from scanner.sources.options import ReadOptions
from scanner.types.document import Document, Failed, FailReason
from shard_bytes import PLAIN, account, documents_of, events_of

PAGE = "<html><head><meta name=robots content=noai></head><body><p>kept text</p><footer>contact</footer></body></html>"


def row_of(row: dict[str, Any], options: ReadOptions = PLAIN) -> Document:
    (document,) = documents_of(orjson.dumps(row) + b"\n", "a.jsonl", options)
    return document


def fields_of(row: dict[str, Any], options: ReadOptions = PLAIN) -> dict[str, str]:
    return {field.name: field.text for field in row_of(row, options).fields}


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        pytest.param({"text": "a", "id": 1}, {"text": "a"}, id="text"),
        pytest.param({"raw_content": "a"}, {"raw_content": "a"}, id="RedPajama 2"),
        pytest.param({"page_content": "a", "metadata": {}}, {"page_content": "a"}, id="LangChain"),
        pytest.param({"content": "a", "max_stars_repo_name": "x"}, {"content": "a"}, id="The Stack"),
        pytest.param({"text": ["a", "b"]}, {"text": "a\nb"}, id="list of texts is lines"),
        pytest.param({"data": {"text": "a"}, "id": 1}, {"data.text": "a"}, id="wrapped row"),
        pytest.param({"code": 200, "data": {"content": "a"}}, {"data.content": "a"}, id="status beside a row"),
        pytest.param({"title": "t", "doc": {"body": "a"}}, {"title": "t", "doc.body": "a"}, id="title outside"),
        pytest.param({"title": "t", "text": "a"}, {"text": "a", "title": "t"}, id="title beside the text"),
        pytest.param({"title": "t", "text": "t and more"}, {"text": "t and more"}, id="title inside the text"),
        pytest.param({"text": "whole abc", "content": "abc"}, {"text": "whole abc"}, id="part of a text taken"),
        pytest.param({"text": "", "content": "a"}, {"content": "a"}, id="first name empty"),
        pytest.param(
            {"instruction": "do", "input": "", "output": "done"},
            {"instruction": "do", "output": "done"},
            id="Alpaca",
        ),
        pytest.param({"question": "q", "answer": 42}, {"question": "q"}, id="a number as answer"),
        pytest.param(
            {"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": None}]},
            {"messages[0].content": "hi"},
            id="chat",
        ),
        pytest.param(
            {"conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "yes"}]},
            {"conversations[0].value": "hi", "conversations[1].value": "yes"},
            id="ShareGPT",
        ),
        pytest.param(
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image"}]}]},
            {"messages[0].content": "a"},
            id="parts of a message",
        ),
        pytest.param(
            {"prompt": "p", "chosen": [{"role": "x", "content": "good"}], "rejected": "bad"},
            {"prompt": "p", "chosen[0].content": "good", "rejected": "bad"},
            id="preferences",
        ),
        pytest.param({"history": [["q", "a"], ["r", "b"]]}, {"history[0]": "q\na", "history[1]": "r\nb"}, id="pairs"),
        pytest.param(
            {"text": "User: hi", "messages": [{"role": "user", "content": "hi"}]},
            {"text": "User: hi"},
            id="a chat that was rendered to text",
        ),
        pytest.param({"html": PAGE}, {"html": "kept text\n\ncontact"}, id="HTML"),
        pytest.param({"text": "kept text", "html": PAGE}, {"text": "kept text", "html": "\ncontact"}, id="both"),
    ],
)  # fmt: skip
def test_every_text_of_a_row_is_read_once(row: dict[str, Any], fields: dict[str, str]) -> None:
    assert fields_of(row) == fields


def test_a_texts_of_several_fields_is_their_lines() -> None:
    assert row_of({"instruction": "do", "output": "done"}).text == "do\ndone"


@pytest.mark.parametrize("row", [{"html": PAGE}, {"text": "kept text", "raw_html": PAGE}, {"text": PAGE}])
def test_rights_markup_is_lifted_out_of_any_page_in_a_row(row: dict[str, Any]) -> None:
    markup = row_of(row).markup
    assert markup is not None
    assert markup.metas == (("robots", "noai"),)


def test_named_fields_are_read_and_no_others() -> None:
    row = {"text": "no", "meta": {"body": "yes", "lines": ["a", "b"]}}
    options = ReadOptions(text_fields=("meta.body", "meta.lines"))
    assert fields_of(row, options) == {"meta.body": "yes", "meta.lines": "a\nb"}


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        pytest.param({"text": "a"}, "no_text_field", id="missing"),
        pytest.param({"meta": {"body": 5}}, "not_text", id="a number"),
        pytest.param({"meta": {"body": None}}, "no_text", id="null"),
        pytest.param({"meta": {"body": ""}}, "no_text", id="empty"),
    ],
)
def test_a_named_field_that_cannot_be_read_fails(row: dict[str, Any], outcome: str) -> None:
    events = events_of(orjson.dumps(row), "a.jsonl", ReadOptions(text_fields=("meta.body",)))
    assert account(events)[0] == f"line:0 {outcome}"


def test_a_missing_named_field_is_named() -> None:
    failed = events_of(b'{"text": "a"}', "a.jsonl", ReadOptions(text_fields=("body",)))[1]
    assert failed == Failed("line:0", FailReason.NO_TEXT_FIELD, "no field body; fields seen: text")


@pytest.mark.parametrize(
    ("facts", "url"),
    [
        pytest.param({"url": "http://a.example/"}, "http://a.example/", id="url"),
        pytest.param({"metadata": {"url": "http://a.example/"}}, "http://a.example/", id="metadata.url"),
        pytest.param({"meta": '{"url": "http://a.example/"}'}, "http://a.example/", id="JSON in a string"),
        pytest.param({"warc_headers": {"warc-target-uri": "<http://a.example/>"}}, "http://a.example/", id="WARC"),
        pytest.param({"WARC-Target-URI": "http://a.example/"}, "http://a.example/", id="WARC header as a field"),
        pytest.param({"id": "http://a.example/"}, "http://a.example/", id="id that is a URL"),
        pytest.param({"id": "17", "meta": {"link": "http://a.example/"}}, "http://a.example/", id="id that is none"),
        pytest.param({}, None, id="nothing"),
    ],
)  # fmt: skip
def test_the_url_of_a_row(facts: dict[str, Any], url: str | None) -> None:
    document = row_of({"text": "a", **facts})
    assert document.url == url
    assert document.host == ("a.example" if url else None)


@pytest.mark.parametrize(
    ("facts", "declared"),
    [
        pytest.param({"license": "CC BY 4.0"}, "CC BY 4.0", id="license"),
        pytest.param({"licenses": ["MIT", "Apache-2.0"]}, "MIT, Apache-2.0", id="list"),
        pytest.param({"max_stars_repo_licenses": ["GPL-3.0"]}, "GPL-3.0", id="The Stack"),
        pytest.param({"max_issues_repo_licenses": ["MIT", "ISC"]}, "MIT, ISC", id="The Stack, issues"),
        pytest.param({"max_forks_repo_licenses": ["MIT"]}, "MIT", id="The Stack, forks"),
        pytest.param({"gha_license_id": "MIT", "license_type": "permissive"}, "MIT", id="an id before a class"),
        pytest.param(
            {"detected_licenses": ["MIT"], "repo_license": "GPL-3.0"}, "MIT", id="the file before its repository"
        ),
        pytest.param(
            {"detected_licenses": [], "license_type": "no_license"}, "no_license", id="an empty list says nothing"
        ),
        pytest.param({"license": {"name": "MIT License", "spdx_id": "MIT"}}, "MIT", id="object"),
        pytest.param({"meta": {"licence": "OGL"}}, "OGL", id="British, in meta"),
        pytest.param({"license": ""}, None, id="empty"),
    ],
)
def test_the_declared_licence_of_a_row(facts: dict[str, Any], declared: str | None) -> None:
    assert row_of({"text": "a", **facts}).declared_license == declared


def test_the_other_facts_of_a_row() -> None:
    document = row_of(
        {
            "text": "a",
            "lang": "eng",
            "date_download": "2020-03-29T09:04:10Z",
            "date": "1999-01-01",
            "response_headers": {"X-Robots-Tag": ["noai", "noindex"], "Content-Type": "text/html"},
        },
    )
    assert document.language == "en"
    assert document.fetched_at == datetime(2020, 3, 29, 9, 4, 10, tzinfo=UTC)
    assert document.headers == (("x-robots-tag", "noai"), ("x-robots-tag", "noindex"), ("content-type", "text/html"))


def test_headers_may_be_pairs() -> None:
    assert row_of({"text": "a", "headers": [["X-Robots-Tag", "noai"]]}).headers == (("x-robots-tag", "noai"),)


def test_fields_named_in_the_options_go_first() -> None:
    options = ReadOptions(url_field="x.u", license_field="x.l", date_field="x.d", language_field="x.g")
    inner = {"u": "http://b.example/", "l": "MIT", "d": 0.0, "g": "zh-CN"}
    document = row_of({"text": "a", "url": "http://a.example/", "date": "2020-01-01", "x": inner}, options)
    assert (document.url, document.declared_license, document.language) == ("http://b.example/", "MIT", "zh")
    assert document.fetched_at is None
