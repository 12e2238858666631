"""A page whose text lies behind the cut is lost, and is not called a page without text."""

from pathlib import Path

from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.document import Shard, Skipped, SkipReason


def reasons(path: Path, max_bytes: int) -> list[SkipReason]:
    shard = Shard(path.name, str(path), path.stat().st_size)
    events = read(shard, ReadOptions(max_record_bytes=max_bytes))
    return [event.reason for event in events if isinstance(event, Skipped)]


def test_a_page_that_is_all_script_up_to_the_bound_counts_as_too_large(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><script>" + "a=1;" * 1000 + "</script><p>Words behind the cut.</p></html>")
    assert reasons(page, 2000) == [SkipReason.TOO_LARGE]
    assert SkipReason.TOO_LARGE.loses_text


def test_a_page_read_whole_that_holds_no_text_counts_as_without_text(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><script>" + "a=1;" * 100 + "</script></html>")
    assert reasons(page, 1 << 20) == [SkipReason.NO_TEXT]
