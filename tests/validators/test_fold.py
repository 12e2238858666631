import sys

from hypothesis import given
from hypothesis import strategies as st

from scanner.validators.fold import fold_blanks, fold_case


def test_folding_keeps_the_length_of_every_character() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert all(len(fold_case(sign)) == 1 for sign in every)
    assert all(len(fold_blanks(sign)) == 1 for sign in every)


@given(st.text("aBΣςσİıßẞÅ中", max_size=9), st.text("aBΣςσİıßẞÅ中", max_size=9))
def test_the_form_of_a_character_does_not_depend_on_others(first: str, second: str) -> None:
    assert fold_case(first + second) == fold_case(first) + fold_case(second)
    assert fold_case(fold_case(first)) == fold_case(first)
