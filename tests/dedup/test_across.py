"""Two corpora in one set of runs: for each row the best of the other side, as comparing all with all says."""

from pathlib import Path

import numpy as np
import pytest

from scanner.dedup import across, runs
from scanner.dedup.across import Best, match_rows
from scanner.dedup.bands import bands_for
from scanner.dedup.links import least_agreement
from scanner.dedup.runs import Runs, RunWriter
from scanner.dedup.sketch import Signatures

PERMUTATIONS = 32
BOUND = 0.8


def _signatures(seed: int, rows: int) -> Signatures:
    """Rows that are variants of few, so that there are equal ones, near ones and strangers."""
    random = np.random.default_rng(seed)
    stock = random.integers(0, 1 << 32, (max(1, rows // 6), PERMUTATIONS), dtype=np.uint32)
    made = stock[random.integers(0, len(stock), rows)]
    changed = random.random(made.shape) < random.choice([0.0, 0.05, 0.15, 0.4], rows)[:, np.newaxis]
    return np.where(changed, random.integers(0, 1 << 32, made.shape, dtype=np.uint32), made)


def _written(folder: Path, signatures: Signatures, has_tokens: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Runs:
    writer = RunWriter(folder, PERMUTATIONS, (bands_for(BOUND, PERMUTATIONS),))
    writer.add(signatures, has_tokens)
    return writer.close()


def _all_with_all(signatures: Signatures, own: range, others: range) -> dict[int, tuple[int, int]]:
    bands, found = bands_for(BOUND, PERMUTATIONS), {}
    for row in own:
        best = (0, 0)
        for other in others:
            equal = signatures[row] == signatures[other]
            share_a_band = equal[: bands.count * bands.rows].reshape(bands.count, -1).all(axis=1).any()
            if share_a_band and equal.sum() >= least_agreement(BOUND, PERMUTATIONS):
                best = max(best, (int(equal.sum()), -other))
        if best[0]:
            found[row] = (-best[1], best[0])
    return found


def _as_mapping(best: Best) -> dict[int, tuple[int, int]]:
    columns = (best.rows.tolist(), best.partners.tolist(), best.agreements.tolist())
    assert columns[0] == sorted(set(columns[0]))
    return {row: (partner, count) for row, partner, count in zip(*columns, strict=True)}


@pytest.mark.parametrize("seed", range(6))
def test_the_best_of_the_other_side_is_found_for_every_row(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Many small runs and ranges, and pairs a few at a time, so that every border is crossed.
    monkeypatch.setattr(runs, "ROWS_A_RUN", 32)
    monkeypatch.setattr(runs, "ROWS_A_RANGE", 50)
    monkeypatch.setattr(across, "_HELD", 10)
    signatures = _signatures(seed, 150)
    matched = match_rows(_written(tmp_path, signatures, np.ones(150, dtype=bool)), 60, BOUND)
    assert _as_mapping(matched.first) == _all_with_all(signatures, range(60), range(60, 150))
    assert _as_mapping(matched.second) == _all_with_all(signatures, range(60, 150), range(60))
    assert len(matched.first.rows) > 10
    assert matched.capped_buckets == 0


def test_rows_without_tokens_match_nothing(tmp_path: Path) -> None:
    signatures = np.ones((4, PERMUTATIONS), dtype=np.uint32)
    matched = match_rows(_written(tmp_path, signatures, np.array([True, False, False, True])), 2, BOUND)
    assert _as_mapping(matched.first) == {0: (3, PERMUTATIONS)}
    assert _as_mapping(matched.second) == {3: (0, PERMUTATIONS)}


def test_a_bucket_of_too_many_pairs_is_cut_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(across, "MOST_PAIRS", 20)
    random = np.random.default_rng(1)
    signatures = random.integers(0, 1 << 32, (40, PERMUTATIONS), dtype=np.uint32)
    signatures[:, :-4] = 7
    matched = match_rows(_written(tmp_path, signatures, np.ones(40, dtype=bool)), 10, BOUND)
    # Two counterparts for each of ten rows are looked at, in each band but those that differ.
    assert _as_mapping(matched.first).keys() == set(range(10))
    assert _as_mapping(matched.second).keys() == {10, 11}
    assert matched.capped_buckets > 0


def test_nothing_on_either_side_is_nothing_found(tmp_path: Path) -> None:
    empty = _written(tmp_path, np.empty((0, PERMUTATIONS), dtype=np.uint32), np.empty(0, dtype=bool))
    assert not len(match_rows(empty, 0, BOUND).first.rows)
    one_side = _written(tmp_path, np.ones((3, PERMUTATIONS), dtype=np.uint32), np.ones(3, dtype=bool))
    assert not len(match_rows(one_side, 3, BOUND).first.rows)
