"""Near-duplicates → MB/s from JSONL to clusters on one core, recall by script, and other tools on the same texts.

Without a folder, texts are made: planted pairs of known similarity in five scripts (`tests/made/planted_pairs.py`).
Ratios of one run count, not seconds. Peers run where they are installed: datasketch always, others are named as absent.
"""

import argparse
import gzip
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import orjson
from datasketch import MinHash

from scanner.dedup.bands import bands_for
from scanner.dedup.content import content_digest
from scanner.dedup.kernels import Kernel, array_kernel, compiled_kernel
from scanner.dedup.merging import Linked, link_rows
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.runs import RunWriter
from scanner.dedup.signature import Signer

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from made.planted_pairs import SCRIPTS, Pair, planted_pairs, tokens_of  # the line above comes first

MEGABYTE = 1_000_000
BOUND = 0.8
JUST_ABOVE = 0.85
WELL_BELOW = 0.7
BATCH = 64
PEERS = {"datatrove": "datatrove", "text-dedup": "text_dedup", "data-juicer": "data_juicer", "rensa": "rensa"}


@dataclass(frozen=True)
class Corpus:
    """Texts as JSONL files hold them, and the pairs planted among them."""

    lines: tuple[bytes, ...]
    pairs: dict[str, list[Pair]]
    """Script → pairs; their texts are the first lines, pair after pair, script after script."""

    @property
    def megabytes(self) -> float:
        """Size of the lines, in 10^6 bytes."""
        return sum(map(len, self.lines)) / MEGABYTE

    @property
    def texts(self) -> list[str]:
        """The texts."""
        return [orjson.loads(line)["text"] for line in self.lines]


