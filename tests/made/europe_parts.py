"""Random digits and birth dates, weighted sums: what makers of European numbers share."""

from collections.abc import Callable, Iterable
from random import Random


def drawn(random: Random, count: int, first: str = "0123456789") -> str:
    """Random digits, the first one out of `first`."""
    return random.choice(first) + "".join(random.choices("0123456789", k=count - 1))


def born(random: Random, order: str = "ymd", years: tuple[int, int] = (1930, 2019)) -> tuple[str, int]:
    """A birth date of six digits in the given order, and its year."""
    year, month, day = random.randint(*years), random.randint(1, 12), random.randint(1, 28)
    parts = {"y": f"{year % 100:02d}", "m": f"{month:02d}", "d": f"{day:02d}"}
    return "".join(parts[letter] for letter in order), year


def weighted(number: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))


def luhn_digit(number: str) -> str:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(number)))
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def until(draw: Callable[[], str | None]) -> str:
    """Draw again where a check digit of two places would have been needed."""
    while True:
        if (value := draw()) is not None:
            return value


def grouped(random: Random, number: str, sizes: Iterable[int], separators: str = " ") -> str:
    """The number in one piece, or in groups with one separator, by chance."""
    separator: str = random.choice(["", *separators])
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return separator.join(groups)
