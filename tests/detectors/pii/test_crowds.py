import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.code_points import Stretches, in_code_points
from scanner.detectors.pii.crowds import DigitReader, joined
from scanner.detectors.pii.digit_chain import CHAINS

texts = st.text("01９０ -.a中🙂é，", max_size=60)


@given(texts)
def test_no_chain_of_digits_is_passed_over(text: str) -> None:
    data = text.encode()
    for chain, crowds in DigitReader(data).crowds(CHAINS).items():
        digit = "[0-9０-９]"
        for match in re.finditer(f"(?={digit}(?:[^0-9０-９]{{0,{chain.gap}}}{digit}){{{chain.digits - 1}}})", text):
            assert len(text[: match.start() + 1].encode()) - 1 in crowds.first.tolist()


def test_where_digits_stand_far_apart_or_are_few_there_is_no_crowd() -> None:
    crowds = DigitReader(b"1 - 2 - 3 - 4 - 5 - 6 - 7").crowds(CHAINS)
    assert [len(each.first) for each in crowds.values()] == [0, 0, 1]


def test_a_text_without_bytes_has_no_crowd() -> None:
    assert all(not len(each.first) for each in DigitReader(b"").crowds(CHAINS).values())


@given(texts, st.lists(st.integers(0, 200), max_size=8))
def test_a_byte_inside_a_character_counts_as_its_end(text: str, places: list[int]) -> None:
    data = text.encode()
    ends = [min(place, len(data)) for place in places]
    wanted = [next(n for n in range(len(text) + 1) if len(text[:n].encode()) >= end) for end in ends]
    assert in_code_points(np.array(ends, np.int64), data).tolist() == wanted


def test_stretches_are_cut_between_characters_and_lead_back_to_the_text() -> None:
    data = "中文 12 🙂 34 é".encode()
    begins, ends = joined([(np.array([1, 12]), np.array([8, 18])), (np.array([-5]), np.array([2]))], data)
    stretches = Stretches(begins, ends, data)
    read = stretches.text()
    assert read.decode() == "中文 1\n🙂 34 "
    assert stretches.places(np.array([read.index(b"1") + 1, len(read)])).tolist() == [8, 18]
