import pytest
from hypothesis import given, settings

from pii_values import accounts
from scanner.validators.iban import is_iban


@settings(deadline=None)  # the first call builds and loads
@given(accounts)
def test_iso_13616_1_numbers_with_right_check_digits(number: str) -> None:
    assert is_iban(number)
    assert is_iban(" ".join(number[place : place + 4] for place in range(0, len(number), 4)))


@pytest.mark.parametrize("number", ["NL19ABCD0123456789", "CH13-0123-4123-4567-8901-2", "GB42ABCD12345612345678"])
def test_iso_13616_1_numbers_of_other_countries(number: str) -> None:
    assert is_iban(number)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("DE88123456781234567890", id="check digits, mod 97-10"),
        pytest.param("DE8712345678123456789", id="a digit short for germany"),
        pytest.param("ZZ87123456781234567890", id="no such country"),
        pytest.param("NL19123401234567890", id="letters expected where digits are"),
        pytest.param("", id="nothing"),
    ],
)
def test_iso_13616_1_other_texts_are_refused(number: str) -> None:
    assert not is_iban(number)
