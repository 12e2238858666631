"""No text makes the detectors take more than a fixed time a character."""

import time

import pytest

from pii_values import document_of, everything

UNITS = [
    "@",
    "1234567890",
    ".",
    "1-1-",
    "a@",
    "a.",
    "01 ",
    "+1 ",
    "4 ",
    "2001:",
    "Tel ",
    "DE12 ",
    "QWxhZGRpbjpvcGVu",
    "电话1",
]
GROWTH = 4
TOO_MUCH = 10
"""Four times the text takes about four times as long; sixteen times would be quadratic."""


def seconds(unit: str, length: int, *, with_database: bool) -> float:
    document = document_of((unit * (length // len(unit) + 1))[:length], "de")
    detector = everything() if with_database else everything(None)
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        list(detector.detect([document]))
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    list(everything().detect([document_of("2024-" * 1000)]))  # so dense that the second database is built
    short, length = 0.0, 100_000
    while short < 0.005:
        short, length = seconds(unit, length, with_database=True), length * 2
    assert seconds(unit, length // 2 * GROWTH, with_database=True) < short * TOO_MUCH


@pytest.mark.parametrize("unit", UNITS)
def test_time_of_the_reference_grows_with_the_text_and_no_faster(unit: str) -> None:
    short = seconds(unit, 8_000, with_database=False)
    assert seconds(unit, 8_000 * GROWTH, with_database=False) < short * TOO_MUCH
