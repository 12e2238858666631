"""A corpus held against an index of n-grams → MB/s on one core, beside signing the same texts, and what was found.

Without a folder, texts are made. Items are stretches of the texts, and random numbers. Ratios of one run count.
"""

import argparse
import gzip
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import orjson

from scanner.dedup.containment import Containment, NgramReader, ngrams_of
from scanner.dedup.options import NgramOptions, SignatureOptions
from scanner.dedup.signature import Signer

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from made.planted_pairs import SCRIPTS, planted_pairs  # the line above comes first

MEGABYTE = 1_000_000
BATCH = 64
STRETCH = 400
BOUND = 0.8
OPTIONS = NgramOptions()


def read_texts(folder: Path | None) -> list[str]:
    """Return the texts of every *.jsonl and *.jsonl.gz in the folder, or made ones."""
    if folder is None:
        pairs = [pair for script in SCRIPTS for pair in planted_pairs(script, 2000, seed=11, words=(80, 320))]
        return [text for pair in pairs for text in (pair.one, pair.other)]
    texts = []
    for path in sorted(folder.glob("*.jsonl*")):
        content = path.read_bytes()
        lines = (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()
        texts += [orjson.loads(line)["text"] for line in lines]
    return texts


def items_of(texts: Sequence[str], planted: int, strangers: int) -> list[str]:
    """Return stretches of texts, then items that no text holds."""
    drawn = random.Random(1)  # noqa: S311  # no secret
    long = [text for text in texts if len(text) > 2 * STRETCH]
    stretches = []
    for text in drawn.choices(long, k=planted):
        start = drawn.randrange(len(text) - STRETCH)
        stretches.append(text[start : start + STRETCH])
    return stretches + [" ".join(str(drawn.randrange(10**9)) for _ in range(80)) for _ in range(strangers)]


def look(texts: Sequence[str], containment: Containment) -> None:
    """Hold all texts against the items."""
    for first in range(0, len(texts), BATCH):
        for _ in containment.take(texts[first : first + BATCH]):
            pass


def seconds_of(work: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of several rounds."""
    spans = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spans.append(time.process_time() - start)
    return min(spans)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=None)
    parser.add_argument("--planted", type=int, default=100)
    parser.add_argument("--strangers", type=int, nargs="*", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = read_texts(arguments.folder)
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / MEGABYTE
    signer = Signer(SignatureOptions())
    signing = size / seconds_of(lambda: signer.sign(texts), arguments.rounds)
    print(f"{len(texts):,} documents, {size:.1f} MB of text, one core, best of {arguments.rounds} rounds")
    print(f"signing the same texts: {signing:.1f} MB/s")
    planted = arguments.planted
    for count in arguments.strangers:
        reader = NgramReader((OPTIONS.ngram,))
        hashes = [reader.item(item)[0] for item in items_of(texts, planted, count)]
        ngrams = ngrams_of(np.concatenate(hashes), np.array([len(own) for own in hashes]))
        for lengths in ((OPTIONS.ngram,), tuple(range(OPTIONS.min_tokens, OPTIONS.ngram + 1))):
            containment = Containment(ngrams, NgramReader(lengths))
            speed = size / seconds_of(lambda found=containment: look(texts, found), arguments.rounds)  # type: ignore[misc]  # bound now
            shares = containment.anywhere() / np.maximum(ngrams.sizes, 1)
            known, strange = (int((part >= BOUND).sum()) for part in (shares[:planted], shares[planted:]))
            print(
                f"{count:9,} strangers, {len(ngrams.hashes):11,} n-grams, {len(lengths)} lengths: {speed:6.1f} MB/s"
                f"   found: {known:,} of {planted:,} planted, {strange:,} of the strangers"
            )


if __name__ == "__main__":
    main()
