"""A page and its site's robots.txt and tdmrep.json → what they say about mining it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scanner.detectors.rights.paths import UrlPath, url_path
from scanner.detectors.rights.robots import AgentRules, Robots, parse_robots
from scanner.detectors.rights.robots_groups import EVERYONE
from scanner.detectors.rights.signals import NOTHING, TDMREP, UNKNOWN, counts, signal_of, whole_document
from scanner.detectors.rights.tdmrep import STATED, TdmFile, parse_tdm_file
from scanner.types.document import Page, SiteFile
from scanner.types.finding import Detection, NotLooked, Statement
from scanner.types.rule import Rule, SignalMatch

NO_URL = "the document has no URL"
NO_ROBOTS = "no robots.txt capture of this site before the page"
NO_TDMREP = "no tdmrep.json capture of this site before the page"
MALFORMED_TDMREP = "tdmrep.json of this site cannot be read"
REDIRECTED = "the capture is a redirect, its target is not in the corpus"
NO_ANSWER = "the capture has no usable HTTP status"
ALLOW, DENY = "allow", "deny"
DENY_EVERYONE = "deny-everyone"
"""The agents asked for are kept out, but only by the group for everyone: not a reservation against them."""
_AMBIGUOUS_CONFIDENCE = 0.5
_FILES_KEPT = 64
_NO_FILE = parse_robots(b"")
_UNREACHABLE = parse_robots(b"User-agent: *\nDisallow: /")
"""RFC 9309 §2.3.1.4: assume complete disallow."""


@dataclass(frozen=True, slots=True)
class _AgentsRule:
    """A robots rule with the parsed file's rules for its agents, those that say the same taken together."""

    rule: Rule
    signal: str
    agents: tuple[AgentRules, ...]
    everyone: bool
    """Whether a ban on everyone is what the rule asks for."""

    def judge(self, page: str, path: UrlPath) -> Iterator[Detection]:
        decisions = [rules.decide_path(path) for rules in self.agents]
        denials = [found for found in decisions if not found.allowed]
        counted = [found for found in denials if self.everyone or found.group != (EVERYONE,)]
        if counted:
            sure = any("ambiguous" not in found.flags for found in counted)
            confidence = self.rule.file.confidence
            yield whole_document(self.rule, page, confidence if sure else min(confidence, _AMBIGUOUS_CONFIDENCE))
        yield Statement(page, self.signal, DENY if counted else DENY_EVERYONE if denials else ALLOW)


@dataclass(frozen=True, slots=True)
class SiteJudge:
    """Judges pages; files already parsed are kept, so that a site's pages had better come together."""

    robots_rules: tuple[Rule, ...]
    tdmrep_rules: tuple[Rule, ...]
    ready: Callable[[bytes | None], tuple[_AgentsRule, ...]]
    """Body of a robots.txt → the robots rules made ready for it; None is an unreachable file. Bounded cache."""
    tdm_file: Callable[[bytes], TdmFile | None]
    """Body of a tdmrep.json → parsed; None for a malformed one. Bounded cache."""

    def judge(self, page: Page, robots: SiteFile | None, tdmrep: SiteFile | None) -> Iterable[Detection]:
        """Yield what the captures nearest before the page say of it.

        Each robots rule comes with the statement `robots.<last part of its id>`: allow, deny, deny-everyone or unknown;
        `tdmrep` (allow, deny, none, unknown) is stated here only where the page itself was silent.
        """
        if self.robots_rules:
            yield from self._judge_robots(page, robots)
        if self.tdmrep_rules and page.tdm_reservation is None:
            yield from self._judge_tdmrep(page, tdmrep)

    def _judge_robots(self, page: Page, robots: SiteFile | None) -> Iterator[Detection]:
        gap = NO_URL if page.url is None else NO_ROBOTS if robots is None else _gap(robots.status)
        if gap is not None or page.url is None or robots is None:
            for rule in self.robots_rules:
                yield Statement(page.document, _signal(rule), UNKNOWN)
                yield NotLooked(rule.id, page.document, gap or NO_ROBOTS)
            return
        body = None if robots.status >= 500 else b"" if robots.status >= 400 else robots.body  # noqa: PLR2004  # RFC 9309 §2.3.1.3-4
        path = url_path(page.url)
        for ready in self.ready(body):
            yield from ready.judge(page.document, path)

    def _judge_tdmrep(self, page: Page, tdmrep: SiteFile | None) -> Iterator[Detection]:
        gap = NO_URL if page.url is None else NO_TDMREP if tdmrep is None else _gap(tdmrep.status)
        value, reservation = UNKNOWN, None
        if gap is None and page.url is not None and tdmrep is not None:
            # No file, no protocol: a failing server states nothing (TDMRep, "TDM File on the Origin Server").
            file = self.tdm_file(tdmrep.body if tdmrep.status < 300 else b"[]")  # noqa: PLR2004  # the 2xx range
            if file is None:
                gap = MALFORMED_TDMREP
            else:
                reservation = file.reservation(page.url)
                value = NOTHING if reservation is None else STATED[reservation]
        yield Statement(page.document, TDMREP, value)
        for rule in self.tdmrep_rules:
            if gap is not None:
                yield NotLooked(rule.id, page.document, gap)
            elif reservation is not None and counts(rule, reservation):
                yield whole_document(rule, page.document)


def _gap(status: int) -> str | None:
    """Return why a capture says nothing, or None where its status does (RFC 9309 §2.3.1)."""
    if 300 <= status < 400:  # noqa: PLR2004  # the 3xx range
        return REDIRECTED
    return None if 200 <= status < 600 else NO_ANSWER  # noqa: PLR2004  # 2xx, 4xx, 5xx


def _signal(rule: Rule) -> str:
    return "robots." + rule.id.rpartition(".")[2]


def build_site_judge(rules: Sequence[Rule]) -> SiteJudge:
    """Return a judge for the rules that site files decide: signals `robots` and `tdmrep`."""
    robots_rules = tuple(rule for rule in rules if signal_of(rule) == "robots")

    def make_ready(body: bytes | None) -> tuple[_AgentsRule, ...]:
        parsed = _UNREACHABLE if body is None else parse_robots(body) if body else _NO_FILE
        return tuple(_ready(rule, parsed) for rule in robots_rules)

    return SiteJudge(
        robots_rules,
        tuple(rule for rule in rules if signal_of(rule) == TDMREP),
        lru_cache(_FILES_KEPT)(make_ready),
        lru_cache(_FILES_KEPT)(parse_tdm_file),
    )


def _ready(rule: Rule, robots: Robots) -> _AgentsRule:
    agents = rule.match.agents if isinstance(rule.match, SignalMatch) else ()
    distinct = {id(found): found for found in map(robots.rules_for, agents)}
    return _AgentsRule(rule, _signal(rule), tuple(distinct.values()), EVERYONE in agents)
