"""Pages and labelled sentences → speed of the built-in Chinese tagger, and how right it is.

    python bench/names.py FOLDER [--labelled FILE.jsonl ...]

FOLDER holds `*.jsonl.gz` with a field `text`; pages with many Han characters are read. A labelled file has one object
a line: `text` and `spans` as [start, end, PER|LOC|…] in code points. Speeds are of UTF-8 bytes on one core.
"""

import argparse
import gzip
import json
import os
import re
import resource
import time
from pathlib import Path

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"  # before NumPy is there: one core is what is measured

from scanner.detectors.names.chinese.tagger import ChineseTagger  # noqa: E402  # the lines above come first

_HAN = re.compile("[\u4e00-\u9fff]")
_BATCH = 64
Place = tuple[int, int, int]


def _chinese_pages(folder: Path) -> list[str]:
    pages = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            pages += [json.loads(line)["text"] for line in lines]
    return [page for page in pages if len(_HAN.findall(page)) > len(page) / 4]


def _speed(tagger: ChineseTagger, pages: list[str]) -> tuple[float, int]:
    """Return kB a second and the number of names."""
    start, names = time.process_time(), 0
    for first in range(0, len(pages), _BATCH):
        names += sum(len(each) for each in tagger.names(pages[first : first + _BATCH]))
    return sum(len(page.encode()) for page in pages) / (time.process_time() - start) / 1e3, names


def _accuracy(tagger: ChineseTagger, path: Path) -> str:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    gold = {(row, span[0], span[1]) for row, each in enumerate(rows) for span in each["spans"] if span[2] == "PER"}
    found: set[Place] = set()
    for row, names in enumerate(tagger.names([each["text"] for each in rows])):
        found |= {(row, name.start, name.end) for name in names if name.kind == "PERSON"}
    inside = {(row, place) for row, start, end in found for place in range(start, end)}
    touched = sum(any((row, place) in inside for place in range(start, end)) for row, start, end in gold)
    precision, recall = len(gold & found) / len(found), len(gold & found) / len(gold)
    score = 2 * precision * recall / (precision + recall)
    return f"| {path.stem} | {precision:.3f} | {recall:.3f} | {score:.3f} | {touched / len(gold):.3f} |"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    pages = _chinese_pages(options.folder)
    for name, gate in (("gate", True), ("no gate", False)):
        tagger = ChineseTagger.load(gate=gate)
        speed, names = _speed(tagger, pages)
        print(f"{name}: {speed:.0f} kB/s, {names} names in {len(pages)} pages")
        for path in options.labelled:
            print(_accuracy(tagger, path))
    print(f"largest memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
