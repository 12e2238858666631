"""Tables come back as they were written, and a writer that fails leaves nothing."""

from pathlib import Path

import pytest

from scanner.sidecars.tables import FINDINGS, TableWriter, read_rows, read_tables

ROW = ("line:0", "text", "pii.a", 3, 7, 0.5, "ab")


@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 50], ids=str)
def test_rows_come_back_in_order_whatever_the_block_size(tmp_path: Path, count: int) -> None:
    path = tmp_path / "deep" / "findings.parquet"
    with TableWriter(path, FINDINGS, rows_per_block=7) as table:
        for number in range(count):
            table.add("line:0", "text", "pii.a", number, number + 1, 0.5, "")
    assert [row["start"] for row in read_rows(path)] == list(range(count))


def test_a_table_can_be_added_whole_between_rows(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "one.parquet", FINDINGS) as table:
        table.add(*ROW)
    with TableWriter(tmp_path / "two.parquet", FINDINGS) as table:
        table.add(*ROW)
        for part in read_tables(tmp_path / "one.parquet"):
            table.add_table(part)
        table.add(*ROW)
    assert [tuple(row.values()) for row in read_rows(tmp_path / "two.parquet")] == [ROW] * 3


def test_a_writer_that_is_interrupted_leaves_no_file(tmp_path: Path) -> None:
    def interrupted() -> None:
        with TableWriter(tmp_path / "a.parquet", FINDINGS) as table:
            table.add(*ROW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []
