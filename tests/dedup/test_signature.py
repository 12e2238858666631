"""Signatures: equal to datasketch's, independent of neighbours and of length, true to the similarity they estimate."""

import hashlib
import pickle

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.dedup.options import READING, Scheme, SignatureOptions
from scanner.dedup.reading import MAX_PIECE
from scanner.dedup.signature import Signer, as_minhash
from scanner.dedup.sketch import EMPTY
from scanner.sidecars import ngrams

OPTIONS = SignatureOptions(scheme=Scheme.AFFINE32)
SIGNER = Signer(OPTIONS)

words = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "eps", "中文字", "カナ", "12", "😀", ".", "\ud83d"]), max_size=60
)
any_text = st.text(st.characters(), max_size=80) | words.map(" ".join)


def _datasketch(signer: Signer, text: str, options: SignatureOptions) -> MinHash:
    minhash = MinHash(num_perm=options.permutations, seed=options.seed, scheme="affine32", hashfunc=int)
    hashes = signer.shingle_hashes(text).tolist()
    if hashes:
        minhash.update_batch(hashes)
    return minhash


@given(any_text)
def test_a_signature_equals_datasketch_bit_for_bit(text: str) -> None:
    signatures, _ = SIGNER.sign([text])
    assert signatures.dtype == np.uint32
    assert signatures[0].tolist() == _datasketch(SIGNER, text, OPTIONS).hashvalues.tolist()


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(SignatureOptions(permutations=112, scheme=Scheme.AFFINE32), id="another number of permutations"),
        pytest.param(SignatureOptions(seed=7, scheme=Scheme.AFFINE32), id="another seed"),
        pytest.param(SignatureOptions(ngram=3, scheme=Scheme.AFFINE32), id="shorter shingles"),
        pytest.param(SignatureOptions(permutations=1, ngram=1, scheme=Scheme.AFFINE32), id="the least there is"),
    ],
)
def test_options_are_those_of_datasketch(options: SignatureOptions) -> None:
    signer = Signer(options)
    text = "the quick brown fox jumps over 那只懒惰的狗 and away"
    assert signer.sign([text])[0][0].tolist() == _datasketch(signer, text, options).hashvalues.tolist()


