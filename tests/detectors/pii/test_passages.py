"""Which stretches of a page are read in which language."""

import pytest

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
