"""A number as written → whether it can be one of Asian countries outside China."""

from collections.abc import Callable

ASIA: dict[str, Callable[[str], bool]] = {}
