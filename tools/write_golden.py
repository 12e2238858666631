"""Samples → the golden reports of `tests/golden/`."""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpora import SAMPLES, bodies, run_in  # noqa: E402  # the tests' own way of running

GOLDEN = ROOT / "tests" / "golden"


def main() -> None:
    """Replace every golden report."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run_in(out, [SAMPLES])
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, body in bodies(out).items():
            if name.startswith("shards/") or name in {"corpus.json", "verdict.json", "summary.md"}:
                (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
                (GOLDEN / name).write_bytes(body)


if __name__ == "__main__":
    main()
