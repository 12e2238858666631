from hypothesis import given
from hypothesis import strategies as st

from scanner.validators.written import alphanumerics_of, digits_of, fold_width


def test_full_width_forms_become_their_ascii_twins() -> None:
    assert fold_width("１３８　ＡｂＸ＠．＋（）－") == "138 AbX@.+()-"


@given(st.text())
def test_folding_keeps_the_length_so_that_offsets_stay_right(text: str) -> None:
    assert len(fold_width(text)) == len(text)


@given(st.text())
def test_only_ascii_digits_and_letters_are_left(text: str) -> None:
    assert set(digits_of(text)) <= set("0123456789")
    assert set(alphanumerics_of(text)) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_digits_of_other_scripts_are_not_ours() -> None:
    assert digits_of("٣٤५ 1") == "1"
