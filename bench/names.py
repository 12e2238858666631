"""Pages and labelled sentences → speed of the built-in taggers, and how right they are, beside a spaCy pipeline.

    python bench/names.py FOLDER [--labelled zh=FILE.jsonl en=FILE.jsonl …] [--spacy en=PIPELINE …]

FOLDER holds `*.jsonl.gz` with a field `text`; pages with many Han characters count as Chinese, pages with many small
English words as English, and the like for French. A labelled file has one object a line: `text` and `spans` as
[start, end, PER|LOC|…] in code points. PIPELINE is a package or folder of spaCy, read through presidio-analyzer in
batches, as a scan does; without the option the official small one for French, which the tests need anyway. Speeds are
of UTF-8 bytes on one core, from text to names.
"""

import argparse
import gzip
import json
import os
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"  # before NumPy is there: one core is what is measured

import spacy  # noqa: E402  # the lines above come first

from scanner.detectors.names.built_in import built_in_tagger  # noqa: E402  # the same
from scanner.detectors.names.chinese.tagger import ChineseTagger  # noqa: E402  # the same
from scanner.detectors.names.name import NameReader  # noqa: E402  # the same
from scanner.detectors.pii.pipelines import build_reader  # noqa: E402  # the same

_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"\w+")
_SMALL_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|that|with)\b", re.IGNORECASE)
_SMALL_FRENCH = re.compile(r"\b(?:le|la|les|de|des|du|et|est|une|que|qui|pour|dans)\b", re.IGNORECASE)
_OUTSIDE = " \t\n.,;:!?\"'()[]{}<>*-_–—“”‘’/\\|#@&"
_BATCH = 64
_SPACY_PAGES = 60
Place = tuple[int, int, int]
_IS_IN: dict[str, Callable[[str], bool]] = {
    "zh": lambda page: len(_HAN.findall(page)) > len(page) / 4,
    "en": lambda page: len(_SMALL_ENGLISH.findall(page)) > len(_WORD.findall(page)) / 7,
    "fr": lambda page: len(_SMALL_FRENCH.findall(page)) > len(_WORD.findall(page)) / 7,
}


def _pages(folder: Path) -> list[str]:
    pages = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            pages += [json.loads(line)["text"] for line in lines]
    return pages


def _speed(tagger: NameReader, pages: list[str]) -> tuple[float, int]:
    """Return kB a second and the number of names."""
    start, names = time.process_time(), 0
    for first in range(0, len(pages), _BATCH):
        names += sum(len(each) for each in tagger.names(pages[first : first + _BATCH]))
    return sum(len(page.encode()) for page in pages) / (time.process_time() - start) / 1e3, names


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without outer signs and a genitive ending: labels differ in these."""
    before = None
    while before != (start, end):
        before = (start, end)
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip(_OUTSIDE))
        end = start + len(text[start:end].rstrip(_OUTSIDE).removesuffix("'s").removesuffix("’s"))
    return start, end


def _accuracy(tagger: NameReader, path: Path) -> str:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [each["text"] for each in rows]
    gold = {
        (row, *_trimmed(texts[row], *span[:2]))
        for row, each in enumerate(rows)
        for span in each["spans"]
        if span[2] == "PER"
    }
    found: set[Place] = set()
    for row, names in enumerate(tagger.names(texts)):
        found |= {(row, *_trimmed(texts[row], name.start, name.end)) for name in names if name.kind == "PERSON"}
    inside = {(row, place) for row, start, end in found for place in range(start, end)}
    touched = sum(any((row, place) in inside for place in range(start, end)) for row, start, end in gold)
    precision, recall = len(gold & found) / len(found), len(gold & found) / len(gold)
    score = 2 * precision * recall / (precision + recall)
    return f"{path.stem}: P {precision:.3f} R {recall:.3f} F1 {score:.3f} touched {touched / len(gold):.3f}"


def main() -> None:
    """Print a paragraph for each tagger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labelled", nargs="*", default=[])
    parser.add_argument("--spacy", nargs="*", default=["fr=fr_core_news_sm"])
    options = parser.parse_args()
    taggers: list[tuple[str, str, NameReader]] = [
        ("en", "built-in", built_in_tagger("en")),
        ("zh", "built-in", built_in_tagger("zh")),
        ("zh", "built-in without its gate", ChineseTagger.load(gate=False)),
    ]
    pages = _pages(options.folder)
    base: dict[str, float] = {}
    for language, name, tagger in taggers:
        chosen = [page for page in pages if _IS_IN[language](page)]
        speed, names = _speed(tagger, chosen)
        base.setdefault(language, speed)
        print(f"{language} {name}: {speed:.0f} kB/s, {names} names in {len(chosen)} pages")
        _print_accuracy(tagger, language, options.labelled)
    print(f"largest memory of this process so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for word in options.spacy:
        language, _, name = word.partition("=")
        reader = build_reader(language, spacy.load(name), ["PERSON", "LOCATION"])
        chosen = [page for page in pages if _IS_IN[language](page)][:_SPACY_PAGES]
        speed, names = _speed(reader, chosen)
        ratio = base.get(language, base["en"]) / speed
        print(
            f"{language} {Path(name).name} in presidio-analyzer: {speed:.0f} kB/s, {names} names; "
            f"the built-in tagger{'' if language in base else ' (of English)'} is {ratio:.1f} times as fast"
        )
        _print_accuracy(reader, language, options.labelled)


def _print_accuracy(tagger: NameReader, language: str, labelled: list[str]) -> None:
    for word in labelled:
        of, _, path = word.partition("=")
        if of == language:
            print("  " + _accuracy(tagger, Path(path)))


if __name__ == "__main__":
    main()
