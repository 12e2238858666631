"""A number as written → whether it can be one of the whole world: devices, vehicles, coins, places."""

from collections.abc import Callable

EVERYWHERE: dict[str, Callable[[str], bool]] = {}
