"""Clusters out of core: those of the search in memory, whatever the size of runs, ranges and blocks."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.dedup import ranges, runs
from scanner.dedup.bands import bands_for
from scanner.dedup.clusters import Clusters, find_clusters
from scanner.dedup.merging import Linked, link_rows
from scanner.dedup.runs import RunWriter
from scanner.dedup.sketch import EMPTY, Signatures
from scanner.types.spread import T


def _linked(signatures: Signatures, tokens: np.ndarray, block: int, *bounds: float) -> list[Linked]:
    with TemporaryDirectory() as folder:
        cuts = tuple(dict.fromkeys(bands_for(bound, signatures.shape[1]) for bound in bounds))
        writer = RunWriter(Path(folder) / "runs", signatures.shape[1], cuts)
        for first in range(0, len(signatures), block):
            writer.add(signatures[first : first + block], tokens[first : first + block] > 0)
        written = writer.close()
        return [link_rows(written, bound) for bound in bounds]


def _as_clusters(linked: Linked) -> Clusters:
    groups: dict[int, list[int]] = {}
    for row, first in zip(linked.rows.tolist(), linked.firsts.tolist(), strict=True):
        groups.setdefault(first, []).append(row)
    similarity = dict(zip(linked.rows.tolist(), linked.similarity.tolist(), strict=True))
    return Clusters(tuple(sorted(map(tuple, groups.values()))), similarity, linked.capped_buckets)


def _related(seed: int, rows: int, families: int) -> Signatures:
    """Signatures that share from half to all of their values with the founder of their family."""
    random = np.random.default_rng(seed)
    founders = random.integers(0, EMPTY, (families, 128), dtype=np.uint32)
    own = random.integers(0, EMPTY, (rows, 128), dtype=np.uint32)
    shares = random.choice([0.5, 0.7, 0.8, 0.85, 0.9, 1.0], rows)
    kept = random.random((rows, 128)) < shares[:, None]
    return np.where(kept, founders[random.integers(0, families, rows)], own).astype(np.uint32)


@pytest.fixture(autouse=True)
def _small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "ROWS_A_RUN", 30)
    monkeypatch.setattr(runs, "ROWS_A_RANGE", 40)
    monkeypatch.setattr(ranges, "_FEW_ROWS", 40)  # so that what is known is held in some examples, in files in others


@settings(deadline=None, max_examples=30)
@given(
    st.tuples(st.integers(0, 2**32), st.integers(1, 120), st.integers(1, 8)),
    st.sampled_from([1, 7, 50]),
    st.sampled_from([0.7, 0.8, 0.9, 1.0]),
)
def test_clusters_are_those_of_the_search_in_memory(sizes: tuple[int, int, int], block: int, bound: float) -> None:
    signatures = _related(*sizes)
    tokens = np.random.default_rng(sizes[0]).integers(0, 6, len(signatures)).astype(np.uint32)
    [linked] = _linked(signatures, tokens, block, bound)
    assert _as_clusters(linked) == find_clusters(signatures, tokens, bound)


def test_two_bounds_share_what_is_on_disk() -> None:
    signatures = _related(4, 200, 9)
    tokens = np.ones(200, dtype=np.uint32)
    for bound, linked in zip((0.9, 0.7), _linked(signatures, tokens, 30, 0.9, 0.7), strict=True):
        assert _as_clusters(linked) == find_clusters(signatures, tokens, bound)


@pytest.mark.parametrize("rows", [300, 700], ids=["a bucket that is walked", "a bucket that is capped"])
def test_large_buckets_are_walked_or_capped_as_in_memory(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "ROWS_A_RUN", 100)
    monkeypatch.setattr(runs, "ROWS_A_RANGE", 200)
    signatures = np.random.default_rng(5).integers(0, EMPTY, (rows, 128), dtype=np.uint32)
    signatures[:, :6] = 7
    signatures[rows - 1, 3:] = signatures[0, 3:]
    signatures[10:40, :110] = signatures[10, :110]
    tokens = np.ones(rows, dtype=np.uint32)
    [linked] = _linked(signatures, tokens, 64, 0.8)
    assert _as_clusters(linked) == find_clusters(signatures, tokens, 0.8)


def test_many_copies_of_one_text_are_one_cluster() -> None:
    signatures = np.repeat(_related(1, 3, 3), 100, axis=0)
    [linked] = _linked(signatures, np.ones(300, dtype=np.uint32), 300, 1.0)
    assert linked.firsts.tolist() == [0] * 100 + [100] * 100 + [200] * 100
    assert set(linked.similarity.tolist()) == {1.0}


def _backwards(tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
    """Do each task in another process's stead, the last first, and some twice."""
    for number in reversed(range(len(tasks))):
        task = pickle.loads(pickle.dumps(tasks[number]))  # noqa: S301  # our own
        if number % 3 == 0:
            task()
        yield task()


def test_ranges_come_to_the_same_in_any_order(tmp_path: Path) -> None:
    signatures = _related(6, 120, 12)
    writer = RunWriter(tmp_path, 128, (bands_for(0.8, 128),))
    writer.add(signatures, np.ones(120, dtype=bool))
    written = writer.close()
    before = sorted(path.name for path in tmp_path.iterdir())
    one, other = link_rows(written, 0.8), link_rows(written, 0.8, _backwards)
    assert _as_clusters(one) == _as_clusters(other)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_no_row_with_tokens_means_no_cluster() -> None:
    [linked] = _linked(_related(1, 40, 1), np.zeros(40, dtype=np.uint32), 40, 0.8)
    assert linked.rows.tolist() == []


def test_no_row_at_all_means_no_cluster() -> None:
    [linked] = _linked(np.empty((0, 128), dtype=np.uint32), np.empty(0, dtype=np.uint32), 1, 0.8)
    assert linked.rows.tolist() == []
