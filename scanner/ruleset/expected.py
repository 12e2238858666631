"""A fault that the schema of a file found → what was expected there, in our words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

_TOLD: Final[Mapping[str, str]] = {
    **dict.fromkeys(("missing", "missing_argument", "missing_keyword_only_argument"), "is missing"),
    **dict.fromkeys(("unexpected_keyword_argument", "extra_forbidden"), "no such key is known here"),
    **dict.fromkeys(("string_type", "string_sub_type"), "expected a text"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), "expected a whole number"),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), "expected a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "expected true or false"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "expected a list"),
    **dict.fromkeys(("dict_type", "mapping_type", "dataclass_type", "model_type"), "expected keys with values"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "expected a day such as 2030-12-31",
    ),
    "json_invalid": "not JSON",
    "string_pattern_mismatch": "not of the form that is expected here",
    "union_tag_not_found": "its key `kind` is missing",
}
_BOUNDED: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "literal_error": lambda bound: f"expected {bound['expected']}",
    "enum": lambda bound: f"expected {bound['expected']}",
    "union_tag_invalid": lambda bound: (
        f"{bound['tag']!r} is not a kind that is known; expected {bound['expected_tags']}"
    ),
    "greater_than_equal": lambda bound: f"expected {bound['ge']} or more",
    "greater_than": lambda bound: f"expected more than {bound['gt']}",
    "less_than_equal": lambda bound: f"expected {bound['le']} or less",
    "less_than": lambda bound: f"expected less than {bound['lt']}",
    # entries with faults of their own are not counted, and an author who sees some would not understand "there are 0"
    "too_short": lambda bound: f"expected {bound['min_length']} or more entries without a fault",
    "too_long": lambda bound: f"expected {bound['max_length']} entries or fewer",
    "string_too_short": lambda bound: f"expected a text of {bound['min_length']} characters or more",
    "string_too_long": lambda bound: f"expected a text of {bound['max_length']} characters or fewer",
    "value_error": lambda bound: str(bound["error"]),
    "assertion_error": lambda bound: str(bound["error"]),
}
"""`value_error` is what our own checks say."""


def expected(fault: Mapping[str, Any]) -> str:
    """Return what was expected, of one of `ValidationError.errors()`; the value that stands there is not repeated."""
    kind = fault["type"]
    if kind in _TOLD:
        return _TOLD[kind]
    told = _BOUNDED.get(kind)
    return "not of the kind that is expected here" if told is None else told(fault["ctx"])
