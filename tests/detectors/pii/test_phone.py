import pytest

from pii_values import found, rule_named, values

INTERNATIONAL = [rule_named("pii.phone.international")]
NATIONAL = [rule_named("pii.phone.national")]
HOTLINE = [rule_named("pii.phone.hotline")]
ALL = [rule_named(f"pii.phone.{name}") for name in ("international", "national", "hotline")] + [
    rule_named("example.phone")
]


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("+49 (0)30-1234-567", id="e.123 with a trunk zero in brackets"),
        pytest.param("+49 - (30) - 12 34 - 567", id="runs of signs"),
        pytest.param("+49301234567", id="in one run"),
        pytest.param("＋４９ ３０ １２３４５６７", id="full width"),
        pytest.param("0049 30 1234567", id="with 00, in groups"),
        pytest.param("+61-2-9123-4567", id="dashes"),
    ],
)
def test_e_123_7_international_forms(number: str) -> None:
    text = f"我们的号码{number}，谢谢"
    assert values(found(INTERNATIONAL, text), text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("0049301234567", id="with 00, in one run, no word: an id"),
        pytest.param("+4930", id="too short"),
        pytest.param("+999 123 456 789", id="no such country"),
        pytest.param("+49 30 1234567890123456", id="too long"),
        pytest.param("1+49301234567", id="a sum"),
        pytest.param("+1 202 555 0147", id="kept for fiction"),
        pytest.param("+44 7700 900123", id="kept for fiction"),
        pytest.param("+33 1 99 00 12 34", id="kept for fiction"),
    ],
)
def test_other_texts_are_no_international_numbers(text: str) -> None:
    assert found(INTERNATIONAL, text) == []


def test_two_numbers_in_a_row_are_two_findings() -> None:
    text = "Tel. +49 30 1234567 +49 40 7654321, 020 7123 4567 / 020 7123 4568"
    assert values(found(INTERNATIONAL, text), text) == ["+49 30 1234567", "+49 40 7654321"]
    assert values(found(NATIONAL, text, "en", "x.co.uk"), text)[-2:] == ["020 7123 4567", "020 7123 4568"]


@pytest.mark.parametrize(
    ("text", "language", "host"),
    [
        pytest.param("Tel. 030/1234567", "de", None, id="region from the language"),
        pytest.param("call 020 7123 4567", None, "www.library.co.uk", id="region from the host"),
        pytest.param("Phone (202) 456-1111", "en", None, id="brackets"),
        pytest.param("电话01087654321", "zh", None, id="in one run behind a word"),
        pytest.param("Téléphone : 01.23.45.67.89", "fr", None, id="dots"),
        pytest.param("TEL 02-2345-6789", "zh", "shop.tw", id="taiwan by its domain"),
    ],
)
def test_national_forms_are_read_in_the_region_the_document_suggests(
    text: str, language: str | None, host: str | None
) -> None:
    assert len(found(NATIONAL, text, language, host)) == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Berlin 030/1234567", None, id="nothing suggests a region, no word"),
        pytest.param("01087654321", "zh", id="in one run, no word"),
        pytest.param("vom 05.11.2014 14:25", "de", id="date"),
        pytest.param("01/23/2020", "de", id="american date"),
        pytest.param("2021-03-17 10", "zh", id="iso date"),
        pytest.param("Tel. Mo-Fr 08.30 - 12.30", "de", id="opening hours"),
        pytest.param("ISBN 0-306-40615-2", "fr", id="isbn"),
        pytest.param("Konto 0123 456 789", "de", id="account"),
        pytest.param("0 5120 1480226", "zh", id="a table of counters"),
        pytest.param("01 23 45 67 89 " * 9 + "01 23 45 67 89", "fr", id="the end of a row of numbers"),
        pytest.param("call 202-555-0143", "en", id="kept for fiction"),
        pytest.param("route 6396 6350", "de", id="germany's numbers begin with 0"),
    ],
)
def test_other_texts_are_no_national_numbers(text: str, language: str | None) -> None:
    after_rows = [finding for finding in found(NATIONAL, text, language) if finding.start >= 60 or len(text) < 60]
    assert after_rows == []


def test_a_guess_is_never_scored_as_certain() -> None:
    (rule,) = NATIONAL
    told = found(NATIONAL, "Tel. 030 1234567", "de", "x.de")[0].confidence
    guessed = found(NATIONAL, "Tel. 030 1234567", "de")[0].confidence
    unnamed = found(NATIONAL, "Berlin, 030 1234567", "de")[0].confidence
    assert unnamed < guessed < told == rule.file.confidence < 1


def test_a_bracket_without_its_twin_is_not_part_of_the_number() -> None:
    text = "bellen (0900 1234567 nu)"
    assert values(found(HOTLINE, "Tel. " + text, "nl"), "Tel. " + text) == ["0900 1234567"]


@pytest.mark.parametrize(
    ("text", "language", "rule", "value"),
    [
        pytest.param("客服热线400-810-1234", "zh", "pii.phone.hotline", "400-810-1234", id="chinese shared cost"),
        pytest.param("消费者投诉热线12315", "zh", "pii.phone.hotline", "12315", id="chinese short number"),
        pytest.param("dial 1-800-FLOWERS", "en", "pii.phone.hotline", "1-800-FLOWERS", id="e.161 3.2 letters"),
        pytest.param("+44 7700 900123", "en", "example.phone", "+44 7700 900123", id="ofcom drama number"),
        pytest.param("Tel. 202-555-0143", "en", "example.phone", "202-555-0143", id="nanp 555"),
        pytest.param("Tel. 030 1234567", "de", "pii.phone.national", "030 1234567", id="a line"),
    ],
)
def test_what_the_number_is_decides_which_rule_reports_it(text: str, language: str, rule: str, value: str) -> None:
    findings = found(ALL, text, language)
    assert [(finding.rule, text[finding.start : finding.end]) for finding in findings] == [(rule, value)]


def test_a_class_without_a_rule_is_dropped() -> None:
    assert found(NATIONAL, "客服热线400-810-1234", "zh") == []
    assert found(NATIONAL, "Tel. 202-555-0143 and (202) 555-0143", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("电话：010-62345678、62345679", ["010-62345678", "62345679"], id="shared area code"),
        pytest.param("电话：010-62345678或010-62345679", ["010-62345678", "010-62345679"], id="joined by a word"),
        pytest.param(
            "ＴＥＬ：０５７１－８８８８００７８", ["０５７１－８８８８００７８"], id="full width word and digits"
        ),
    ],
)
def test_a_word_in_front_of_a_row_of_numbers_speaks_for_all(text: str, expected: list[str]) -> None:
    assert values(found(NATIONAL, text, "zh"), text) == expected


def test_a_number_with_country_code_tells_the_plan_of_the_others() -> None:
    text = "Reception +47 22 12 34 56\nDesk 51 23 45 67"
    assert values(found(NATIONAL, text, "en"), text) == ["51 23 45 67"]
    assert found(NATIONAL, "Desk 51 23 45 67", "en") == []
