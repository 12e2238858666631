from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.names.arrays import FOLDER, read_arrays
from scanner.detectors.names.chinese.decoding import Decoder
from scanner.detectors.names.chinese.gate import Gate
from scanner.detectors.names.chinese.lanes import LANES, WIDE, Block, blocks_of, packed
from scanner.detectors.names.chinese.network import Emitter
from scanner.detectors.names.chinese.segments import LONGEST, character_ids, segments_of
from scanner.detectors.names.chinese.stretches import stretches_of
from scanner.detectors.names.chinese.tagger import ChineseTagger
from scanner.detectors.names.chinese.weights import NETWORK_SHA256, load_gate, load_network
from scanner.errors import ModelError

Floats = npt.NDArray[np.float64]
FOUND = [
    ("记者王建国昨日在北京采访了李小龙先生。", ["王建国", "李小龙"]),
    ("約翰·史密斯與張學友在香港見面。", ["約翰·史密斯", "張學友"]),
    ("@李明 和老王去上海了", ["李明", "老王"]),
    ("姓名：赵铁柱 电话：略", ["赵铁柱"]),
    ("原告：欧阳娜娜，女，汉族，住江苏省南京市。", ["欧阳娜娜"]),
    ("被告人陈志强犯盗窃罪，判处有期徒刑三年。", ["陈志强"]),
    ("求职者：林晓燕，毕业于武汉大学。", ["林晓燕"]),
    ("诸葛明辉和司马晴都来了。", ["诸葛明辉", "司马晴"]),
    ("弗拉基米尔·普罗霍罗夫说", ["弗拉基米尔·普罗霍罗夫"]),
    ("周杰的妈妈叫黄秀兰。", ["周杰", "黄秀兰"]),
    ("感谢刘德胜医生治好了我的病", ["刘德胜"]),
    ("联系人：孙丽（经理）", ["孙丽"]),
    ("马云飞、钱多多、吴一凡出席会议", ["马云飞", "钱多多", "吴一凡"]),
    ("審判長 陳國榮 法官 林美玲", ["陳國榮", "林美玲"]),
    ("作者：何其芳 编辑：唐小米", ["何其芳", "唐小米"]),
    ("我和小张一起吃饭，李四没来。", ["小张", "李四"]),
    ("班主任杨老师表扬了郑凯文同学", ["杨老师", "郑凯文"]),
    ("据新华社报道，国务委员张德林会见了客人", ["张德林"]),
    ("法定代表人：许文强，董事长。", ["许文强"]),
    ("蔡英梅女士今年45岁", ["蔡英梅"]),
    ("转发微博 //@张小凡: 太好笑了", ["张小凡"]),
    ("夏侯惇与夏侯渊", ["夏侯惇", "夏侯渊"]),
    ("买买提·艾山江来自喀什", ["买买提·艾山江"]),
    ("Meeting notes: 陈国栋 will call back.", ["陈国栋"]),
    ("舆论认为胡与新班子不和。", ["胡"]),
]
NOT_FOUND = [
    "Python 是一种编程语言，广泛使用。",
    "今天天气很好，我们去公园散步。",
    "该函数返回文件描述符。",
    "妈妈带着宝宝去看电影",
    "原告不服一审判决，提起上诉。",
    "John Smith met Mary in London.",
    "",
]
PIECES = [
    "王建国",
    "在北京",
    "。",
    "\n",
    "，",
    " ",
    "John",
    "張學友",
    "·",
    "说",
    "，" * 70,
    "的" * 130,
    "\ud800",
    "\0",
    "😀",
    "①",
]


@cache
def tagger(*, gate: bool = True) -> ChineseTagger:
    return ChineseTagger.load(gate=gate)


def persons(text: str, *, gate: bool = True) -> list[str]:
    return [text[name.start : name.end] for name in tagger(gate=gate).names([text])[0] if name.kind == "PERSON"]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found_in_news_posts_files_and_both_scripts(text: str, expected: list[str]) -> None:
    assert persons(text) == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_no_person_is_found_where_none_is_named(text: str) -> None:
    assert persons(text, gate=False) == []


def test_a_city_with_its_province_is_one_place() -> None:
    text = "原告：欧阳娜娜，女，汉族，住江苏省南京市。"
    places = [text[name.start : name.end] for name in tagger(gate=False).names([text])[0] if name.kind == "LOCATION"]
    assert places == ["江苏省南京市"]


