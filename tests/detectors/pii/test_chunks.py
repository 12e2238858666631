import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.chunks import CHUNK_CHARS, chunks_of


def test_a_short_text_is_one_piece() -> None:
    assert list(chunks_of("ein Satz")) == [(0, "ein Satz")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("aaaa bbb\ncc dd", ["aaaa bbb\n", "cc dd"], id="at a line end"),
        pytest.param("aaaa bbbb cccc", ["aaaa bbbb ", "cccc"], id="at a blank"),
        pytest.param("甲乙丙丁戊己庚。辛壬癸", ["甲乙丙丁戊己庚。", "辛壬癸"], id="at a chinese full stop"),
        pytest.param("aaaabbbbccccdddd", ["aaaabbbbcc", "ccdddd"], id="anywhere"),
    ],
)
def test_a_long_text_is_cut_where_it_hurts_least(text: str, expected: list[str]) -> None:
    assert [piece for _, piece in chunks_of(text, 10)] == expected


@given(st.text("ab \n。中🙂", max_size=300), st.integers(2, 40))
def test_offsets_lead_back_into_the_text(text: str, chunk_chars: int) -> None:
    pieces = list(chunks_of(text, chunk_chars))
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in pieces)
    assert all(len(piece) <= chunk_chars for _, piece in pieces)
    assert "".join(piece for _, piece in pieces).split() == text.split() or len(text) > chunk_chars
    assert sum(not sign.isspace() for _, piece in pieces for sign in piece) == sum(not sign.isspace() for sign in text)


def test_a_lone_surrogate_becomes_a_replacement_character_of_the_same_length() -> None:
    assert list(chunks_of("a\ud800b")) == [(0, "a\ufffdb")]


def test_pieces_are_far_below_what_spacy_refuses() -> None:
    assert CHUNK_CHARS < 1_000_000
