"""A parsed robots.txt, agents and a URL → statements: who may fetch, and what the file says of use."""

from collections.abc import Iterator, Sequence

from scanner.detectors.rights.paths import UrlPath, url_path
from scanner.detectors.rights.robots import Decision, Robots
from scanner.detectors.rights.robots_groups import EVERYONE, Note
from scanner.detectors.rights.statements.content_signal import SIGNAL as CONTENT_SIGNAL
from scanner.detectors.rights.statements.content_signal import signal_statements
from scanner.detectors.rights.statements.content_usage import SIGNAL as CONTENT_USAGE
from scanner.detectors.rights.statements.content_usage import rule_statements, usage_rule
from scanner.detectors.rights.statements.rsl import pointer_statements
from scanner.types.rights import RightsStatement

SIGNAL = "robots"
_VERSION = "RFC 9309"


def robots_statements(
    robots: Robots, agents: Sequence[str], training: frozenset[str], url: str
) -> Iterator[RightsStatement]:
    """Yield what a robots.txt says to agents (product tokens) of a URL; agents told the same are told together.

    A ban on an agent of `training` (lower-case tokens) by a group that names it is also one on training; a ban on
    everyone is about fetching alone, because it is not about training in particular.
    """
    path = url_path(url)
    decisions: dict[Decision, list[str]] = {}
    notes: dict[tuple[Note, ...], list[str]] = {}
    for agent in agents:
        decision = robots.rules_for(agent).decide_path(path)
        decisions.setdefault(decision, []).append(agent)
        said = robots.notes_for(agent) if decision.allowed else ()  # nothing is preferred of what is not fetched
        if said:
            notes.setdefault(said, []).append(agent)
    for decision, addressed in decisions.items():
        yield from _access(decision, tuple(addressed), training)
    for said, addressed in notes.items():
        yield from _use(said, path, tuple(addressed))


def _access(decision: Decision, agents: tuple[str, ...], training: frozenset[str]) -> Iterator[RightsStatement]:
    place = "robots.txt" if decision.line is None else f"robots.txt:{decision.line}"
    quote = "no rule" if decision.line is None else "Allow" if decision.allowed else "Disallow"
    everyone = decision.group == (EVERYONE,)
    said = RightsStatement(
        SIGNAL,
        "access",
        "allow" if decision.allowed else "deny",
        "site",
        place,
        quote,
        "standard",
        scope="everyone" if everyone else "agent" if decision.group else "site",
        agents=agents,
        version=_VERSION,
        notes=decision.flags,
    )
    yield said
    trainers = tuple(agent for agent in agents if agent.lower() in training)
    if trainers and not decision.allowed and not everyone:
        yield RightsStatement(
            SIGNAL,
            "train",
            "deny",
            "site",
            place,
            quote,
            "standard",
            scope="agent",
            agents=trainers,
            version=_VERSION,
            notes=decision.flags,
        )


def _use(said: Sequence[Note], path: UrlPath, agents: tuple[str, ...]) -> Iterator[RightsStatement]:
    rules = []
    for note in said:
        flags = ("ambiguous",) if note.ambiguous else ()
        place, value = f"robots.txt:{note.line}", note.value.decode("latin-1")
        if note.label == CONTENT_USAGE:
            rules.append(usage_rule(note.line, note.value, flags))
        elif note.label == CONTENT_SIGNAL:
            yield from signal_statements(value, "site", place, scope="site", agents=agents, notes=flags)
        else:
            yield from pointer_statements(value, "site", place, scope="site", agents=agents, notes=flags)
    yield from rule_statements(rules, path, agents)
