from random import Random

import pytest

from made import greater_china_numbers as made
from scanner.validators.greater_china import GREATER_CHINA
from scanner.validators.written import fold_width

RANDOM = Random(11)  # made numbers guard nothing


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("hk-identity-card", "Z739201(0)", id="cap 177A one letter, check in brackets"),
        pytest.param("hk-identity-card", "XH 620184 (5)", id="cap 177A two letters, blanks"),
        pytest.param("hk-identity-card", "K482019（3）", id="cap 177A full-width brackets"),
        pytest.param("tw-national-id", "F130275486", id="household registration act"),
        pytest.param("tw-national-id", "Ｎ２２８６０９１３０", id="full width"),
        pytest.param("tw-resident-certificate", "F900275483", id="form of 2021"),
        pytest.param("tw-resident-certificate", "HC20449183", id="form before 2021"),
        pytest.param("mo-identity-card", "1234567(8)", id="law 8/2002"),
        pytest.param("cn-permanent-residence-card", "931840 19851120 4567", id="card of 2023"),
        pytest.param("cn-old-permanent-residence-card", "USA110079051234", id="card of 2004"),
        pytest.param("cn-resident-id-15", "110101620307123", id="gb 11643-1989"),
        pytest.param("cn-organisation-code", "73920164-4", id="gb 11714"),
        pytest.param("cn-old-bank-card", "4367 4200 1234 0987 169", id="iso/iec 7812-1 annex b"),
        pytest.param("cn-mobile-in-numerals", "壹叁玖 壹贰叁肆 伍陆柒捌", id="formal figures"),
        pytest.param("cn-mobile-in-numerals", "幺三九一二三四五六七八", id="one as it is said on the telephone"),
        pytest.param("cn-driving-file", "440301234567", id="ga 482"),
        pytest.param("cn-taiwan-compatriot-permit", "0123456789", id="book of ten digits"),
    ],
)
def test_the_standards_numbers_are_accepted(name: str, number: str) -> None:
    assert GREATER_CHINA[name](number)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        pytest.param("hk-identity-card", "Z739201(1)", id="check digit"),
        pytest.param("hk-identity-card", "ZZZ739201(0)", id="three letters"),
        pytest.param("tw-national-id", "F130275487", id="check digit of a national number"),
        pytest.param("tw-national-id", "F330275486", id="neither 1 nor 2"),
        pytest.param("tw-resident-certificate", "FE17305621", id="second letter E"),
        pytest.param("mo-identity-card", "19991220", id="a day"),
        pytest.param("mo-identity-card", "2234567(8)", id="begins with 2"),
        pytest.param("cn-permanent-residence-card", "931840198511204568", id="check character"),
        pytest.param("cn-old-permanent-residence-card", "USA990079051234", id="no province 99"),
        pytest.param("cn-resident-id-15", "110101621307123", id="month 13"),
        pytest.param("cn-organisation-code", "73920164-5", id="check character of an organisation"),
        pytest.param("cn-old-bank-card", "4367420012340987168", id="luhn"),
        pytest.param("cn-old-bank-card", "4000123456789017", id="another issuer"),
        pytest.param("cn-mobile-in-numerals", "一二八零零一三八零零零", id="prefix not in use"),
        pytest.param("cn-mobile-in-numerals", "13800138000", id="no Chinese figure"),
        pytest.param("cn-driving-file", "990301234567", id="no such province"),
        pytest.param("cn-taiwan-compatriot-permit", "20190315", id="day of issue"),
    ],
)
def test_other_numbers_are_refused(name: str, number: str) -> None:
    assert not GREATER_CHINA[name](number)


@pytest.mark.parametrize("name", sorted(GREATER_CHINA))
@pytest.mark.parametrize("text", ["", "九", "Ａ", "１２３", "A" * 40, "9" * 18, "\ud800", "²³", "x\n1"])
def test_every_check_answers_on_any_text(name: str, text: str) -> None:
    assert GREATER_CHINA[name](text) in {True, False}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param("hk-identity-card", made.hong_kong_card, id="hong kong"),
        pytest.param("cn-permanent-residence-card", made.permanent_residence, id="permanent residence"),
        pytest.param("cn-old-bank-card", made.old_bank_card, id="old bank cards"),
    ],
)
def test_a_wrong_last_figure_is_seen(name: str, make: object) -> None:
    assert callable(make)
    for _ in range(50):
        number = fold_width(str(make(RANDOM)))
        place = max(place for place, sign in enumerate(number) if sign in "0123456789")
        wrong = f"{number[:place]}{(int(number[place]) + 3) % 10}{number[place + 1 :]}"
        assert GREATER_CHINA[name](number)
        assert not GREATER_CHINA[name](wrong)
