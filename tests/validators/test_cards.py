import pytest

from scanner.validators.cards import is_payment_card, is_unionpay_card


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("4000 1234 5678 9017", id="visa in fours"),
        pytest.param("4000123456789017", id="visa in one run"),
        pytest.param("5300-1234-5678-9011", id="mastercard with dashes"),
        pytest.param("2221001234567896", id="mastercard, second range"),
        pytest.param("3700 123456 78905", id="american express, 15 digits"),
        pytest.param("30001234567891", id="diners club, 14 digits"),
        pytest.param("３５２８１２３４５６７８９０１２", id="jcb in full width"),
        pytest.param("6011123456789019", id="discover"),
    ],
)
def test_iso_7812_1_cards_of_known_issuers_with_a_right_check_digit(number: str) -> None:
    assert is_payment_card(number)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("4000123456789018", id="check digit"),
        pytest.param("4000123456784", id="13 digits: visa gave that up, barcodes look so"),
        pytest.param("370012345678905" + "0", id="american express has 15 digits"),
        pytest.param("9000123456789012", id="no issuer"),
        pytest.param("6200123456789010", id="unionpay is another rule's"),
        pytest.param("", id="nothing"),
        pytest.param("0000000000000000", id="zeros pass luhn"),
    ],
)
def test_iso_7812_1_other_numbers_are_no_payment_cards(number: str) -> None:
    assert not is_payment_card(number)


@pytest.mark.parametrize("number", ["6200123456789010", "6222 0202 0000 0001 236", "６２００１２３４５６７８９０１０"])
def test_iso_7812_1_unionpay_numbers_have_16_to_19_digits(number: str) -> None:
    assert is_unionpay_card(number)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("6200123456789011", id="check digit"),
        pytest.param("620012345678903", id="15 digits"),
        pytest.param("62220202000000012362", id="20 digits"),
        pytest.param("4000123456789017", id="visa"),
    ],
)
def test_iso_7812_1_other_numbers_are_no_unionpay_cards(number: str) -> None:
    assert not is_unionpay_card(number)


def test_ours_no_number_is_both() -> None:
    numbers = ["6200123456789010", "6011123456789019", "6222020200000001236", "6440123456789016", "6500123456789018"]
    assert not any(is_payment_card(number) and is_unionpay_card(number) for number in numbers)
