"""trust.txt and ai.txt of a site → statements about use; llms.txt is an index and never a permission."""

from collections.abc import Iterator

from scanner.detectors.rights.paths import url_path
from scanner.detectors.rights.robots import parse_robots
from scanner.detectors.rights.robots_groups import EVERYONE
from scanner.detectors.rights.robots_lines import is_markup, without_marks
from scanner.types.rights import RightsStatement, Value

TRUST_TXT, AI_TXT = "trust.txt", "ai.txt"
_ALLOWED = "datatrainingallowed"
_VALUES: dict[str, Value] = {"yes": "allow", "no": "deny"}
_TEXT_ENDINGS = frozenset(
    ("txt", "htm", "html", "xhtml", "md", "pdf", "doc", "docx", "odt", "rtf", "csv", "xml", "json")
)


def trust_statements(body: bytes) -> Iterator[RightsStatement]:
    """Yield what `datatrainingallowed` says; of several that differ the refusal counts (JournalList, April 2024)."""
    if is_markup(body):
        return
    said: list[tuple[int, str]] = []
    for number, line in enumerate(without_marks(body).splitlines(), 1):
        key, equals, value = line.decode("utf-8", "replace").partition("#")[0].partition("=")
        if equals and key.strip().lower() == _ALLOWED:
            said.append((number, value.strip().lower()))
    if not said:
        return
    number, value = next((each for each in said if each[1] == "no"), said[0])
    answer = _VALUES.get(value, "unknown")
    notes = ("malformed",) if answer == "unknown" else ("conflict",) if len({each for _, each in said}) > 1 else ()
    quote = f"{_ALLOWED}={value}" if value in _VALUES else _ALLOWED
    yield RightsStatement(
        TRUST_TXT, "train", answer, "site", f"{TRUST_TXT}:{number}", quote, "convention", scope="site", notes=notes
    )


def ai_statements(body: bytes, url: str) -> Iterator[RightsStatement]:
    """Yield what a site's ai.txt (Spawning) says of a page: the grammar of robots.txt, rules for endings of files.

    Other formats share the name: a body without a group for everyone says nothing.
    """
    robots = parse_robots(body)
    if not any(EVERYONE in reading.names for reading in robots.readings):
        return
    path = url_path(url)
    asked = [path.exact.partition("?")[0]]
    if asked[0].rpartition(".")[2].lower() not in _TEXT_ENDINGS:
        asked.append("/page.txt")  # a page without an ending of its own is text
    decisions = [robots.decide(EVERYONE, each) for each in asked]
    spoken = [decision for decision in decisions if decision.line is not None]
    if spoken:
        decision = next((each for each in spoken if not each.allowed), spoken[0])
        yield RightsStatement(
            AI_TXT,
            "train",
            "allow" if decision.allowed else "deny",
            "site",
            f"{AI_TXT}:{decision.line}",
            "Allow" if decision.allowed else "Disallow",
            "convention",
            scope="site",
            notes=decision.flags,
        )