def test_scores_are_higher_for_plain_names_than_for_rare_ones() -> None:
    plain, rare = (tagger().names([text])[0][0].score for text in ("李小龙先生来了。", "买买提·艾山江来自喀什"))
    assert plain is not None
    assert rare is not None
    assert plain > 0.8 > rare


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=5))
def test_the_answer_does_not_depend_on_the_other_texts_of_a_batch(texts: list[str]) -> None:
    together = tagger().names(texts)
    assert together == [tagger().names([text])[0] for text in texts]


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_names_are_in_order_apart_trimmed_and_on_one_line(text: str) -> None:
    names = tagger(gate=False).names([text])[0]
    end = 0
    for name in names:
        found = text[name.start : name.end]
        assert end <= name.start < name.end <= len(text)
        assert found[0].isalnum()
        assert found[-1].isalnum()
        assert "\n" not in found
        end = name.end


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_segments_hold_every_chinese_character_once(text: str) -> None:
    places = [place for start, end in segments_of(text) for place in range(start, end)]
    assert places == sorted(set(places))
    assert {place for place, sign in enumerate(text) if "一" <= sign <= "龥"} <= set(places)
    assert all(0 < end - start <= LONGEST for start, end in segments_of(text))


def test_behind_the_gate_the_same_names_are_found_in_plain_text() -> None:
    text = "。".join(sentence for sentence, _ in FOUND)
    assert persons(text) == persons(text, gate=False)


def test_long_hostile_texts_are_read_to_the_end() -> None:
    texts = ["张" * 50_000, "a" * 500_000, "\ud800\x00王" * 3000, "王小明，" * 3000 + "\n李小龙先生来了。"]
    *_, last = tagger().names(texts)
    assert texts[-1][last[-1].start : last[-1].end] == "李小龙"


def test_a_changed_weights_file_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "chinese.npz"
    changed.write_bytes((FOLDER / "chinese.npz").read_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match="sha256"):
        load_network(changed)
    with pytest.raises(ModelError, match="cannot be read"):
        load_gate(tmp_path / "missing.npz")


def test_block_reading_agrees_with_one_character_after_another_in_double_precision() -> None:
    network = load_network()
    texts = [text for text, _ in FOUND] + ["。".join(text for text, _ in FOUND)] * LANES
    pieces = [character_ids(text, network.characters) for text in texts]
    block = packed(pieces)
    fast = by_character(Decoder(network).probabilities(Emitter(network).emissions(block), block), block)
    for piece in range(0, len(FOUND), 2):
        start, end = block.offsets[piece : piece + 2]
        np.testing.assert_allclose(fast[start:end], plainly(pieces[piece]), atol=1e-4)


def test_what_is_said_of_a_piece_is_the_same_to_the_last_bit_in_any_company() -> None:
    network = load_network()
    emitter, decoder = Emitter(network), Decoder(network)
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
    assert block.places.max() < block.steps * LANES
    for start, end in pairwise(block.offsets.tolist()):
        steps, lanes = np.divmod(block.places[start:end], LANES)
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
    expected = tagger().names(texts)
    monkeypatch.setattr("scanner.detectors.names.chinese.network._REMEMBERED", 40)
    small = ChineseTagger.load()
    assert [small.names([text])[0] for text in texts] == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), max_size=4))
def test_what_passes_the_gate_is_in_order_apart_and_within_sentences(texts: list[str]) -> None:
    network = load_network()
    gate = Gate(load_gate()[0], network)
    for stretches in stretches_of(texts, network.characters):
        starts, ends = gate.pieces(stretches)
        assert (starts < ends).all()
        assert (ends[:-1] <= starts[1:]).all()
        sentences = np.searchsorted(stretches.starts, starts, side="right") - 1
        assert (ends <= stretches.ends[sentences]).all()


def test_the_score_of_a_text_is_the_gates_and_none_without_chinese() -> None:
    texts = ["记者王建国昨日在北京采访了李小龙先生。", "", "John Smith", "该函数返回文件描述符。", "\ud800王"]
    named, empty, english, plain, broken = tagger().score(texts)
    assert named > 0 > plain
    assert empty == english == -np.inf
    assert np.isfinite(broken)
    assert tagger(gate=False).score(texts) == [tagger().score([text])[0] for text in texts]


def by_character(probabilities: npt.NDArray[np.float32], block: Block) -> npt.NDArray[np.float32]:
    """Return [characters, labels] from [steps, groups, labels, lanes]."""
    by_lane = probabilities.transpose(0, 1, 3, 2).reshape(-1, probabilities.shape[2])
    of_pieces: npt.NDArray[np.float32] = by_lane[block.places]
    return of_pieces


def plainly(ids: npt.NDArray[np.uint16]) -> Floats:
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
    probabilities: Floats = np.exp(total - np.logaddexp.reduce(total, axis=1)[:, None])
    return probabilities


def unit(inputs: list[Floats], wide: dict[str, Floats], parts: dict[str, Floats], layer: int, way: int) -> list[Floats]:
    state, states = np.zeros(128), []
    for each in inputs:
        given_now = each @ wide[f"projection_{layer}"][way] + parts[f"bias_{layer}"][way]
        update, reset = np.split(1 / (1 + np.exp(-(given_now[:256] + state @ wide[f"gates_{layer}"][way]))), 2)
        candidate = np.tanh(given_now[256:] + (reset * state) @ wide[f"candidate_{layer}"][way])
        state = (1 - update) * state + update * candidate
        states.append(state)
    return states
