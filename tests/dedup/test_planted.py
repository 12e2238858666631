"""Planted near-duplicates found, and pairs less alike reported all the same, by kind of writing."""

from functools import cache

import numpy as np
import pytest

from made.planted_pairs import SCRIPTS, Pair, exact_similarity, planted_pairs, tokens_of
from scanner.dedup.clusters import Clusters, find_clusters
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.signature import Signer

SIGNERS = {scheme: Signer(SignatureOptions(scheme=scheme)) for scheme in Scheme}


@cache
def _pairs(script: str) -> tuple[Pair, ...]:
    return tuple(planted_pairs(script, 2000, seed=7))


def _found(pairs: tuple[Pair, ...], scheme: Scheme) -> tuple[list[bool], Clusters]:
    texts = [text for pair in pairs for text in (pair.one, pair.other)]
    clusters = find_clusters(*SIGNERS[scheme].sign(texts), 0.8)
    place = {row: at for at, members in enumerate(clusters.members) for row in members}
    return [place.get(2 * at, -1) == place.get(2 * at + 1, -2) for at in range(len(pairs))], clusters


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("script", SCRIPTS)
def test_99_of_100_pairs_are_found_from_08_and_5_of_100_reported_below_07(script: str, scheme: Scheme) -> None:
    pairs = _pairs(script)
    flags, clusters = _found(pairs, scheme)
    alike = [flag for flag, pair in zip(flags, pairs, strict=True) if pair.similarity >= 0.8]
    unlike = [flag for flag, pair in zip(flags, pairs, strict=True) if pair.similarity < 0.7]
    assert min(len(alike), len(unlike)) > 200
    assert sum(alike) / len(alike) >= 0.99
    assert sum(unlike) / len(unlike) <= 0.05
    # No text is put beside one it was not made from.
    assert all(len(members) == 2 and members[0] // 2 == members[1] // 2 for members in clusters.members)


@pytest.mark.parametrize("script", SCRIPTS)
def test_ours_short_texts_of_20_to_60_words_are_found_nearly_as_often(script: str) -> None:
    pairs = tuple(planted_pairs(script, 1500, seed=3, words=(20, 60)))
    flags, _ = _found(pairs, Scheme.OPH)
    alike = [flag for flag, pair in zip(flags, pairs, strict=True) if pair.similarity >= 0.8]
    unlike = [flag for flag, pair in zip(flags, pairs, strict=True) if pair.similarity < 0.7]
    assert min(len(alike), len(unlike)) > 200
    assert sum(alike) / len(alike) >= 0.98
    assert sum(unlike) / len(unlike) <= 0.08


@pytest.mark.parametrize("script", SCRIPTS)
def test_exact_duplicates_cluster_exactly(script: str) -> None:
    texts = [pair.one for pair in _pairs(script)[:150]]
    rows = np.random.default_rng(2).permutation(np.repeat(np.arange(150), 4)).tolist()
    clusters = find_clusters(*SIGNERS[Scheme.OPH].sign([texts[row] for row in rows]), 0.8)
    assert {frozenset(members) for members in clusters.members} == {
        frozenset(at for at, row in enumerate(rows) if row == text) for text in range(150)
    }
    assert set(clusters.similarity.values()) == {1.0}


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_similarity_that_is_planted_is_that_of_the_scanners_shingles(script: str) -> None:
    signer = SIGNERS[Scheme.AFFINE32]
    for pair in _pairs(script)[:60]:
        first, second = (set(signer.shingle_hashes(text).tolist()) for text in (pair.one, pair.other))
        assert len(first & second) / len(first | second) == pytest.approx(pair.similarity, abs=1e-9)


def test_tokens_are_words_or_code_points() -> None:
    assert tokens_of("Ab cé, d。字典 ก่อน") == ["ab", "cé", "d", "字", "典", "ก", "\u0e48", "อ", "น"]
    assert exact_similarity("a b c d e", "a b c d e f") == 0.5
