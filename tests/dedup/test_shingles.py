"""How texts are read: tokens, folding, shingles, pieces."""

import itertools
import re
import sys
import unicodedata
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.dedup.folding import ALONE, CHECK, reading_table
from scanner.dedup.kernels import array_kernel
from scanner.dedup.options import SignatureOptions
from scanner.dedup.reading import MAX_PIECE, pieces_of
from scanner.dedup.shingles import Hashes
from scanner.dedup.tokens import batches_of

KERNEL = array_kernel(SignatureOptions())
TABLE = reading_table()
PASSED_OVER = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION", "COMBINING GRAPHEME JOINER")

any_text = st.text(st.characters(), max_size=60)
"""Lone surrogates, controls and unassigned code points included."""
writing = st.text(
    st.sampled_from("abcZ éÉß09 \n\t.,-_'’電话カｶﾞがㄅ한글ไทยಕನ್عربي\u0301\u00ad\u200d\ufe0f\u200b😀𠀀𝒳①ς\ud800"),
    max_size=80,
)


def _read_slowly(text: str) -> list[str]:
    """Tokens as strings, one code point after the other."""
    tokens: list[str] = []
    goes_on = False
    voiced = re.sub("[\uff66-\uff9f]+", lambda run: unicodedata.normalize("NFKC", run[0]), text)
    for character in unicodedata.normalize("NFC", voiced):
        category = "Lo" if 0x20000 <= ord(character) <= 0x3FFFD else unicodedata.category(character)
        if (category == "Cf" and character != "\u200b") or unicodedata.name(character, "").startswith(PASSED_OVER):
            continue
        if category[0] not in "LMN":
            goes_on = False
            continue
        narrow = unicodedata.normalize("NFKC", character)[0] if "\uff00" <= character <= "\uffef" else character
        folded = narrow.casefold() if len(narrow.casefold()) == 1 else narrow.lower()[0]
        if int(TABLE[ord(character)]) & ALONE:
            tokens.append(folded)
            goes_on = False
        elif goes_on:
            tokens[-1] += folded
        else:
            tokens.append(folded)
            goes_on = True
    return tokens


def _tokens(texts: Sequence[str]) -> Hashes:
    return KERNEL.tokens(texts)


def _hashes(text: str) -> list[int]:
    return [int(value) for value in _tokens([text]).hashes]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("The cat sat.", 3, id="words between spaces"),
        pytest.param("don't stop-gap", 4, id="punctuation ends a token, joined or not"),
        pytest.param("北京大学", 4, id="each Han code point"),
        pytest.param("𠀀𰀀", 2, id="Han outside the basic plane"),
        pytest.param("电话13800138000联系", 5, id="digits between Han are one token"),
        pytest.param("ひらカタ", 4, id="each Kana"),
        pytest.param("한국어", 3, id="each Hangul syllable"),
        pytest.param("ไทย", 3, id="each Thai code point"),
        pytest.param("ລາວ", 3, id="each Lao code point"),
        pytest.param("ខ្មែរ", 5, id="each Khmer code point"),
        pytest.param("नमस्ते दुनिया", 2, id="Devanagari has spaces; its marks stay in the word"),
        pytest.param("مرحبا بالعالم", 2, id="Arabic has spaces"),
        pytest.param("co\u00adoperate", 1, id="a soft hyphen is passed over"),
        pytest.param("می\u200cخواهم", 1, id="a joiner is passed over"),
        pytest.param("a\u200bb", 2, id="a zero-width space is a space"),
        pytest.param("a\u2000b c\u037ed", 4, id="a space or sign that composition replaces"),
        pytest.param("，。！ ... -- 😀 ©", 0, id="punctuation, symbols and emoji are not read"),
        pytest.param("\ud800\udfff", 0, id="lone surrogates are not read"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_tokens_are_words_or_single_code_points_by_script(text: str, tokens: int) -> None:
    assert _tokens([text]).counts.tolist() == [tokens]


@given(st.lists(st.sampled_from([0, 1, 15, 16, 17, 2_000, 5_999, 6_000]), max_size=8))
def test_a_few_soft_hyphens_in_long_texts_are_passed_over_wherever_they_are(places: list[int]) -> None:
    words = "".join("Zusammenfassung, "[at % 17] for at in range(6_000))
    cuts = [0, *sorted(places), len(words)]
    hyphened = "\u00ad".join(words[one:other] for one, other in itertools.pairwise(cuts))
    together = _tokens(["one", hyphened, "other"])
    expected = _tokens(["one", words, "other"])
    assert together.counts.tolist() == expected.counts.tolist()
    assert together.hashes.tolist() == expected.hashes.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Straße ÀÉ Ω", "straße àé ω", id="case"),
        pytest.param("ΟΔΟΣ", "οδος", id="final sigma"),
        pytest.param("ＡＢＣ１２３", "abc123", id="full-width Latin and digits"),
        pytest.param("ﾃﾞｰﾀ", "データ", id="half-width Katakana with a voicing mark"),
        pytest.param("cafe\u0301", "café", id="canonical composition"),
        pytest.param("\u1112\u1161\u11ab", "한", id="Hangul written in Jamo"),
        pytest.param("葛\U000e0100城", "葛城", id="a variation selector"),
        pytest.param("word", "“word”,", id="punctuation around"),
    ],
)
def test_writing_that_differs_only_in_form_reads_the_same(one: str, other: str) -> None:
    assert _hashes(one) == _hashes(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ab c", "a bc", id="where the word ends"),
        pytest.param("ab", "ba", id="order of letters"),
        pytest.param("北京", "京北", id="order of code points"),
        pytest.param("résumé", "resume", id="accents"),
        pytest.param("12", "21", id="order of digits"),
    ],
)
def test_writing_that_differs_reads_differently(one: str, other: str) -> None:
    assert _hashes(one) != _hashes(other)


