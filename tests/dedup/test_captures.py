"""Repeated captures of URLs: as counting in dictionaries says, in any order."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scanner.dedup.captures import capture_entries, count_recaptures
from scanner.dedup.parts import PartWriter
from scanner.types.duplicates import Recaptures

Captures = list[tuple[str | None, int]]
CAPTURES = st.lists(
    st.tuples(st.sampled_from([None, *(f"https://a.example/{at}" for at in range(6))]), st.integers(0, 3)), max_size=40
)


def _counted(captures: Captures, block: int = 7) -> Recaptures:
    with TemporaryDirectory() as folder:
        places = [Path(folder) / "captures", Path(folder) / "more"]
        with PartWriter(places[0]) as one, PartWriter(places[1]) as other:
            for first in range(0, len(captures), block):
                part = captures[first : first + block]
                texts = np.array([(text, text * 3) for _, text in part], dtype=np.uint64)
                (other if first % 2 else one).add(capture_entries([url for url, _ in part], texts))
        return count_recaptures(places)


def _expected(captures: Captures) -> Recaptures:
    by_url: dict[str, list[int]] = {}
    for url, text in captures:
        if url is not None:
            by_url.setdefault(url, []).append(text)
    again = [texts for texts in by_url.values() if len(texts) > 1]
    changed = sum(len(set(texts)) - 1 for texts in again)
    documents = sum(map(len, again))
    return Recaptures(len(again), documents, documents - len(again) - changed, changed)


@given(CAPTURES, st.randoms(use_true_random=False))
def test_captures_are_counted_as_dictionaries_do_whatever_their_order(captures: Captures, random: object) -> None:
    shuffled = captures.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert _counted(captures) == _counted(shuffled, block=3) == _expected(captures)


def test_a_fragment_makes_no_other_url() -> None:
    assert _counted([("https://a.example/x", 1), ("https://a.example/x#part", 1)]) == Recaptures(1, 2, 1, 0)


def test_a_query_makes_another_url() -> None:
    assert _counted([("https://a.example/x", 1), ("https://a.example/x?page=2", 1)]) == Recaptures(0, 0, 0, 0)
