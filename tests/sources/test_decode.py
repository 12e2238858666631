"""Bytes become text in the encoding they are in, whatever was declared; nothing vanishes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.charset import codec_named
from scanner.sources.decode import decode, encoding_of
from scanner.sources.scrub import scrub

SIMPLIFIED = "我们的网站在这里说明了所有的事情，请您看看这个页面，如果有问题就给我们发邮件。"
TRADITIONAL = "我們的網站在這裡說明了所有的事情，請您看看這個頁面，如果有問題就給我們發郵件。"
JAPANESE = "これは日本語の文章です。会社の電話番号とメールアドレスはページの下にあります。"
KOREAN = "이것은 한국어로 쓴 글이고 연락처는 페이지 아래에 있으니 확인해 주시기 바랍니다."
RUSSIAN = "Это русский текст о погоде, телефон и адрес находятся внизу страницы."
FRENCH = "Le café est très agréable à côté de la forêt, où l'été dure près de six mois."
LEGACY = [
    pytest.param(SIMPLIFIED, "gb18030", "gb2312", id="GB18030 declared by its old name"),
    pytest.param(TRADITIONAL, "big5hkscs", "big5", id="Big5"),
    pytest.param(JAPANESE, "cp932", "shift_jis", id="Shift_JIS"),
    pytest.param(JAPANESE, "euc_jp", "euc-jp", id="EUC-JP"),
    pytest.param(KOREAN, "cp949", "euc-kr", id="EUC-KR"),
    pytest.param(RUSSIAN, "cp1251", "windows-1251", id="windows-1251"),
    pytest.param(FRENCH, "cp1252", "iso-8859-1", id="windows-1252 declared as Latin-1"),
]


@pytest.mark.parametrize(("text", "encoding", "label"), LEGACY)
def test_a_declared_encoding_is_used(text: str, encoding: str, label: str) -> None:
    assert decode(text.encode(encoding), [label]) == text


@pytest.mark.parametrize(("text", "encoding", "label"), LEGACY)
def test_without_a_declaration_the_encoding_is_told_from_the_bytes(text: str, encoding: str, label: str) -> None:
    assert codec_named(label) is not None
    assert decode(text.encode(encoding) * 3) == text * 3


@pytest.mark.parametrize("wrong", ["utf-8", "big5", "shift_jis", "euc-kr", "iso-8859-1"])
def test_a_wrong_declaration_is_put_right(wrong: str) -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), [wrong]) == SIMPLIFIED


@pytest.mark.parametrize("wrong", ["gb2312", "big5", "iso-8859-1", "windows-1251", "x-unknown"])
def test_valid_utf_8_is_utf_8_whatever_was_declared(wrong: str) -> None:
    assert decode(SIMPLIFIED.encode(), [wrong]) == SIMPLIFIED


def test_a_few_two_byte_characters_are_left_to_the_declared_encoding() -> None:
    data = "模".encode("gb18030")  # also a valid UTF-8 letter
    assert decode(data, ["gb2312"]) == "模"
    assert decode(data) == data.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_taken_away(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), ["gbk"]) == SIMPLIFIED


def test_utf_16_without_a_mark_is_read_when_a_header_says_so() -> None:
    assert decode("hello there".encode("utf-16-le"), ["utf-16"]) == "hello there"


def test_iso_2022_jp_is_read_though_its_bytes_are_ascii() -> None:
    assert decode(JAPANESE.encode("iso2022_jp"), ["iso-2022-jp"]) == JAPANESE


def test_bytes_that_mean_nothing_become_replacement_characters() -> None:
    data = SIMPLIFIED.encode() + b"\xff\xfe" + SIMPLIFIED.encode()
    assert decode(data) == f"{SIMPLIFIED}\ufffd\ufffd{SIMPLIFIED}"


def test_text_cut_inside_a_character_keeps_its_encoding() -> None:
    assert decode(SIMPLIFIED.encode()[:-1], ["gb2312"]) == SIMPLIFIED[:-1] + "\ufffd"


@given(st.text(max_size=60))
def test_utf_8_round_trips(text: str) -> None:
    data = text.encode()
    assert decode(data) == text.removeprefix("\ufeff") or encoding_of(data) in {"utf-16", "utf-32"}


@given(st.binary(max_size=200), st.lists(st.sampled_from(["utf-8", "gbk", "utf-16", "x", "shift_jis"]), max_size=2))
def test_any_bytes_decode(data: bytes, declared: list[str]) -> None:
    decode(data, declared).encode()


def test_lone_surrogates_become_replacement_characters_and_pairs_characters() -> None:
    assert scrub("a\ud800b \ud83d\ude00 中") == "a\ufffdb 😀 中"
