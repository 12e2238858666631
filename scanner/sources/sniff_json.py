"""First characters of a text → whether it is JSON lines, one JSON document, or neither."""

from collections.abc import Iterator

import ijson

from scanner.sources.json_value import parse_json
from scanner.types.document import Format

_LINES_LOOKED_AT = 20
_LINE_ENDINGS = frozenset({".jsonl", ".ndjson"})


def sniff_json(text: str, ending: str) -> Format | None:
    """Return JSONL, JSON, or None for text that only begins like JSON; `ending` is the tie-breaker."""
    lines = list(_whole_lines(text))
    objects = sum(_kind(line) is dict for line in lines)
    if text.lstrip().startswith("["):
        return _of_array(text, lines, ending)
    if lines and _kind(lines[0]) in {dict, str} and (objects or ending in _LINE_ENDINGS):
        alone = len(lines) == 1 and "\n" not in text.strip()
        return Format.JSON if alone and ending == ".json" else Format.JSONL
    if ending in _LINE_ENDINGS:
        return Format.JSONL
    if text.lstrip().startswith("{") and (ending == ".json" or _begins_well(text)):
        return Format.JSON if "\n" in text.strip() or ending == ".json" else Format.JSONL
    return Format.JSONL if objects * 2 > len(lines) else None


def _of_array(text: str, lines: list[str], ending: str) -> Format | None:
    first = parse_json(lines[0]) if len(lines) > 1 else None
    if isinstance(first, list) and not any(isinstance(element, dict) for element in first):
        # A line that is an array and has more lines behind it: arrays line by line, or a footnote such as `[1]`.
        by_line = ending in _LINE_ENDINGS or _kind(lines[1]) in {list, dict}
        return Format.JSONL if by_line else Format.JSON if ending == ".json" else None
    if _begins_well(text):
        return Format.JSON
    if ending in _LINE_ENDINGS:
        return Format.JSONL
    return Format.JSON if ending == ".json" else None


def _whole_lines(text: str) -> Iterator[str]:
    """Yield the first lines that are not blank; the last only if it ends, or is all there is."""
    lines = text.split("\n")
    whole = lines[:-1] if len(lines) > 1 and len(text) > 2**13 else lines
    yield from [line for line in whole if line.strip()][:_LINES_LOOKED_AT]


def _kind(line: str) -> type:
    return type(parse_json(line))


def _begins_well(text: str) -> bool:
    """Whether text is JSON, or begins with a key and its value before a fault, or is the beginning of JSON."""
    key_seen = False
    try:
        for event, _value in ijson.basic_parse(text.encode("utf-8", "replace"), multiple_values=True):
            if key_seen and event != "map_key":
                return True
            key_seen = key_seen or event == "map_key"
    except ijson.JSONError as error:
        # Both back ends say so of a text that ends too early; of other faults they say something else.
        return any(word in str(error).lower() for word in ("premature", "incomplete"))
    return True