def read_corpus(folder: Path | None, pairs: int, words: tuple[int, int], times: int = 1) -> Corpus:
    """Return planted pairs, followed by every line of every *.jsonl and *.jsonl.gz in the folder.

    With `times` the pages of the folder come as often, but the first time with their paragraphs dealt out anew: as long
    as the real ones, in the same languages, and no copies of each other.
    """
    planted = {script: planted_pairs(script, pairs, seed=11, words=words) for script in SCRIPTS}
    texts = [text for script in planted.values() for pair in script for text in (pair.one, pair.other)]
    lines = [orjson.dumps({"text": text}) for text in texts]
    for path in sorted(folder.glob("*.jsonl*")) if folder else ():
        content = path.read_bytes()
        lines += (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()
    pages = [orjson.loads(line)["text"] for line in lines[len(texts) :]] if times > 1 else []
    for turn in range(1, times):
        lines += [orjson.dumps({"text": text}) for text in _dealt_anew(pages, turn)]
    return Corpus(tuple(lines), planted)


def _dealt_anew(pages: Sequence[str], seed: int) -> Iterator[str]:
    paragraphs = [page.split("\n") for page in pages]
    dealt = [paragraph for page in paragraphs for paragraph in page]
    random.Random(seed).shuffle(dealt)  # noqa: S311  # nothing secret
    rest = iter(dealt)
    for page in paragraphs:
        yield "\n".join(itertools.islice(rest, len(page)))


def clusters_of(lines: Sequence[bytes], signer: Signer, folder: Path) -> Linked:
    """Parse, sign, digest, write to disk, merge: what a scan does for near-duplicates."""
    options = SignatureOptions()
    writer = RunWriter(folder, options.permutations, (bands_for(BOUND, options.permutations),))
    for first in range(0, len(lines), BATCH):
        texts = [orjson.loads(line)["text"] for line in lines[first : first + BATCH]]
        signatures, counts = signer.sign(texts)
        for text in texts:
            content_digest(text)
        writer.add(signatures, counts > 0)
    return link_rows(writer.close(), BOUND)


def datasketch_bulk(texts: Sequence[str]) -> None:
    """Sign with nothing but datasketch, fed as it wants: shingles as byte strings."""
    shingles = (
        [" ".join(own[at : at + 5]).encode() for at in range(max(1, len(own) - 4))] for own in map(tokens_of, texts)
    )
    MinHash.bulk(shingles, num_perm=128)


def seconds_of(work: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of several rounds."""
    return min(_timings(work, rounds))


def _timings(work: Callable[[], object], rounds: int) -> Iterator[float]:
    for _ in range(rounds):
        start = time.process_time()
        work()
        yield time.process_time() - start


def kernels(options: SignatureOptions) -> list[Kernel]:
    """Return the kernels of this installation, each made ready: compiling is not timed."""
    found = [array_kernel(options), *([compiled_kernel(options)] if find_spec("numba") else [])]
    for kernel in found:
        Signer(options, kernel).sign(["ready", "x " * 1000])
    return found


def print_speed(corpus: Corpus, rounds: int) -> None:
    """Print MB/s of signing and of the whole way, by kernel, and of datasketch."""
    texts = corpus.texts
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / MEGABYTE
    print(f"{len(texts):,} documents, {size:.1f} MB of text, one core, best of {rounds} rounds")
    few = texts[: max(1, len(texts) // 10)]
    few_size = sum(len(text.encode("utf-8", "surrogatepass")) for text in few) / MEGABYTE
    theirs = few_size / seconds_of(lambda: datasketch_bulk(few), 1)
    print(f"{'datasketch bulk, signatures':44}{theirs:8.1f} MB/s      1.0")
    for scheme in Scheme:
        options = SignatureOptions(scheme=scheme)
        for kernel in kernels(options):
            signer = Signer(options, kernel)
            speed = size / seconds_of(lambda signer=signer: signer.sign(texts), rounds)  # type: ignore[misc]  # bound now
            print(f"{f'ours, {scheme}, {kernel.name}, signatures':44}{speed:8.1f} MB/s {speed / theirs:8.1f}")
    for kernel in kernels(SignatureOptions()):
        whole = corpus.megabytes / min(_whole(corpus, kernel, rounds))
        print(f"{f'ours, oph, {kernel.name}, JSONL to clusters':44}{whole:8.1f} MB/s")
    for name, module in PEERS.items():
        print(f"{name:44}{'installed: run its own command, see docs/duplicates.md' if find_spec(module) else 'absent'}")


def _whole(corpus: Corpus, kernel: Kernel, rounds: int) -> Iterator[float]:
    signer = Signer(SignatureOptions(), kernel)
    for _ in range(rounds):
        with TemporaryDirectory() as folder:
            start = time.process_time()
            clusters_of(corpus.lines, signer, Path(folder))
            yield time.process_time() - start


def print_recall(corpus: Corpus) -> None:
    """Print how many planted pairs are found, and how many pairs less alike are reported."""
    with TemporaryDirectory() as folder:
        linked = clusters_of(corpus.lines, Signer(SignatureOptions()), Path(folder))
    firsts = np.arange(len(corpus.lines))
    firsts[linked.rows] = linked.firsts
    together = firsts[0 : 2 * sum(map(len, corpus.pairs.values())) : 2] == firsts[1::2][: len(firsts) // 2]
    first = 0
    print("script        found of J >= .8      of .8 to .85    reported of J < .7")
    for script, pairs in corpus.pairs.items():
        flags, similar = together[first : first + len(pairs)], np.array([pair.similarity for pair in pairs])
        first += len(pairs)
        chosen = (similar >= BOUND, (similar >= BOUND) & (similar < JUST_ABOVE), similar < WELL_BELOW)
        print(f"{script:12}" + "".join(f"{flags[part].mean():10.2%} of {part.sum():6,}" for part in chosen))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=None)
    parser.add_argument("--pairs", type=int, default=2000, help="planted a script")
    parser.add_argument("--times", type=int, default=8, help="the folder's pages, their paragraphs dealt out anew")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    for title, words in (("80 to 320 words", (80, 320)), ("20 to 60 words", (20, 60))):
        print(f"planted pairs, {title}")
        print_recall(read_corpus(None, arguments.pairs, words))
    pairs = 0 if arguments.folder else arguments.pairs
    print_speed(read_corpus(arguments.folder, pairs, (80, 320), arguments.times), arguments.rounds)


if __name__ == "__main__":
    main()
