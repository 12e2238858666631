"""The English network against plain arithmetic on the weights as they are stored."""

from functools import cache

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.names.arrays import FOLDER, read_arrays, widened
from scanner.detectors.names.english.exact import Matrix, matrix_of
from scanner.detectors.names.english.features import SLOTS, base_forms, feature_rows
from scanner.detectors.names.english.network import probabilities
from scanner.detectors.names.english.tokens import APART, LINE_END, normal_form, pieces_of
from scanner.detectors.names.english.types import Types, described
from scanner.detectors.names.english.weights import ENGLISH_SHA256, English, load_english

TEXTS = [
    "My name is John Smith and I live in Boston.",
    "Regards,\nSarah Johnson\nSenior Account Manager",
    "Barack Obama's speech was read by Maria García Fernández.",
    "JOHN SMITH WAS ARRESTED IN CHICAGO YESTERDAY",
    "the water boils at one hundred degrees",
    "We met Emma, Olivia and Jack at the party in 1999: \ud800 \u6f22 İstanbul ΟΔΟΣ’s",
] * 40
Doubles = npt.NDArray[np.float64]


@cache
def english() -> English:
    return load_english()


def told(texts: list[str]) -> npt.NDArray[np.float32]:
    """Return what the network says of every piece of some texts."""
    types = Types(english().lexicon, english().network)
    ids = types.numbers(pieces_of(texts).pieces)
    ids = ids[ids > 0]
    return probabilities(types, ids, np.ones(len(ids), np.bool_), english().network)


def plainly(forms: list[str]) -> Doubles:
    """Return the same in double precision, from the arrays of the file, without rounding anything between layers."""
    stored = read_arrays(FOLDER / "english.npz", ENGLISH_SHA256)
    arrays = {name: values.astype(np.float64) for name, values in stored.items()}
    rows, vectors = feature_rows(forms, english().lexicon)
    state = widened(stored, "vectors")[vectors].astype(np.float64) @ arrays["projection"] + arrays["base"]
    state = normal(state + widened(stored, "embedding").astype(np.float64)[rows].sum(axis=1), arrays, 0)
    for number in range(1, int(arrays["layers"]) + 1):
        framed = np.vstack([np.zeros_like(state[:1]), state, np.zeros_like(state[:1])])
        seen = np.hstack([framed[:-2], state, framed[2:]])
        new = seen @ widened(stored, f"weights_{number}") + arrays[f"bias_{number}"]
        state = normal(state + np.maximum(new, 0), arrays, number)
    powers = np.exp(state @ arrays["output"] + arrays["output_bias"])
    shares: Doubles = powers / powers.sum(axis=1, keepdims=True)
    return shares


def normal(rows: Doubles, arrays: dict[str, Doubles], number: int) -> Doubles:
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    normalized: Doubles = centred / spread * arrays[f"gain_{number}"] + arrays[f"offset_{number}"]
    return normalized


def as_numbered(forms: list[str]) -> list[str]:
    """Return the forms that are no white space within a line; what comes after white space stands apart."""
    white = {"", LINE_END}
    pairs = zip(["x", *forms[:-1]], forms, strict=True)
    numbered = [" " + form.strip() if before in white and form not in white else form for before, form in pairs]
    return [form for form in numbered if form]


def test_whole_numbers_between_the_layers_move_no_probability_by_more_than_two_hundredths() -> None:
    expected = plainly(as_numbered([normal_form(piece) for piece in pieces_of(TEXTS[:6]).pieces]))
    off = np.abs(told(TEXTS[:6]) - expected)[APART:-APART]
    assert off.max() < 0.02
    assert off.mean() < 0.001


def test_what_is_said_of_a_piece_is_the_same_to_the_last_bit_in_any_company() -> None:
    together = told(TEXTS)
    start = 0
    for text in TEXTS:
        alone = told([text])[APART:-APART]
        np.testing.assert_array_equal(together[start + APART :][: len(alone)], alone)
        start += APART + len(alone)


def test_what_the_gate_spares_changes_no_bit() -> None:
    types = Types(english().lexicon, english().network)
    ids = types.numbers(pieces_of(TEXTS).pieces)
    ids = ids[ids > 0]
    some = np.zeros(len(ids), np.bool_)
    some[5::7] = True
    np.testing.assert_array_equal(told(TEXTS)[some], probabilities(types, ids, some, english().network))


def test_every_product_of_the_network_is_exact() -> None:
    network, rng = english().network, np.random.default_rng(1)
    for matrix in (network.projection, network.output, *(layer.weights for layer in network.layers)):
        largest = matrix.largest_input
        assert largest > 127  # finer than the weights themselves
        rows = rng.integers(-largest, largest + 1, (300, len(matrix.whole)))
        signs = np.sign(matrix.whole.astype(np.int64)) * largest  # the largest sums there can be, in one row each
        rows = np.vstack([rows, signs.T])
        exact = rows @ matrix.whole.astype(np.int64)
        assert np.abs(exact).max() < 1 << 24
        np.testing.assert_array_equal(rows.astype(np.float32) @ matrix.whole, exact)


def test_a_matrix_of_whole_numbers_is_near_the_weights() -> None:
    weights = np.array([[1.0, 0.0], [-0.5, 0.0], [0.3, 0.0]], np.float32)
    matrix = matrix_of(weights, 100)
    np.testing.assert_array_equal(matrix.whole, [[100, 0], [-50, 0], [30, 0]])
    np.testing.assert_allclose(matrix.times(np.eye(3, dtype=np.float32)), weights, atol=1e-6)
    assert Matrix(np.zeros((2, 1), np.float32), np.ones(1, np.float32)).largest_input > 0


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=[])), max_size=5))
def test_base_forms_made_at_once_are_those_of_each_piece(texts: list[str]) -> None:
    forms = [form for form in map(normal_form, pieces_of(texts).pieces) if form]
    forms = forms if texts else []
    words = [form.strip() for form in forms]
    expected = ["0" * len(word) if word.isdigit() else word.lower().replace("’", "'") for word in words]
    assert base_forms(forms) == expected
    assert [len(rows) for rows in feature_rows(forms, english().lexicon)] == [len(forms)] * 2


def test_features_do_not_depend_on_the_words_beside() -> None:
    forms = [" John", "Smith", LINE_END, "’s", " 1999", "\ud800", " Ünal", "x" * 40]
    together, _ = feature_rows(forms, english().lexicon)
    assert together.shape == (len(forms), SLOTS)
    for row, form in zip(together, forms, strict=True):
        assert (row == feature_rows([form], english().lexicon)[0][0]).all()
    assert np.isfinite(described(forms, english().lexicon, english().network)).all()
