"""A folder of *.jsonl.gz with a field `text` → MB/s of signing, ours beside datasketch's own bulk path, one core."""

import argparse
import gzip
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from datasketch import MinHash

from scanner.dedup.clusters import find_clusters
from scanner.dedup.options import SignatureOptions
from scanner.dedup.signature import Signer

MEGABYTE = 1_000_000
_ALONE = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(f"[{_ALONE}]|[^\\W_{_ALONE}]+")


def read_texts(folder: Path) -> list[str]:
    """Return the texts of every line of every file."""
    lines = (
        line for path in sorted(folder.glob("*.jsonl.gz")) for line in gzip.decompress(path.read_bytes()).splitlines()
    )
    return [orjson.loads(line)["text"] for line in lines]


def shingles_of(text: str) -> list[bytes]:
    """Return the five-token shingles the way datasketch is fed: as a list of byte strings."""
    tokens = _TOKEN.findall(text.lower())
    return [" ".join(tokens[at : at + 5]).encode("utf-8", "replace") for at in range(max(1, len(tokens) - 4))]


def datasketch_bulk(texts: list[str], options: SignatureOptions) -> None:
    """Sign with nothing but datasketch."""
    MinHash.bulk(map(shingles_of, texts), num_perm=options.permutations, seed=options.seed)


def seconds_of(work: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of several rounds."""
    return min(_timings(work, rounds))


def _timings(work: Callable[[], object], rounds: int) -> Iterator[float]:
    for _ in range(rounds):
        start = time.process_time()
        work()
        yield time.process_time() - start


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = read_texts(arguments.folder)
    megabytes = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / MEGABYTE
    options = SignatureOptions()
    signer = Signer(options)
    ours = megabytes / seconds_of(lambda: signer.sign(texts), arguments.rounds)
    theirs = megabytes / seconds_of(lambda: datasketch_bulk(texts, options), arguments.rounds)
    signatures, counts = signer.sign(texts)
    clustering = seconds_of(lambda: find_clusters(signatures, counts, 0.8), arguments.rounds)
    print(f"{len(texts)} documents, {megabytes:.1f} MB, {options.permutations} permutations, one core, best of rounds")
    print(f"signatures, ours              {ours:8.1f} MB/s")
    print(f"signatures, datasketch bulk   {theirs:8.1f} MB/s")
    print(f"ratio                         {ours / theirs:8.1f}")
    print(f"clusters, ours                {len(texts) / clustering:8.0f} documents/s")


if __name__ == "__main__":
    main()
