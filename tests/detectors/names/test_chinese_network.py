import sys
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made.chinese_names import FOUND
from scanner.detectors.names.arrays import FOLDER, read_arrays
from scanner.detectors.names.chinese.compiled import LoopLayers, LoopWindows
from scanner.detectors.names.chinese.decoding import Decoder, Masses
from scanner.detectors.names.chinese.fastest import fastest_layers
from scanner.detectors.names.chinese.lanes import WIDE, Block, blocks_of, packed
from scanner.detectors.names.chinese.memory import Memory
from scanner.detectors.names.chinese.network import ArrayLayers, Emitter, Layers
from scanner.detectors.names.chinese.segments import LONGEST, character_ids
from scanner.detectors.names.chinese.tagger import ChineseTagger
from scanner.detectors.names.chinese.weights import NETWORK_SHA256, Layer, load_gate, load_network
from scanner.detectors.names.chinese.windows import ArrayWindows

Doubles = npt.NDArray[np.float64]
Form = Callable[[tuple[Layer, Layer]], Layers]
FORMS = [ArrayLayers, LoopLayers]


@pytest.mark.parametrize("form", FORMS)
def test_block_reading_agrees_with_one_character_after_another_in_double_precision(form: Form) -> None:
    network = load_network()
    texts = [text for text, _ in FOUND] + ["。".join(text for text, _ in FOUND)] * 64
    pieces = [character_ids(text, network.characters) for text in texts]
    block = packed(pieces)
    fast = by_character(
        Decoder(network).probabilities(Emitter(network, form(network.layers)).emissions(block), block), block
    )
    for piece in range(0, len(FOUND), 2):
        start, end = block.offsets[piece : piece + 2]
        np.testing.assert_allclose(fast[start:end], plainly(pieces[piece]), atol=1e-4)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_said_of_a_piece_is_the_same_to_the_last_bit_in_any_company(form: Form) -> None:
    network = load_network()
    emitter, decoder = Emitter(network, form(network.layers)), Decoder(network)
    pieces = [character_ids(text, network.characters) for text, _ in FOUND] * 3
    together = packed(pieces)
    probabilities = by_character(decoder.probabilities(emitter.emissions(together), together), together)
    for number, piece in enumerate(pieces):
        start, end = together.offsets[number : number + 2]
        block = packed([piece])
        alone = by_character(decoder.probabilities(emitter.emissions(block), block), block)
        np.testing.assert_array_equal(alone, probabilities[start:end])


@given(st.lists(st.integers(1, LONGEST), min_size=1, max_size=200))
def test_each_piece_lies_in_one_lane_apart_from_the_others(lengths: list[int]) -> None:
    block = packed([np.full(length, number, np.uint16) for number, length in enumerate(lengths)])
    assert len(set(block.places.tolist())) == sum(lengths)
    assert block.places.max() < block.steps * block.groups * WIDE
    for start, end in pairwise(block.offsets.tolist()):
        steps, lanes = np.divmod(block.places[start:end], block.groups * WIDE)
        assert set(np.diff(steps)) <= {1}
        assert len(set(lanes)) == 1
        at = divmod(int(lanes[0]), WIDE)
        assert at in zip(*block.first[steps[0]], strict=True)
        assert at in zip(*block.last[steps[-1]], strict=True)


@given(st.lists(st.integers(1, LONGEST), max_size=400))
def test_every_piece_is_in_one_block(lengths: list[int]) -> None:
    assert [number for numbers in blocks_of(lengths) for number in numbers] == list(range(len(lengths)))


def test_characters_that_are_forgotten_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _ in FOUND] * 2
    expected = ChineseTagger.load().names(texts)
    monkeypatch.setattr("scanner.detectors.names.chinese.network._REMEMBERED", 40)
    small = ChineseTagger.load()
    assert [small.names([text])[0] for text in texts] == expected


