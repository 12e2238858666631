"""Folder of *.jsonl.gz with a field `text` → speed of our detector beside its reference path and presidio-analyzer.

    python bench/pii.py FOLDER

Ratios are what counts: absolute times differ from machine to machine, so all are measured in one run, in CPU time of
one process. presidio-analyzer runs its default English pattern recognizers on a blank spaCy pipeline (no statistical
model), on some of the documents; its ratio is about the same ones.
"""

import gzip
import importlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson
import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from scanner.detectors.language import with_language
from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.structured import StructuredDetector
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.types.document import Document, TextField

KEY = b"tags of a benchmark go nowhere"
SUBSET_BYTES = 400_000
REFERENCE_BYTES = 2_000_000
HARD_CHARS = 1_000_000
ADDRESSES = 200_000
HARD = ("@", "1234567890", ".", "1-1-", "a@", "01 ", "QWxhZGRpbjpvcGVu", "ab.cd@host.de ", "+49 30 1234567\n", "电话")


def documents_below(folder: Path) -> Iterator[Document]:
    """Yield the documents of every *.jsonl.gz file, their language filled in."""
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path) as lines:
            for number, line in enumerate(lines):
                yield Document(f"{path.stem}:{number}", (TextField("text", orjson.loads(line)["text"]),))


def size_of(documents: Sequence[Document]) -> int:
    """Return the UTF-8 bytes of all texts."""
    return sum(len(document.text.encode("utf-8", "replace")) for document in documents)


def first(documents: Sequence[Document], wanted: int) -> list[Document]:
    """Return documents spread over the whole list until they have the wanted number of bytes."""
    chosen: list[Document] = []
    left = wanted
    for document in documents[:: max(1, size_of(documents) // wanted)]:
        if left > 0:
            chosen.append(document)
            left -= size_of([document])
    return chosen


Work = Callable[[Sequence[Document]], Any]


def megabytes_per_second(documents: Sequence[Document], work: Work, times: int = 1) -> float:
    """Return the best speed of some runs, in 10^6 UTF-8 bytes a second of CPU time."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        work(documents)
        best = min(best, time.process_time() - started)
    return size_of(documents) / best / 1e6


def detector(engine: ModuleType | None) -> StructuredDetector:
    """Return the shipped pattern and phone rules made ready."""
    rules = [rule for rule in load_rules([shipped_rules()]).rules if rule.match.kind in {"pattern", "phone"}]
    return StructuredDetector(rules, KEY, engine)


def presidio() -> Work:
    """Return presidio-analyzer's default English recognizers without a statistical model, kept off the network."""
    # The suffix list inside the package, not a download: presidio asks the one that tldextract keeps.
    suffixes: Any = importlib.import_module("tldextract.tldextract")
    suffixes.TLD_EXTRACTOR = suffixes.TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)
    engine: Any = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    engine.nlp = {"en": spacy.blank("en")}
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine)
    return lambda documents: [analyzer.analyze(document.text, "en") for document in documents]


def compare(documents: Sequence[Document]) -> None:
    """Print speeds and ratios."""
    fast, reference = detector(HYPERSCAN), detector(None)
    subset, some = first(documents, SUBSET_BYTES), first(documents, REFERENCE_BYTES)
    if sorted(fast.detect(some)) != sorted(reference.detect(some)):
        sys.exit("the database and the reference path do not agree")
    ours = megabytes_per_second(documents, lambda batch: list(fast.detect(batch)), 3)
    ours_there = megabytes_per_second(subset, lambda batch: list(fast.detect(batch)), 3)
    plain = megabytes_per_second(some, lambda batch: list(reference.detect(batch)))
    theirs = megabytes_per_second(subset, presidio())
    language = megabytes_per_second([replace(document, language=None) for document in documents], with_language)
    print(f"{'our detector':38} {ours:9.2f} MB/s of {size_of(documents) / 1e6:.1f} MB")
    print(f"{'our reference path':38} {plain:9.2f} MB/s, the database is {ours / plain:.0f} times as fast")
    print(f"{'presidio-analyzer, patterns only':38} {theirs:9.3f} MB/s of {size_of(subset) / 1e6:.1f} MB")
    print(f"{'our detector on the same documents':38} {ours_there:9.2f} MB/s, {ours_there / theirs:.0f} times as fast")
    print(f"{'telling the language':38} {language:9.2f} MB/s")


def endure() -> None:
    """Print how long texts made to be slow take."""
    fast = detector(HYPERSCAN)
    texts = {repr(unit): (unit * (HARD_CHARS // len(unit) + 1))[:HARD_CHARS] for unit in HARD}
    texts[f"{ADDRESSES} e-mail addresses"] = "\n".join(f"u{i}.name@host{i % 977}.de" for i in range(ADDRESSES))
    for name, text in texts.items():
        # Expressions are compiled at their first candidate, in a worker once.
        list(fast.detect([Document("line:0", (TextField("text", text[:1000]),), language="de")]))
        document = Document("line:0", (TextField("text", text),), language="de")
        started = time.process_time()
        count = sum(1 for _ in fast.detect([document]))
        print(f"{len(text)} characters of {name:24} {time.process_time() - started:7.3f} s, {count} findings")


def main() -> None:
    """Compare on a folder, then endure."""
    if len(sys.argv) != 2:  # noqa: PLR2004  # the program and its one word
        sys.exit("usage: python bench/pii.py FOLDER")
    documents = with_language(list(documents_below(Path(sys.argv[1]))))
    if not documents:
        sys.exit("no document in any *.jsonl.gz below the folder")
    compare(documents)
    endure()


if __name__ == "__main__":
    main()
