"""HTTP blocks as archives keep them: heads of every make, bodies encoded or decoded already."""

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.http import decode_body, parse_head

BODY = "<p>Text of a page, 中文。</p>".encode() * 40
LARGE = 2**20


def chunked(body: bytes, size: int = 37) -> bytes:
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x;ext=1\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def bare(body: bytes) -> bytes:
    return zlib.compress(body, wbits=-15)


CODINGS = [
    pytest.param("gzip", gzip.compress, id="gzip"),
    pytest.param("x-gzip", gzip.compress, id="x-gzip"),
    pytest.param("deflate", zlib.compress, id="deflate in its zlib wrapper"),
    pytest.param("deflate", bare, id="deflate without it"),
    pytest.param("br", brotli.compress, id="Brotli"),
    pytest.param("zstd", zstandard.compress, id="zstd"),
]


@pytest.mark.parametrize(
    ("block", "status", "headers"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\n\r\n", 200, (("a", "1"), ("a", "2")), id="repeated headers"),
        pytest.param(b"HTTP/1.0 404\nX-A: b\n\n", 404, (("x-a", "b"),), id="line feeds alone"),
        pytest.param(b"HTTP/2 200\r\nA: 1\n\n", 200, (("a", "1"),), id="mixed line ends, no reason"),
        pytest.param(b"HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\r\n", 200, (("a", "1 2"),), id="folded header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nno colon\r\nA: 1\r\n\r\n", 200, (("a", "1"),), id="line without colon"),
        pytest.param("HTTP/1.1 200 OK\r\nA: café\r\n\r\n".encode("latin-1"), 200, (("a", "café"),), id="Latin-1 value"),
        pytest.param("HTTP/1.1 200 OK\r\nA: 中\r\n\r\n".encode(), 200, (("a", "中"),), id="UTF-8 value"),
        pytest.param(b"HTTP/1.1 huh\r\n\r\n", None, (), id="no status code"),
        pytest.param(b"HTTP/1.1 200 OK\r\nA: 1", 200, (("a", "1"),), id="no end"),
    ],
)
def test_rfc_9112_2_a_head_is_parsed(block: bytes, status: int | None, headers: tuple[tuple[str, str], ...]) -> None:
    head = parse_head(block + b"" if block.endswith(b"1") else block + b"body")
    assert head is not None
    assert (head.status, head.headers) == (status, headers)
    assert (block + b"body")[head.size :][:4] == b"body"


def test_a_block_without_status_line_has_no_head() -> None:
    assert parse_head(b"<html>no head</html>") is None


@pytest.mark.parametrize(("coding", "pack"), CODINGS)
def test_rfc_9110_8_4_a_content_coding_is_undone(coding: str, pack: type[bytes]) -> None:
    assert decode_body(pack(BODY), (("content-encoding", coding),), LARGE) == (BODY, False, False)


@pytest.mark.parametrize(("coding", "pack"), CODINGS)
def test_ours_a_body_that_was_stored_decoded_stays_as_it_is(coding: str, pack: type[bytes]) -> None:
    assert pack(BODY) != BODY
    assert decode_body(BODY, (("content-encoding", coding),), LARGE).data == BODY


@pytest.mark.parametrize(("coding", "pack"), CODINGS)
def test_ours_a_bomb_is_clipped(coding: str, pack: type[bytes]) -> None:
    body = decode_body(pack(b"a" * 10**7), (("content-encoding", coding),), 1000)
    assert (body.data, body.clipped) == (b"a" * 1000, True)


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    packed = brotli.compress(gzip.compress(BODY))
    assert decode_body(packed, (("content-encoding", "gzip, br"),), LARGE).data == BODY
    assert decode_body(packed, (("content-encoding", "gzip"), ("content-encoding", "br")), LARGE).data == BODY


@pytest.mark.parametrize(
    ("stored", "data", "clipped"),
    [
        pytest.param(chunked(BODY), BODY, False, id="chunks"),
        pytest.param(BODY, BODY, False, id="put together when archived"),
        pytest.param(chunked(BODY)[:-5], BODY, True, id="last chunk missing"),
        pytest.param(b"12 reasons\r\nto stay", b"12 reasons\r\nto stay", False, id="text that begins with a number"),
        pytest.param(b"a\r\ntext going on", b"a\r\ntext going on", False, id="text that begins like a chunk"),
    ],
)  # fmt: skip
def test_rfc_9112_7_1_chunks_are_put_together(stored: bytes, data: bytes, clipped: bool) -> None:  # noqa: FBT001  # drawn
    assert decode_body(stored, (("transfer-encoding", "chunked"),), LARGE) == (data, clipped, False)


def test_chunks_go_before_content_codings() -> None:
    headers = (("content-encoding", "gzip"), ("transfer-encoding", "chunked"))
    assert decode_body(chunked(gzip.compress(BODY)), headers, LARGE).data == BODY


def test_what_a_cut_body_still_holds_is_kept() -> None:
    packed = gzip.compress(bytes(range(256)) * 300, compresslevel=0)
    body = decode_body(packed[:-20000], (("content-encoding", "gzip"),), LARGE)
    assert body.clipped
    assert len(body.data) > 50000


@given(
    st.binary(max_size=200) | st.sampled_from([chunked(BODY), gzip.compress(BODY), brotli.compress(BODY)]),
    st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, deflate, br", ""]),
    st.integers(0, 200),
)
def test_any_body_gives_at_most_the_bound(stored: bytes, coding: str, max_bytes: int) -> None:
    headers = (("content-encoding", coding), ("transfer-encoding", "chunked"))
    assert len(decode_body(stored, headers, max_bytes).data) <= max_bytes
    parse_head(b"HTTP/1.1 " + stored)
