"""A number as written → whether it can be one of services: keys and tokens."""

from collections.abc import Callable

SECRET: dict[str, Callable[[str], bool]] = {}
