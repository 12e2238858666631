"""Repeated paragraphs: only longer ones, by exact text, counted as a dictionary does."""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.dedup import paragraphs
from scanner.dedup.paragraphs import COLUMNS, MIN_TOKENS, count_repeated, paragraphs_of
from scanner.dedup.parts import PartWriter

UNSPACED = "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
LONG = " ".join(f"word{at}" for at in range(MIN_TOKENS))
LONG_CHINESE = "本馆每周二至周日上午九点开放下午五点闭馆请提前预约"


def _of(text: str) -> list[tuple[int, int]]:
    [alone] = paragraphs_of([text])
    return alone


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        pytest.param(LONG, [len(LONG)], id="twenty-words"),
        pytest.param(LONG.rpartition(" ")[0], [], id="nineteen-words"),
        pytest.param(LONG_CHINESE, [len(LONG_CHINESE)], id="chinese"),
        pytest.param(LONG_CHINESE[: MIN_TOKENS - 1], [], id="nineteen-characters"),
        pytest.param(f"{LONG_CHINESE[:10]} one two {LONG_CHINESE[10:18]}", [27], id="mixed"),
        pytest.param("每天12点A座" * 4, [28], id="words between characters, without blanks"),
        pytest.param(LONG.replace("o", "ö"), [len(LONG)], id="not-ascii"),
        pytest.param(LONG.rpartition(" ")[0].replace(" ", "  "), [], id="nineteen-words-far-apart"),
        pytest.param("A" * 500, [], id="one-long-word"),
        pytest.param(f"Title\n\n  {LONG}\n{LONG} more\n", [len(LONG), len(LONG) + 5], id="lines"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_of_twenty_tokens_or_more_are_paragraphs(text: str, lengths: list[int]) -> None:
    assert [length for _, length in _of(text)] == lengths


def test_blanks_at_the_ends_do_not_count_and_case_does() -> None:
    (one,), (two,), (three,) = (tuple(_of(text)) for text in (LONG, f"  {LONG} ", LONG.upper()))
    assert one == two != three


@given(
    st.lists(
        st.sampled_from(
            [
                "word",
                "ö",
                "本",
                "語",
                "ไ",
                "한",
                "हि",
                "Ж",
                " ",
                " ",
                "\u00a0",
                "\u3000",
                "\u2003",
                "\x1f",
                "\t",
                "\n",
                "\ud800",
                "😀",
            ]
        ),
        max_size=120,
    ).map("".join)
)
def test_leaving_out_lines_that_cannot_be_long_changes_nothing(text: str) -> None:
    lengths = []
    for line in text.split("\n"):
        paragraph = line.strip(" \t\r")
        apart = re.sub(
            "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])", " \\1 ", paragraph
        )
        lengths += [len(paragraph)] * (len(apart.split()) >= MIN_TOKENS)
    assert [length for _, length in _of(text)] == lengths


def test_a_text_is_read_in_pieces_as_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(("word " * 300, "short", LONG, LONG_CHINESE, "x" * 900, LONG_CHINESE * 40))
    whole = list(_of(text))
    monkeypatch.setattr(paragraphs, "_PIECE_CHARS", 100)
    monkeypatch.setattr(paragraphs, "_MOST_CHARS_COUNTED", 500)
    assert len(whole) == 4
    assert list(_of(text)) == whole


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 5)), max_size=80))
def test_repeated_paragraphs_are_counted_as_a_dictionary_does(drawn: list[tuple[int, int]]) -> None:
    entries = np.array([(value, 30 + value, host) for value, host in drawn], dtype=np.uint64).reshape(-1, COLUMNS)
    with TemporaryDirectory() as folder:
        with PartWriter(Path(folder)) as writer:
            for first in range(0, len(entries), 9):
                writer.add(entries[first : first + 9])
        found = count_repeated(Path(folder))
    counts = Counter(value for value, _ in drawn)
    again = {value: count for value, count in counts.items() if count > 1}
    assert (found.paragraphs, found.occurrences) == (len(again), sum(again.values()))
    assert found.redundant_characters == sum((count - 1) * (30 + value) for value, count in again.items())
    assert found.hosts == Counter(host for value, host in drawn if value in again)


@given(
    st.lists(
        st.sampled_from([LONG, LONG_CHINESE, f"{LONG}\r", "short", "", "\n", f"\n{LONG}\n\n", f" {LONG}"]), max_size=9
    )
)
def test_texts_looked_at_together_have_the_paragraphs_that_each_has_alone(texts: list[str]) -> None:
    assert list(paragraphs_of(texts)) == [_of(text) for text in texts]
