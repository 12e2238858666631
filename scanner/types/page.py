"""What of a document waits until its site's files are known."""

from dataclasses import dataclass
from datetime import datetime

from scanner.types.rights import RightsStatement


@dataclass(frozen=True, slots=True)
class Page:
    """What of a document is needed to judge it by the files that speak for its site; kept until that is done."""

    document: str
    url: str | None
    fetched_at: datetime | None
    tdm_reservation: int | None
    """0 or 1 where the page itself said so (header or meta), which overrides the site's file; else None."""
    said: tuple[RightsStatement, ...] = ()
    """What the page itself says of its use."""
    not_observed: tuple[str, ...] = ()
    """Signals that its format cannot show."""
