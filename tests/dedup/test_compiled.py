"""The compiled kernel: the same values as whole arrays give, and arrays where it cannot be had."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.dedup import signature
from scanner.dedup.kernels import array_kernel, compiled_kernel, fastest_kernel
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.reading import MAX_PIECE
from scanner.dedup.signature import Signer

OPTIONS = {
    "oph": SignatureOptions(),
    "affine32": SignatureOptions(scheme=Scheme.AFFINE32),
    "short shingles, few slots": SignatureOptions(permutations=9, ngram=1, seed=3),
}
PAIRS = {
    name: (Signer(options, array_kernel(options)), Signer(options, compiled_kernel(options)))
    for name, options in OPTIONS.items()
}
writing = st.text(
    st.sampled_from("abcZ éÉß09 \n\t.,-_'’電话カｶﾞがㄅ한글ไทยಕನ್عربي\u0301\u00ad\u200d\ufe0f\u200b😀𠀀𝒳①ς\ud800"),
    max_size=200,
)


@pytest.mark.parametrize("name", PAIRS)
@settings(deadline=None)
@given(st.lists(writing | st.text(st.characters(), max_size=60), max_size=6))
def test_the_compiled_kernel_gives_the_same_values_bit_for_bit(name: str, texts: list[str]) -> None:
    arrays, compiled = PAIRS[name]
    (rows, counts), (others, other_counts) = arrays.sign(texts), compiled.sign(texts)
    assert rows.tolist() == others.tolist()
    assert counts.tolist() == other_counts.tolist()


@pytest.mark.parametrize("name", PAIRS)
def test_so_it_does_for_texts_longer_than_a_piece(name: str) -> None:
    arrays, compiled = PAIRS[name]
    texts = ["word " * MAX_PIECE, "字" * (MAX_PIECE + 7), "e\u0301" * MAX_PIECE, "a b", "x" * (2 * MAX_PIECE)]
    assert arrays.sign(texts)[0].tolist() == compiled.sign(texts)[0].tolist()


def test_the_fastest_kernel_is_the_compiled_one_where_it_is_installed() -> None:
    assert fastest_kernel(SignatureOptions()).name == "numba"


def test_without_numba_arrays_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("compiled", "compiled_tokens"):
        monkeypatch.delitem(sys.modules, f"scanner.dedup.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    assert fastest_kernel(SignatureOptions()).name == "numpy"


def test_a_signer_changes_its_kernel_once_enough_was_signed_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["one two three four five six", "七八九十百千"]
    signer = Signer(SignatureOptions())
    before = signer.sign(texts)[0]
    assert signer._kernel.name == "numpy"
    monkeypatch.setattr(signature, "WORTH_COMPILING", 40)
    signer = Signer(SignatureOptions())
    rows = [signer.sign(texts)[0] for _ in range(3)]
    assert signer._kernel.name == "numba"
    assert all(np.array_equal(before, row) for row in rows)
