"""Text with marked values → plain text, and an account of what was planted where.

A mark surrounds a value with control characters that no text holds otherwise, so a value can stand anywhere in a
template and is written into the account with the document that came to hold it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

_MARK = re.compile("\x01([^\x02]*)\x02([^\x03]*)\x03")


def plant(rule: str, value: str) -> str:
    """Mark a value that the rule must find."""
    return f"\x01values {rule}\x02{value}\x03"


def hard(rule: str, value: str) -> str:
    """Mark a value of the rule's kind in a form seen in the wild that a scanner may miss."""
    return f"\x01hard {rule}\x02{value}\x03"


def look_alike(rule: str, value: str) -> str:
    """Mark text that resembles the rule's values and must not be found."""
    return f"\x01look_alikes {rule}\x02{value}\x03"


def elsewhere(where: str, value: str) -> str:
    """Mark a value that stands outside all scanned text (`url`, `http-header` …) and must never be written out."""
    return f"\x01elsewhere {where}\x02{value}\x03"


@dataclass(slots=True)
class Register:
    """Everything planted so far."""

    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def clean(self, marked: str, shard: str, document: str) -> str:
        """Return the text without marks; note every marked value once a document."""
        for match in _MARK.finditer(marked):
            kind, _, name = match[1].partition(" ")
            place = "where" if kind == "elsewhere" else "rule"
            self.note(kind, {"value": match[2], place: name, "shard": shard, "document": document})
        return strip(marked)

    def note(self, kind: str, entry: dict[str, Any]) -> None:
        """Add an entry to a list, unless it is there already."""
        entries = self.lists.setdefault(kind, [])
        if entry not in entries:
            entries.append(entry)


def strip(marked: str) -> str:
    """Return the text without marks, noting nothing."""
    return _MARK.sub(lambda match: match[2], marked)
