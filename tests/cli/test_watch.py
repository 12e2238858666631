"""What is told of a shard while a scan runs."""

import pytest

from scanner.cli.watch import MOST_FAULTS, Watch
from scanner.types.document import Shard
from scanner.types.run import Remark, ShardOutcome


def test_a_second_try_that_succeeded_is_told_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    shard = Shard("a\x1b.jsonl", "a.jsonl", 1)
    watch = Watch([shard], bar=False, quiet=False, verbose=False)
    watch(ShardOutcome(shard, "read", 3, 0, retried="the worker process was ended by SIGKILL"))
    told = capsys.readouterr()
    assert (
        told.err
        == "a\N{REPLACEMENT CHARACTER}.jsonl: read in a later try, after the worker process was ended by SIGKILL\n"
    )


def test_a_remark_is_told_unasked_and_injects_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch([], bar=False, quiet=False, verbose=False)
    watch(Remark("part 1 of 2 is tried again: \x1b[2J"))
    assert capsys.readouterr().err == "part 1 of 2 is tried again: \N{REPLACEMENT CHARACTER}[2J\n"


@pytest.mark.parametrize("verbose", [False, True])
def test_of_very_many_failed_shards_the_first_are_told_and_the_others_counted(
    capsys: pytest.CaptureFixture[str], *, verbose: bool
) -> None:
    shards = [Shard(f"{number}.jsonl", f"{number}.jsonl", 1) for number in range(MOST_FAULTS + 1200)]
    watch = Watch(shards, bar=False, quiet=False, verbose=verbose)
    for shard in shards:
        watch(ShardOutcome(shard, "failed", 0, 0, detail="no connection"))
    watch.close()
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "0.jsonl: failed, no connection"
    assert len(told) == (len(shards) if verbose else MOST_FAULTS + 2)
    if not verbose:
        assert "further ones are counted" in told[MOST_FAULTS]
        assert told[-1] == "1,200 more shards failed or damaged"
