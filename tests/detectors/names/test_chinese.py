from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made.chinese_names import FOUND
from scanner.detectors.names.arrays import FOLDER
from scanner.detectors.names.chinese.gate import Gate
from scanner.detectors.names.chinese.segments import LONGEST, segments_of
from scanner.detectors.names.chinese.stretches import stretches_of
from scanner.detectors.names.chinese.tagger import ChineseTagger
from scanner.detectors.names.chinese.weights import load_gate, load_network
from scanner.errors import ModelError

Floats = npt.NDArray[np.float64]

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
