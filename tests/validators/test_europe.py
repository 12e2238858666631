"""Own checks of European numbers, by the clause of the law or standard that defines each."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made.europe import MADE
from made.shape import Made
from scanner.validators.europe import (
    EUROPE,
    is_belgian_register_number,
    is_danish_personal_number,
    is_german_document_number,
    is_hungarian_insurance_number,
    is_hungarian_tax_id,
    is_icelandic_personal_number,
    is_luxembourgish_personal_number,
    is_national_insurance_number,
    is_russian_insurance_number,
    is_swedish_personal_number,
)
from scanner.validators.registry import validator_named

CHECKED_BY = {
    "pii.be.nn": "be-register-number",
    "pii.de.document-number": "de-document-number",
    "pii.dk.cpr": "dk-personal-number",
    "pii.gb.nino": "gb-national-insurance",
    "pii.hu.taj": "hu-insurance-number",
    "pii.hu.tax-id": "hu-tax-id",
    "pii.is.kennitala": "is-personal-number",
    "pii.lu.matricule": "lu-personal-number",
    "pii.ru.snils": "ru-insurance-number",
    "pii.se.personnummer": "se-personal-number",
}


@pytest.mark.parametrize("made", [made for made in MADE if made.rule in CHECKED_BY], ids=lambda made: made.rule)
def test_made_numbers_pass(made: Made) -> None:
    check = EUROPE[CHECKED_BY[made.rule]]
    random = Random(11)  # numbers for a test
    assert all(check(made.make(random)) for _ in range(200))


@pytest.mark.parametrize("name", sorted(EUROPE))
@given(text=st.text(max_size=16) | st.text("0123456789 -.ABCZ", max_size=16))
def test_checks_answer_for_any_text(name: str, text: str) -> None:
    assert EUROPE[name](text) in {True, False}


def test_every_check_stands_in_the_registry() -> None:
    assert set(CHECKED_BY.values()) == set(EUROPE)
    assert all(validator_named(name) is check for name, check in EUROPE.items())


def test_royal_decree_1984_check_digits_take_a_two_in_front_for_people_born_since_2000() -> None:
    body = "070315123"
    assert is_belgian_register_number(f"{body}{97 - int('2' + body) % 97:02d}")
    assert is_belgian_register_number(f"{body}{97 - int(body) % 97:02d}")
    assert not is_belgian_register_number(f"{body}{(97 - int(body) % 97) % 97 + 1:02d}")


@pytest.mark.parametrize(("month", "valid"), [("00", True), ("12", True), ("13", False), ("32", True), ("53", False)])
def test_royal_decree_1984_months_of_bis_numbers_are_raised_by_twenty_or_forty(month: str, *, valid: bool) -> None:
    body = f"71{month}09123"
    assert is_belgian_register_number(f"{body}{97 - int(body) % 97:02d}") is valid


def test_cpr_office_2007_only_the_date_of_a_danish_number_is_checked() -> None:
    assert is_danish_personal_number("290200-1234")
    assert is_danish_personal_number("0101751235")
    assert not is_danish_personal_number("290299-1234")
    assert not is_danish_personal_number("0113751235")


def test_doc_9303_check_digit_weighs_7_3_1_with_letters_from_ten() -> None:
    # 7*33 + 3*4 + 1*17 + 7*5 + 3*35 + 1*2 + 7*9 + 3*20 + 1*22 = 547, with X 4 H 5 Z 2 9 K M
    assert is_german_document_number("X4H5Z29KM7")
    assert not is_german_document_number("X4H5Z29KM8")
    assert not is_german_document_number("A4H5Z29KM7"), "vowels are not used"


@pytest.mark.parametrize("number", ["BG123471A", "ZZ123471A", "DA123471A", "AO123471A", "AB123471E", "AB12347A"])
def test_nim39110_prefixes_and_suffixes_that_are_never_given(number: str) -> None:
    assert not is_national_insurance_number(number)
    assert is_national_insurance_number("ab 12 34 71 a")


def test_act_xx_of_1996_tax_id_never_has_the_check_ten() -> None:
    # 8*1 + 3*2 + 0*3 + 0*4 + 0*5 + 0*6 + 0*7 + 1*8 + 5*9 = 67, 67 mod 11 = 1
    assert is_hungarian_tax_id("8300000151")
    assert not is_hungarian_tax_id("8300000152")
    assert not is_hungarian_tax_id("7300000151")


def test_act_xx_of_1996_insurance_number_weighs_3_and_7() -> None:
    # 3*(0+2+4+6) + 7*(1+3+5+7) = 148
    assert is_hungarian_insurance_number("012 345 678")
    assert not is_hungarian_insurance_number("012 345 679")
    assert not is_hungarian_insurance_number("000000000")


def test_registers_iceland_organisations_have_a_raised_day() -> None:
    # 3*1 + 2*5 + 7*0 + 6*3 + 5*8 + 4*4 + 3*2 + 2*7 = 107; 107 + 3 is a multiple of 11
    assert is_icelandic_personal_number("150384-2739")
    assert not is_icelandic_personal_number("150384-2749")
    assert not is_icelandic_personal_number("150384-2735"), "no such century"
    # 3*5 + 2*5 + 0 + 18 + 40 + 16 + 6 + 14 = 119; 119 + 2
    assert not is_icelandic_personal_number("550384-2729")


def test_law_of_19_june_2013_both_digits_are_checked() -> None:
    (made,) = (made for made in MADE if made.rule == "pii.lu.matricule")
    number = made.make(Random(3))  # a number for a test
    for place in (11, 12):
        changed = f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"
        assert not is_luxembourgish_personal_number(changed)
    assert not is_luxembourgish_personal_number("2199" + number[4:])


def test_resolution_192p_sum_of_100_is_written_as_00_and_low_numbers_have_no_check() -> None:
    # 9*4 + 8*8 = 100
    assert is_russian_insurance_number("480-000-000 00")
    # 9*5 + 8*7 = 101
    assert is_russian_insurance_number("570-000-000 00")
    assert not is_russian_insurance_number("480-000-000 01")
    assert not is_russian_insurance_number("001-001-997 00")


def test_population_registration_act_18a_coordination_numbers_raise_the_day_by_sixty() -> None:
    (made,) = (made for made in MADE if made.rule == "pii.se.personnummer")
    random = Random(5)  # numbers for a test
    drawn = [made.make(random) for _ in range(300)]
    raised = [number for number in drawn if int(number.replace("-", "")[-6]) >= 6]
    assert raised
    assert all(map(is_swedish_personal_number, raised))


def test_ours_two_digits_of_a_year_stand_for_either_century() -> None:
    assert is_swedish_personal_number("000229-0005")
    assert not is_swedish_personal_number("19000229-0005"), "1900 had no 29 February"
    assert is_swedish_personal_number("20000229-0005")
