"""What a scan is expected to take: which part is timed, by which clock, and what is made of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpora import write_jsonl
from made.few_rules import few_rules_plan, few_rules_terms
from scanner.cli.forecast import told
from scanner.errors import NothingToScanError
from scanner.pipeline.forecast import LEAST_BYTES, Forecast, Timed, draw_part, forecast
from scanner.pipeline.resume import NOTHING_KEPT
from scanner.sampling.ratio import Ratio
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.document import Shard
from scanner.types.run import ShardOutcome

MIB = 2**20


def ticking(step_s: float) -> Callable[[], float]:
    """Return a clock that goes on by so much whenever somebody looks."""
    looks = iter(range(10_000))
    return lambda: next(looks) * step_s


def corpus_in(folder: Path) -> Path:
    for name in "abc":
        write_jsonl(folder / f"{name}.jsonl", [f"Plain words of {name}, number {number}." for number in range(30)])
    return folder


def forecast_of(folder: Path, corpus: Path) -> Forecast:
    plan = few_rules_plan(folder / "out")
    shards = discover([str(corpus)])
    Layout(plan.out).prepare(overwrite=False)
    terms = few_rules_terms(plan, NOTHING_KEPT)
    return forecast(plan, shards, draw_part(shards, ""), terms, ticking(1.0), ticking(0.5))


def test_reading_is_timed_apart_from_starting_and_from_what_follows(tmp_path: Path) -> None:
    found = forecast_of(tmp_path, corpus_in(tmp_path / "corpus"))
    assert found.start_s == 1.0
    assert [(each.seconds, each.computing_s) for each in found.timed] == [(1.0, 0.5)] * 3
    assert found.seconds_per_byte.point == pytest.approx(3.0 / found.bytes_timed)
    assert found.later_s_per_byte * found.bytes_timed == pytest.approx(1.0)
    assert found.bytes_timed == found.bytes
    assert found.documents_per_byte.times(found.bytes).point == pytest.approx(90)
    assert found.kept_per_byte > 0
    assert found.work_per_byte > 0


def test_where_everything_was_read_the_number_of_documents_is_not_in_doubt(tmp_path: Path) -> None:
    corpus = corpus_in(tmp_path / "corpus")
    write_jsonl(corpus / "few.jsonl", ["Plain words at some length, " * 40] * 2)
    documents = forecast_of(tmp_path, corpus).documents_per_byte
    assert documents.low == documents.point == documents.high


def test_where_no_document_can_be_read_nothing_is_estimated(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.bin").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(NothingToScanError, match="in 1 shards drawn is no document"):
        forecast_of(tmp_path, tmp_path / "corpus")


def test_about_one_in_a_hundred_bytes_is_drawn_from_sixteen_shards_or_more() -> None:
    shards = [Shard(f"{number}.gz", "", 100 * MIB) for number in range(400)]
    drawn = draw_part(shards, "")
    assert len(drawn.shards) == 16
    assert len(drawn.shards) * drawn.most_bytes == pytest.approx(400 * MIB, rel=0.01)


def test_of_one_large_shard_only_the_beginning_is_read() -> None:
    drawn = draw_part([Shard("a.gz", "", 10**12)], "")
    assert drawn.most_bytes <= 32 * MIB


def test_a_small_corpus_is_drawn_whole_and_empty_shards_are_not_drawn() -> None:
    shards = [Shard("a.gz", "", MIB), Shard("b.gz", "", MIB), Shard("c.gz", "", 0)]
    assert {shard.id for shard in draw_part(shards, "").shards} == {"a.gz", "b.gz"}
    assert 2 * MIB < LEAST_BYTES


def test_shards_whose_sizes_are_not_known_cannot_be_drawn_from() -> None:
    with pytest.raises(NothingToScanError, match="sizes are not known"):
        draw_part([Shard("stdin", "-", 0)], "")


def made_forecast(status: str = "read") -> Forecast:
    shard = Shard("a\x1b[31m.gz", "", 10**9)
    outcome = ShardOutcome(shard, status, 100, 0, detail="the file ends")  # type: ignore[arg-type]  # by parameters
    timed = (Timed(outcome, 100.0, 90.0, 10**8),)
    rate = Ratio(1e-6, 0.5e-6, 2e-6)
    return Forecast(100, 10**12, 10**9, timed, 4.0, rate, Ratio(1e-6, 1e-6, 1e-6), 0.0, 0.01, 0.02)


def test_workers_share_the_reading_but_never_one_shard() -> None:
    assert made_forecast().wall_seconds(10).point == pytest.approx(4 + 1e5)
    assert made_forecast().wall_seconds(100_000).point == pytest.approx(4 + 1e4)


def test_the_cost_is_told_where_a_price_is_and_has_an_interval() -> None:
    lines = list(told(made_forecast(), 8, 0.36))
    assert "cost per TB: about 100.00 (50.00 to 200.00)" in lines
    assert "core time per TB: about 277.8 h (138.9 h to 555.6 h)" in lines
    assert "disk: 10.0 GB kept, 20.0 GB more until the end" in lines
    assert "cost: say --cost-per-core-hour PRICE" in list(told(made_forecast(), 8, None))


def test_broken_shards_are_said_and_their_names_move_no_cursor() -> None:
    text = "\n".join(told(made_forecast("damaged"), 8, None))
    assert "NOT WHOLE: 1 of 1 shards timed" in text
    assert "\x1b" not in text


def test_one_large_file_takes_all_workers_where_it_can_be_cut() -> None:
    shard = Shard("a", "a", 100 * MIB)
    timed = (Timed(ShardOutcome(shard, "read", 1, 0), 1.0, 1.0, MIB),)
    per_byte = Ratio(1 / MIB, 0.5 / MIB, 2 / MIB)
    found = Forecast(1, shard.bytes, shard.bytes, timed, 0.0, per_byte, per_byte, 0.0, 0.0, 0.0)
    assert found.wall_seconds(8).point == pytest.approx(100)
    assert found.wall_seconds(8, 10 * MIB).point == pytest.approx(100 / 8)
    assert found.wall_seconds(8, 50 * MIB).point == pytest.approx(50)
    lines = list(told(found, 8, None, 10 * MIB))
    assert "  where its large files can be cut into parts: about 12.5 s (6.2 s to 25.0 s)" in lines
    assert not [line for line in told(found, 8, None) if "parts" in line]