@given(st.lists(any_text, max_size=8))
def test_a_row_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    signatures, counts = SIGNER.sign(texts)
    assert signatures.shape == (len(texts), 128)
    assert counts.dtype == np.uint32
    for text, row, count in zip(texts, signatures, counts, strict=True):
        alone, alone_count = SIGNER.sign([text])
        assert alone[0].tolist() == row.tolist()
        assert alone_count[0] == count


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.integers(0, 4000), min_size=40, max_size=60))
def test_many_texts_of_any_length_are_signed_as_if_alone(seed: int, lengths: list[int]) -> None:
    vocabulary = np.array(["one", "two", "three", "四", "五", "six.", "seven"])
    random = np.random.default_rng(seed)
    texts = [" ".join(random.choice(vocabulary, length)) for length in lengths]
    signatures, _ = SIGNER.sign(texts)
    for place in (0, len(texts) // 2, len(texts) - 1):
        assert SIGNER.sign([texts[place]])[0][0].tolist() == signatures[place].tolist()


@pytest.mark.parametrize("glue", [pytest.param(" ", id="words"), pytest.param("", id="no spaces at all")])
def test_a_text_longer_than_a_piece_is_signed_whole(glue: str) -> None:
    characters = np.random.default_rng(3).integers(0x4E00, 0x9000, MAX_PIECE + 5000)
    text = glue.join(map(chr, characters.tolist()))
    half, overlap = len(text) // 2, 4 * (1 + len(glue))
    signatures, counts = SIGNER.sign([text, text[: MAX_PIECE // 4]])
    # The least over two halves that share four tokens is the least over the whole.
    parts, _ = SIGNER.sign([text[: half + overlap], text[half:]])
    quarters = np.concatenate([_split(part) for part in (text[: half + overlap], text[half:])])
    assert signatures[0].tolist() == parts.min(axis=0).tolist() == quarters.min(axis=0).tolist()
    assert counts[0] == MAX_PIECE + 5000


def _split(text: str) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    third = len(text) // 3
    return SIGNER.sign([text[:third], text[third - 8 : 2 * third], text[2 * third - 8 :]])[0]


def test_a_long_text_without_tokens_has_an_empty_row() -> None:
    signatures, counts = SIGNER.sign(["." * (MAX_PIECE + 10)])
    assert (signatures == EMPTY).all()
    assert counts.tolist() == [0]


def test_a_long_text_of_few_tokens_is_one_shingle() -> None:
    far = "." * MAX_PIECE
    signatures, counts = SIGNER.sign([f"a b {far} c {far} d", "a b c d"])
    assert signatures[0].tolist() == signatures[1].tolist()
    assert counts.tolist() == [4, 4]


def test_ours_a_text_without_tokens_has_an_empty_row() -> None:
    signatures, counts = SIGNER.sign(["", "  \n", "!?", "word"])
    assert (signatures[:3] == EMPTY).all()
    assert not (signatures[3] == EMPTY).any()
    assert counts.tolist() == [0, 0, 0, 1]


def test_no_text_gives_no_row() -> None:
    signatures, counts = SIGNER.sign([])
    assert signatures.shape == (0, 128)
    assert counts.shape == (0,)


@given(words)
def test_case_and_punctuation_do_not_change_a_signature(tokens: list[str]) -> None:
    plain, loud = " ".join(tokens), ", ".join(tokens).upper() + "!"
    signatures, _ = SIGNER.sign([plain, loud])
    assert signatures[0].tolist() == signatures[1].tolist()


def test_estimates_lie_around_the_exact_similarity() -> None:
    random = np.random.default_rng(11)
    errors = []
    for share in np.linspace(0.05, 0.95, 60):
        tokens = random.integers(0, 10**9, 600)
        changed = np.where(np.arange(600) < share * 600, tokens, tokens + 10**9)
        one, other = (" ".join(map(str, part.tolist())) for part in (tokens, changed))
        first, second = (set(SIGNER.shingle_hashes(text).tolist()) for text in (one, other))
        signatures, _ = SIGNER.sign([one, other])
        errors.append(float((signatures[0] == signatures[1]).mean()) - len(first & second) / len(first | second))
    # Standard error of one estimate is at most 0.044, of the mean of sixty 0.006.
    assert abs(float(np.mean(errors))) < 0.02
    assert max(map(abs, errors)) < 0.2


def test_a_row_becomes_the_datasketch_object_it_equals() -> None:
    text = "a row can be wrapped and used with every index that datasketch has"
    row = SIGNER.sign([text])[0][0]
    wrapped = as_minhash(row, OPTIONS)
    assert wrapped.jaccard(_datasketch(SIGNER, text, OPTIONS)) == 1.0
    assert pickle.loads(pickle.dumps(wrapped)) == wrapped  # noqa: S301  # what was pickled one line above
    index = MinHashLSH(num_perm=128, params=(16, 8))
    index.insert("it", wrapped)
    assert index.query(wrapped) == ["it"]


def test_a_wrapped_row_goes_on_taking_shingle_hashes() -> None:
    one, both = "one two three four five", "one two three four five six"
    wrapped = as_minhash(SIGNER.sign([one])[0][0], OPTIONS)
    wrapped.update_batch(SIGNER.shingle_hashes(both).tolist())
    assert wrapped.hashvalues.tolist() == SIGNER.sign([both])[0][0].tolist()


@pytest.mark.parametrize("options", [{"permutations": 0}, {"ngram": 0}], ids=["no permutation", "no token"])
def test_options_that_make_no_signature_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        SignatureOptions(**options)  # type: ignore[arg-type]  # a dict of numbers only


def test_what_texts_are_hashed_to_is_that_of_this_number_of_reading() -> None:
    """Where this fails on purpose, raise `READING`, and `_READING` of n-gram indexes: old files must be refused."""
    rows, _ = Signer(SignatureOptions()).sign(["One text of words, and 两种文字, to be read the same for ever."])
    assert (READING, hashlib.sha256(rows.astype("<u4").tobytes()).hexdigest()[:16]) == (2, "e8b02e5ed156a482")
    assert SignatureOptions().as_text().startswith(f"reading {READING}, ")
    assert ngrams._READING == READING
