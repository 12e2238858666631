"""A number as written → whether it can be one of the mainland, Hong Kong, Macao and Taiwan."""

from collections.abc import Callable

GREATER_CHINA: dict[str, Callable[[str], bool]] = {}
