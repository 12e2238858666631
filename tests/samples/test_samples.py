"""The samples are what their generator writes, on this machine and in the repository."""

import bz2
import io
import lzma
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import lz4.frame
import orjson
import pyarrow.parquet as pq
import pytest
import zstandard

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
FILES = (
    "crawl/en-pages.warc.gz",
    "crawl/forum.warc.lz4",
    "crawl/pages.warc.wat.gz",
    "crawl/pages.warc.wet.gz",
    "crawl/pages.warc.zst",
    "crawl/robotstxt.warc.gz",
    "crawl/uncompressed.warc",
    "crawl/zh-pages.warc.gz",
    "damaged/bad-block.jsonl.gz",
    "damaged/broken-lines.jsonl",
    "damaged/clipped.warc.gz",
    "text/articles.jsonl.zst",
    "text/books.parquet",
    "text/chat.jsonl",
    "text/code.jsonl.bz2",
    "text/forum.jsonl.xz",
    "text/guide.md",
    "text/instructions.json",
    "text/news.jsonl.gz",
    "text/notes.txt",
    "text/page.html",
)
MAX_BYTES = 200_000
MAX_TOTAL_BYTES = 1_000_000


def generate(folder: Path) -> Path:
    script = ROOT / "tools" / "make_samples" / "make.py"
    subprocess.run(
        [sys.executable, str(script), str(folder)], check=True, capture_output=True, timeout=60
    )  # our own script
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("made"))


def files_below(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))


def gzip_members(packed: bytes) -> tuple[list[bytes], str]:
    """Return the content of every whole member, and how the file ends."""
    members: list[bytes] = []
    while packed:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            content = unpacker.decompress(packed)
        except zlib.error:
            return members, "a member that cannot be unpacked"
        if not unpacker.eof:
            return members, "a member that ends early"
        members.append(content)
        packed = unpacker.unused_data
    return members, "whole"


def content_of(path: Path) -> Any:
    """Return what a packed file holds, in a form that can be compared.

    Packed bytes depend on the version of zlib, zstd, lz4, bzip2, liblzma and pyarrow (which writes its version into
    the file), so what they hold is compared: members, frames and row groups count, the bytes they are packed in do not.
    """
    packed = path.read_bytes()
    match path.suffix:
        case ".gz":
            return gzip_members(packed)
        case ".zst":
            reader = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
            return packed.count(zstandard.FRAME_HEADER), reader.read()
        case ".lz4":
            return lz4_frames(packed)
        case ".bz2" | ".xz":
            return {".bz2": bz2.decompress, ".xz": lzma.decompress}[path.suffix](packed)
        case ".parquet":
            file = pq.ParquetFile(io.BytesIO(packed))
            groups = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
            return groups, str(file.schema_arrow), file.read().to_pylist()
    return packed


def lz4_frames(packed: bytes) -> list[bytes]:
    frames = []
    while packed:
        unpacker = lz4.frame.LZ4FrameDecompressor()
        frames.append(unpacker.decompress(packed))
        packed = unpacker.unused_data or b""
    return frames


def test_the_repository_holds_exactly_the_listed_files(made: Path) -> None:
    assert files_below(SAMPLES) == FILES
    assert files_below(made / "samples") == FILES


@pytest.mark.parametrize("name", FILES)
def test_committed_sample_holds_what_the_generator_writes(made: Path, name: str) -> None:
    assert content_of(SAMPLES / name) == content_of(made / "samples" / name)


def test_committed_list_of_planted_values_is_what_the_generator_writes(made: Path) -> None:
    assert (ROOT / "tests" / "planted.json").read_bytes() == (made / "tests" / "planted.json").read_bytes()


def test_two_runs_write_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = generate(tmp_path)
    assert files_below(again) == files_below(made)
    for name in files_below(made):
        assert (again / name).read_bytes() == (made / name).read_bytes(), name


def test_samples_stay_small() -> None:
    sizes = {name: (SAMPLES / name).stat().st_size for name in FILES}
    assert max(sizes.values()) <= MAX_BYTES, sizes
    assert sum(sizes.values()) <= MAX_TOTAL_BYTES


@pytest.mark.parametrize(
    "name",
    ["crawl/en-pages.warc.gz", "crawl/pages.warc.wet.gz", "text/news.jsonl.gz"],
    ids=["crawl", "extracted-text", "json-lines"],
)
def test_gzip_samples_are_of_several_members_each_whole(name: str) -> None:
    members, end = gzip_members((SAMPLES / name).read_bytes())
    assert len(members) > 1
    assert end == "whole"


@pytest.mark.parametrize("name", ["crawl/pages.warc.zst", "text/articles.jsonl.zst"])
def test_zstd_samples_are_of_several_frames(name: str) -> None:
    frames, content = content_of(SAMPLES / name)
    first = zstandard.ZstdDecompressor().decompressobj().decompress((SAMPLES / name).read_bytes())
    assert frames > 1
    assert len(first) < len(content)


def test_clipped_crawl_ends_inside_a_record() -> None:
    members, end = gzip_members((SAMPLES / "damaged/clipped.warc.gz").read_bytes())
    assert (len(members), end) == (3, "a member that ends early")


def test_bad_block_can_be_read_up_to_the_second_member() -> None:
    members, end = gzip_members((SAMPLES / "damaged/bad-block.jsonl.gz").read_bytes())
    assert (len(members), end) == (1, "a member that cannot be unpacked")


def test_broken_lines_hold_good_and_bad_ones() -> None:
    lines = (SAMPLES / "damaged/broken-lines.jsonl").read_bytes().splitlines()
    states = []
    for line in lines:
        try:
            content = orjson.loads(line)
        except orjson.JSONDecodeError:
            states.append("no JSON")
        else:
            states.append("read" if isinstance(content.get("text"), str) else "no text")
    assert states == ["read", "no JSON", "read", "no text", "read", "no text", "read", "no text", "no JSON", "read"]
