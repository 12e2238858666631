"""A number as written → whether it can be one of the Americas, Africa and Oceania."""

from collections.abc import Callable

WORLD: dict[str, Callable[[str], bool]] = {}
