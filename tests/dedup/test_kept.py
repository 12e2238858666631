"""The row kept of a cluster, and exact copies: as plain loops over rows say."""

from pathlib import Path

import numpy as np
import pytest

from scanner.dedup.bands import bands_for
from scanner.dedup.kept import cluster_sizes, exact_copies, keep_earliest, smallest_digests
from scanner.dedup.merging import Linked, link_rows
from scanner.dedup.runs import Runs, RunWriter

ROWS = 60


def _clustered(folder: Path, seed: int) -> tuple[Runs, Linked, np.ndarray]:
    random = np.random.default_rng(seed)
    stock = random.integers(0, 2**32, (9, 128), dtype=np.uint32)
    signatures = stock[random.integers(0, 9, ROWS)]
    signatures[::4, :8] += 1
    writer = RunWriter(folder / "runs", 128, (bands_for(0.8, 128),))
    writer.add(signatures, np.ones(ROWS, dtype=bool))
    runs = writer.close()
    return runs, link_rows(runs, 0.8), signatures


def _members(linked: Linked) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for row, first in zip(linked.rows.tolist(), linked.firsts.tolist(), strict=True):
        groups.setdefault(first, []).append(row)
    return sorted(groups.values())


@pytest.mark.parametrize("seed", range(4))
def test_the_earliest_row_is_kept_and_of_several_the_first(tmp_path: Path, seed: int) -> None:
    runs, linked, signatures = _clustered(tmp_path, seed)
    moments = np.random.default_rng(seed).integers(0, 4, ROWS)
    kept = keep_earliest(runs, linked, moments[linked.rows])
    assert _members(kept) == _members(linked)
    for members in _members(linked):
        best = min(members, key=lambda row: (moments[row], row))
        for row in members:
            at = int(np.searchsorted(kept.rows, row))
            assert kept.firsts[at] == best
            assert kept.similarity[at] == (signatures[best] == signatures[row]).mean()
    assert (kept.firsts != linked.firsts).any()


@pytest.mark.parametrize("seed", range(4))
def test_exact_copies_are_rows_of_equal_digest(tmp_path: Path, seed: int) -> None:
    _, linked, _ = _clustered(tmp_path, seed)
    digests = np.random.default_rng(seed).integers(0, 4, (ROWS, 2)).astype(np.uint64)
    groups: dict[tuple[int, ...], list[int]] = {}
    for row in linked.rows.tolist():
        groups.setdefault(tuple(digests[row].tolist()), []).append(row)
    expected = sorted(members for members in groups.values() if len(members) > 1)
    exact = exact_copies(linked, digests[linked.rows])
    assert _members(exact) == expected
    assert exact.rows.tolist() == sorted(exact.rows.tolist())
    assert all(first == members[0] for members in expected for first in exact.firsts[np.isin(exact.rows, members)])


def test_a_cluster_is_named_by_its_smallest_digest_and_knows_its_size(tmp_path: Path) -> None:
    _, linked, _ = _clustered(tmp_path, 1)
    digests = np.random.default_rng(1).integers(0, 2**63, (ROWS, 2)).astype(np.uint64)
    names, sizes = smallest_digests(linked, digests[linked.rows]), cluster_sizes(linked)
    for members in _members(linked):
        smallest = min(tuple(digests[row].tolist()) for row in members)
        for at in np.searchsorted(linked.rows, members).tolist():
            assert tuple(names[at].tolist()) == smallest
            assert sizes[at] == len(members)


def test_without_clusters_nothing_is_kept_or_exact(tmp_path: Path) -> None:
    runs = RunWriter(tmp_path / "runs", 128, (bands_for(0.8, 128),)).close()
    nothing = link_rows(runs, 0.8)
    none = np.empty((0, 2), dtype=np.uint64)
    assert len(keep_earliest(runs, nothing, np.empty(0, dtype=np.int64)).rows) == 0
    assert len(exact_copies(nothing, none).rows) == len(smallest_digests(nothing, none)) == 0
