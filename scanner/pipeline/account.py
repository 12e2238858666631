"""Read events of one shard → its facts and coverage, every record counted once."""

from collections import Counter
from dataclasses import dataclass, field, replace

from scanner.types.document import (
    Closed,
    Compression,
    Damaged,
    Document,
    Failed,
    FailReason,
    Format,
    Opened,
    ReadEvent,
    Shard,
    SiteFile,
    Skipped,
    SkipReason,
)
from scanner.types.report import Coverage, Fault, ShardFacts, ShardStatus

MAX_FAULTS = 20
"""Faults written out a shard; all are counted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the account of a part comes to."""

    coverage: Coverage
    faults: tuple[Fault, ...]
    """Of records: the first `MAX_FAULTS`."""
    damage: FailReason | None


@dataclass(slots=True)
class Account:
    """Takes every event of a shard and knows at the end what was read."""

    shard: Shard
    _opened: Opened = field(default_factory=lambda: Opened(Format.UNKNOWN, Compression.NONE))
    _closed: Closed = field(default_factory=lambda: Closed(0, ""))
    _documents: int = 0
    _characters: int = 0
    _site_files: int = 0
    _clipped: int = 0
    _skipped: Counter[SkipReason] = field(default_factory=Counter)
    _failed: Counter[str] = field(default_factory=Counter)
    _faults: list[Fault] = field(default_factory=list)
    _poison: list[Fault] = field(default_factory=list)
    """Apart, since few as they are they must not drown in other faults."""
    _damage: Damaged | None = None

    def take(self, event: ReadEvent) -> None:
        """Count one event."""
        match event:
            case Document():
                self._documents += 1
                self._clipped += event.clipped
                self._characters += sum(len(text_field.text) for text_field in event.fields)
            case SiteFile():
                self._site_files += 1
            case Skipped():
                self._skipped[event.reason] += 1
            case Failed():
                self._failed[event.reason.value] += 1
                faults = self._poison if event.reason is FailReason.POISON else self._faults
                faults.append(Fault(event.reason.value, event.record, event.detail))
                del faults[MAX_FAULTS:]
            case Damaged():
                self._damage = event
                if event.record is not None:
                    self._failed[event.reason.value] += 1
            case Opened():
                self._opened = event
            case Closed():
                self._closed = event

    @property
    def documents(self) -> int:
        """Documents so far."""
        return self._documents

    @property
    def seen(self) -> Seen:
        """What was counted so far, to be added to the account of the whole shard."""
        coverage = replace(self.coverage(), bytes_total=0, bytes_read=0)
        return Seen(coverage, tuple(self._faults), None if self._damage is None else self._damage.reason)

    def add(self, seen: Seen) -> None:
        """Count what was counted in the next part of the shard; its damage is left to the caller."""
        self._documents += seen.coverage.documents
        self._characters += seen.coverage.characters
        self._site_files += seen.coverage.site_files
        self._clipped += seen.coverage.clipped
        self._skipped.update({SkipReason(reason): count for reason, count in seen.coverage.skipped.items()})
        self._failed.update(seen.coverage.failed)
        self._faults = [*self._faults, *seen.faults][:MAX_FAULTS]

    def facts(self) -> ShardFacts:
        """Return which file was read, and how that went."""
        faults = [*self._poison, *self._faults][:MAX_FAULTS]
        if self._damage is not None:
            whole = Fault(self._damage.reason.value, self._damage.record, self._damage.detail)
            faults = [whole, *faults[: MAX_FAULTS - 1]]
        elif self._is_all_broken:
            faults = [self._nothing_read(), *faults[: MAX_FAULTS - 1]]
        return ShardFacts(
            id=self.shard.id,
            format=self._opened.format,
            compression=self._opened.compression,
            bytes=self.shard.bytes or self._closed.bytes_read,
            sha256=self._closed.sha256,
            status=self._status(),
            faults=tuple(faults),
        )

    def coverage(self) -> Coverage:
        """Return what was looked at."""
        skipped = self._skipped.total()
        failed = self._failed.total()
        lost_by_skip = sum(count for reason, count in self._skipped.items() if reason.loses_text)
        return Coverage(
            bytes_total=self.shard.bytes or self._closed.bytes_read,
            bytes_read=self._closed.bytes_read,
            records=self._documents + self._site_files + skipped + failed,
            documents=self._documents,
            site_files=self._site_files,
            skipped={reason.value: count for reason, count in self._skipped.items()},
            failed=dict(self._failed),
            clipped=self._clipped,
            lost_records=failed + self._clipped + lost_by_skip,
            characters=self._characters,
        )

    @property
    def _is_all_broken(self) -> bool:
        """Whether records were broken and none gave anything to look at: no such shard was read."""
        return bool(self._failed) and not self._documents and not self._site_files

    def _nothing_read(self) -> Fault:
        reason, _ = self._failed.most_common(1)[0]
        failed, skipped = self._failed.total(), self._skipped.total()
        detail = f"none of its {failed:,} records could be read" if failed > 1 else "its only record could not be read"
        if skipped:
            detail = f"{failed:,} of its {failed + skipped:,} records could not be read, the others were set aside"
        return Fault(reason, None, detail)

    def _status(self) -> ShardStatus:
        if self._damage is not None:
            return "damaged" if self._documents or self._site_files else "failed"
        if self._is_all_broken:
            return "failed"
        return "empty" if self._opened.format is Format.EMPTY else "read"


def unscanned(shard: Shard, reason: FailReason, detail: str) -> Account:
    """Return the account of a shard that left nothing behind, for example because its worker died."""
    account = Account(shard)
    account.take(Damaged(reason, detail))
    return account
