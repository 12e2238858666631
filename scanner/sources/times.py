"""Date as found in a corpus → UTC time."""

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_FIRST_COMPACT = 19_800_101_000_000
_LAST_COMPACT = 21_001_231_235_959
"""Whole numbers between these are `YYYYMMDDhhmmss`, as in CDX files; as milliseconds they would lie after 2597."""
_MAX_SECONDS = 10**11
_MAX_MILLISECONDS = 10**14
_COMPACT_DIGITS = 14
_DATE_DIGITS = 8
_LONGEST = 64


def parse_time(value: object) -> datetime | None:
    """Return the moment that an ISO 8601, RFC 5322 or 14-digit text, or seconds since 1970, mean; None if unclear.

    A time without zone is taken as UTC. Epoch numbers may count milli- or microseconds.
    """
    try:
        moment = _parse(value)
        return moment.astimezone(UTC) if moment is not None else None
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None  # what the libraries raise for dates that cannot be


def _parse(value: object) -> datetime | None:
    if isinstance(value, str):
        return _of_text(value.strip()) if len(value) <= _LONGEST else None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    return None


def _of_text(text: str) -> datetime | None:
    if not text:
        return None
    if text.isascii() and text.isdigit():
        if len(text) == _COMPACT_DIGITS:
            return datetime.strptime(text + "+0000", "%Y%m%d%H%M%S%z")
        if len(text) != _DATE_DIGITS:
            return _of_number(int(text))
    moment = datetime.fromisoformat(text) if text[0].isdigit() else parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _of_number(number: float) -> datetime | None:
    if number <= 0:
        return None
    if _FIRST_COMPACT <= number <= _LAST_COMPACT:
        return _of_text(str(int(number)))
    if number >= _MAX_MILLISECONDS:
        number /= 1_000_000
    elif number >= _MAX_SECONDS:
        number /= 1000
    return datetime.fromtimestamp(number, UTC)
