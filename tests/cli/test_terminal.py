"""What is told of a shard while a scan runs."""

import pytest

from scanner.cli.terminal import Watch
from scanner.types.document import Shard
from scanner.types.run import ShardOutcome


def test_a_second_try_that_succeeded_is_told_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    shard = Shard("a\x1b.jsonl", "a.jsonl", 1)
    watch = Watch([shard], bar=False, quiet=False, verbose=False)
    watch(ShardOutcome(shard, "read", 3, 0, retried="the worker process was ended by SIGKILL"))
    told = capsys.readouterr()
    assert (
        told.err
        == "a\N{REPLACEMENT CHARACTER}.jsonl: read in a later try, after the worker process was ended by SIGKILL\n"
    )