def test_the_compiled_gate_says_what_the_one_of_arrays_says_the_same_to_the_last_bit_at_every_place() -> None:
    features = np.random.default_rng(0).standard_normal((50, load_gate()[0].reduction.shape[1])).astype(np.float32)
    plain, compiled = ArrayWindows(features, load_gate()[0]), LoopWindows(features, load_gate()[0])
    ids = np.tile(np.arange(50, dtype=np.uint16), 3)
    places = np.arange(3, 147)
    scores = compiled.scores(ids, places)
    np.testing.assert_allclose(scores, plain.scores(ids, places), rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(scores[:44], scores[50:94])
    np.testing.assert_array_equal(scores[5:9], compiled.scores(ids, places[5:9]))
    assert not len(compiled.scores(ids, places[:0]))


def test_without_numba_the_same_names_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _ in FOUND]
    compiled = ChineseTagger.load().names(texts)
    monkeypatch.setitem(sys.modules, "scanner.detectors.names.chinese.compiled", None)
    assert isinstance(fastest_layers(load_network().layers), ArrayLayers)
    assert ChineseTagger.load().names(texts) == compiled


def test_what_has_been_remembered_is_not_read_again_and_changes_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _ in FOUND]
    tagger = ChineseTagger.load()
    first = tagger.names(texts + texts)
    monkeypatch.setattr("scanner.detectors.names.chinese.tagger.packed", None)
    assert tagger.names(texts) + tagger.names(texts) == first


def test_a_full_memory_forgets_what_was_not_met_of_late() -> None:
    memory = Memory(room=100)
    answer = {"PERSON": Masses(np.ones(4, np.float32), np.zeros(4, np.float32))}
    memory.keep(b"menu", answer)
    for number in range(100):
        memory.keep(number.to_bytes(8, "big"), {})
        assert memory.recall(b"menu") is answer
    assert memory.recall((0).to_bytes(8, "big")) is None
    assert memory.recall((99).to_bytes(8, "big")) == {}


def by_character(probabilities: npt.NDArray[np.float32], block: Block) -> npt.NDArray[np.float32]:
    """Return [characters, labels] from [steps, groups, labels, lanes]."""
    by_lane = probabilities.transpose(0, 1, 3, 2).reshape(-1, probabilities.shape[2])
    of_pieces: npt.NDArray[np.float32] = by_lane[block.places]
    return of_pieces


def plainly(ids: npt.NDArray[np.uint16]) -> Doubles:
    """Return [characters, labels] as LAC's authors define it: the oracle."""
    raw = read_arrays(FOLDER / "chinese.npz", NETWORK_SHA256)
    parts = {name: each.astype(np.float64) for name, each in raw.items()}
    wide = {name: parts[name] * parts[f"{name}_scale"] for name in parts if f"{name}_scale" in parts}
    states = [wide["embedding"][number] for number in ids]
    for layer in (0, 1):
        there, back = (unit(states[::turn], wide, parts, layer, way) for way, turn in ((0, 1), (1, -1)))
        states = [np.concatenate(pair) for pair in zip(there, back[::-1], strict=True)]
    emissions = np.array(states) @ wide["emission"] + parts["emission_bias"]
    start, end, moves = parts["transitions"][0], parts["transitions"][1], parts["transitions"][2:]
    forward, backward = [start + emissions[0]], [end]
    for each in emissions[1:]:
        forward.append(np.logaddexp.reduce(forward[-1][:, None] + moves, axis=0) + each)
    for each in emissions[:0:-1]:
        backward.append(np.logaddexp.reduce(moves + each + backward[-1], axis=1))
    total = np.array(forward) + np.array(backward[::-1])
    probabilities: Doubles = np.exp(total - np.logaddexp.reduce(total, axis=1)[:, None])
    return probabilities


def unit(
    inputs: list[Doubles], wide: dict[str, Doubles], parts: dict[str, Doubles], layer: int, way: int
) -> list[Doubles]:
    state, states = np.zeros(128), []
    for each in inputs:
        given_now = each @ wide[f"projection_{layer}"][way] + parts[f"bias_{layer}"][way]
        update, reset = np.split(1 / (1 + np.exp(-(given_now[:256] + state @ wide[f"gates_{layer}"][way]))), 2)
        candidate = np.tanh(given_now[256:] + (reset * state) @ wide[f"candidate_{layer}"][way])
        state = (1 - update) * state + update * candidate
        states.append(state)
    return states
