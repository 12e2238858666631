"""Words → SARIF messages that say just that: nothing in them is taken for a placeholder or a link."""

import re
from typing import Final

_LINK: Final = re.compile(r"\](?=\()")


def told(text: str, markdown: str | None = None) -> dict[str, str]:
    """Return a message (SARIF 2.1.0 §3.11, §3.12); `markdown` has no link in it."""
    plain = {"text": _literal(_LINK.sub("] ", text))}
    return plain if markdown is None else {**plain, "markdown": _literal(markdown)}


def _literal(text: str) -> str:
    """Return text without placeholders: braces are doubled (§3.11.5), and viewers show one.

    A link (§3.11.6) cannot be undone by a backslash, since one more before it would undo that: a space does.
    """
    return text.replace("{", "{{").replace("}", "}}")
