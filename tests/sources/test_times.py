"""Dates and languages as corpora write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.language import parse_language
from scanner.sources.times import parse_time

MOMENT = datetime(2024, 5, 18, 1, 58, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2024-05-18T01:58:10Z", id="ISO 8601, as in WARC-Date"),
        pytest.param("2024-05-18T01:58:10.000000Z", id="WARC 1.1 with fractions"),
        pytest.param("2024-05-18 01:58:10", id="no zone is UTC"),
        pytest.param("2024-05-18T03:58:10+02:00", id="another zone"),
        pytest.param("20240518015810", id="14 digits, as in CDX"),
        pytest.param(20240518015810, id="14 digits as a number"),
        pytest.param(1715997490, id="seconds since 1970"),
        pytest.param(1715997490.0, id="seconds as a fraction"),
        pytest.param("1715997490", id="seconds as text"),
        pytest.param(1715997490000, id="milliseconds"),
        pytest.param(1715997490000000, id="microseconds"),
        pytest.param("Sat, 18 May 2024 01:58:10 GMT", id="RFC 5322"),
        pytest.param(datetime(2024, 5, 18, 1, 58, 10), id="time without zone"),  # noqa: DTZ001  # the case itself
        pytest.param(datetime(2024, 5, 17, 20, 58, 10, tzinfo=timezone(timedelta(hours=-5))), id="time with zone"),
    ],
)
def test_a_moment_in_any_of_its_spellings(value: object) -> None:
    assert parse_time(value) == MOMENT


@pytest.mark.parametrize("value", ["2024-05-18", "20240518", date(2024, 5, 18)])
def test_a_day_alone_is_its_midnight(value: object) -> None:
    assert parse_time(value) == datetime(2024, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "yesterday",
        "2008-10-294T05:21:46-0700",
        "2024-13-01",
        True,
        0,
        -5,
        float("nan"),
        1e300,
        [2024],
        "9" * 70,
    ],
)
def test_what_is_no_date_gives_none(value: object) -> None:
    assert parse_time(value) is None


@given(st.text(max_size=40) | st.integers() | st.floats() | st.text("0123456789-:TZ+. ", max_size=30))
def test_no_value_raises_and_every_moment_is_utc(value: object) -> None:
    moment = parse_time(value)
    assert moment is None or moment.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param("en", "en", id="ISO 639-1"),
        pytest.param("zh-CN", "zh", id="with a region"),
        pytest.param("zho_Hans", "zh", id="ISO 639-3 with a script"),
        pytest.param("eng", "en", id="ISO 639-3"),
        pytest.param("German", "de", id="name"),
        pytest.param("klingon", None, id="unknown name"),
        pytest.param("", None, id="empty"),
        pytest.param(0.98, None, id="a score"),
        pytest.param({"en": 0.9}, None, id="scores by language"),
    ],
)
def test_languages_become_iso_639_1(value: object, code: str | None) -> None:
    assert parse_language(value) == code
