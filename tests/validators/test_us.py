import pytest

from scanner.validators.us import is_ssn


@pytest.mark.parametrize("number", ["536-22-1845", "212 09 8876", "418337205", "７７２-１１-４０２３"])
def test_ssa_2011_numbers_that_can_have_been_issued(number: str) -> None:
    assert is_ssn(number)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("000-12-3456", id="area 000"),
        pytest.param("666-12-3456", id="area 666"),
        pytest.param("900-12-3456", id="area 9xx: taxpayer numbers"),
        pytest.param("536-00-1845", id="group 00"),
        pytest.param("536-22-0000", id="serial 0000"),
        pytest.param("53622184", id="eight digits"),
    ],
)
def test_ssa_2011_numbers_that_were_never_issued(number: str) -> None:
    assert not is_ssn(number)


@pytest.mark.parametrize("number", ["078-05-1120", "219-09-9999", "457-55-5462", "123-45-6789", "111-11-1111"])
def test_ours_famous_and_filler_numbers_are_refused(number: str) -> None:
    assert not is_ssn(number)
