"""Which stretches of a page are read in which language."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.passages import passages_of
from scanner.types.document import Document, TextField

ENGLISH = "The following letter was written by the teacher of English to all of her friends."
CHINESE = "今天天气很好，记者在北京采访了一位老师。"


def read(text: str, language: str, readable: tuple[str, ...] = ("en", "zh")) -> list[tuple[str, str]]:
    document = Document("line:0", (TextField("title", "!"), TextField("text", text)), language=language)
    passages = [each for each in passages_of(document, readable) if each[1].part == "text"]
    for _, passage in passages:
        assert text[passage.offset : passage.offset + len(passage.text)] == passage.text
    return [(language, passage.text) for language, passage in passages]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param(ENGLISH, "en", [("en", ENGLISH)], id="one language"),
        pytest.param(
            f"{CHINESE}{ENGLISH}", "zh", [("zh", f"{CHINESE}{ENGLISH}"), ("en", ENGLISH)], id="English in Chinese"
        ),
        pytest.param(f"{CHINESE}John Smith", "zh", [("zh", f"{CHINESE}John Smith")], id="a few Latin words in Chinese"),
        pytest.param(
            f"{ENGLISH}\n{CHINESE}\n{ENGLISH}",
            "en",
            [("en", f"{ENGLISH}\n{CHINESE}\n{ENGLISH}"), ("zh", CHINESE)],
            id="a Chinese line in English",
        ),
        pytest.param(f"Ein deutscher Text\n{CHINESE}", "de", [("zh", CHINESE)], id="Chinese in what cannot be read"),
        pytest.param("Nur ein deutscher Text", "de", [], id="what cannot be read"),
        pytest.param("これは日本語です。東京", "ja", [], id="Japanese has Han characters of its own"),
        pytest.param(
            "Text\nこれは日本語です。東京",
            "en",
            [("en", "Text\nこれは日本語です。東京")],
            id="a Japanese line in English",
        ),
        pytest.param("", "en", [], id="nothing"),
    ],
)
def test_a_passage_is_read_in_its_own_language(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, language) == expected


def test_a_stretch_in_a_language_without_a_reader_is_left_alone() -> None:
    german = "Der folgende Brief wurde von der Lehrerin an alle ihre Freundinnen und Freunde geschrieben."
    assert read(f"{CHINESE}{german}", "zh") == [("zh", f"{CHINESE}{german}")]
    assert read(f"{CHINESE}{german}", "zh", ("de", "en", "zh"))[1:] == [("de", german)]


HAN, KANA = "\u4e2d", "\u3042"


def chinese_lines(text: str) -> list[tuple[int, str]]:
    """Return (offset, line) of Chinese lines the plain way: a line ends at a line feed alone."""
    lines, offset = [], 0
    for line in text.split("\n"):
        if HAN + HAN in line and KANA not in line:
            lines.append((offset, line))
        offset += len(line) + 1
    return lines


@given(st.text(st.sampled_from(f"{HAN}{HAN}{KANA}a \n\n\r\v\f\x1c\x85\u2028\u2029"), max_size=60))
def test_chinese_lines_are_those_that_a_plain_look_at_each_line_gives(text: str) -> None:
    document = Document("line:0", (TextField("text", text),), language="de")
    assert [(each.offset, each.text) for _, each in passages_of(document, ("zh",))] == chinese_lines(text)


GROWTH, TOO_MUCH = 8, 24
"""Eight times the text takes about eight times as long; 64 times would be quadratic."""


def seconds(text: str, language: str) -> float:
    document = Document("line:0", (TextField("text", text),), language=language)
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        list(passages_of(document, ("en", "zh")))
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("language", ["de", "zh"])
@pytest.mark.parametrize("unit", ["a", f"{HAN}a", "\n", "a\n", f"{HAN}\n", f"{HAN}{HAN}\n", f"{HAN}{HAN}", KANA])
def test_time_grows_with_the_text_and_no_faster(unit: str, language: str) -> None:
    """Beside a Chinese line, without which nothing is looked for."""
    short, length = 0.0, 2_000
    while short < 0.005:
        short, length = seconds(unit * length + f"\n{CHINESE}", language), length * 2
    assert seconds(unit * (length // 2 * GROWTH) + f"\n{CHINESE}", language) < short * TOO_MUCH


@pytest.mark.parametrize("readable", [(), ("zh",)])
def test_no_language_is_asked_for_where_none_but_chinese_could_be_read(
    monkeypatch: pytest.MonkeyPatch, readable: tuple[str, ...]
) -> None:
    def asked(_: str) -> str:
        raise AssertionError

    monkeypatch.setattr("scanner.detectors.pii.passages.language_of", asked)
    read(f"{CHINESE}{ENGLISH}", "zh", readable)