@given(st.lists(any_text | writing, max_size=6))
def test_tokens_are_those_of_a_slow_reader(texts: list[str]) -> None:
    expected = [_read_slowly(text) for text in texts]
    tokens = _tokens(texts)
    assert tokens.counts.tolist() == [len(own) for own in expected]
    flat = [token for own in expected for token in own]
    # The same hash for the same token, and only for it.
    assert len(set(zip(flat, tokens.hashes.tolist(), strict=True))) == len(set(flat))
    assert len(set(tokens.hashes.tolist())) == len(set(flat))


def test_around_every_code_point_that_composition_changes_tokens_are_those_of_a_slow_reader() -> None:
    changed = [chr(code) for code in range(sys.maxunicode + 1) if not unicodedata.is_normalized("NFC", chr(code))]
    tokens = _tokens([f"a{character}b" for character in changed])
    assert len(changed) > 1_000
    assert tokens.counts.tolist() == [len(_read_slowly(f"a{character}b")) for character in changed]


@given(st.lists(st.sampled_from(["a", "bb", "c", "中", "d."]), min_size=1, max_size=40), st.integers(1, 6))
def test_shingles_are_runs_of_tokens_that_never_cross_texts(words: list[str], ngram: int) -> None:
    texts = [" ".join(words), "", "x", " ".join(reversed(words))]
    shingles = array_kernel(SignatureOptions(ngram=ngram)).shingles(_tokens(texts))
    tokens = [_read_slowly(text) for text in texts]
    runs = [{tuple(own[at : at + ngram]) for at in range(max(1, len(own) - ngram + 1)) if own} for own in tokens]
    assert shingles.counts.tolist() == [len(own) for own in tokens]
    parts = np.split(shingles.hashes, np.cumsum(shingles.counts)[:-1])
    found = [set(part.tolist()) for part in parts]
    # The same hash for the same run, and only for it; so as many as there are runs, in each text and over all.
    assert [len(own) for own in found] == [len(own) for own in runs]
    assert len(set().union(*found)) == len(set().union(*runs))
    assert [[len(a & b) for a in found] for b in found] == [[len(a & b) for a in runs] for b in runs]


def test_ours_a_text_of_fewer_than_five_tokens_is_one_shingle_of_all_it_has() -> None:
    shingles = KERNEL.shingles(_tokens(["a b c d", "a b c", "", "a b c d e"]))
    assert [len(set(part.tolist())) for part in np.split(shingles.hashes, [4, 7, 7])] == [1, 1, 0, 1]
    assert len(set(shingles.hashes.tolist())) == 3


@given(any_text | writing)
def test_what_nothing_marks_for_a_second_look_is_composed_already(text: str) -> None:
    is_marked = any(int(TABLE[ord(character)]) & CHECK for character in text)
    assert is_marked or unicodedata.is_normalized("NFC", text)


@given(st.lists(writing | any_text, max_size=6), st.integers(0, 200))
def test_texts_of_which_little_needs_composition_are_composed_as_any(parts: list[str], between: int) -> None:
    text = ("some words, " * between).join(["", *parts, ""])
    tokens = _tokens([text])
    assert tokens.counts.tolist() == [len(_read_slowly(text))]
    assert tokens.hashes.tolist() == _tokens([unicodedata.normalize("NFC", text)]).hashes.tolist()


def test_case_pairs_and_width_pairs_share_a_reading() -> None:
    for capital, small in (("A", "a"), ("Ж", "ж"), ("Σ", "ς"), ("Ａ", "a"), ("ｱ", "ア"), ("İ", "i")):
        assert TABLE[ord(capital)] == TABLE[ord(small)]
    assert len(np.unique(TABLE)) > 190_000


@pytest.mark.parametrize("between", [" ", "\t", "\u00a0", ",", "\r", "\u2028", "。", "本", "-"])
@pytest.mark.parametrize("shift", [0, 1, 3])
def test_no_token_is_cut_in_two_where_any_ends_nearby(between: str, shift: int) -> None:
    text = "x" * shift + between.join(f"word{number}" for number in range(MAX_PIECE // 4))
    tokens = np.concatenate([_tokens([piece]).hashes for piece in pieces_of(text)])
    parts = re.split(f"(?<={between})", text)
    whole = [_tokens(parts[first:last]).hashes for first, last in batches_of(parts)]
    assert len(list(pieces_of(text))) > 1
    assert (tokens == np.concatenate(whole)).all()


@settings(max_examples=20)
@given(st.integers(0, 3), st.integers(1, 500), st.sampled_from([" ", "\n", "", "x"]))
def test_pieces_of_a_text_are_bounded_and_add_up(whole: int, rest: int, between: str) -> None:
    text = ("y" * (MAX_PIECE - 100) + between) * whole + "z" * rest
    pieces = list(pieces_of(text))
    assert "".join(pieces) == text
    assert all(len(piece) <= MAX_PIECE for piece in pieces)


def test_a_full_piece_may_grow_when_composed() -> None:
    text = "\ufb2c" * MAX_PIECE
    assert len(unicodedata.normalize("NFC", text)) == 3 * MAX_PIECE
    assert _tokens([text]).counts.tolist() == [1]


def test_a_long_text_is_cut_where_no_word_is() -> None:
    text = "word " * (MAX_PIECE // 2)
    assert sum(_tokens([piece]).counts[0] for piece in pieces_of(text)) == MAX_PIECE // 2
