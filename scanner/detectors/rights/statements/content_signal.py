"""Content-Signal lines and headers → statements about use (contentsignals.org, September 2025)."""

import re
from collections.abc import Iterator

from scanner.types.rights import RightsStatement, Speaker, Use, Value

SIGNAL = "content-signal"
_USES: dict[str, Use] = {"search": "search", "ai-input": "ai-input", "ai-train": "train"}
_VALUES: dict[str, Value] = {"yes": "allow", "no": "deny"}
_SEPARATOR = re.compile(r"\s*[,;]\s*|(?<=[a-z])\s+(?=[a-z-]+\s*=)", re.IGNORECASE)
_OTHER_SEPARATOR = re.compile(r";|=\s*[a-z]+\s+[a-z-]+\s*=", re.IGNORECASE)
_OTHER_KEYS = frozenset(("use",))
"""`use=immediate|reference|full` says how content may be shown, not whether it may be used."""
_AIPREF_KEYS: dict[str, Use] = {"train-ai": "train", "ai-use": "ai-input"}
"""Labels of Content-Usage, which are written here by mistake."""


def signal_statements(
    value: str,
    said_by: Speaker,
    place: str,
    *,
    scope: str = "page",
    agents: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Iterator[RightsStatement]:
    """Yield what a Content-Signal says; a use it does not name is neither granted nor refused.

    Semicolons and blanks between signals are read as commas and noted: what was meant is plain.
    """
    near = _OTHER_SEPARATOR.search(value.strip()) is not None
    for part in _SEPARATOR.split(value):
        key, equals, written = (each.strip().lower() for each in part.partition("="))
        if key in _OTHER_KEYS:
            continue
        use = _USES.get(key) or _AIPREF_KEYS.get(key)
        if use is None:
            continue
        answer = _VALUES.get(written, "unknown") if key in _USES and equals else "unknown"
        flags = notes
        if key in _AIPREF_KEYS or near:
            flags = (*notes, "near-miss")
        elif answer == "unknown":
            flags = (*notes, "malformed")
        quote = f"{key}={written}" if written in _VALUES else key
        yield RightsStatement(
            SIGNAL, use, answer, said_by, place, quote, "convention", scope=scope, agents=agents, notes=flags
        )
