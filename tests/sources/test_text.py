"""Text files are one document, or parts that put together are the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.options import ReadOptions
from scanner.types.document import Compression, Format, Opened
from shard_bytes import account, documents_of, events_of

TEXTS = st.text(
    st.characters(codec="utf-8", min_codepoint=0x20, exclude_characters="\x7f") | st.sampled_from("\n😀é中")
)


def joined(data: bytes, max_bytes: int, name: str = "a.txt") -> str:
    return "".join(document.text for document in documents_of(data, name, ReadOptions(max_record_bytes=max_bytes)))


def test_a_small_file_is_one_document() -> None:
    data = "e\u0301 中文 😀\r\nline\n".encode()
    (document,) = documents_of(data, "a.txt")
    assert document.id == "part:0"
    assert document.text == data.decode()


def test_a_large_file_is_split_at_line_ends() -> None:
    parts = [
        document.text for document in documents_of(b"aaaa\nbbbb\ncccc\n", "a.txt", ReadOptions(max_record_bytes=11))
    ]
    assert parts == ["aaaa\nbbbb\n", "cccc\n"]


def test_a_line_above_the_bound_is_split_at_a_code_point_and_not_clipped() -> None:
    documents = documents_of("中文字".encode(), "a.txt", ReadOptions(max_record_bytes=4))
    assert "".join(document.text for document in documents) == "中文字"
    assert not any("\ufffd" in document.text or document.clipped for document in documents)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("max_bytes", [100, 101, 257, 10**6])
def test_parts_put_together_are_the_text_in_every_encoding(encoding: str, max_bytes: int) -> None:
    text = "这是第一行的中文文字，在这里。\nASCII line\n" * 40
    assert joined(text.encode(encoding), max_bytes) == text


def test_an_encoding_that_shows_only_in_a_later_part_is_found() -> None:
    text = "plain ascii line\n" * 20 + "后面才有中文的文字，在这里说明。\n" * 20
    assert joined(text.encode("gb18030"), 100) == text


@given(TEXTS, st.integers(1, 40))
def test_parts_put_together_are_the_text(text: str, max_bytes: int) -> None:
    data = ("start of a text file\n" + text + "\nend").encode()
    # Parts of nothing but blanks are set aside, so blanks are not compared.
    assert "".join(joined(data, max_bytes).split()) == "".join(data.decode().split())


def test_a_blank_file_is_a_record_without_text() -> None:
    events = events_of(b" \n\t\n", "a.txt")
    assert events[0] == Opened(Format.TEXT, Compression.NONE)
    assert account(events) == ["part:0 no_text"]
