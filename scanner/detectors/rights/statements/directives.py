"""Robots meta elements and X-Robots-Tag headers → statements about use.

`noai` and `noml` are a custom that speaks of training; the others speak of search engines alone.
"""

from collections.abc import Callable, Iterator

from scanner.detectors.rights.directives import HEADER, META, directives_in_headers, directives_in_metas
from scanner.types.document import Document
from scanner.types.rights import RightsStatement, Use, Value

_SAID: dict[str, tuple[Use, Value, str]] = {
    "noai": ("train", "deny", "page"),
    "noml": ("train", "deny", "page"),
    "noimageai": ("train", "deny", "images"),
    "noindex": ("search", "deny", "page"),
    "noarchive": ("search", "conditional", "page"),
    "nosnippet": ("search", "conditional", "page"),
    "unavailable_after": ("search", "conditional", "page"),
}
"""Directive → use, value, scope. `nofollow` is about other pages, and limits of previews about none."""
_READERS: tuple[tuple[str, str, Callable[[Document, frozenset[str]], set[str]]], ...] = (
    (META, "meta robots", directives_in_metas),
    (HEADER, f"header {HEADER}", directives_in_headers),
)


def directive_statements(document: Document, agents: frozenset[str]) -> Iterator[RightsStatement]:
    """Yield what directives for everyone or for one of the agents (lower-case product tokens) say."""
    for signal, place, read in _READERS:
        found = read(document, agents)
        for directive, (use, value, scope) in _SAID.items():
            if directive in found:
                yield RightsStatement(signal, use, value, "page", place, directive, "convention", scope=scope)
