from random import Random

import pytest

from made.world import MADE
from scanner.validators.world import WORLD, is_egyptian_national_number, is_medicare, is_nhi

_MAKERS = {made.rule: made.make for made in MADE}
_OWN = {
    "au-medicare": "pii.au.medicare",
    "br-cnh": "pii.br.cnh",
    "br-cpf": "pii.br.cpf",
    "br-pis": "pii.br.pis",
    "br-voter-number": "pii.br.titulo-eleitor",
    "eg-national-number": "pii.eg.national-number",
    "mx-company-rfc": "pii.mx.rfc-company",
    "mx-personal-rfc": "pii.mx.rfc",
    "nz-nhi": "pii.nz.nhi",
    "us-dea": "pii.us.dea",
    "us-npi": "pii.us.npi",
    "uy-ci": "pii.uy.ci",
}


@pytest.mark.parametrize("name", sorted(WORLD))
def test_numbers_made_by_the_published_arithmetic_pass(name: str) -> None:
    random = Random(7)  # made numbers, no secrets
    assert all(WORLD[name](_MAKERS[_OWN[name]](random)) for _ in range(100))


@pytest.mark.parametrize("name", sorted(WORLD.keys() - {"eg-national-number", "au-medicare"}))
def test_another_last_character_never_passes(name: str) -> None:
    random = Random(11)  # made numbers, no secrets
    for _ in range(50):
        number = _MAKERS[_OWN[name]](random)
        others = set("0123456789") - {number[-1]}
        assert not any(WORLD[name](number[:-1] + other) for other in others)


@pytest.mark.parametrize("name", sorted(WORLD))
@pytest.mark.parametrize("text", ["", "x", "0", "１", "\ud800", "²" * 11, "9" * 99, "Ñ&" * 7])
def test_checks_answer_for_any_text(name: str, text: str) -> None:
    assert WORLD[name](text) is False


@pytest.mark.parametrize("number", ["111.111.111-11", "123.456.789-09", "00000000000"])
def test_ours_fillers_that_pass_the_arithmetic_are_no_cpf(number: str) -> None:
    assert not WORLD["br-cpf"](number)


def test_ours_generic_rfc_is_nobodys_number() -> None:
    assert not WORLD["mx-personal-rfc"]("XAXX010101000")


def test_hiso_10046_new_form_ends_in_a_check_letter_by_mod_23() -> None:
    assert is_nhi("ABC12DS")
    assert not is_nhi("ABC12DT")


def test_hiso_10046_numbers_for_testing_begin_with_z() -> None:
    assert not is_nhi("ZBN77VL")


def test_nehta_1_4_check_digit_stands_ninth() -> None:
    assert is_medicare("2123 45670 1")
    assert not is_medicare("2123 45671 1")
    assert not is_medicare("7123 45670 1")


@pytest.mark.parametrize("number", ["29002300112345", "29001010512345", "19001010112345"])
def test_law_143_1994_day_governorate_and_century_are_checked(number: str) -> None:
    assert not is_egyptian_national_number(number)
