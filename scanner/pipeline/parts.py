"""Work on a large shard (cut it, scan a part, join the parts) → its answer; whatever is odd is scanned whole.

A reading of the whole shard is what decides: parts are joined only where they must come to the same, byte for byte.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from scanner.aggregation.totals import no_totals, sum_totals
from scanner.pipeline.account import Account, Seen
from scanner.pipeline.fence import Fence
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner, ShardScan, outcome_of, scan_fenced, write_scan
from scanner.pipeline.shard_tables import join_tables
from scanner.pipeline.walk import Walk
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.leftover import sidecars_of
from scanner.sidecars.parts import layout_of_part, remove_parts
from scanner.sources.cuts import facts_of_file, parts_of
from scanner.sources.part import read_part
from scanner.types.document import Closed, FailReason, Opened
from scanner.types.part import Answer, Cut, Join, Part, PartDone, Parts, Task
from scanner.types.report import Totals
from scanner.types.run import ShardOutcome


@dataclass(frozen=True, slots=True)
class PartScan:
    """What the first pass measured in a part; its presence means that the part is done."""

    key: str
    """Digest of what decides it: file, range, and everything that decides the first pass."""
    seen: Seen
    totals: Totals


_SCAN: TypeAdapter[PartScan] = TypeAdapter(PartScan)
_WITHOUT_DAMAGE = frozenset({None, FailReason.NO_TEXT_FIELD})


def work_fenced(scanner: Scanner, task: Task, walk: Walk | None = None) -> Answer:
    """Return the answer to a piece of work; a fault of the tool costs a part its shard's second, whole reading."""
    match task:
        case Cut(shard):
            with Fence():
                parts = parts_of(shard, scanner.plan.read_options, scanner.plan.part_bytes)
                if parts:
                    return Parts(shard, parts)
        case Part(shard):
            with Fence():
                return PartDone(task, _scan(scanner, task, walk or Walk()))
            return PartDone(task, whole=False)
        case Join(shard, _, count):
            with Fence():
                joined = _join(scanner, task)
                remove_parts(scanner.layout, shard.id, count)
                if joined is not None:
                    return joined
        case shard:
            pass
    return scan_fenced(scanner, shard, walk)


def _scan(scanner: Scanner, part: Part, walk: Walk) -> bool:
    """Scan a part, unless that was done before; return whether it can be joined with others."""
    layout, plan = layout_of_part(scanner.layout, part.number), scanner.plan
    place, key = layout.scan(part.shard.id), _key_of(plan, part)
    if not _is_done(plan, part, key):
        place.unlink(missing_ok=True)
        account = Account(part.shard)
        tally = scanner.measure(read_part(part, plan.read_options), account, layout, walk)
        totals = tally.totals(no_totals().coverage, plan.rule_ids)
        write_whole(place, orjson.dumps(PartScan(key, account.seen, totals), option=orjson.OPT_SORT_KEYS))
    return _read_scan(place).seen.damage in _WITHOUT_DAMAGE


def _read_scan(place: Path) -> PartScan:
    return _SCAN.validate_json(place.read_bytes())


def _key_of(plan: ScanPlan, part: Part) -> str:
    content = (plan.digest, part.shard.id, part.file, part.number, part.start, part.end)
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _is_done(plan: ScanPlan, part: Part, key: str) -> bool:
    """Tell whether an earlier run left what a scan of the same range of the same file, by the same rules, leaves."""
    layout = layout_of_part(Layout(plan.out), part.number)
    _, *left = sidecars_of(layout, part.shard.id, signed=bool(plan.duplicate_rules))
    if not plan.digest or not all(path.is_file() for path in left):
        return False
    try:
        return _read_scan(layout.scan(part.shard.id)).key == key
    except ValidationError:
        return False


def _join(scanner: Scanner, task: Join) -> ShardOutcome | None:
    """Leave what a scan of the whole shard leaves; None: only such a scan can tell."""
    plan, layout, shard = scanner.plan, scanner.layout, task.shard
    places = [layout_of_part(layout, number) for number in range(task.parts)]
    scans = [_read_scan(place.scan(shard.id)) for place in places]
    if not _adds_up([scan.seen for scan in scans]) or facts_of_file(shard) != (task.file.bytes, task.file.ctime_ns):
        return None
    account = Account(shard)
    account.take(Opened(task.file.format, task.file.compression))
    for scan in scans:
        account.add(scan.seen)
    account.take(Closed(task.file.bytes, task.file.sha256))
    totals = replace(sum_totals(scan.totals for scan in scans), coverage=account.coverage())
    join_tables(plan, places, layout, shard.id)
    joined = ShardScan(account.facts(), totals)
    write_scan(layout.scan(shard.id), joined)
    return outcome_of(shard, joined)


def _adds_up(seen: Sequence[Seen]) -> bool:
    """Tell whether parts without a text field in any row say nothing of the whole: some other has a document."""
    damaged = any(each.damage is not None for each in seen)
    return not damaged or any(each.coverage.documents for each in seen)
