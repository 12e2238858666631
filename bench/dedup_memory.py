"""A number of documents → time, disk and memory of clustering so many random signatures, a tenth of them copies."""

import argparse
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from scanner.dedup.bands import bands_for
from scanner.dedup.merging import link_rows
from scanner.dedup.runs import RunWriter
from scanner.dedup.sketch import Signatures

BLOCK = 20_000
PERMUTATIONS = 128


def block_of(number: int) -> tuple[Signatures, int]:
    """Return random signatures: each tenth row is the one before it with 0 to 12 values changed."""
    random = np.random.default_rng(number)
    rows = random.integers(0, 1 << 32, (BLOCK, PERMUTATIONS), dtype=np.uint32)
    copies = np.arange(9, BLOCK, 10)
    changed = random.random((len(copies), PERMUTATIONS)) < (random.integers(0, 13, len(copies)) / 128)[:, np.newaxis]
    rows[copies] = np.where(changed, rows[copies], rows[copies - 1])
    return rows, len(copies)


def peak_mb() -> float:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--folder", type=Path, default=None, help="where the runs are written; 1 kB a document")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=arguments.folder) as folder:
        start, planted = time.process_time(), 0
        writer = RunWriter(Path(folder), PERMUTATIONS, (bands_for(0.8, PERMUTATIONS),))
        making = 0.0
        for number in range(arguments.documents // BLOCK):
            begin = time.process_time()
            rows, copies = block_of(number)
            making += time.process_time() - begin
            planted += copies
            writer.add(rows, np.ones(BLOCK, dtype=bool))
        runs = writer.close()
        written = time.process_time() - start - making
        disk = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"{runs.rows:,} documents, {planted:,} planted copies; disk {disk / runs.rows:.0f} bytes a document")
        print(f"runs written     {written:8.1f} s of one core   peak memory {peak_mb():,.0f} MB", flush=True)
        start = time.process_time()
        linked = link_rows(runs, 0.8)
        print(f"ranges merged    {time.process_time() - start:8.1f} s of one core   peak memory {peak_mb():,.0f} MB")
        found = len(linked.rows) - len(np.unique(linked.firsts))
        print(f"{found:,} copies found, {found / planted:.4%} of those planted; {linked.capped_buckets} buckets capped")


if __name__ == "__main__":
    main()
