"""Clusters: what is found, what is not, and that neither order nor size of buckets decides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from datasketch import MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.dedup.bands import SMALL_BUCKET, bands_for
from scanner.dedup.clusters import Clusters, find_clusters
from scanner.dedup.links import least_agreement
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.signature import Signer, as_minhash
from scanner.dedup.sketch import EMPTY

OPTIONS = SignatureOptions(scheme=Scheme.AFFINE32)
SIGNER = Signer(OPTIONS)
Signatures = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Planted:
    """Pairs of texts (rows 2i and 2i + 1) of known similarity."""

    texts: tuple[str, ...]
    similarities: tuple[float, ...]
    """Exact Jaccard similarity of their five-token shingles."""


def _shingles(tokens: Sequence[int]) -> set[tuple[int, ...]]:
    return {tuple(tokens[at : at + 5]) for at in range(len(tokens) - 4)}


@cache
def _planted(script: str) -> Planted:
    """Pairs with a span replaced or words scattered, similarities from 0.4 to 1, evenly over edits."""
    random = np.random.default_rng(2024)
    texts: list[str] = []
    similarities: list[float] = []
    for _ in range(2500):
        length = int(random.integers(80, 320))
        one = random.integers(0, 3000, length)
        other = one.copy()
        edits = int(random.integers(0, max(2, length // 16)))
        if random.random() < 0.5:
            start = int(random.integers(0, length - 4 * edits))
            other[start : start + 4 * edits] = random.integers(3000, 6000, 4 * edits)
        else:
            other[random.integers(0, length, edits)] = random.integers(3000, 6000, edits)
        first, second = _shingles(one.tolist()), _shingles(other.tolist())
        similarities.append(len(first & second) / len(first | second))
        for tokens in (one.tolist(), other.tolist()):
            han = "".join(chr(0x4E00 + token) for token in tokens)
            texts.append(han if script == "han" else " ".join(f"w{token}" for token in tokens))
    return Planted(tuple(texts), tuple(similarities))


def _together(clusters: Clusters) -> set[tuple[int, int]]:
    return {(a, b) for members in clusters.members for a in members for b in members if a < b}


@pytest.mark.parametrize("script", ["latin", "han"])
def test_planted_pairs_are_found_from_08_and_seldom_reported_below_07(script: str) -> None:
    planted = _planted(script)
    found = _together(find_clusters(*SIGNER.sign(planted.texts), 0.8))
    flags = [(2 * pair, 2 * pair + 1) in found for pair in range(len(planted.similarities))]
    alike = [flag for flag, s in zip(flags, planted.similarities, strict=True) if s >= 0.8]
    unlike = [flag for flag, s in zip(flags, planted.similarities, strict=True) if 0.5 <= s < 0.7]
    assert len(alike) > 500
    assert len(unlike) > 500
    assert sum(alike) / len(alike) >= 0.99
    assert sum(unlike) / len(unlike) <= 0.05
    # No text is put beside one it was not made from.
    assert all(a // 2 == b // 2 for a, b in found)


def test_exact_duplicates_always_cluster_and_are_alone_together() -> None:
    texts = _planted("latin").texts[0:400:2]
    rows = [text for text in texts for _ in range(3)]
    clusters = find_clusters(*SIGNER.sign(rows), 0.8)
    assert clusters.members == tuple((at, at + 1, at + 2) for at in range(0, 600, 3))
    assert set(clusters.similarity.values()) == {1.0}


@pytest.mark.parametrize("text", ["", " \n", "...", "😀😀", "\ud800"])
def test_texts_without_tokens_never_cluster(text: str) -> None:
    clusters = find_clusters(*SIGNER.sign([text] * 4 + ["one word", "one word"]), 0.8)
    assert clusters.members == ((4, 5),)


@pytest.mark.parametrize("texts", [[], ["only one"], ["one text", "another altogether"]], ids=["none", "one", "two"])
def test_where_nothing_is_alike_there_is_no_cluster(texts: list[str]) -> None:
    assert find_clusters(*SIGNER.sign(texts), 0.8) == Clusters((), {}, 0)


def _related(seed: int, rows: int, families: int) -> Signatures:
    """Signatures that share from half to all of their values with the founder of their family."""
    random = np.random.default_rng(seed)
    founders = random.integers(0, EMPTY, (families, 128), dtype=np.uint32)
    own = random.integers(0, EMPTY, (rows, 128), dtype=np.uint32)
    shares = random.choice([0.5, 0.7, 0.8, 0.85, 0.9, 1.0], rows)
    kept = random.random((rows, 128)) < shares[:, None]
    return np.where(kept, founders[random.integers(0, families, rows)], own).astype(np.uint32)


def _by_definition(signatures: Signatures, min_similarity: float) -> set[frozenset[int]]:
    """Compare every pair: linked is what shares a whole band and agrees in enough values; close transitively."""
    bands = bands_for(min_similarity, signatures.shape[1])
    groups = {row: {row} for row in range(len(signatures))}
    for one in range(len(signatures)):
        for other in range(one):
            equal = signatures[one] == signatures[other]
            shared = equal[: bands.count * bands.rows].reshape(bands.count, bands.rows).all(axis=1).any()
            if shared and equal.sum() >= least_agreement(min_similarity, signatures.shape[1]):
                merged = groups[one] | groups[other]
                groups.update(dict.fromkeys(merged, merged))
    return {frozenset(group) for group in groups.values() if len(group) > 1}


family_sizes = st.tuples(st.integers(0, 2**32), st.integers(0, 70), st.integers(1, 8))


@settings(deadline=None, max_examples=40)
@given(family_sizes, st.sampled_from([0.7, 0.8, 0.9, 1.0]))
def test_clusters_are_the_components_of_verified_pairs(sizes: tuple[int, int, int], min_similarity: float) -> None:
    signatures = _related(*sizes)
    clusters = find_clusters(signatures, np.ones(len(signatures), dtype=np.uint32), min_similarity)
    assert {frozenset(members) for members in clusters.members} == _by_definition(signatures, min_similarity)


@settings(deadline=None, max_examples=40)
@given(family_sizes, st.randoms(use_true_random=False))
def test_the_order_of_rows_only_renumbers(sizes: tuple[int, int, int], random: object) -> None:
    signatures = _related(*sizes)
    order = list(range(len(signatures)))
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    counts = np.ones(len(signatures), dtype=np.uint32)
    straight = find_clusters(signatures, counts, 0.8)
    shuffled = find_clusters(signatures[np.array(order, dtype=np.int64)], counts, 0.8)
    renumbered = {frozenset(order[row] for row in members) for members in shuffled.members}
    assert renumbered == {frozenset(members) for members in straight.members}


@settings(deadline=None, max_examples=20)
@given(family_sizes)
def test_members_and_similarities_are_laid_out_as_promised(sizes: tuple[int, int, int]) -> None:
    signatures = _related(*sizes)
    clusters = find_clusters(signatures, np.ones(len(signatures), dtype=np.uint32), 0.8)
    assert list(clusters.members) == sorted(clusters.members)
    assert sorted(clusters.similarity) == sorted(row for members in clusters.members for row in members)
    for members in clusters.members:
        assert list(members) == sorted(set(members))
        for row in members:
            assert clusters.similarity[row] == (signatures[row] == signatures[members[0]]).mean()


def test_rows_without_tokens_are_left_out_whatever_their_values() -> None:
    signatures = np.zeros((4, 128), dtype=np.uint32)
    assert find_clusters(signatures, np.array([1, 0, 1, 0], dtype=np.uint32), 0.8).members == ((0, 2),)


def _ladder(step: int) -> Signatures:
    """Return three rows, each of which differs from the one before in `step` further values."""
    rows = np.random.default_rng(1).integers(0, EMPTY, (3, 128), dtype=np.uint32)
    rows[1, step:] = rows[0, step:]
    rows[2, :step] = rows[1, :step]
    rows[2, 2 * step :] = rows[1, 2 * step :]
    return rows


def test_links_chain_and_similarity_is_to_the_first() -> None:
    clusters = find_clusters(_ladder(20), np.ones(3, dtype=np.uint32), 0.8)
    assert clusters.members == ((0, 1, 2),)
    assert clusters.similarity == {0: 1.0, 1: 108 / 128, 2: 88 / 128}


def test_what_shares_a_band_but_fails_verification_is_no_cluster() -> None:
    rows = np.random.default_rng(1).integers(0, EMPTY, (2, 128), dtype=np.uint32)
    rows[1, :94] = rows[0, :94]
    assert find_clusters(rows, np.ones(2, dtype=np.uint32), 0.8).members == ()
    rows[1, 94] = rows[0, 94]
    assert find_clusters(rows, np.ones(2, dtype=np.uint32), 0.8).members == ((0, 1),)


def _boilerplate(rows: int) -> Signatures:
    """Rows that agree in the first band and in nothing else."""
    signatures = np.random.default_rng(5).integers(0, EMPTY, (rows, 128), dtype=np.uint32)
    signatures[:, :6] = 7
    return signatures


def test_a_giant_bucket_of_different_texts_is_capped_and_reported() -> None:
    signatures = _boilerplate(3000)
    signatures[2999, 3:] = signatures[0, 3:]
    clusters = find_clusters(signatures, np.ones(3000, dtype=np.uint32), 0.8)
    assert clusters.capped_buckets == 1
    # The pair is found all the same, by the other bands it shares.
    assert clusters.members == ((0, 2999),)


def test_a_bucket_that_can_be_walked_is_not_capped() -> None:
    signatures = _boilerplate(SMALL_BUCKET * 4)
    assert find_clusters(signatures, np.ones(len(signatures), dtype=np.uint32), 0.8).capped_buckets == 0


def test_many_copies_of_a_few_texts_are_few_clusters_uncapped() -> None:
    signatures, counts = SIGNER.sign(["a text that is everywhere in the corpus", "and one that is as common as that"])
    rows = np.arange(20_000) % 2
    clusters = find_clusters(signatures[rows], counts[rows], 0.8)
    assert [len(members) for members in clusters.members] == [10_000, 10_000]
    assert clusters.capped_buckets == 0


def test_candidates_are_those_of_datasketch_with_the_same_bands() -> None:
    signatures = _related(3, 200, 12)
    bands = bands_for(0.8, 128)
    index = MinHashLSH(num_perm=128, params=(bands.count, bands.rows))
    for row, signature in enumerate(signatures):
        index.insert(row, as_minhash(signature, OPTIONS))
    least = least_agreement(0.8, 128)
    linked = {
        (other, row)
        for row, signature in enumerate(signatures)
        for other in index.query(as_minhash(signature, OPTIONS))
        if other < row and (signatures[other] == signature).sum() >= least
    }
    clusters = find_clusters(signatures, np.ones(200, dtype=np.uint32), 0.8)
    assert linked
    assert linked <= _together(clusters)
    assert {row for pair in linked for row in pair} == set(clusters.similarity)


def test_arrays_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit together"):
        find_clusters(np.zeros((2, 128), dtype=np.uint32), np.ones(3, dtype=np.uint32), 0.8)
