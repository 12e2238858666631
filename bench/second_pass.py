"""Made sidecars of shards and an engine → seconds and memory that comparing their documents takes, by part."""

import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from scanner.engines.in_process import InProcess
from scanner.engines.nodes import LOCAL, connected
from scanner.engines.on_ray import OnRay
from scanner.engines.processes import Processes
from scanner.pipeline.duplicates import find_duplicates
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import PARAGRAPHS, signatures_schema
from scanner.sidecars.tables import PAGES, TableWriter
from scanner.types.document import Shard
from scanner.types.run import Engine, ShardOutcome
from scanner.types.spread import Spread, T

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from dedup_memory import BLOCK, PERMUTATIONS, block_of  # the line above comes first
from measured_task import Measured

from made.few_rules import few_rules_plan

BLOCKS_A_SHARD = 5
HOSTS = 10_000


def measure(folder: Path, documents: int, jobs: int, *, with_ray: bool) -> None:
    """Compare the same documents in each way in turn."""
    plan = few_rules_plan(folder)
    shard_ids = [make_shard(plan, number) for number in range(max(1, documents // BLOCK // BLOCKS_A_SHARD))]
    nothing: Callable[[], AbstractContextManager[None]] = nullcontext
    ways: list[tuple[str, Engine, Callable[[], AbstractContextManager[None]]]] = [
        ("the command alone", InProcess(plan), nothing),
        (f"{jobs} processes", Processes(plan, jobs), nothing),
    ]
    if with_ray:
        ways.append((f"Ray, {jobs} cores", OnRay(plan, jobs), lambda: connected(LOCAL, jobs)))
    results = []
    for name, engine, ready in ways:
        for part in ("runs", "captures", "paragraph-parts", "copies"):
            shutil.rmtree(folder / "work" / part, ignore_errors=True)
        with ready():
            timed = Timed(engine)
            results.append(find_duplicates(plan, shard_ids, timed, print))
            told = timed.told(name)
        print(told, flush=True)  # while a Ray is there, what is printed is dropped with what Ray prints
    print("all came to the same" if all(each == results[0] for each in results) else "RESULTS DIFFER")
    print(f"{results[0].redundant_documents:,} copies; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


@dataclass(slots=True)
class Timed:
    """An engine that notes what its tasks take, by kind."""

    engine: Engine
    seconds: dict[str, float] = field(default_factory=dict)
    """By the clock."""
    spent: dict[int, float] = field(default_factory=dict)
    """Process → processor time in tasks."""
    peaks: dict[int, int] = field(default_factory=dict)
    """Process → memory, in kB."""
    begun: tuple[float, float] = field(default_factory=lambda: (time.perf_counter(), time.process_time()))

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Nothing is scanned."""
        raise NotImplementedError

    @contextmanager
    def spread(self, tell: Callable[[str], None]) -> Iterator[Spread]:
        """Give what measures tasks."""
        with self.engine.spread(tell) as spread:

            def measured(tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
                begun = time.perf_counter()
                for value, process, seconds, peak in spread([Measured(task) for task in tasks]):
                    self.spent[process] = self.spent.get(process, 0.0) + seconds
                    self.peaks[process] = peak
                    yield value
                kind = type(tasks[0]).__name__
                self.seconds[kind] = self.seconds.get(kind, 0.0) + time.perf_counter() - begun

            yield measured

    def told(self, name: str) -> str:
        """Return what it came to so far, in lines."""
        whole, own = time.perf_counter() - self.begun[0], time.process_time() - self.begun[1]
        others = {process: seconds for process, seconds in self.spent.items() if process != os.getpid()}
        parts = ", ".join(f"{kind} {seconds:.1f}" for kind, seconds in self.seconds.items())
        elsewhere = [round(each, 1) for each in others.values()]
        largest = max((self.peaks[process] for process in others), default=0)
        here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return (
            f"{name}: {whole:.1f} s by the clock; {parts}, the rest {whole - sum(self.seconds.values()):.1f}\n"
            f"    processor time {own:.1f} s here; in tasks elsewhere {elsewhere} s\n"
            f"    peak memory {here / 1000:,.0f} MB here so far, {largest / 1000:,.0f} MB in a worker"
        )


def make_shard(plan: ScanPlan, number: int) -> str:
    """Write what the first pass leaves of a shard, as far as documents are compared by it; return its id."""
    shard_id, layout = f"shard-{number:05}", Layout(plan.out)
    schema = signatures_schema(PERMUTATIONS, plan.signature_options.as_text())
    with (
        TableWriter(layout.first_signatures(shard_id), schema) as signatures,
        TableWriter(layout.paragraphs(shard_id), PARAGRAPHS) as paragraphs,
        TableWriter(layout.pages(shard_id), PAGES) as pages,
    ):
        for block in range(BLOCKS_A_SHARD):
            names = [f"line:{row}" for row in range(block * BLOCK, (block + 1) * BLOCK)]
            add_block(number * BLOCKS_A_SHARD + block, names, signatures, paragraphs, pages)
    return shard_id


def add_block(
    number: int, names: list[str], signatures: TableWriter, paragraphs: TableWriter, pages: TableWriter
) -> None:
    """Add documents to the tables of a shard."""
    rows, _ = block_of(number)
    random = np.random.default_rng(number + (1 << 40))
    whole = pa.FixedSizeBinaryArray.from_buffers(pa.binary(rows[0].nbytes), BLOCK, [None, pa.py_buffer(rows.tobytes())])
    digests = pa.py_buffer(rows[:, :4].tobytes())
    content = pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), BLOCK, [None, digests])
    tokens = pa.array(np.full(BLOCK, 50, dtype=np.uint32))
    signatures.add_table(pa.Table.from_arrays([pa.array(names), tokens, content, whole], schema=signatures.schema))
    hashes, ends = (
        random.integers(0, 1 << 63, 2 * BLOCK, dtype=np.uint64),
        np.arange(0, 2 * BLOCK + 1, 2, dtype=np.int32),
    )
    lists = [pa.ListArray.from_arrays(ends, each) for each in (hashes, np.full(2 * BLOCK, 120, dtype=np.uint32))]
    paragraphs.add_table(pa.Table.from_arrays(lists, schema=PARAGRAPHS))
    hosts = [f"www.host-{host}.example.com" for host in random.integers(0, HOSTS, BLOCK).tolist()]
    urls = [f"https://{host}/{number}/{at}.html" for at, host in enumerate(hosts)]
    size, none = np.full(BLOCK, 300), [None] * BLOCK
    columns = [names, urls, hosts, ["en"] * BLOCK, size, size, none, none, [[]] * BLOCK, [[]] * BLOCK]
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, PAGES, strict=True)]
    pages.add_table(pa.Table.from_arrays(arrays, schema=PAGES))
