"""A parsed robots.txt, agents and a URL → statements: who may fetch, and what the file says of use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.detectors.rights.paths import url_path
from scanner.detectors.rights.robots import AgentRules, Decision, Robots
from scanner.detectors.rights.robots_groups import EVERYONE, Note
from scanner.detectors.rights.statements.content_signal import SIGNAL as CONTENT_SIGNAL
from scanner.detectors.rights.statements.content_signal import signal_statements
from scanner.detectors.rights.statements.content_usage import SIGNAL as CONTENT_USAGE
from scanner.detectors.rights.statements.content_usage import UsageRule, rule_statements, usage_rule
from scanner.detectors.rights.statements.rsl import pointer_statements
from scanner.types.rights import RightsStatement

SIGNAL = "robots"
_VERSION = "RFC 9309"


@dataclass(frozen=True, slots=True)
class _Told:
    """Agents that a file tells the same."""

    rules: AgentRules
    agents: tuple[str, ...]
    trainers: tuple[str, ...]
    """Those of them that fetch for training."""
    said: tuple[RightsStatement, ...]
    """What is said to them of use, whatever the path."""
    usage: tuple[UsageRule, ...]


@dataclass(frozen=True, slots=True)
class ReadyRobots:
    """A robots.txt made ready for an audience and many URLs."""

    told: tuple[_Told, ...]

    def statements(self, url: str) -> Iterator[RightsStatement]:
        """Yield what the file says of a URL: of fetching it, and of its use."""
        path = url_path(url)
        for each in self.told:
            decision = each.rules.restrictive(path)
            yield from _access(decision, each)
            yield from each.said
            if decision.allowed:  # AIPREF: nothing is preferred of what is not fetched
                yield from rule_statements(each.usage, path, each.agents)


def ready_robots(robots: Robots, agents: Sequence[str], training: frozenset[str]) -> ReadyRobots:
    """Return a robots.txt made ready for agents (product tokens); `training` are lower-case tokens.

    A ban on an agent of `training` by a group that names it is also one on training; a ban on everyone is about
    fetching alone, because it is not about training in particular.
    """
    alike: dict[tuple[int, tuple[Note, ...]], tuple[AgentRules, list[str]]] = {}
    for agent in agents:
        rules, notes = robots.rules_for(agent), robots.notes_for(agent)
        alike.setdefault((id(rules), notes), (rules, []))[1].append(agent)
    return ReadyRobots(
        tuple(_told(rules, notes, tuple(addressed), training) for (_, notes), (rules, addressed) in alike.items())
    )


def _told(rules: AgentRules, notes: Sequence[Note], agents: tuple[str, ...], training: frozenset[str]) -> _Told:
    usage = [
        usage_rule(note.line, note.value, ("ambiguous",) if note.ambiguous else ())
        for note in notes
        if note.label == CONTENT_USAGE
    ]
    said = tuple(statement for note in notes for statement in _said(note, agents))
    return _Told(rules, agents, tuple(agent for agent in agents if agent.lower() in training), said, tuple(usage))


def _said(note: Note, agents: tuple[str, ...]) -> Iterator[RightsStatement]:
    flags = ("ambiguous",) if note.ambiguous else ()
    place, value = f"robots.txt:{note.line}", note.value.decode("latin-1")
    if note.label == CONTENT_SIGNAL:
        yield from signal_statements(value, "site", place, scope="site", agents=agents, notes=flags)
    elif note.label != CONTENT_USAGE:
        yield from pointer_statements(value, "site", place, scope="site", agents=agents, notes=flags)


def _access(decision: Decision, told: _Told) -> Iterator[RightsStatement]:
    place = "robots.txt" if decision.line is None else f"robots.txt:{decision.line}"
    quote = "no rule" if decision.line is None else "Allow" if decision.allowed else "Disallow"
    everyone = decision.group == (EVERYONE,)
    value, scope = "allow" if decision.allowed else "deny", "everyone" if everyone else "agent"
    yield RightsStatement(
        SIGNAL,
        "access",
        "allow" if decision.allowed else "deny",
        "site",
        place,
        quote,
        "standard",
        scope=scope if decision.group else "site",
        agents=told.agents,
        version=_VERSION,
        notes=decision.flags,
    )
    if told.trainers and value == "deny" and not everyone:
        yield RightsStatement(
            SIGNAL,
            "train",
            "deny",
            "site",
            place,
            quote,
            "standard",
            scope=scope,
            agents=told.trainers,
            version=_VERSION,
            notes=decision.flags,
        )
