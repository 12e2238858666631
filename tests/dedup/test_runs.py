"""Rows and runs on disk: read back range by range, whoever wrote which part of them."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from scanner.dedup import runs as runs_module
from scanner.dedup.bands import Bands, content_keys, order_of
from scanner.dedup.run_files import CELLS, cell_of
from scanner.dedup.runs import Runs, RunWriter, join_runs
from scanner.dedup.sketch import Signatures

BANDS = Bands(2, 4)


@pytest.fixture(autouse=True)
def _small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_module, "ROWS_A_RUN", 16)
    monkeypatch.setattr(runs_module, "ROWS_A_RANGE", 30)


def _signatures(rows: int) -> Signatures:
    return np.random.default_rng(rows).integers(0, 3, (rows, 8), dtype=np.uint32)


def _written(folder: Path, signatures: Signatures, flags: np.ndarray, first: int = 0) -> Runs:
    writer = RunWriter(folder, 8, (BANDS,), first)
    for at in range(0, len(signatures), 7):
        writer.add(signatures[at : at + 7], flags[at : at + 7])
    return writer.close()


def _by_several(folder: Path, signatures: Signatures, flags: np.ndarray) -> Runs:
    """Write the last part first, and one part twice, as when a worker was given up."""
    cuts = [(60, 100), (25, 60), (0, 25), (25, 60)]
    parts = {low: _written(folder, signatures[low:high], flags[low:high], low) for low, high in cuts}
    return join_runs(tuple(parts.values()))


@pytest.mark.parametrize("write", [_written, _by_several])
def test_every_line_comes_back_by_hash_and_then_by_row(tmp_path: Path, write: object) -> None:
    signatures, flags = _signatures(100), np.arange(100) % 9 > 0
    runs = _written(tmp_path, signatures, flags) if write is _written else _by_several(tmp_path, signatures, flags)
    assert runs.range_count > 1
    assert not list(tmp_path.glob("*.partial"))
    present = np.flatnonzero(flags)
    for line, columns in ((0, slice(0, 8)), (1, slice(0, 4)), (2, slice(4, 8))):
        keys, rows = (np.concatenate(parts) for parts in zip(*runs.ranges(line), strict=True))
        hashes = content_keys(signatures[:, columns])
        expected = present[np.argsort(hashes[present], kind="stable")]
        assert rows.tolist() == expected.tolist()
        assert keys.tolist() == hashes[expected].tolist()
    asked = np.array([99, 0, 25, 24, 60, 59, 60])
    with runs.open_rows() as files:
        assert (files.gather(asked) == signatures[asked]).all()
        assert files.gather(asked[:0]).shape == (0, 8)


def test_equal_hashes_are_never_in_two_ranges(tmp_path: Path) -> None:
    runs = _written(tmp_path, _signatures(200), np.ones(200, dtype=bool))
    ranges = [set(keys.tolist()) for keys, _ in runs.ranges(1)]
    assert len(ranges) > 1
    assert sum(map(len, ranges)) == len(set.union(*ranges))


def test_parts_with_rows_missing_between_them_are_refused(tmp_path: Path) -> None:
    signatures, flags = _signatures(40), np.ones(40, dtype=bool)
    first = _written(tmp_path, signatures[:10], flags[:10])
    last = _written(tmp_path, signatures[20:], flags[20:], 20)
    for parts in ((first, last), (last,)):
        with pytest.raises(ValueError, match="do not follow"):
            join_runs(parts)


@pytest.mark.parametrize("count", [1, 3, 64, 954, CELLS])
def test_ranges_share_out_every_cell_once(count: int) -> None:
    bounds = [cell_of(at, count) for at in range(count + 1)]
    assert (bounds[0], bounds[-1]) == (0, CELLS)
    assert all(high > low for low, high in pairwise(bounds))


def test_the_number_of_ranges_follows_from_the_rows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    counts = {
        rows: Runs(Path(), 8, (BANDS,), rows, (), ()).range_count for rows in (0, 10**4, 10**6, 10**7, 10**9, 10**11)
    }
    assert counts == {0: 1, 10**4: 1, 10**6: 15, 10**7: 64, 10**9: 954, 10**11: CELLS}


@pytest.mark.parametrize("different", [1, 5, 10**6])
def test_an_order_is_that_of_a_stable_sort(different: int) -> None:
    keys = np.random.default_rng(different).integers(0, different, 3000).astype(np.uint64)
    assert (order_of(keys) == np.argsort(keys, kind="stable")).all()
    assert len(order_of(keys[:0])) == 0
