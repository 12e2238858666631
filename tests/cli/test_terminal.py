"""What is told of a shard while a scan runs."""

import pytest

from scanner.cli.terminal import Watch
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
