"""One-permutation signatures: as their definition says, whatever the batch, and true on short texts too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.dedup.kernels import array_kernel
from scanner.dedup.options import SignatureOptions
from scanner.dedup.reading import MAX_PIECE
from scanner.dedup.shingles import Hashes
from scanner.dedup.signature import Signer, as_minhash
from scanner.dedup.sketch import EMPTY, ROUNDS, ArraySlots, round_factors, slot_factors

OPTIONS = SignatureOptions()
SIGNER = Signer(OPTIONS)
_WORD = (1 << 64) - 1

words = st.lists(st.sampled_from(["alpha", "beta", "eps", "中文字", "カナ", "12", "😀", ".", "\ud83d"]), max_size=60)
any_text = st.text(st.characters(), max_size=80) | words.map(" ".join)


def _by_definition(hashes: list[int], slots: int) -> list[int]:
    """Throw, round after round, then ask all, one shingle and one slot after the other."""
    row = [EMPTY] * slots
    for factor in round_factors().tolist() if hashes else ():
        thrown = [EMPTY] * slots
        for value in hashes:
            product = value * factor & _WORD
            slot = (product & 0xFFFFFFFF) * slots >> 32
            thrown[slot] = min(thrown[slot], product >> 32)
        row = [new if old == EMPTY else old for old, new in zip(row, thrown, strict=True)]
    for slot, factor in enumerate(slot_factors(slots).tolist()):
        if row[slot] == EMPTY and hashes:
            row[slot] = min((value * factor & _WORD) >> 32 for value in hashes)
    return row


@given(st.lists(st.lists(st.integers(0, _WORD), max_size=30), max_size=5), st.sampled_from([1, 7, 16, 100]))
def test_a_row_is_what_its_definition_says(texts: list[list[int]], slots: int) -> None:
    sketch = ArraySlots(slots)
    rows = np.full((len(texts), slots), EMPTY, dtype=np.uint32)
    flat = np.array([value for own in texts for value in own], dtype=np.uint64)
    shingles = Hashes(flat, np.array([len(own) for own in texts], dtype=np.int64))
    sketch.lower(rows, shingles)
    sketch.fill(rows, shingles)
    assert rows.tolist() == [_by_definition(own, slots) for own in texts]


@given(st.lists(any_text, max_size=8))
def test_a_row_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    signatures, counts = SIGNER.sign(texts)
    for text, row, count in zip(texts, signatures, counts, strict=True):
        alone, alone_count = SIGNER.sign([text])
        assert alone[0].tolist() == row.tolist()
        assert alone_count[0] == count
        assert (row == EMPTY).all() == (count == 0)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("一二三四五六七八九十" * (MAX_PIECE // 4), 10 * (MAX_PIECE // 4), id="few shingles, many times"),
        pytest.param("a b " + "." * MAX_PIECE + " c", 3, id="few tokens"),
        pytest.param("".join(map(chr, range(0x4E00, 0x9E00))) * 4, 4 * 0x5000, id="many shingles"),
    ],
)
def test_a_text_longer_than_a_piece_is_signed_whole(text: str, tokens: int) -> None:
    assert len(text) > MAX_PIECE
    signatures, counts = SIGNER.sign([text])
    hashes = np.unique(np.concatenate([SIGNER._kernel.shingles(part).hashes for part in SIGNER._overlapping(text)]))
    shingles = Hashes(hashes, np.array([len(hashes)]))
    row = np.full((1, 128), EMPTY, dtype=np.uint32)
    ArraySlots(128).lower(row, shingles)
    ArraySlots(128).fill(row, shingles)
    assert signatures[0].tolist() == row[0].tolist()
    assert counts.tolist() == [tokens]


@pytest.mark.parametrize("options", [SignatureOptions(seed=2), SignatureOptions(ngram=4)], ids=["seed", "shingles"])
def test_other_options_make_other_values(options: SignatureOptions) -> None:
    text = " ".join(map(str, np.random.default_rng(1).integers(0, 10**9, 300).tolist()))
    one, other = Signer(options).sign([text])[0][0], SIGNER.sign([text])[0][0]
    assert (one == other).mean() < 0.05


@pytest.mark.parametrize("shared", [0.5, 0.8])
@pytest.mark.parametrize("shingles", [1, 16, 56, 200, 1000])
def test_estimates_are_unbiased_and_scatter_no_more_than_those_of_permutations(shingles: int, shared: float) -> None:
    random = np.random.default_rng(5)
    common = round(shared * shingles)
    own = max(1, shingles - common)
    exact = common / (common + 2 * own)
    sketch, estimates = ArraySlots(128), []
    for _ in range(400):
        pool = random.integers(0, 2**64, common + 2 * own, dtype=np.uint64)
        rows = np.full((2, 128), EMPTY, dtype=np.uint32)
        texts = Hashes(
            np.concatenate((pool[: common + own], pool[:common], pool[common + own :])), np.array([common + own] * 2)
        )
        sketch.lower(rows, texts)
        sketch.fill(rows, texts)
        estimates.append(float((rows[0] == rows[1]).mean()))
    scatter = (exact * (1 - exact) / 128) ** 0.5
    assert abs(float(np.mean(estimates)) - exact) <= 4 * scatter / 400**0.5
    assert float(np.std(estimates)) <= 1.15 * scatter


def test_a_row_of_this_scheme_is_no_datasketch_object() -> None:
    with pytest.raises(ValueError, match="datasketch knows affine32"):
        as_minhash(SIGNER.sign(["one two three four five six"])[0][0], OPTIONS)


def test_rounds_differ_from_each_other() -> None:
    assert len(set(round_factors().tolist())) == ROUNDS
    assert not set(round_factors().tolist()) & set(slot_factors(128).tolist())


def test_the_array_kernel_needs_nothing_compiled() -> None:
    assert array_kernel(OPTIONS).name == "numpy"
