"""Random signatures of two corpora → seconds, memory and disk of finding each reference row's best counterpart.

    python bench/across.py ROWS_OF_EACH

A tenth of the reference has a near copy in the corpus: one value in twenty is changed.
"""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from scanner.dedup.across import match_rows
from scanner.dedup.bands import bands_for
from scanner.dedup.runs import RunWriter

PERMUTATIONS = 128
BOUND = 0.8
BLOCK = 10_000
CHANGED = 0.05


def main() -> None:
    """Print the figures."""
    rows = int(sys.argv[1])
    random = np.random.default_rng(1)
    with TemporaryDirectory() as folder:
        writer = RunWriter(Path(folder), PERMUTATIONS, (bands_for(BOUND, PERMUTATIONS),))
        start = time.process_time()
        kept = []
        for at in range(0, 2 * rows, BLOCK):
            block = random.integers(0, 1 << 32, (BLOCK, PERMUTATIONS), dtype=np.uint32)
            if at < rows:
                kept.append(block[: BLOCK // 10].copy())
            else:
                copies = kept[(at - rows) // BLOCK]
                is_changed = random.random(copies.shape) < CHANGED
                block[: BLOCK // 10] = np.where(is_changed, block[: BLOCK // 10], copies)
            writer.add(block, np.ones(BLOCK, dtype=bool))
        runs = writer.close()
        del kept
        written = time.process_time()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        matched = match_rows(runs, rows, BOUND)
        done = time.process_time()
        disk = sum(path.stat().st_size for path in Path(folder).iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{rows:,} against {rows:,}: written {written - start:.0f} s, matched {done - written:.0f} s of one core")
    print(f"found {len(matched.first.rows):,} of {rows // 10:,}; back {len(matched.second.rows):,}")
    print(f"memory {before / 1024:.0f} MB before matching, {peak / 1024:.0f} MB at most")
    print(f"disk {disk / 2 / rows:.0f} bytes a row")


if __name__ == "__main__":
    main()
