"""Shards → how long a scan of all of them takes and what it leaves on disk, told from timing a small seeded part."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scanner.errors import NothingToScanError
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.run import run_scan
from scanner.pipeline.scan import Scanner, read_scan, scan_fenced
from scanner.pipeline.terms import Terms
from scanner.sampling.order import in_keyed_order
from scanner.sampling.ratio import Ratio, ratio_of
from scanner.sidecars.layout import Layout
from scanner.types.document import Shard
from scanner.types.run import Remark, ShardOutcome
from scanner.types.spread import Spread, one_by_one

Clock = Callable[[], float]
"""Seconds since some moment."""
SHARE: Final = 0.01
LEAST_BYTES: Final = 8 * 2**20
"""Of less, what a shard costs to open would weigh too much."""
MOST_BYTES: Final = 512 * 2**20
"""How sure the figures are rests on how many shards differ how much, not on the share."""
_SPREAD_OVER: Final = 16
"""Shards that the part comes from at the least, where there are as many: of larger ones only the beginning is read."""
_LEAST_OF_SHARD: Final = 2**20
_WARM_BYTES: Final = 2**16
"""What is read of a shard before the clock counts for it: much is loaded when it is needed first."""
_KEPT: Final = ("findings", "signatures", "shards", "rights")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Which shards are timed, in the order drawn, and how much of each."""

    shards: tuple[Shard, ...]
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Timed:
    """One shard, or its beginning."""

    outcome: ShardOutcome
    seconds: float
    computing_s: float
    """Of the processor; the rest was waited for the disk, the network, or others on this machine."""
    bytes_read: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a scan of all shards takes: seconds are of one core."""

    shards: int
    bytes: int
    largest_bytes: int
    timed: tuple[Timed, ...]
    start_s: float
    """Of one worker, before its first shard."""
    seconds_per_byte: Ratio
    """Of reading, detectors and signatures, a stored byte."""
    documents_per_byte: Ratio
    later_s_per_byte: float
    """Of what follows when all shards are read, in one process: copies, robots.txt, reports."""
    kept_per_byte: float
    """Bytes of findings, signatures and reports a stored byte."""
    work_per_byte: float
    """Bytes of the working folder a stored byte, until the end of the run."""

    @property
    def bytes_timed(self) -> int:
        """Stored bytes that were read."""
        return sum(each.bytes_read for each in self.timed)

    def core_seconds(self, stored_bytes: float) -> Ratio:
        """Return seconds of one core for so many stored bytes, start-up left out."""
        return self.seconds_per_byte.plus(self.later_s_per_byte).times(stored_bytes)

    def wall_seconds(self, jobs: int, part_bytes: int = 0) -> Ratio:
        """Return seconds until the reports are there, with so many workers that do not slow each other down.

        `part_bytes`: where larger files than that can all be cut; 0: none can.
        """
        largest = min(self.largest_bytes, part_bytes or self.largest_bytes)
        workers = min(jobs, max(self.shards, self.bytes // part_bytes if part_bytes else 0))
        one_worker_bytes = max(self.bytes / workers, largest)
        return self.seconds_per_byte.times(one_worker_bytes).plus(self.start_s + self.later_s_per_byte * self.bytes)


def draw_part(shards: Sequence[Shard], seed: str) -> Drawn:
    """Return which shards are timed: about `SHARE` of all stored bytes, from shards in an order that the seed gives.

    Raises `NothingToScanError` where no size is known, as of standard input and of empty files.
    """
    total = sum(shard.bytes for shard in shards)
    if not total:
        raise NothingToScanError("nothing to estimate from: the shards are empty, or their sizes are not known")
    wanted = min(MOST_BYTES, max(LEAST_BYTES, round(SHARE * total)))
    most = max(_LEAST_OF_SHARD, wanted // _SPREAD_OVER)
    drawn: list[Shard] = []
    taken = 0
    for shard in in_keyed_order(shards, seed):
        if taken >= wanted:
            break
        if shard.bytes:
            drawn.append(shard)
            taken += min(shard.bytes, most)
    return Drawn(tuple(drawn), most)


@dataclass(slots=True)
class _TimingEngine:
    """Scans the beginnings of shards one after the other, with a look at the clock between them."""

    plan: ScanPlan
    most_bytes: int
    clock: Clock
    computing: Clock
    start_s: float = 0.0
    timed: list[Timed] = field(default_factory=list)

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard, in the order given."""
        began = self.clock()
        scanner = Scanner(self.plan)
        scan_fenced(scanner, shards[0], most_bytes=_WARM_BYTES)
        self.start_s = self.clock() - began
        for shard in shards:
            began, computed = self.clock(), self.computing()
            outcome = scan_fenced(scanner, shard, most_bytes=self.most_bytes)
            took = self.clock() - began, self.computing() - computed
            left = None if outcome.failure is not None else read_scan(Layout(self.plan.out).scan(shard.id))
            self.timed.append(Timed(outcome, *took, 0 if left is None else left.totals.coverage.bytes_read))
            yield outcome

    @contextmanager
    def spread(self, tell: Callable[[str], None]) -> Iterator[Spread]:  # noqa: ARG002  # nothing is lost here
        """Do tasks here, one by one."""
        yield one_by_one


@dataclass(slots=True)
class _Stages:
    """Told of the stages of a run; knows when the first after the reading began, and what lay on disk at the last."""

    layout: Layout
    clock: Clock
    on_shard: Callable[[], None]
    began: float | None = None
    work_bytes: int = 0

    def __call__(self, event: ShardOutcome | Remark | str) -> None:
        if isinstance(event, ShardOutcome):
            self.on_shard()
            return
        if self.began is None:
            self.began = self.clock()
        self.work_bytes = max(self.work_bytes, _size_of(self.layout.work))


def forecast(  # noqa: PLR0913, PLR0917  # what is scanned, how, and two clocks
    plan: ScanPlan,
    shards: Sequence[Shard],
    drawn: Drawn,
    terms: Terms,
    clock: Clock,
    computing: Clock,
    on_shard: Callable[[], None] = lambda: None,
) -> Forecast:
    """Scan a part into `plan.out`, a folder that is prepared and thrown away afterwards, and reckon with its times.

    Raises `NothingToScanError` where nothing of the part could be read.
    """
    layout = Layout(plan.out)
    engine = _TimingEngine(plan, drawn.most_bytes, clock, computing)
    stages = _Stages(layout, clock, on_shard)
    finished = run_scan(plan, drawn.shards, engine, terms, stages)
    if finished.interrupted:
        raise KeyboardInterrupt
    later_s = clock() - (clock() if stages.began is None else stages.began)
    read = [each for each in engine.timed if each.bytes_read]
    if not finished.corpus.totals.coverage.documents:
        raise NothingToScanError(f"nothing to estimate from: in {len(engine.timed):,} shards drawn is no document")
    sizes = [each.bytes_read for each in read]
    all_read, stored = sum(sizes), sum(shard.bytes for shard in shards)
    documents = ratio_of([each.outcome.documents for each in read], sizes)
    if all_read == stored:  # nothing was drawn, so how many there are is not in doubt
        documents = Ratio(documents.point, documents.point, documents.point)
    return Forecast(
        len(shards),
        stored,
        max(shard.bytes for shard in shards),
        tuple(engine.timed),
        engine.start_s,
        ratio_of([each.seconds for each in read], sizes),
        documents,
        later_s / all_read,
        sum(_size_of(plan.out / name) for name in _KEPT) / all_read,
        stages.work_bytes / all_read,
    )


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
