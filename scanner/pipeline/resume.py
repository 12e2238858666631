"""What an earlier run left in its working folder → shards that need not be read again, and those that do.

Content decides, never a marker alone: a shard is taken over only when its file is what it was, and when everything that
decides what the first pass says of it (tool, libraries, rules, options, tag key) is what it was.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal

import orjson
from pydantic import TypeAdapter, ValidationError

from scanner.errors import UsageError
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import outcome_of, read_scan
from scanner.sidecars.layout import Layout, write_whole
from scanner.sidecars.leftover import remove_sidecars, remove_strays, sidecars_of, trim_work
from scanner.sources.digest import digest_of_shard
from scanner.sources.remote.address import is_remote
from scanner.types.document import FailReason, Shard
from scanner.types.run import Lock, ShardOutcome
from scanner.types.storage import Storage

KEY_SCHEMA: Final = "corpus-scanner/shard-key/v1"
Told = Literal["mtime", "sha256"]
"""How a shard's file is told to be the same: size and times of change, or its content, which is read for it."""
_APART: Final = ("robots_snapshot", "shards.first", "shards.seed")
"""Options that the first pass of a shard does not depend on."""

_JUDGED_BY: Final = ("policy", "baseline", "suppressions", "as_of")
"""What a lock says of the verdict; a run may be gone on from on another day."""


@dataclass(frozen=True, slots=True)
class ShardKey:
    """What a shard's sidecars rest on; written once they are whole."""

    schema: Literal["corpus-scanner/shard-key/v1"]
    shard: str
    scan: str
    """Digest of what decides the first pass, `digest_of_scan`."""
    bytes: int
    mtime_ns: int
    version: str | None = None
    """Of an object in a store, which has no time of change that could be trusted."""
    ctime_ns: int | None = None
    """When the system saw the file change last; unlike `mtime_ns`, no program that unpacks or copies sets it back."""
    sizes: tuple[int, ...] = ()
    """Of the sidecars, in their order; empty until they are whole."""


@dataclass(frozen=True, slots=True)
class Work:
    """What becomes of working folders: that of the run before, and that of this one."""

    resume: bool = False
    """Go on from what is there."""
    told_by: Told = "mtime"
    keep: bool = False
    """Leave it there at the end, URLs included, for a later run to go on from."""


NOTHING_KEPT: Final = Work()


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What a run can go on from."""

    done: tuple[ShardOutcome, ...]
    left: tuple[Shard, ...]


_KEY: TypeAdapter[ShardKey] = TypeAdapter(ShardKey)


def digest_of_scan(lock: Lock) -> str:
    """Return the digest of what decides what the first pass says: all of the lock but the policy and its like."""
    content = asdict(lock)
    for judged_by in _JUDGED_BY:
        del content[judged_by]
    content["options"] = {name: value for name, value in lock.options.items() if name not in _APART}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def stamp_of(shard: Shard, scan: str) -> ShardKey | None:
    """Return the key of a shard as its file is now; None where that cannot be told, as for standard input.

    That of an object in a store is as it was listed: reading holds to that version, or the shard is not whole.
    """
    if shard.uri == "-":
        return None
    if is_remote(shard.uri):
        listed = ShardKey(KEY_SCHEMA, shard.id, scan, shard.bytes, 0, shard.version)
        return listed if shard.version is not None else None
    try:
        facts = Path(shard.uri).stat()
    except OSError:
        return None
    return ShardKey(KEY_SCHEMA, shard.id, scan, facts.st_size, facts.st_mtime_ns, ctime_ns=facts.st_ctime_ns)


def keep_key(layout: Layout, outcome: ShardOutcome, before: ShardKey | None) -> None:
    """Note what a scanned shard's sidecars rest on, unless its file changed while it was read.

    What could not be reached whole is not noted either: it may be tomorrow, and nothing of the file would tell.
    """
    shard = outcome.shard
    if not _was_reached(layout, outcome):
        return
    if before is not None and stamp_of(shard, before.scan) == before:
        write_whole(layout.key(shard.id), orjson.dumps(replace(before, sizes=_sizes(layout, shard.id))))


def _was_reached(layout: Layout, outcome: ShardOutcome) -> bool:
    """Tell whether what was read is all there is: of an object all bytes, of a file all that the system would give."""
    if outcome.status in {"read", "empty"}:
        return True
    if is_remote(outcome.shard.uri):
        return False
    faults = read_scan(layout.scan(outcome.shard.id)).facts.faults
    return all(fault.reason != FailReason.UNREADABLE for fault in faults)


def _sizes(layout: Layout, shard_id: str) -> tuple[int, ...]:
    """Return how large each sidecar is; -1 for one that is not there, as rules may need none."""
    _, *places = sidecars_of(layout, shard_id)
    return tuple(place.stat().st_size if place.is_file() else -1 for place in places)


def take_up(plan: ScanPlan, shards: Sequence[Shard], scan: str, work: Work, outside: Sequence[str] = ()) -> TakenUp:
    """Return what need not be read again of the shards of a run, and remove the sidecars of all else.

    What is left of shards outside of the sample stays as it is: they are not gone, and a later run may look at them.
    """
    layout = Layout(plan.out)
    done: list[ShardOutcome] = []
    left: list[Shard] = []
    kept = _kept_keys(layout)
    for shard in shards:
        outcome = _outcome(plan, shard, kept.pop(shard.id, None), scan, work)
        if outcome is None:
            left.append(shard)
            remove_sidecars(layout, shard.id)
        else:
            done.append(outcome)
    remove_strays(layout, (*(outcome.shard.id for outcome in done), *outside))
    trim_work(layout)
    return TakenUp(tuple(done), tuple(left))


def _kept_keys(layout: Layout) -> dict[str, ShardKey]:
    keys = {}
    for path in sorted(layout.keys.rglob("*.json")):
        with suppress(ValidationError):
            key = _KEY.validate_json(path.read_bytes())
            keys[key.shard] = key
    return keys


def _outcome(plan: ScanPlan, shard: Shard, key: ShardKey | None, scan: str, work: Work) -> ShardOutcome | None:
    """Return what the first pass said of a shard; None where that no longer holds."""
    layout, signed = Layout(plan.out), bool(plan.duplicate_rules)
    if (
        key is None
        or key.scan != scan
        or not all(path.is_file() for path in sidecars_of(layout, shard.id, signed=signed))
        or _sizes(layout, shard.id) != key.sizes
    ):
        return None
    now = stamp_of(shard, scan)
    if now is None or now.bytes != key.bytes:
        return None
    if work.told_by == "mtime" and now != replace(key, sizes=()):
        return None
    try:
        kept = read_scan(layout.scan(shard.id))
    except ValidationError:
        return None
    if work.told_by == "sha256" and _sha256(shard, plan.storage) != kept.facts.sha256:
        return None
    return outcome_of(shard, kept)


def _sha256(shard: Shard, storage: Storage) -> str | None:
    try:
        return digest_of_shard(shard, storage)
    except UsageError:
        return None
