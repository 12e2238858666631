"""The row kept of a cluster, and exact copies: as plain loops over rows say."""

from pathlib import Path

import numpy as np
import pytest

from scanner.dedup import kept as kept_module
from scanner.dedup.bands import bands_for
from scanner.dedup.kept import cluster_sizes, exact_copies, keep_earliest, smallest_digests
from scanner.dedup.links import least_agreement
from scanner.dedup.merging import Linked, link_rows
from scanner.dedup.runs import Runs, RunWriter

ROWS = 60
LEAST = least_agreement(0.8, 128)


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
    kept = keep_earliest(runs, linked, moments[linked.rows], LEAST)
    assert _members(kept) == _members(linked)
    for members in _members(linked):
        best = min(members, key=lambda row: (moments[row], row))
        for row in members:
            at = int(np.searchsorted(kept.rows, row))
            assert kept.firsts[at] == best
            assert kept.similarity[at] == (signatures[best] == signatures[row]).mean()
    assert (kept.firsts != linked.firsts).any()


def _chain(folder: Path, length: int, step: int) -> tuple[Runs, Linked, np.ndarray]:
    """Return rows of which each differs from the one before in `step` values that no other differs in."""
    random = np.random.default_rng(5)
    signatures = np.repeat(random.integers(0, 2**31, (1, 128), dtype=np.uint32), length, axis=0)
    for row in range(1, length):
        signatures[row] = signatures[row - 1]
        places = np.arange((row - 1) * step, row * step) % 128
        signatures[row, places] = random.integers(2**31, 2**32, step, dtype=np.uint32)
    writer = RunWriter(folder / "runs", 128, (bands_for(0.8, 128),))
    writer.add(signatures, np.ones(length, dtype=bool))
    runs = writer.close()
    return runs, link_rows(runs, 0.8), signatures


def test_no_row_goes_with_one_it_is_unlike_however_links_chain(tmp_path: Path) -> None:
    runs, linked, signatures = _chain(tmp_path, 40, 12)
    assert len(_members(linked)) == 1
    moments = np.random.default_rng(1).permutation(40)[linked.rows]
    kept = keep_earliest(runs, linked, moments, LEAST)
    assert (kept.similarity * 128 >= LEAST).all()
    left = set(linked.rows.tolist())  # as a plain loop does it
    groups = {}
    order = [int(row) for _, row in sorted(zip(moments.tolist(), linked.rows.tolist(), strict=True))]
    while left:
        best = next(row for row in order if row in left)
        groups[best] = sorted(row for row in left if (signatures[best] == signatures[row]).sum() >= LEAST)
        left -= set(groups[best])
    assert _members(kept) == sorted(members for members in groups.values() if len(members) > 1)


def test_of_a_chain_of_too_many_the_rest_keeps_its_exact_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, linked, _ = _chain(tmp_path, 40, 12)
    monkeypatch.setattr(kept_module, "_MOST_KEPT", 1)
    kept = keep_earliest(runs, linked, np.zeros(len(linked.rows), dtype=np.int64), LEAST)
    assert kept.capped_buckets == linked.capped_buckets + 1
    assert len(_members(kept)) == 1
    twice = RunWriter(tmp_path / "twice", 128, (bands_for(0.8, 128),))
    with runs.open_rows() as file:
        rows = np.concatenate([file.gather(np.arange(40))] * 2)
    twice.add(rows, np.ones(80, dtype=bool))
    runs = twice.close()
    linked = link_rows(runs, 0.8)
    kept = keep_earliest(runs, linked, np.zeros(len(linked.rows), dtype=np.int64), LEAST)
    assert sorted(row for members in _members(kept) for row in members) == list(range(80))
    assert all({(row + 40) % 80 for row in members} == set(members) for members in _members(kept))


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
    assert len(keep_earliest(runs, nothing, np.empty(0, dtype=np.int64), LEAST).rows) == 0
    assert len(exact_copies(nothing, none).rows) == len(smallest_digests(nothing, none)) == 0
