"""Lines of JSON → the same objects with answers added; a line that cannot be read is named and never dropped."""

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson
import typer

from scanner.cli.pipe import reader_may_leave
from scanner.errors import UsageError

Answer = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Row → what is added to it; raises `UsageError` for a row that it cannot read."""
_MOST_NAMED = 20
_BOM = b"\xef\xbb\xbf"
_FILLED = frozenset(("agent", "url"))
"""Fields in which an empty text is a slip: it would be answered as if it were an agent or an address."""


def answer_lines(path: str, answer: Answer) -> None:
    """Print every line of a file (`-`: standard input) with its answer; a bad line gets `error`, and exit code 2.

    Raises `UsageError` after the last line, naming the bad ones.
    """
    faults: list[str] = []
    with ExitStack() as stack, reader_may_leave():
        source = sys.stdin.buffer if path == "-" else stack.enter_context(Path(path).open("rb"))
        for number, line in enumerate(source, 1):
            content = line.removeprefix(_BOM) if number == 1 else line
            if not content.strip():
                continue
            row: dict[str, Any] = {}
            try:
                row = _object(content)
                row.pop("error", None)  # of an earlier answer: here it would say that this one failed
                row = {**row, **answer(row)}
            except UsageError as error:
                faults.append(f"{path}:{number}: {error}")
                row = {**row, "error": str(error)}
            sys.stdout.buffer.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
    if faults:
        more = f"\n… and {len(faults) - _MOST_NAMED} more" if len(faults) > _MOST_NAMED else ""
        raise UsageError("\n".join(faults[:_MOST_NAMED]) + more)


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UsageError("invalid JSON") from error
    if not isinstance(row, dict):
        raise UsageError("expected a JSON object")
    return row


def text_of(row: Mapping[str, Any], name: str, *, needed: bool = False) -> str | None:
    """Return a text field of a row, None where it is absent or null; raises `UsageError` for anything else."""
    value = row.get(name)
    if name in _FILLED and isinstance(value, str) and not value.strip():
        raise UsageError(f"field {name}: expected a text, it is empty")
    if isinstance(value, str) or (value is None and not needed):
        return value
    raise UsageError(f"field {name}: expected a text" + (", it is missing" if value is None else ""))


def pairs_of(row: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...] | None:
    """Return a list of [name, value] pairs with names in lower case, or None where it is absent or null."""
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, dict):
        value = list(value.items())
    if not isinstance(value, list):
        raise UsageError(f"field {name}: expected a list of [name, value] pairs")
    for pair in value:
        if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):  # noqa: PLR2004  # name and value
            raise UsageError(f"field {name}: expected [name, value] pairs of texts")
    return tuple((str(key).strip().lower(), str(text)) for key, text in value)


Batch = typer.Option(metavar="FILE", help="JSON lines to answer, one object each; `-` reads standard input.")
