"""Bytes of a robots.txt → for an agent and a URL: allowed or not, and the line that says so (RFC 9309).

Where the standard and real crawlers read a malformed file differently, every reading is evaluated, the restrictive
answer is given, and it is flagged `ambiguous`.
"""

from dataclasses import dataclass, field, replace

from scanner.detectors.rights.paths import UrlPath, url_path
from scanner.detectors.rights.robots_groups import EVERYONE, Note, Reading, read_groups, read_usage_groups
from scanner.detectors.rights.robots_lines import (
    MAX_BYTES,
    MOST_BYTES,
    is_markup,
    read_records,
    up_to,
    without_marks,
)
from scanner.detectors.rights.robots_table import Decision, Table, build_table
from scanner.detectors.rights.robots_usage import CONTENT_USAGE, LICENSE, loose_notes, notes_of, usage_notes

__all__ = ["AgentRules", "Decision", "Robots", "parse_robots"]

_AGENTS_KEPT = 256
HTML_BODY = "html-body"
BEYOND_LIMIT = "beyond-limit"
"""Flag of a decision that would be another one if the file were read on behind its first 500 KiB."""
_ROBOTS_PATH = "/robots.txt"
_ROBOTS_ITSELF = Decision(allowed=True, line=None, group=(), flags=())


@dataclass(frozen=True, slots=True)
class AgentRules:
    """What a file says for one agent, made ready for many URLs."""

    tables: tuple[Table, ...]
    """One a reading, the standard's first; readings that say the same are left out."""

    whole: "AgentRules | None" = None
    """The same by a longer reading: all of a file of more than 500 KiB, or a page taken for rules."""
    doubt: str = BEYOND_LIMIT
    """Why there is one: the flag of a decision that it would turn."""

    def decide(self, url: str) -> Decision:
        """Return the decision for a URL, absolute or beginning with its path."""
        return self.decide_path(url_path(url))

    def decide_path(self, path: UrlPath) -> Decision:
        """Return the decision for what `url_path` made of a URL; flagged where only a longer reading bans it."""
        decision = self._decide(path)
        if self.whole is None or not decision.allowed or self.whole.decide_path(path).allowed:
            return decision
        return decision._replace(flags=tuple(sorted({*decision.flags, "ambiguous", self.doubt})))

    def restrictive(self, path: UrlPath) -> Decision:
        """Return the same, but the ban where one stands behind the limit: what an audit must count."""
        decision = self.decide_path(path)
        if self.whole is None or BEYOND_LIMIT not in decision.flags:
            return decision
        return self.whole.decide_path(path)._replace(flags=decision.flags)

    def _decide(self, path: UrlPath) -> Decision:
        if path.exact == _ROBOTS_PATH:  # implicitly allowed (RFC 9309 §2.2.2)
            banned = any(not table.decide(path).allowed for table in self.tables)
            return _ROBOTS_ITSELF._replace(flags=("ambiguous", "robots-txt-itself")) if banned else _ROBOTS_ITSELF
        first = self.tables[0].decide(path)
        if len(self.tables) == 1:
            return first
        decisions = [table.decide(path) for table in self.tables]
        denials = [decision for decision in decisions if not decision.allowed]
        if not denials:
            return first
        # A group that names the agent says more than the group for everyone else.
        denial = next((found for found in denials if found.group != (EVERYONE,)), denials[0])
        if len(denials) == len(decisions):
            return denial
        flags = {flag for decision in decisions for flag in decision.flags}
        return denial._replace(flags=tuple(sorted(flags | {"ambiguous"})))


@dataclass(frozen=True, slots=True)
class Robots:
    """A parsed robots.txt."""

    readings: tuple[Reading, ...]
    flags: tuple[str, ...] = ()
    """Of the file as a whole, in every decision: `html-body`."""
    loose: tuple[Note, ...] = ()
    """Licences of the whole file."""
    usage: Reading | None = None
    """The reading of whoever takes Content-Usage lines for rules; None where there is none."""
    whole: "Robots | None" = None
    """The longer reading: all of a file of more than 500 KiB, or a page taken for rules."""
    _ready: dict[tuple[str, ...], AgentRules] = field(default_factory=dict, compare=False, repr=False)
    """Memo by the tokens that were selected: never more than the file names."""
    _asked: dict[str, AgentRules] = field(default_factory=dict, compare=False, repr=False)
    """Memo by agent as asked for."""

    def decide(self, agent: str, url: str) -> Decision:
        """Tell whether `agent` (a product token, or `*` for everyone else) may fetch `url`."""
        return self.rules_for(agent).decide(url)

    def notes_for(self, agent: str) -> tuple[Note, ...]:
        """Return what the file says to a product token about use."""
        notes = notes_of(self.readings, self._selected(agent), self.loose)
        return notes if self.usage is None else notes + usage_notes(self.usage, _select(self.usage, agent.lower()))

    def rules_for(self, agent: str) -> AgentRules:
        """Return the rules for a product token, compared without case (RFC 9309 §2.2.1)."""
        asked = self._asked.get(agent)
        if asked is not None:
            return asked
        selected = self._selected(agent)
        whole = None if self.whole is None else self.whole.rules_for(agent)
        rules = self._ready.get(selected)
        if rules is None or rules.whole is not whole:
            rules = self._ready[selected] = replace(
                self._prepare(selected), whole=whole, doubt=HTML_BODY if self.flags else BEYOND_LIMIT
            )
        if len(self._asked) < _AGENTS_KEPT:
            self._asked[agent] = rules
        return rules

    def _selected(self, agent: str) -> tuple[str, ...]:
        return tuple([_select(reading, agent.lower()) for reading in self.readings])

    def _prepare(self, selected: tuple[str, ...]) -> AgentRules:
        tables: list[Table] = []
        seen = set()
        for reading, token in zip(self.readings, selected, strict=True):
            rules = reading.rules_of(token) if token else ()
            said = (token, tuple(rule for rule in rules if not rule.pattern.empty))
            if said in seen:
                continue
            seen.add(said)
            flag = reading.names[token].flag if token else ""
            tables.append(build_table(rules, (token,) if token else (), flag))
        if not tables:
            nothing = build_table((), (), "")
            otherwise = nothing.otherwise._replace(flags=self.flags)
            tables.append(Table(otherwise, nothing.exact, nothing.folded))
        return AgentRules(tuple(tables))


def _select(reading: Reading, agent: str) -> str:
    """Return the token of the groups that hold for an agent, or the empty string where none does."""
    if agent in reading.names:
        return agent
    name = agent.partition("/")[0].strip()
    if name in reading.names:
        return name
    return EVERYONE if EVERYONE in reading.names else ""


def parse_robots(body: bytes) -> Robots:
    """Parse a body as it came over HTTP; nothing in it is an error (RFC 9309 §2.3.1.5)."""
    text = without_marks(body)
    if is_markup(text):
        # A page sent for the file holds no rules; a parser that does not look apart finds those that its lines read as.
        return Robots((), (HTML_BODY,), whole=_parse(up_to(text, MAX_BYTES)))
    robots = _parse(up_to(text, MAX_BYTES))
    return robots if len(text) <= MAX_BYTES else replace(robots, whole=_parse(up_to(text, MOST_BYTES)))


def _parse(text: bytes) -> Robots:
    records = list(read_records(text))
    labels = {record.label for record in records}
    return Robots(
        read_groups(records),
        loose=loose_notes(records) if LICENSE in labels else (),
        usage=read_usage_groups(records, CONTENT_USAGE) if CONTENT_USAGE in labels else None,
    )
