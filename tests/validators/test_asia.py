import pytest

from scanner.validators.asia import ASIA, is_nric, is_rrn_since_2020, is_vietnamese_citizen_number


@pytest.mark.parametrize("number", ["S7654321F", "T7654321B", "F7654321Q", "G7654321M", "M7654321R"])
def test_ica_each_series_has_its_own_check_letters(number: str) -> None:
    fitting = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if is_nric(number[:-1] + letter)]
    assert len(fitting) == 1


@pytest.mark.parametrize("number", ["A7654321F", "S765432F", "S76543210F", "", "身份证"])
def test_ica_other_shapes_are_refused(number: str) -> None:
    assert not is_nric(number)


@pytest.mark.parametrize("number", ["201001-3123456", "2402294987654", "３４１２３１-８１２３４５６"])
def test_enforcement_rule_art_2_numbers_since_october_2020_need_no_check_digit(number: str) -> None:
    assert is_rrn_since_2020(number)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("200930-3123456", id="born before October 2020"),
        pytest.param("230229-3123456", id="no such day"),
        pytest.param("210101-1123456", id="sex and century of the 20th century"),
        pytest.param("350101-3123456", id="later than ours"),
    ],
)
def test_enforcement_rule_art_2_other_numbers_are_refused(number: str) -> None:
    assert not is_rrn_since_2020(number)


@pytest.mark.parametrize(
    ("number", "is_one"), [("079312345678", True), ("003312345678", False), ("079412345678", False)]
)
def test_decree_137_2015_art_13_province_and_century_are_checked(number: str, *, is_one: bool) -> None:
    assert is_vietnamese_citizen_number(number) is is_one


@pytest.mark.parametrize("name", sorted(ASIA))
@pytest.mark.parametrize("text", ["", "x", "0", "１", "\ud800", "²" * 12, "9" * 99])
def test_checks_answer_for_any_text(name: str, text: str) -> None:
    assert ASIA[name](text) is False
