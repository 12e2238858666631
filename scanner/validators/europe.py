"""A number as written → whether it can be one of European countries."""

from collections.abc import Callable

EUROPE: dict[str, Callable[[str], bool]] = {}
