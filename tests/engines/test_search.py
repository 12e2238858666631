"""From deaths and where they happened to the record that is to blame, and never to one that is not."""

import pytest

from scanner.engines.search import MOST_LEFT_OUT, Search
from scanner.pipeline.walk import NO_CAUTION, At, Caution, Doing

CAUSE = "it was killed"


def looking(first: int, last: int) -> At:
    return At(Doing.LOOKING, first, last)


def reading(place: int) -> At:
    return At(Doing.READING, place, place)


def search_after(*deaths: At | None) -> Search:
    search = Search()
    for at in deaths:
        assert search.after(CAUSE, at) is None
    return search


@pytest.mark.parametrize("at", [looking(1, 64), looking(3, 3), reading(9), At(Doing.ENDING, 0, 0), None])
def test_a_first_death_may_have_had_any_cause_and_changes_nothing(at: At | None) -> None:
    assert search_after(at).caution == NO_CAUTION


def test_a_second_death_has_its_batch_looked_at_one_by_one_wherever_the_first_one_was() -> None:
    assert search_after(looking(1, 64), looking(65, 128)).caution == Caution(alone=(65, 128))


def test_a_document_is_left_out_once_a_worker_died_over_it_alone_and_one_over_its_batch() -> None:
    search = search_after(looking(1, 64), looking(1, 64), looking(7, 7))
    assert search.caution == Caution(left_out=((7, CAUSE),), alone=(1, 64))


def test_a_document_that_is_a_batch_by_itself_is_left_out_after_two_deaths_and_not_after_one() -> None:
    assert search_after(looking(1, 64), looking(70, 70)).caution == Caution(alone=(70, 70))
    assert search_after(looking(70, 70), looking(70, 70)).caution == Caution(left_out=((70, CAUSE),))


def test_several_records_of_a_batch_and_of_another_are_found_one_after_the_other() -> None:
    deaths = [*[looking(1, 64)] * 2, looking(7, 7), looking(9, 9), looking(65, 128), looking(80, 80)]
    assert search_after(*deaths).caution == Caution(((7, CAUSE), (9, CAUSE), (80, CAUSE)), alone=(65, 128))


def test_where_the_reader_dies_twice_at_one_place_the_shard_ends_before_it() -> None:
    assert search_after(looking(1, 64), reading(9)).caution == NO_CAUTION
    assert search_after(looking(1, 64), reading(9), reading(9)).caution == Caution(end=(9, CAUSE))


@pytest.mark.parametrize("at", [None, At(Doing.ENDING, 0, 0)], ids=["before-the-first-record", "behind-the-last"])
def test_deaths_at_no_record_give_the_shard_up_at_the_second(at: At | None) -> None:
    said = search_after(at).after(CAUSE, at)
    assert said == "it was killed; no single record could be told to be the cause"


def test_a_reader_that_dies_before_it_knows_the_format_gives_the_shard_up() -> None:
    said = search_after(reading(0)).after(CAUSE, reading(0))
    assert said == "it was killed while it read the beginning of the shard, twice"


def test_where_too_many_records_end_workers_the_shard_is_given_up() -> None:
    search = search_after(looking(1, 64), looking(1, 64), *[looking(place, place) for place in range(1, 17)])
    assert len(search.caution.left_out) == MOST_LEFT_OUT
    said = search.after(CAUSE, looking(17, 17))
    assert said == "it was killed; more than 16 of its records end workers"


def test_deaths_that_are_nowhere_twice_come_to_an_end() -> None:
    search = Search()
    said = [search.after(CAUSE, reading(place)) for place in range(1, 100)]
    assert said.index("it was killed; 51 workers died over the shard") == 50
