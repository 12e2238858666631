"""An engine that scans every shard in parts, in this process, and bytes of shards that are hard to cut."""

import gzip
import io
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corpora import bodies
from made.few_rules import few_rules_plan, few_rules_terms
from scanner.engines.in_process import InProcess
from scanner.engines.queue import Queue
from scanner.pipeline.parts import work_fenced
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import Work
from scanner.pipeline.run import Finished, run_scan
from scanner.pipeline.scan import Scanner
from scanner.sidecars.layout import Layout
from scanner.sources.discover import discover
from scanner.types.document import Shard
from scanner.types.part import Answer, Task
from scanner.types.run import Engine, ShardOutcome
from scanner.types.spread import Spread
from shard_bytes import http, warc_record

KEEP = Work(keep=True)
_MANY = 10**9
"""Workers, so that no shard is left whole because there are others to scan."""


@dataclass(frozen=True, slots=True)
class InParts:
    """Does what workers do, one piece of work after the other, and notes the answers."""

    plan: ScanPlan
    answers: list[Answer]
    before: Callable[[Task], None] = lambda _: None
    """Called with each piece of work."""

    def spread(self, tell: Callable[[str], None]) -> AbstractContextManager[Spread]:
        """Give what does tasks here."""
        return InProcess(self.plan).spread(tell)

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard."""
        scanner = Scanner(self.plan)
        queue = Queue.of(shards, self.plan.part_bytes, _MANY)
        while (task := queue.take(fresh=True)) is not None:
            self.before(task)
            self.answers.append(work_fenced(scanner, task))
            yield from queue.told(self.answers[-1])


def parts_plan(out: Path, part_bytes: int) -> ScanPlan:
    """Return a plan by few rules that cuts shards above a size."""
    return replace(few_rules_plan(out), part_bytes=part_bytes)


def scan(plan: ScanPlan, corpus: Path, engine: Engine, work: Work = KEEP) -> Finished:
    """Scan a corpus and keep the working folder, so that sidecars are compared too."""
    Layout(plan.out).claim(overwrite=False, resume=work.resume)
    Layout(plan.out).clear(keep_work=work.resume)
    return run_scan(plan, discover([str(corpus)]), engine, few_rules_terms(plan, work), lambda _: None)


def scan_in_parts(plan: ScanPlan, corpus: Path, work: Work = KEEP) -> list[Answer]:
    """Scan a corpus in parts; return what workers answered."""
    engine = InParts(plan, [])
    scan(plan, corpus, engine, work)
    return engine.answers


def hashed(out: Path) -> dict[str, bytes]:
    return {name: body for name, body in bodies(out).items() if name != "run.json"}


def members(pieces: Iterable[bytes]) -> bytes:
    """Return a gzip member for each piece, one behind the other."""
    return b"".join(gzip.compress(piece, mtime=0) for piece in pieces)


def parquet_of(rows: Sequence[str], group: int) -> bytes:
    """Return a Parquet file with so many rows a group."""
    file = io.BytesIO()
    table = pa.table({"text": list(rows), "url": [f"https://www.example.net/{number}" for number in range(len(rows))]})
    pq.write_table(table, file, row_group_size=group)
    return file.getvalue()


MAIL = b"mira.oldfield@corpus-sample-press.org"
LINES = (
    b'{"text": "Write to %s or call."}\n' % MAIL,
    b'{"text": "Plain words on a line that ends as Windows ends them."}\r\n',
    b"\n",
    b"  \r\n",
    '{"text": "\u4e2d\u6587\u4e00\u884c\uff0c\u6ca1\u6709\u522b\u7684\u3002"}\n'.encode(),
    '{"text": "\U0001f600\U0001f600 \u00e9\u00e8 four bytes and two"}\n'.encode(),
    b'{"text": "no end\n',
    b'{"other": 1}\n',
    b'{"text": ""}\n',
    b"\x1f\x8b\x08 a line that begins as gzip does\n",
    b"BZh91AY a line that begins as bzip2 does\n",
    b"(\xb5/\xfd one that begins as a zstd frame\n",
    b"PAR1\n",
    b"WARC/1.0\n",
    b"\xef\xbb\xbf\n",
    b'{"text": "caf\xe9 %s"}\n' % MAIL,
    b'"a text alone"\n',
    b'{"text": "long %s"}\n' % (b"w" * 900),
)
RECORDS = (
    warc_record(http(b"Write to %s today." % MAIL)),
    warc_record(http(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n")),
    warc_record(http(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03 no gzip")),
    warc_record(http(b"User-agent: *\nDisallow: /\n"), url="https://www.example.net/robots.txt"),
    warc_record(b"software: made\r\n", "Content-Type: application/warc-fields", kind="warcinfo"),
    warc_record(b"", kind="request"),
    warc_record(http(b""), url="https://www.example.org/empty"),
    warc_record(http("\u4e2d\u6587\u7f51\u9875\n\n".encode() * 90)),
    warc_record(http(b"\r\n\r\n\r\n")),
    warc_record(b"no head at all"),
)
