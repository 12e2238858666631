"""Coordinates or a date of birth as written → whether there is such a place on earth, such a day in the calendar."""

import datetime as dt
import re

from scanner.validators.written import fold_width

_DECIMAL = re.compile(r"-?[0-9]{1,3}\.[0-9]{4,15}")
_LATITUDE, _LONGITUDE = 90.0, 180.0
_SIXTY = 60
_SEXAGESIMAL = re.compile(
    r"([0-9]{1,3})[ ]?[°º度][ ]?(?:([0-9]{1,2})[ ]?['′’分][ ]?)?"
    r"(?:([0-9]{1,2})(?:\.[0-9]{1,6})?[ ]?(?:[\"″”秒]|''|′′))?"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_MONTHS: tuple[tuple[str, int], ...] = (
    *(("jan", 1), ("ene", 1), ("gen", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3), ("mrt", 3)),
    *(("maa", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5), ("mag", 5), ("mei", 5), ("maj", 5)),
    *(("jun", 6), ("juin", 6), ("giu", 6), ("jul", 7), ("juil", 7), ("lug", 7), ("aug", 8), ("aoû", 8), ("aou", 8)),
    *(("ago", 8), ("sep", 9), ("set", 9), ("oct", 10), ("okt", 10), ("ott", 10), ("out", 10), ("nov", 11)),
    *(("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12), ("des", 12)),
)
"""Beginnings of month names: English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian."""


def are_decimal_coordinates(text: str) -> bool:
    """Tell whether two decimal numbers can be latitude and longitude in either order (ISO 6709), but not 0, 0."""
    numbers = [float(number) for number in _DECIMAL.findall(fold_width(text))]
    if len(numbers) != 2:  # noqa: PLR2004  # latitude and longitude
        return False
    first, second = map(abs, numbers)
    return min(first, second) <= _LATITUDE and max(first, second) <= _LONGITUDE and first > 1e-3 and second > 1e-3  # noqa: PLR2004  # degrees: the null island


def are_coordinates(text: str) -> bool:
    """Tell whether degrees with hemispheres, minutes and seconds name a place (ISO 6709 annex D)."""
    folded = fold_width(text)
    sexagesimal = list(_SEXAGESIMAL.finditer(folded))
    if len(sexagesimal) == 2 and all(match[2] for match in sexagesimal):  # noqa: PLR2004  # latitude and longitude
        degrees = [int(match[1]) for match in sexagesimal]
        parts = [int(match[part] or 0) for match in sexagesimal for part in (2, 3)]
        return degrees[0] < _LATITUDE and degrees[1] < _LONGITUDE and max(parts) < _SIXTY
    return are_decimal_coordinates(folded)


def is_birth_date(text: str) -> bool:
    """Tell whether the text is a day of the years 1900 to 2100, in any of the written orders of year, month and day."""
    folded = fold_width(text).lower()
    numbers = [int(number) for number in re.findall("[0-9]{1,8}", folded)]
    if re.fullmatch("[0-9]{8}", folded.strip()):
        return _is_day(int(folded[:4]), int(folded[4:6]), int(folded[6:]))
    month = _month_of(folded)
    if month is not None:
        return len(numbers) == 2 and _is_day(numbers[1], month, numbers[0])  # noqa: PLR2004  # day and year
    if len(numbers) != 3:  # noqa: PLR2004  # year, month, day
        return False
    first, second, third = numbers
    if first > 31:  # noqa: PLR2004  # no day, so the year
        return _is_day(first, second, third)
    return _is_day(third, second, first) or _is_day(third, first, second)


def _month_of(text: str) -> int | None:
    for word in re.findall("[a-zäéû]{3,}", text):
        for beginning, month in sorted(_MONTHS, key=lambda entry: -len(entry[0])):
            if word.startswith(beginning):
                return month
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
