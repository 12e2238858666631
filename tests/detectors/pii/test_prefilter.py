import re

from pii_values import stretches_of
from scanner.detectors.pii.prefilter import Prefilter

DIGITS, WORD = re.compile("[0-9]{4}"), re.compile("word")


def test_text_without_any_match_is_not_searched() -> None:
    assert stretches_of(Prefilter([DIGITS, WORD]), "nothing here") == {}


def test_only_the_place_around_a_match_is_searched() -> None:
    text = "x" * 1000 + "2024" + "x" * 1000
    (((start, end, limit),),) = stretches_of(Prefilter([DIGITS, WORD]), text).values()
    assert 990 < start <= 1000
    assert end == 1004
    assert limit < 1020


def test_places_are_code_points_also_behind_longer_characters() -> None:
    text = "中文🙂é" * 100 + "2024"
    (((start, end, _),),) = stretches_of(Prefilter([DIGITS]), text).values()
    assert start <= 400 < end == 404


def test_without_an_engine_everything_is_searched() -> None:
    assert stretches_of(Prefilter([DIGITS, WORD], engine=None), "ab") == dict.fromkeys((0, 1), ((0, 3, 2),))


def test_an_expression_that_cannot_be_compiled_is_searched_everywhere_and_the_others_are_not() -> None:
    prefilter = Prefilter([re.compile("a*"), re.compile("(?:x{2,30}){2,30}(?:y{2,30}z{2,30}){2,30}"), WORD])
    assert stretches_of(prefilter, "none")[0] == ((0, 5, 4),)
    assert 2 not in stretches_of(prefilter, "none")


def test_a_lone_surrogate_has_no_bytes_so_everything_is_searched() -> None:
    assert set(stretches_of(Prefilter([DIGITS, WORD]), "\ud800 2024")) == {0, 1}


def test_where_matches_stand_too_dense_only_what_matches_at_all_is_searched_everywhere() -> None:
    text = "2024" * 10_000
    assert stretches_of(Prefilter([DIGITS, WORD]), text) == {0: ((0, len(text) + 1, len(text)),)}


def test_an_endless_expression_is_searched_everywhere_where_it_matches() -> None:
    prefilter = Prefilter([re.compile("a+b")])
    assert stretches_of(prefilter, "xaab") == {0: ((0, 5, 4),)}
    assert stretches_of(prefilter, "xaac") == {}
