import itertools
import socket
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.language import _counted, with_language
from scanner.types.document import Document, TextField

GERMAN = "Der Bahnhof liegt am Rand der Stadt, und von dort fährt jede Stunde ein Zug nach Süden."


def language_of(text: str, declared: str | None = None) -> str | None:
    return with_language([Document("line:0", (TextField("text", text),), language=declared)])[0].language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The library opens at nine and the reading room is on the second floor.", "en", id="english"),
        pytest.param(GERMAN, "de", id="german"),
        pytest.param(GERMAN.upper(), "de", id="capitals alone"),
        pytest.param("La bibliothèque ouvre à neuf heures et la salle est au premier étage.", "fr", id="french"),
        pytest.param("图书馆九点开门，阅览室在二楼，请保持安静。", "zh", id="simplified chinese"),
        pytest.param("圖書館九點開門，閱覽室在二樓，請保持安靜。", "zh", id="traditional chinese"),
        pytest.param("図書館は九時に開きます。閲覧室は二階にあります。", "ja", id="japanese"),
        pytest.param("도서관은 아홉 시에 열고 열람실은 이 층에 있습니다.", "ko", id="korean"),
        pytest.param("Библиотека открывается в девять часов утра.", "ru", id="russian"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, expected: str) -> None:
    assert language_of(text) == expected


def test_a_manual_in_chinese_is_chinese_for_all_its_commands() -> None:
    assert (
        language_of("使用 ls -l --all 列出目录内容，用 chmod 755 修改权限。参见 stat(2)、find(1) 的说明。" * 9) == "zh"
    )


def test_a_few_chinese_words_make_no_chinese_text() -> None:
    assert language_of(GERMAN * 4 + "北京大学") == "de"


@pytest.mark.parametrize("text", ["", "   \n", "ok", "12345 67890 12345 67890 12345", "!!! ??? ---", "中文"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert language_of(text) == "und"


def test_line_breaks_do_not_matter() -> None:
    assert language_of(GERMAN.replace(" ", "\r\n")) == "de"


def test_only_the_beginning_is_read_where_it_is_clear() -> None:
    assert language_of(GERMAN * 20 + "The library opens at nine. " * 200) == "de"


def test_where_the_beginning_says_little_the_middle_is_read_too() -> None:
    assert language_of("1.2 | 3.4 | " * 100 + GERMAN * 50) == "de"


def test_where_every_third_word_says_little_all_are_read() -> None:
    words = GERMAN.split()
    assert language_of(" ".join(f"1.2 {one} {other}" for one, other in itertools.pairwise(words)) * 8) == "de"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The library opens at nine and the reading room is on the second floor. ", "en", id="english"),
        pytest.param(GERMAN + " ", "de", id="german"),
        pytest.param("La bibliothèque ouvre à neuf heures et la salle est au premier étage. ", "fr", id="french"),
        pytest.param("Библиотека открывается в девять часов утра. ", "ru", id="russian"),
    ],
)
def test_a_text_of_many_words_is_in_the_language_of_its_sentences(text: str, expected: str) -> None:
    assert language_of(text * 12) == expected


def test_all_fields_are_one_text() -> None:
    fields = (TextField("question", "Bahnhof?"), TextField("answer", GERMAN))
    assert with_language([Document("row:0", fields)])[0].language == "de"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("en-US", "en"),
        ("en_GB.UTF-8", "en"),
        ("eng", "en"),
        (" DE ", "de"),
        ("ger", "de"),
        ("zh-cn", "zh"),
        ("zh-Hant-TW", "zh"),
        ("cmn", "zh"),
        ("yue", "zh"),
        ("iw", "he"),
        ("fr, en", "fr"),
    ],
)
def test_rfc_5646_2_1_a_declared_language_is_brought_into_two_letters(declared: str, expected: str) -> None:
    assert language_of("x", declared) == expected


@pytest.mark.parametrize("declared", ["", "xx-YY", "nonsense", "und", "123", "q"])
def test_a_declaration_that_names_no_language_is_as_none(declared: str) -> None:
    assert language_of(GERMAN, declared) == "de"


def test_documents_that_need_no_change_are_the_same_objects() -> None:
    document = Document("line:0", (TextField("text", "x"),), language="en")
    assert with_language([document])[0] is document


@settings(deadline=None)  # the first call builds and loads
@given(st.text(max_size=200) | st.text("\x00\x07\n\r\u2028\ud800\udfffa中", max_size=60))
def test_any_text_has_an_answer_and_it_does_not_change(text: str) -> None:
    (once,) = with_language([Document("line:0", (TextField("text", text),))])
    assert once.language is not None
    assert with_language([once]) == [once]


def test_no_connection_is_ever_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert language_of(GERMAN) == "de"


@given(st.text(st.characters() | st.sampled_from("aé 中文カ한ー・Ⅷ½٣\u3400\U00020000\U0010ffff"), max_size=60))
def test_letters_han_kana_and_hangul_are_counted_as_one_by_one(line: str) -> None:
    han = sum("\u3400" <= each <= "\u4dbf" or "\u4e00" <= each <= "\u9fff" for each in line)
    others = sum("\u3040" <= each <= "\u30ff" or "\uac00" <= each <= "\ud7af" for each in line)
    assert _counted(line) == (sum(map(str.isalpha, line)), han, others)
