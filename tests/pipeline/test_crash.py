"""A run that is killed at any moment, and started again, ends with the bytes of an undisturbed one."""

import errno
import gc
import os
import random
import shutil
from pathlib import Path

import pytest

from corpora import bodies
from killed import seconds_in_child
from made.few_rules import SHARDS, few_rules_plan, few_rules_terms
from scanner.engines.in_process import InProcess
from scanner.pipeline.resume import Work
from scanner.pipeline.run import run_scan
from scanner.sidecars import layout as layout_module
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover

KILLS = 200


def scan(corpus: Path, out: Path) -> None:
    """Do what `scan --resume` does."""
    plan = few_rules_plan(out)
    Layout(out).claim(overwrite=False, resume=True)
    Layout(out).clear(keep_work=True)
    run_scan(plan, discover([str(corpus)]), InProcess(plan), few_rules_terms(plan, Work(resume=True)), lambda _: None)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    for path in SHARDS:
        shutil.copy2(path, tmp_path / "corpus")
    return tmp_path / "corpus"


def test_killed_at_two_hundred_moments_and_started_again_it_ends_with_the_same_bytes(
    corpus: Path, tmp_path: Path
) -> None:
    undisturbed = tmp_path / "undisturbed"
    scan(corpus, undisturbed)  # also compiles the rules, once for all children
    wanted = bodies(undisturbed)
    gc.freeze()  # else children copy all there is as they collect garbage
    whole_s = seconds_in_child(lambda: scan(corpus, tmp_path / "timed"))
    assert whole_s is not None
    moments = random.Random(7)  # nothing secret
    kills = runs = 0
    while kills < KILLS:
        out = tmp_path / f"out{runs}"
        while seconds_in_child(lambda out=out: scan(corpus, out), moments.uniform(0.001, whole_s)) is None:  # type: ignore[misc]  # bound now
            kills += 1
        runs += 1
        assert bodies(out) == wanted, f"after {kills} kills"
        shutil.rmtree(out)
    gc.unfreeze()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_to_write_ends_the_run_and_harms_nothing(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    scan(corpus, tmp_path / "undisturbed")
    out, put = tmp_path / "out", layout_module.put_in_place
    for allowed in (0, 3, 9, 25):
        left = [allowed]

        def refuse(partial: Path, path: Path, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(code, os.strerror(code), str(path))
            put(partial, path)

        with monkeypatch.context() as patched:
            patched.setattr(layout_module, "put_in_place", refuse)
            patched.setattr("scanner.sidecars.tables.put_in_place", refuse)
            with pytest.raises(Exception, match=os.strerror(code)):
                scan(corpus, out)
        assert not (out / "manifest.json").exists()
    scan(corpus, out)
    assert bodies(out) == bodies(tmp_path / "undisturbed")


def test_a_clock_that_is_moved_changes_nothing(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan(corpus, tmp_path / "now")
    monkeypatch.setattr("time.time", lambda: 0.0)
    scan(corpus, tmp_path / "then")
    assert bodies(tmp_path / "now") == bodies(tmp_path / "then")
