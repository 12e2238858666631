"""A folder → `samples/` and `tests/planted.json` below it; run as `python tools/make_samples/make.py [OUT_DIR]`.

Without OUT_DIR the repository itself is written. The work is in the package beside this file.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    runpy.run_module("make_samples", run_name="__main__")
