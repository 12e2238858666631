"""What stopped a stream of bytes: kept as a value, so that a fault of the data is never an exception."""

from dataclasses import dataclass

from scanner.types.document import Damaged, FailReason


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no more bytes come."""

    reason: FailReason
    detail: str
    """Never holds bytes of the data."""

    def damage(self, record: str | None = None) -> Damaged:
        """Return the event that tells of it; `record` is the one that was cut."""
        return Damaged(self.reason, self.detail, record)
