"""Shard reports ↔ a baseline file: JSON lines, one a shard, sorted, with counts and nothing else.

Lines are all that git has to merge: no counts of the whole corpus that two branches would both change, no times, no
places. A file whose lines were joined (`merge=union`) is a baseline again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

import orjson
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from scanner.errors import PolicyError
from scanner.policy.read import digest_of_content, read_text
from scanner.ruleset.expected import expected
from scanner.types.baseline import BASELINE_SCHEMA, Baseline, Counted, KnownShard
from scanner.types.finding import NOT_DRAWN
from scanner.types.report import ShardReport

_STRICT = ConfigDict(extra="forbid", strict=True)
_FAULTS_NAMED: Final = 20
_Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class _Head:
    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    schema: Literal["corpus-scanner/baseline/v1"]


@dataclass(frozen=True, slots=True)
class _Line:
    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    shard: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    findings: dict[str, tuple[_Count, _Count]]


_HEAD: TypeAdapter[_Head] = TypeAdapter(_Head)
_LINE: TypeAdapter[_Line] = TypeAdapter(_Line)


def baseline_of(reports: Iterable[ShardReport]) -> tuple[Baseline, int]:
    """Return what shards hold, and how many are left out since they could not be read.

    A damaged one is not: what was read up to its fault is the same whenever the same bytes are read.

    Rules that looked at a sample of a shard are left out: another sample holds other documents.
    """
    entries = []
    left_out = 0
    for report in reports:
        if report.shard.status == "failed" or not report.shard.sha256:
            left_out += 1
            continue
        counts = {
            rule: (tally.findings, tally.documents)
            for rule, tally in sorted(report.totals.rules.items())
            if tally.findings and NOT_DRAWN not in tally.not_looked
        }
        entries.append(KnownShard(report.shard.id, report.shard.sha256, counts))
    return _baseline(entries), left_out


def write_baseline(baseline: Baseline) -> bytes:
    """Return the content of a baseline file; the same shards give the same bytes."""
    lines = ({"shard": each.shard, "sha256": each.sha256, "findings": dict(each.findings)} for each in baseline.shards)
    return b"".join(orjson.dumps(line) + b"\n" for line in ({"schema": BASELINE_SCHEMA}, *lines))


def load_baseline(path: Path) -> Baseline:
    """Return the baseline of a file; raises `PolicyError` with the line of every fault."""
    baseline, faults = parse_baseline(read_text(path))
    if baseline is None:
        more = [f"and {len(faults) - _FAULTS_NAMED:,} more"] if len(faults) > _FAULTS_NAMED else []
        raise PolicyError("\n".join(f"{path}: {fault}" for fault in (*faults[:_FAULTS_NAMED], *more)))
    return baseline


def parse_baseline(text: str) -> tuple[Baseline | None, tuple[str, ...]]:
    """Return the baseline that lines hold, in any order, or None and all of their faults.

    A shard of one content that stands there more than once, after a merge, counts with the least of every rule.
    """
    entries: list[KnownShard] = []
    faults: list[str] = []
    heads = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if '"schema"' in line and _is_head(line):
            heads += 1
            continue
        try:
            read = _LINE.validate_json(line)
            entries.append(KnownShard(read.shard, read.sha256, read.findings))
        except ValidationError as error:
            faults += (f"line {number}: {_told(part)}" for part in error.errors(include_url=False))
    if not heads:
        faults.insert(0, f'no line {{"schema":"{BASELINE_SCHEMA}"}}: not a baseline of a version that is read here')
    return (None, tuple(faults)) if faults else (_baseline(_joined(entries)), ())


def _is_head(line: str) -> bool:
    try:
        _HEAD.validate_json(line)
    except ValidationError:
        return False
    return True


def _told(part: Any) -> str:
    key = ".".join(str(each) for each in part["loc"])
    return f"{key}: {expected(part)}" if key else expected(part)


def _joined(entries: Iterable[KnownShard]) -> Iterator[KnownShard]:
    by_content: dict[tuple[str, str], KnownShard] = {}
    for entry in entries:
        key = (entry.shard, entry.sha256)
        other = by_content.get(key)
        by_content[key] = entry if other is None else KnownShard(*key, _least(entry, other))
    yield from by_content.values()


def _least(one: KnownShard, other: KnownShard) -> dict[str, Counted]:
    return {
        rule: (min(findings, other.findings[rule][0]), min(documents, other.findings[rule][1]))
        for rule, (findings, documents) in one.findings.items()
        if rule in other.findings
    }


def _baseline(entries: Iterable[KnownShard]) -> Baseline:
    shards = tuple(sorted(entries, key=lambda entry: (entry.shard, entry.sha256)))
    return Baseline(shards, digest_of_content([[each.shard, each.sha256, dict(each.findings)] for each in shards]))
