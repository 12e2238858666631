"""A page and its site's robots.txt and tdmrep.json → what they say about mining it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scanner.detectors.rights.paths import UrlPath, url_path
from scanner.detectors.rights.robots import AgentRules, Decision, Robots, parse_robots
from scanner.detectors.rights.robots_groups import EVERYONE
from scanner.detectors.rights.robots_lines import MOST_BYTES
from scanner.detectors.rights.signals import NOTHING, TDMREP, UNKNOWN, counts, signal_of, whole_document
from scanner.detectors.rights.tdmrep import STATED, TdmFile, parse_tdm_file
from scanner.types.document import SiteFile
from scanner.types.finding import Detection, NotLooked, Statement
from scanner.types.page import Page
from scanner.types.rule import Rule, SignalMatch

NO_URL = "the document has no URL"
NO_AUTHORITY = "the document's URL names no site"
NO_TIME = "the document has no capture time"
NO_ROBOTS = "no robots.txt capture of this site before the page"
NO_TDMREP = "no tdmrep.json capture of this site before the page"
MALFORMED_TDMREP = "tdmrep.json of this site cannot be read"
ROBOTS_ELSEWHERE = "robots.txt redirects elsewhere; the target was not kept"
TDMREP_ELSEWHERE = "tdmrep.json redirects elsewhere; the target was not kept"
NOT_MODIFIED = "the capture says only that the file had not changed (304)"
NOT_WHOLE = "the capture cannot be decoded or was cut off"
NO_ANSWER = "the capture has no usable HTTP status"
ALLOW, DENY = "allow", "deny"
DENY_EVERYONE = "deny-everyone"
"""The agents asked for are kept out, but only by the group for everyone: not a reservation against them."""
UNREACHABLE = "unreachable"
"""The site was failing when its robots.txt was asked for: everyone is kept out until it answers."""
_DOUBTFUL_CONFIDENCE = 0.5
"""At the most, where a ban is ambiguous or stands for a file that could not be fetched."""
_FILES_KEPT = 64
_NO_FILE = parse_robots(b"")
CLOSED = parse_robots(b"User-agent: *\nDisallow: /")
"""RFC 9309 §2.3.1.4: assume complete disallow."""
_SITE = re.compile(r"[a-z][a-z0-9+.-]*:[/\\]{2}[^\s/\\?#<>\"]", re.IGNORECASE)
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class _AgentsRule:
    """A robots rule with the parsed file's rules for its agents, those that say the same taken together."""

    rule: Rule
    signal: str
    agents: tuple[AgentRules, ...]
    everyone: bool
    """Whether a ban on everyone is what the rule asks for."""
    unreachable: bool
    """Whether the file stands for one that a failing server did not hand out."""

    def judge(self, page: str, path: UrlPath) -> Iterator[Detection]:
        decisions = [rules.restrictive(path) for rules in self.agents]
        denials = [found for found in decisions if not found.allowed]
        counted = [found for found in denials if self.everyone or found.group != (EVERYONE,)]
        if counted:
            sure = not self.unreachable and any("ambiguous" not in found.flags for found in counted)
            confidence = self.rule.file.confidence
            yield whole_document(self.rule, page, confidence if sure else min(confidence, _DOUBTFUL_CONFIDENCE))
        value = DENY if counted else DENY_EVERYONE if denials else ALLOW
        yield Statement(page, self.signal, UNREACHABLE if denials and self.unreachable else value)


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

        Each robots rule comes with the statement `robots.<last part of its id>`: allow, deny, deny-everyone,
        unreachable or unknown; `tdmrep` (allow, deny, none, unknown) is stated here only where the page itself was
        silent. What could not be looked for is told once a rule, and never beside a finding of it.
        """
        if self.robots_rules:
            yield from self._judge_robots(page, robots)
        if self.tdmrep_rules and page.tdm_reservation is None:
            yield from self._judge_tdmrep(page, tdmrep)

    def _judge_robots(self, page: Page, robots: SiteFile | None) -> Iterator[Detection]:
        gap = gap_before(page, robots, NO_ROBOTS, ROBOTS_ELSEWHERE)
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
        gap = gap_before(page, tdmrep, NO_TDMREP, TDMREP_ELSEWHERE)
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


def gap_before(page: Page, file: SiteFile | None, absent: str, elsewhere: str) -> str | None:
    """Return why nothing can be said of a page, the first cause only; None where a file's status says something."""
    if page.url is None:
        return NO_URL
    if file is not None:
        return _gap_of(file, elsewhere)
    if _SITE.match(page.url.lstrip(" \t\r\n<")) is None:
        return NO_AUTHORITY
    return NO_TIME if page.fetched_at is None else absent


def _gap_of(file: SiteFile, elsewhere: str) -> str | None:
    """Return why a capture says nothing, or None where its status does (RFC 9309 §2.3.1)."""
    status = file.status
    if status in _REDIRECTS:
        return elsewhere
    if status == 304:  # noqa: PLR2004  # Not Modified (RFC 9110 §15.4.5): no redirect
        return NOT_MODIFIED
    if status < 300 and not file.whole and len(file.body) < MOST_BYTES:  # noqa: PLR2004  # the 2xx range
        return NOT_WHOLE
    usable = 200 <= status < 300 or 400 <= status < 600  # noqa: PLR2004  # 2xx, 4xx, 5xx
    return None if usable else NO_ANSWER


def decide_capture(capture: SiteFile, agent: str, url: str) -> tuple[Decision | None, str]:
    """Return what a capture of a robots.txt decides for one agent, and why where its status does (RFC 9309 §2.3.1)."""
    gap = _gap_of(capture, ROBOTS_ELSEWHERE)
    if gap is not None:
        return None, gap
    if capture.status >= 500:  # noqa: PLR2004  # RFC 9309 §2.3.1.4
        return CLOSED.decide(agent, url)._replace(line=None, group=()), "the server failed: everyone is kept out"
    if capture.status >= 400:  # noqa: PLR2004  # RFC 9309 §2.3.1.3
        return _NO_FILE.decide(agent, url), "there was no robots.txt: everyone may fetch"
    return parse_robots(capture.body).decide(agent, url), ""


def _signal(rule: Rule) -> str:
    return "robots." + rule.id.rpartition(".")[2]


def build_site_judge(rules: Sequence[Rule]) -> SiteJudge:
    """Return a judge for the rules that site files decide: signals `robots` and `tdmrep`."""
    robots_rules = tuple(rule for rule in rules if signal_of(rule) == "robots")

    def make_ready(body: bytes | None) -> tuple[_AgentsRule, ...]:
        parsed = CLOSED if body is None else parse_robots(body) if body else _NO_FILE
        return tuple(_ready(rule, parsed, unreachable=body is None) for rule in robots_rules)

    return SiteJudge(
        robots_rules,
        tuple(rule for rule in rules if signal_of(rule) == TDMREP),
        lru_cache(_FILES_KEPT)(make_ready),
        lru_cache(_FILES_KEPT)(parse_tdm_file),
    )


def _ready(rule: Rule, robots: Robots, *, unreachable: bool) -> _AgentsRule:
    agents = rule.match.agents if isinstance(rule.match, SignalMatch) else ()
    distinct = {id(found): found for found in map(robots.rules_for, agents)}
    return _AgentsRule(rule, _signal(rule), tuple(distinct.values()), EVERYONE in agents, unreachable)
