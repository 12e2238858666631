"""Compressed shards: told by content, read across members, ended where they end, and never beyond."""

import gzip
import hashlib
import struct
import zlib
from itertools import pairwise

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from scanner.types.document import Closed, Compression, Damaged, FailReason, Format, Opened
from shard_bytes import PACKINGS, account, documents_of, events_of

LINES = "".join(f'{{"text": "第{number}行 line"}}\n' for number in range(400)).encode()
HALF = LINES.index(b"\n", len(LINES) // 2) + 1
PACKED = sorted(set(PACKINGS) - {"none"})
CHECKED = sorted(set(PACKED) - {"lz4"})
"""Kinds whose members carry a checksum when written with their defaults."""
STORED_OVERHEAD = 23
"""Bytes of header, block header and trailer around what gzip stores without compressing."""


@pytest.mark.parametrize("kind", sorted(PACKINGS))
def test_a_shard_is_opened_by_content_whatever_its_name(kind: str) -> None:
    events = events_of(PACKINGS[kind](LINES), "misleading.bz2.warc")
    assert events[0] == Opened(Format.JSONL, Compression(kind))
    assert len(events) == 402


@pytest.mark.parametrize("kind", PACKED)
def test_several_members_are_read_to_the_end(kind: str) -> None:
    pack = PACKINGS[kind]
    assert documents_of(pack(LINES[:HALF]) + pack(LINES[HALF:])) == documents_of(LINES)


@pytest.mark.parametrize("kind", PACKED)
def test_zeros_behind_the_last_member_are_padding(kind: str) -> None:
    events = events_of(PACKINGS[kind](LINES) + bytes(512))
    assert not [event for event in events if isinstance(event, Damaged)]


@pytest.mark.parametrize("kind", PACKED)
def test_other_bytes_behind_the_last_member_are_damage(kind: str) -> None:
    damage = events_of(PACKINGS[kind](LINES) + b"more bytes")[-2]
    assert isinstance(damage, Damaged)
    assert damage.reason is FailReason.CORRUPT


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("cut", [2, 5, 40])
def test_a_cut_member_is_damage_and_what_came_before_counts(kind: str, cut: int) -> None:
    pack = PACKINGS[kind]
    events = events_of(pack(LINES[:HALF]) + pack(LINES[HALF:])[:-cut])
    damage = events[-2]
    assert isinstance(damage, Damaged)
    assert damage.reason is FailReason.TRUNCATED
    assert len(events) >= LINES[:HALF].count(b"\n") + 3


@pytest.mark.parametrize("kind", CHECKED)
def test_a_flipped_bit_is_damage(kind: str) -> None:
    packed = bytearray(PACKINGS[kind](LINES))
    packed[len(packed) // 2] ^= 0x10
    damage = events_of(bytes(packed))[-2]
    assert isinstance(damage, Damaged)
    assert damage.reason is FailReason.CORRUPT


@pytest.mark.parametrize("kind", PACKED)
def test_nothing_packed_is_an_empty_shard(kind: str) -> None:
    assert events_of(PACKINGS[kind](b""))[:-1] == [Opened(Format.EMPTY, Compression(kind))]


def test_no_bytes_at_all_are_an_empty_shard() -> None:
    empty = hashlib.sha256(b"").hexdigest()
    assert events_of(b"") == [Opened(Format.EMPTY, Compression.NONE), Closed(0, empty)]


@pytest.mark.parametrize("kind", sorted(PACKINGS))
def test_the_digest_is_that_of_the_stored_bytes(kind: str) -> None:
    packed = PACKINGS[kind](LINES)
    assert events_of(packed)[-1] == Closed(len(packed), hashlib.sha256(packed).hexdigest())


@pytest.mark.parametrize("flags", range(0, 32, 2))
def test_rfc_1952_2_3_1_optional_header_fields_cut_anywhere(flags: int) -> None:
    head = b"\x1f\x8b\x08" + bytes([flags]) + bytes(6)
    head += struct.pack("<H", 8) + b"sl\x04\x00abcd" if flags & 4 else b""
    head += b"name.jsonl\x00" if flags & 8 else b""
    head += b"a comment\x00" if flags & 16 else b""
    head += struct.pack("<H", zlib.crc32(head) & 0xFFFF) if flags & 2 else b""
    for shift in range(1, len(head)):
        # The first member is as long as lets the reader's first step of 8192 bytes end inside the second one's header.
        line = b'{"text": "a"}\n'
        first = gzip.compress(line.ljust(8192 - shift - STORED_OVERHEAD), compresslevel=0)
        assert len(first) == 8192 - shift
        body = zlib.compress(b'\n{"text": "b"}', wbits=-15)
        tail = struct.pack("<II", zlib.crc32(b'\n{"text": "b"}'), 14)
        assert [document.text for document in documents_of(first + head + body + tail)] == ["a", "b"]


def skippable(content: bytes, kind: int = 0x184D2A50) -> bytes:
    return struct.pack("<II", kind, len(content)) + content


@pytest.mark.parametrize("kind", ["zstd", "lz4"])
def test_rfc_8878_3_1_2_skippable_frames_are_skipped(kind: str) -> None:
    frame = skippable(b"anything")
    events = events_of(frame + PACKINGS[kind](LINES) + frame)
    assert events[0] == Opened(Format.JSONL, Compression(kind))
    assert len(events) == 402


def test_a_skippable_frame_that_is_cut_is_damage() -> None:
    assert account(events_of(PACKINGS["zstd"](b'{"text": "a"}\n') + skippable(b"anything")[:-1])) == [
        "line:0 document",
        "- damaged truncated",
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_a_dictionary_in_front_is_used_for_the_frames_behind(*, packed: bool) -> None:
    dictionary = zstandard.train_dictionary(2000, [LINES[at : at + 200] for at in range(0, len(LINES) - 200, 40)])
    raw = dictionary.as_bytes()
    pack = zstandard.ZstdCompressor(dict_data=dictionary).compress
    front = skippable(zstandard.compress(raw) if packed else raw, 0x184D2A5D)
    assert documents_of(front + pack(LINES[:HALF]) + pack(LINES[HALF:])) == documents_of(LINES)


@given(st.lists(st.sampled_from(PACKED), min_size=1, max_size=1), st.lists(st.integers(0, len(LINES)), max_size=4))
def test_how_a_shard_is_cut_into_members_changes_nothing(kinds: list[str], cuts: list[int]) -> None:
    pack = PACKINGS[kinds[0]]
    places = [0, *sorted(cuts), len(LINES)]
    packed = b"".join(pack(LINES[start:end]) for start, end in pairwise(places))
    assert documents_of(packed) == documents_of(LINES)
