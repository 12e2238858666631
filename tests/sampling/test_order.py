"""The order in which shards are drawn: the same everywhere, and no name is preferred."""

from scanner.sampling.order import draw_key, in_keyed_order
from scanner.types.document import Shard

SHARDS = tuple(Shard(f"crawl/part-{number:04}.warc.gz", "", 1) for number in range(400))


def test_the_order_does_not_depend_on_that_in_which_shards_were_listed() -> None:
    assert in_keyed_order(SHARDS, "") == in_keyed_order(SHARDS[::-1], "")


def test_a_key_is_the_same_on_every_machine() -> None:
    assert draw_key("2026", "深/a.jsonl").hex() == "adb11eaf046c7e466588d421235bd704"


def test_another_seed_draws_other_shards() -> None:
    assert {*in_keyed_order(SHARDS, "")[:20]} != {*in_keyed_order(SHARDS, "another")[:20]}


def test_over_many_seeds_every_shard_comes_first_about_equally_often() -> None:
    few = SHARDS[:4]
    first = [in_keyed_order(few, str(seed))[0] for seed in range(2000)]
    assert all(420 < first.count(shard) < 580 for shard in few)


def test_a_name_with_a_lone_surrogate_has_a_key_too() -> None:
    assert draw_key("", "\ud800") != draw_key("", "\ud801")
