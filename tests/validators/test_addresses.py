import pytest

from scanner.validators.addresses import (
    ADDRESSES,
    is_american_address,
    is_british_address,
    is_french_address,
    is_german_address,
)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("1 Main St, Springfield, IL 62704", id="letters"),
        pytest.param("1 Main St, Springfield, Il 62704-1234", id="nine digits, a small letter"),
        pytest.param("1 Main St, Charleston, West Virginia 25301", id="a name that ends with another's"),
        pytest.param("1 Main St, Bangor, Maine 04401", id="a name that ends with the letters of Nebraska"),
        pytest.param("1 Main St, Alexandria, LA 71301", id="letters that follow an a: not Ala."),
        pytest.param("1 Main St, Raleigh, N. C. 27601", id="full stops and a blank"),
        pytest.param("1 Main St\nWashington, D.C. 20500", id="full stops"),
        pytest.param("1 Main St, Boston, Mass. 02108", id="a short form"),
        pytest.param("1 Main St, Boston, MA ０２１０８", id="full width"),
        pytest.param("1 Main St, Boston, MA", id="no ZIP code, nothing to contradict"),
    ],
)
def test_l002_zip_codes_of_the_state_named(address: str) -> None:
    assert is_american_address(address)


@pytest.mark.parametrize(
    "address", ["1 Main St, Boston, MA 62704", "1 Main St, Charleston, West Virginia 22201", "1 Main St, X, ZZ 00000"]
)
def test_l002_zip_codes_of_another_state_are_refused(address: str) -> None:
    assert not is_american_address(address)


@pytest.mark.parametrize(
    "postcode", ["SW1A 2AA", "M1 1AA", "LS62AB", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "JE2 3AB"]
)
def test_paf_postcodes_of_every_shape(postcode: str) -> None:
    assert is_british_address(f"1 High Street, Town {postcode}")


@pytest.mark.parametrize("postcode", ["QQ1 2AA", "X1 2AA", "SW1A 2CA", "SW1A", "1A 2AA"])
def test_paf_other_areas_letters_and_shapes_are_refused(postcode: str) -> None:
    assert not is_british_address(f"1 High Street, Town {postcode}")


def test_codes_of_germany_run_from_dresden_to_thuringia() -> None:
    assert all(is_german_address(f"Weg 1, {code} Ort") for code in ("01067", "10115", "99998"))
    assert not any(is_german_address(f"Weg 1, {code} Ort") for code in ("01001", "05123", "00999", "43210", "62999"))


def test_codes_of_france_begin_with_a_department() -> None:
    assert all(
        is_french_address(f"1 rue X, {code} Y") for code in ("01000", "75 002", "95999", "97400", "98000", "20000")
    )
    assert not any(is_french_address(f"1 rue X, {code} Y") for code in ("00100", "96000", "97900", "98100", "99002"))


def test_the_code_is_the_last_one_of_the_text() -> None:
    assert is_french_address("CS 99999, 13001 MARSEILLE CEDEX 01")
    assert not is_german_address("Postfach 10115, 00001 Ort")


@pytest.mark.parametrize("name", sorted(ADDRESSES))
@pytest.mark.parametrize("text", ["", "x", "①②③④⑤", "12", "٣٣٣٣٣"])
def test_any_text_gets_an_answer(name: str, text: str) -> None:
    assert ADDRESSES[name](text) in {True, False}
