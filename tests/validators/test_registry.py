import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.validators.registry import VALIDATORS

anything = st.text() | st.text("0123456789 -.:@Xx０１２Ａ６", max_size=40)


@pytest.mark.parametrize("name", sorted(VALIDATORS))
@settings(deadline=None)  # the first call builds and loads
@given(text=anything)
def test_every_validator_answers_any_text_with_yes_or_no(name: str, text: str) -> None:
    assert isinstance(VALIDATORS[name](text), bool)


@pytest.mark.parametrize("name", sorted(VALIDATORS))
@settings(deadline=None)  # the first call builds and loads
@given(text=anything)
def test_every_validator_gives_the_same_answer_twice(name: str, text: str) -> None:
    assert VALIDATORS[name](text) == VALIDATORS[name](text)
