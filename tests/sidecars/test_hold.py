"""One run at a time in a folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from scanner.errors import OutputError
from scanner.sidecars.hold import held
from scanner.sidecars.known import LOCK
from scanner.sidecars.layout import Layout

_HOLD = """
import sys, time
from pathlib import Path
from scanner.sidecars.hold import held
from scanner.sidecars.layout import Layout
with held(Layout(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_and_harms_nothing_of_the_first(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "out")
    with held(layout):
        layout.claim(overwrite=False)
        with pytest.raises(OutputError, match="another run is at work"), held(layout):
            pass
        layout.clear(keep_work=True)
        with pytest.raises(OutputError, match="another run is at work"), held(layout):
            pass
    assert not (layout.out / LOCK).exists()


def test_a_run_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "out")
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(layout.out)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OutputError, match="another run is at work"), held(layout):
            pass
        other.kill()
    with held(layout):
        layout.claim(overwrite=False, resume=True)
    assert not (layout.out / LOCK).exists()


def test_in_a_folder_of_others_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "theirs").touch()
    with held(Layout(tmp_path)):
        assert [path.name for path in tmp_path.iterdir()] == ["theirs"]
