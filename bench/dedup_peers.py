"""Other tools' MinHash on the texts of `dedup.py`: MB/s of signatures on one core, and planted pairs found, by script.

Each tool that is installed signs by its own function and its own defaults, and two texts are found when one of its own
bands is equal: what its pipeline would link. Nothing else of its pipeline is run. Our own line comes first.
Planted pairs differ in punctuation, too, which some tools take for a part of words: they are given pairs without any.
Install them beside corpus-scanner's own requirements: `pip install datatrove text-dedup rensa py-data-juicer`.
"""

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH

from scanner.dedup.links import least_agreement
from scanner.dedup.options import SignatureOptions
from scanner.dedup.signature import Signer

sys.path.append(str(Path(__file__).parent))

from dedup import BOUND, MEGABYTE, WELL_BELOW, read_corpus, seconds_of  # the line above comes first
from made.planted_pairs import Pair, tokens_of

Bands = Sequence[bytes]
"""What two texts must share one of to be linked."""
Sign = Callable[[str], Bands]


def of_datatrove(folder: Path) -> Sign:
    """Return datatrove's first step with its defaults: 14 buckets of 8, word 5-grams, the tokenizer for English."""
    minhash = importlib.import_module("datatrove.pipeline.dedup.minhash")
    step = minhash.MinhashDedupSignature(str(folder))

    def sign(text: str) -> Bands:
        shingles = step.get_shingles(text)
        buckets = step.get_signature(shingles) if len(shingles) else []
        return [repr((at, bucket)).encode() for at, bucket in enumerate(buckets)]

    return sign


def of_text_dedup(_: Path) -> Sign:
    """Return text-dedup's function with the defaults of its command: 256 permutations, threshold 0.7, 5-grams."""
    module = importlib.import_module("text_dedup.minhash")
    bands, rows = module.optimal_param(0.7, 256)
    most, prime = np.uint32((1 << 32) - 1), np.uint64((1 << 61) - 1)
    random = np.random.RandomState(42)
    permutations = (random.randint(1, prime, 256, dtype=np.uint64), random.randint(0, prime, 256, dtype=np.uint64))
    embed = partial(
        module.embed_func,
        idx=0,
        num_perm=256,
        ngram_size=5,
        min_length=5,
        hashranges=[(at * rows, (at + 1) * rows) for at in range(bands)],
        permutations=permutations,
        hash_func=module.sha1_hash,
        dtype=np.uint64,
        max_hash=most,
        modulo_prime=prime,
    )

    def sign(text: str) -> Bands:
        return [repr((at, band)).encode() for at, band in enumerate(embed(text)["__signatures__"])]

    return sign


def of_data_juicer(_: Path) -> Sign:
    """Return data-juicer's operator with its defaults: 256 permutations, threshold 0.7, 5-grams of words."""
    module = importlib.import_module("data_juicer.ops.deduplicator.document_minhash_deduplicator")
    operator = module.DocumentMinhashDeduplicator()

    def sign(text: str) -> Bands:
        bands = operator.compute_hash({operator.text_key: text})["__dj__minhash"]
        return [repr((at, band)).encode() for at, band in enumerate(bands)]

    return sign


def of_rensa(_: Path) -> Sign:
    """Return rensa's R-MinHash of 128 over 5-grams of blank-separated words, in 21 bands of 6 as ours."""
    rensa: Any = importlib.import_module("rensa")

    def sign(text: str) -> Bands:
        words = text.lower().split()
        minhash = rensa.RMinHash(128, 42)
        minhash.update([" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))])
        values = np.array(minhash.digest(), dtype=np.uint32)[:126].reshape(21, 6)
        return [bytes([at]) + band.tobytes() for at, band in enumerate(values)]

    return sign


def of_datasketch(_: Path) -> Sign:
    """Return datasketch with our tokens and its own choice of bands for 0.8."""
    lsh = MinHashLSH(threshold=BOUND, num_perm=128)

    def sign(text: str) -> Bands:
        words = tokens_of(text)
        minhash = MinHash(num_perm=128)
        minhash.update_batch([" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))])
        bands = minhash.hashvalues[: lsh.b * lsh.r].reshape(lsh.b, lsh.r)
        return [bytes([at]) + band.tobytes() for at, band in enumerate(bands)]

    return sign


PEERS: dict[str, Callable[[Path], Sign]] = {
    "datasketch": of_datasketch,
    "datatrove": of_datatrove,
    "text-dedup": of_text_dedup,
    "data-juicer": of_data_juicer,
    "rensa": of_rensa,
}


def without_punctuation(text: str) -> str:
    """Return the tokens of a text, apart by blanks where words are."""
    tokens = tokens_of(text)
    return ("" if max(map(len, tokens)) == 1 else " ").join(tokens)


def linked(sign: Sign, pair: Pair) -> bool:
    """Tell whether a tool links a pair."""
    one, other = (set(sign(without_punctuation(text))) for text in (pair.one, pair.other))
    return bool(one & other)


def shares(pairs: Sequence[Pair], found: Sequence[bool]) -> Iterator[str]:
    """Yield the share found of pairs at or above the bound, and of those well below it."""
    flags, similar = np.array(found), np.array([pair.similarity for pair in pairs])
    for chosen in (similar >= BOUND, similar < WELL_BELOW):
        yield f"{flags[chosen].mean():7.1%}"


def ours(pairs: Sequence[Pair]) -> list[bool]:
    """Tell which pairs our signatures link."""
    signatures, _ = Signer(SignatureOptions()).sign([text for pair in pairs for text in (pair.one, pair.other)])
    agreed = (signatures[0::2] == signatures[1::2]).sum(axis=1)
    return [bool(each) for each in agreed >= least_agreement(BOUND, signatures.shape[1])]


def main() -> None:
    """Print a line a tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=None)
    parser.add_argument("--pairs", type=int, default=300, help="planted a script")
    parser.add_argument("--texts", type=int, default=200, help="signed to tell the speed of other tools")
    arguments = parser.parse_args()
    corpus = read_corpus(arguments.folder, arguments.pairs, (80, 320))
    texts = corpus.texts[-arguments.texts :]
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / MEGABYTE
    print(f"{'':14}{'MB/s':>8}   " + "".join(f"{script:>18}" for script in corpus.pairs))
    signer = Signer(SignatureOptions())
    signer.sign(texts)
    own = size / seconds_of(lambda: signer.sign(texts), 3)
    cells = (" ".join(shares(pairs, ours(pairs))) for pairs in corpus.pairs.values())
    print(f"{'ours, numpy':14}{own:8.2f}   " + "".join(f"{cell:>18}" for cell in cells))
    for name, build in PEERS.items():
        with TemporaryDirectory() as folder:
            try:
                sign = build(Path(folder))
            except ImportError as missing:
                print(f"{name:14}  absent: {missing}")
                continue
            speed = size / seconds_of(lambda sign=sign: [sign(text) for text in texts], 1)  # type: ignore[misc]  # bound now
            cells = (" ".join(shares(pairs, [linked(sign, pair) for pair in pairs])) for pairs in corpus.pairs.values())
            print(f"{name:14}{speed:8.2f}   " + "".join(f"{cell:>18}" for cell in cells))
    print("of each script: found of J >= .8, linked of J < .7")


if __name__ == "__main__":
    main()
