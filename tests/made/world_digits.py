"""A source of chance → the parts that made numbers of many countries have in common."""

import datetime as dt
from collections.abc import Sequence
from random import Random

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def digits(random: Random, count: int, first: str = "123456789") -> str:
    """Return digits, the first out of `first`."""
    return random.choice(first) + "".join(random.choices("0123456789", k=count - 1))


def letters(random: Random, count: int, among: str = _LETTERS) -> str:
    return "".join(random.choices(among, k=count))


def day(random: Random, first_year: int = 1940, last_year: int = 2009) -> dt.date:
    return dt.date(first_year, 1, 1) + dt.timedelta(days=random.randrange(365 * (last_year - first_year + 1)))


def weighted(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def with_luhn(number: str) -> str:
    """Add the check digit of ISO/IEC 7812-1."""
    total = sum(
        sum(divmod(2 * int(digit), 10)) if place % 2 == 0 else int(digit) for place, digit in enumerate(number[::-1])
    )
    return f"{number}{-total % 10}"


def grouped(number: str, sizes: Sequence[int], signs: str) -> str:
    """Write a number in groups with one sign between each two; the last sign stands for all that follow."""
    parts, place = [], 0
    for index, size in enumerate(sizes):
        sign = "" if index == 0 else signs[min(index, len(signs)) - 1]
        parts.append(sign + number[place : place + size])
        place += size
    return "".join(parts)


def written(random: Random, number: str, sizes: Sequence[int], *signs: str) -> str:
    """Write a number plainly or, by chance, in groups with one of the sets of signs."""
    chosen = random.choice(("", *signs))
    return grouped(number, sizes, chosen) if chosen else number
