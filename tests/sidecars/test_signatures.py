"""Files of signatures say how they were made, and are read for those options only."""

from pathlib import Path

import numpy as np
import pytest

from scanner.errors import OutputError
from scanner.sidecars.signatures import CONTENT_BYTES, read_signatures, signatures_schema
from scanner.sidecars.tables import TableWriter, read_tables


def _written(path: Path, rows: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    values = np.random.default_rng(1).integers(0, 1 << 32, (rows, 4), dtype=np.uint32)
    with TableWriter(path, signatures_schema(4, "permutations 4"), rows_per_block=7) as table:
        for row, signature in enumerate(values.astype("<u4")):
            table.add(f"line:{row}", row, bytes(CONTENT_BYTES), signature.tobytes())
    return values


def test_what_was_written_is_read(tmp_path: Path) -> None:
    values = _written(tmp_path / "a.parquet", 40)
    blocks = list(read_signatures(tmp_path / "a.parquet", "permutations 4"))
    assert np.concatenate([block.signatures for block in blocks]).tolist() == values.tolist()
    assert np.concatenate([block.tokens for block in blocks]).tolist() == list(range(40))


def test_signatures_of_other_options_are_refused_by_name(tmp_path: Path) -> None:
    _written(tmp_path / "a.parquet", 1)
    with pytest.raises(OutputError, match=r"a\.parquet: .*permutations 4; .*cannot be compared.*permutations 8"):
        next(read_signatures(tmp_path / "a.parquet", "permutations 8"))


def test_a_file_that_does_not_say_how_it_was_made_is_refused(tmp_path: Path) -> None:
    bare = signatures_schema(4, "").remove_metadata()
    with TableWriter(tmp_path / "a.parquet", bare):
        pass
    with pytest.raises(OutputError, match="options that the file does not name"):
        next(read_signatures(tmp_path / "a.parquet", "permutations 4"))


def test_rows_kept_of_a_file_still_say_how_they_were_made(tmp_path: Path) -> None:
    values = _written(tmp_path / "a.parquet", 9)
    with TableWriter(tmp_path / "b.parquet", signatures_schema(4, "permutations 4")) as table:
        for part in read_tables(tmp_path / "a.parquet"):
            table.add_table(part.filter(part.column("tokens").to_numpy() > 5))
    [block] = read_signatures(tmp_path / "b.parquet", "permutations 4")
    assert block.signatures.tolist() == values[6:].tolist()
