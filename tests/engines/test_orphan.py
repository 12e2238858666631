"""Workers of a run that was killed."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

from corpora import ROOT
from stuck_shards import opened_for_writing, reader_of

_RUN = """
import sys
from pathlib import Path
from scanner.engines.processes import Processes
from scanner.types.document import Shard
from stuck_shards import small_plan
list(Processes(small_plan(Path("out")), 1).run([Shard("stuck.jsonl", sys.argv[1], 9)]))
"""


def test_no_worker_goes_on_amid_a_shard_once_its_run_was_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "stuck.jsonl"
    os.mkfifo(pipe)
    paths = os.pathsep.join((str(ROOT / "tests"), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": paths}
    with subprocess.Popen([sys.executable, "-c", _RUN, str(pipe)], cwd=tmp_path, env=environment) as run:
        ours = opened_for_writing(pipe)
        try:
            assert reader_of(pipe) != run.pid
            run.kill()
            run.wait()
            assert _is_left_within(pipe, 20)
        finally:
            os.close(ours)


def _is_left_within(pipe: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError as error:
            return error.errno == errno.ENXIO  # nobody reads it any more
        time.sleep(0.05)
    return False
