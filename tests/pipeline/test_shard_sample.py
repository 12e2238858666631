"""Runs that are short of time: which shards they look at, what they count, and that another run can do the same."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from corpora import bodies, plan_in, terms, write_jsonl
from scanner.engines.in_process import InProcess
from scanner.engines.processes import Processes
from scanner.pipeline.gate import judge_again
from scanner.pipeline.pace import Draw, Pace
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import Work
from scanner.pipeline.run import Finished, run_scan
from scanner.pipeline.saved_run import open_saved
from scanner.pipeline.terms import Terms
from scanner.policy.load import digest_of
from scanner.reports.codec import to_json
from scanner.sampling.order import in_keyed_order
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.allowances import NOTHING_ALLOWED
from scanner.types.document import Shard
from scanner.types.policy import Gate, Outcome, Policy
from scanner.types.rule import Ruleset
from scanner.types.run import Engine, ShardOutcome
from scanner.types.spread import Spread
from strategies import policy_of

SHARDS = 8
SHARE = policy_of(Gate("pii.email", max_documents_share=0.11))
NONE = policy_of(Gate("pii.email", max_count=0))


def ticking(step_s: float = 1.0) -> Callable[[], float]:
    """Return a clock that goes on by so much whenever somebody looks."""
    looks: Iterator[int] = iter(range(1, 100_000))
    return lambda: next(looks) * step_s


def pace_for(looks: int) -> Pace:
    """Return a pace that lets so many shards be begun, and ends none."""
    return Pace(looks + 0.5, ticking(), 0.0)


def standing_still(budget_s: float = 1.0) -> Pace:
    return Pace(budget_s, lambda: 0.0, 0.0)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(SHARDS):
        words = [f"Plain words of {number}, {line}." for line in range(9)]
        write_jsonl(folder / f"{number}.jsonl", [*words, "写信给mira@corpus-sample-press.org。"] * (1 + number % 3))
    return folder


def plan_of(out: Path) -> ScanPlan:
    whole = plan_in(out)
    return replace(whole, ruleset=Ruleset(tuple(r for r in whole.ruleset.rules if r.id == "pii.email"), "few"))


def terms_of(policy: Policy, draw: Draw, work: Work) -> Terms:
    return replace(terms(), policy=policy, policy_digest=digest_of(policy), draw=draw, work=work)


def run(
    out: Path,
    corpus: Path,
    draw: Draw,
    policy: Policy = SHARE,
    engine: Callable[[ScanPlan], Engine] | None = None,
    work: Work | None = None,
) -> Finished:
    plan, work = plan_of(out), work or Work()
    layout = Layout(out)
    layout.claim(overwrite=False, resume=work.resume)
    layout.clear(keep_work=work.resume)
    made = InProcess(plan, draw.pace) if engine is None else engine(plan)
    return run_scan(plan, discover([str(corpus)]), made, terms_of(policy, draw, work), lambda _: None)


def first_of(corpus: Path, number: int) -> list[str]:
    return sorted(shard.id for shard in in_keyed_order(discover([str(corpus)]), "")[:number])


def test_a_run_looks_at_the_first_shards_in_keyed_order_and_says_so(tmp_path: Path, corpus: Path) -> None:
    finished = run(tmp_path / "out", corpus, Draw(pace=pace_for(3)))
    assert sorted(finished.corpus.shards) == first_of(corpus, 3)
    sample = finished.corpus.sample
    assert sample is not None
    assert (sample.shards, sample.of_shards, sample.outside) == (3, SHARDS, SHARDS - 3)
    assert sample.bytes == sum(summary.bytes for summary in finished.corpus.shards.values())
    assert sample.of_bytes == sum(shard.bytes for shard in discover([str(corpus)]))
    assert finished.verdict.outcome is Outcome.INCOMPLETE
    assert not finished.interrupted
    assert {path.stem for path in (tmp_path / "out" / "shards").glob("*.json")} == {*finished.corpus.shards}


def test_the_cut_gives_the_same_bytes_again_whatever_the_clock_and_the_workers(tmp_path: Path, corpus: Path) -> None:
    run(tmp_path / "timed", corpus, Draw(pace=pace_for(3)))
    run(tmp_path / "again", corpus, Draw(first=3))
    run(tmp_path / "workers", corpus, Draw(first=3), engine=lambda plan: Processes(plan, 3))
    assert bodies(tmp_path / "timed") == bodies(tmp_path / "again") == bodies(tmp_path / "workers")


def test_with_time_for_everything_a_run_is_as_any_other(tmp_path: Path, corpus: Path) -> None:
    run(tmp_path / "plain", corpus, Draw())
    run(tmp_path / "timed", corpus, Draw(pace=standing_still()))
    run(tmp_path / "first", corpus, Draw(first=SHARDS + 1))
    assert bodies(tmp_path / "plain") == bodies(tmp_path / "timed") == bodies(tmp_path / "first")


def test_another_seed_is_another_sample(tmp_path: Path, corpus: Path) -> None:
    one = run(tmp_path / "one", corpus, Draw(first=3))
    other = run(tmp_path / "other", corpus, Draw("another", first=3))
    assert one.corpus.shards.keys() != other.corpus.shards.keys()
    assert one.corpus.sample is not None
    assert other.corpus.sample is not None
    assert one.corpus.sample.frame == other.corpus.sample.frame


def test_a_run_ends_once_every_gate_is_decided(tmp_path: Path, corpus: Path) -> None:
    pace = standing_still()
    finished = run(tmp_path / "out", corpus, Draw(pace=pace), NONE)
    assert pace.is_decided
    assert len(finished.corpus.shards) == 2
    assert finished.verdict.outcome is Outcome.FAIL


def test_a_gate_that_only_all_shards_decide_lets_a_run_go_on(tmp_path: Path, corpus: Path) -> None:
    finished = run(tmp_path / "out", corpus, Draw(pace=standing_still()), policy_of(Gate("pii.email", max_count=999)))
    assert finished.corpus.sample is None
    assert finished.verdict.outcome is Outcome.PASS


def test_with_no_time_at_all_the_first_shard_is_one_that_time_was_too_short_for(tmp_path: Path, corpus: Path) -> None:
    finished = run(tmp_path / "out", corpus, Draw(pace=pace_for(0)))
    ((name, summary),) = finished.corpus.shards.items()
    assert [name] == first_of(corpus, 1)
    assert (summary.status, summary.faults[0].reason) == ("failed", "interrupted")
    assert finished.verdict.outcome is Outcome.INCOMPLETE
    assert (tmp_path / "out" / "summary.md").exists()


@dataclass(frozen=True, slots=True)
class OneIsSlow:
    """Workers of which the one that has the third shard is ended, since twice the time is over."""

    plan: ScanPlan
    pace: Pace

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        yield from InProcess(self.plan).run([*shards[:2], *shards[3:5]])
        self.pace.is_cut = True

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        return InProcess(self.plan).spread(tell)


def test_a_shard_that_takes_too_long_ends_the_sample_before_it(tmp_path: Path, corpus: Path) -> None:
    pace = standing_still()
    finished = run(tmp_path / "slow", corpus, Draw(pace=pace), engine=lambda plan: OneIsSlow(plan, pace))
    assert sorted(finished.corpus.shards) == first_of(corpus, 2)
    assert {summary.status for summary in finished.corpus.shards.values()} == {"read"}
    run(tmp_path / "again", corpus, Draw(first=2))
    assert bodies(tmp_path / "slow") == bodies(tmp_path / "again")


@dataclass(frozen=True, slots=True)
class LosesOne:
    """An engine that says nothing of the second shard, through a fault of its own."""

    plan: ScanPlan

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        yield from InProcess(self.plan).run([shards[0], shards[2]])

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        return InProcess(self.plan).spread(tell)


def test_a_shard_that_was_lost_is_a_fault_and_not_outside_of_the_sample(tmp_path: Path, corpus: Path) -> None:
    finished = run(tmp_path / "out", corpus, Draw(pace=standing_still()), engine=LosesOne)
    assert sorted(finished.corpus.shards) == first_of(corpus, 3)
    faults = [fault.reason for summary in finished.corpus.shards.values() for fault in summary.faults]
    assert faults == ["tool_fault"]


@dataclass(frozen=True, slots=True)
class InterruptedAfterTwo:
    """An engine during which somebody presses Ctrl-C."""

    plan: ScanPlan

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        yield from InProcess(self.plan).run(shards[:2])
        raise KeyboardInterrupt

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        return InProcess(self.plan).spread(tell)


def test_an_interrupt_is_as_if_the_time_were_up(tmp_path: Path, corpus: Path) -> None:
    finished = run(tmp_path / "out", corpus, Draw(pace=standing_still()), engine=InterruptedAfterTwo)
    assert sorted(finished.corpus.shards) == first_of(corpus, 2)
    assert finished.interrupted


def test_a_sample_can_be_gone_on_from_and_ends_as_a_run_over_everything(tmp_path: Path, corpus: Path) -> None:
    run(tmp_path / "out", corpus, Draw(pace=pace_for(2)), work=Work(keep=True))
    more = run(tmp_path / "out", corpus, Draw(pace=pace_for(3)), work=Work(resume=True, keep=True))
    assert sorted(more.corpus.shards) == first_of(corpus, 5)
    run(tmp_path / "five", corpus, Draw(first=5), work=Work(keep=True))
    apart = ("work/", "run.json")
    kept = {name: body for name, body in bodies(tmp_path / "out").items() if not name.startswith(apart)}
    assert kept == {name: body for name, body in bodies(tmp_path / "five").items() if not name.startswith(apart)}
    run(tmp_path / "out", corpus, Draw(), work=Work(resume=True))
    run(tmp_path / "plain", corpus, Draw())
    assert bodies(tmp_path / "out") == bodies(tmp_path / "plain")


def test_a_smaller_sample_takes_nothing_away_from_what_was_read(tmp_path: Path, corpus: Path) -> None:
    going_on = Work(resume=True, keep=True)
    run(tmp_path / "whole", corpus, Draw(), work=Work(keep=True))
    run(tmp_path / "out", corpus, Draw(), work=Work(keep=True))
    assert run(tmp_path / "out", corpus, Draw(first=2), work=going_on).taken_over == 2
    assert run(tmp_path / "out", corpus, Draw(), work=going_on).taken_over == SHARDS
    assert bodies(tmp_path / "out") == bodies(tmp_path / "whole")


def test_a_saved_sample_is_judged_again_to_the_same_verdict(tmp_path: Path, corpus: Path) -> None:
    run(tmp_path / "out", corpus, Draw(first=3))
    policy = open_saved(tmp_path / "out").policy
    again = judge_again(tmp_path / "out", policy, digest_of(policy), NOTHING_ALLOWED)
    assert to_json(again.verdict) == (tmp_path / "out" / "verdict.json").read_bytes()
    assert again.lock.options["shards.first"] == 3


def test_shares_of_rules_have_intervals_in_the_report(tmp_path: Path, corpus: Path) -> None:
    sample = run(tmp_path / "out", corpus, Draw(first=5)).corpus.sample
    assert sample is not None
    share = sample.shares["pii.email"]
    assert 0 < share.low < share.share < share.high < 1
    assert share.share == pytest.approx(0.1)
    assert 0.2 < sample.nothing_high < 1
