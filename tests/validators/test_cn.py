import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumber, PhoneNumberType

from pii_values import credit_code, credit_codes, mobiles, resident_id, resident_ids
from scanner.validators.cn import is_mobile, is_resident_id, is_social_credit_code


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("11010519491231002X", id="the standard's own example"),
        pytest.param("32010519950815002x", id="lower-case x"),
        pytest.param("320105 19950815 002X", id="blanks after 6 and 14"),
        pytest.param("４４０３０６１９８８１２３０４５６４", id="full width"),
        pytest.param(resident_id(born="20000229"), id="leap day of 2000"),
        pytest.param(resident_id(region="830000"), id="residence permit for people from taiwan"),
    ],
)
def test_gb_11643_4_numbers_with_province_date_and_check_character(number: str) -> None:
    assert is_resident_id(number)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("110105194912310021", id="check character"),
        pytest.param(resident_id(region="100000"), id="no province 10"),
        pytest.param(resident_id(born="19900230"), id="30 february"),
        pytest.param(resident_id(born="19000229"), id="1900 had no leap day"),
        pytest.param(resident_id(born="18991231"), id="before 1900"),
        pytest.param(resident_id(born="21010101"), id="after 2100"),
        pytest.param("110105491231002", id="old form of 15 digits"),
        pytest.param("1101051949123100X2", id="x inside"),
        pytest.param("", id="nothing"),
    ],
)
def test_gb_11643_4_other_numbers_are_refused(number: str) -> None:
    assert not is_resident_id(number)


@given(resident_ids, st.integers(0, 17), st.integers(1, 9))
def test_gb_11643_4_every_single_wrong_digit_is_seen(number: str, place: int, by: int) -> None:
    assert is_resident_id(number)
    if number[place] == "X":
        wrong = number[:place] + str(by)
    else:
        wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not is_resident_id(wrong)


@given(credit_codes)
def test_gb_32100_4_codes_with_both_check_characters(code: str) -> None:
    assert is_social_credit_code(code)


def test_gb_32100_4_the_check_character_over_all_must_fit() -> None:
    assert is_social_credit_code("91110105MA01A2B325")
    assert not is_social_credit_code("91110105MA01A2B326")


def test_gb_11714_the_check_character_of_the_organisation_code_inside_must_fit() -> None:
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91110105MA01A2B33"
    outer = alphabet[-sum(alphabet.index(sign) * weight for sign, weight in zip(body, weights, strict=True)) % 31]
    assert not is_social_credit_code(body + outer)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(credit_code()[:17], id="17 characters"),
        pytest.param(credit_code() + "0", id="19 characters"),
        pytest.param("9111010SMA01A2B325", id="a letter in the region"),
        pytest.param("91110105MAO1A2B325", id="the alphabet has no O"),
    ],
)
def test_gb_32100_4_other_shapes_are_refused(code: str) -> None:
    assert not is_social_credit_code(code)


@given(mobiles)
def test_numbering_plan_of_libphonenumber_mobiles(number: str) -> None:
    assert is_mobile(number)
    assert is_mobile(f"{number[:3]}-{number[3:7]}-{number[7:]}")


@settings(deadline=None)  # the first call builds and loads
@given(st.text("0123456789", min_size=10, max_size=10).filter(lambda rest: len(set(rest)) > 2))
def test_numbering_plan_of_libphonenumber_gives_the_same_answer(rest: str) -> None:
    number = PhoneNumber(country_code=86, national_number=int("1" + rest))
    assert is_mobile("1" + rest) == (phonenumbers.number_type(number) == PhoneNumberType.MOBILE)


@pytest.mark.parametrize("prefix", ["140", "141", "142", "143", "144", "146", "148", "149", "154", "160", "163", "164"])
def test_numbering_plan_of_libphonenumber_prefixes_not_in_use(prefix: str) -> None:
    assert not is_mobile(prefix + "12345678")


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("1380013800", id="ten digits"),
        pytest.param("138001380001", id="twelve digits"),
        pytest.param("13333333333", id="a filler"),
        pytest.param("23800138000", id="begins with 2"),
    ],
)
def test_ours_other_numbers_are_no_mobiles(number: str) -> None:
    assert not is_mobile(number)
