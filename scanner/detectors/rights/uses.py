"""A page and its site's files → verdicts on its uses, statements for the ledger, findings of rules about uses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scanner.detectors.rights.robots import parse_robots
from scanner.detectors.rights.robots_groups import EVERYONE
from scanner.detectors.rights.signals import NO_HEADERS, NO_MARKUP, whole_document
from scanner.detectors.rights.site import (
    CLOSED,
    NO_ROBOTS,
    NO_TDMREP,
    ROBOTS_ELSEWHERE,
    TDMREP_ELSEWHERE,
    gap_before,
)
from scanner.detectors.rights.statements import content_signal, content_usage, rsl
from scanner.detectors.rights.statements.page import HINT, MARKUP, Audience, SiteFiles, no_document, with_site
from scanner.detectors.rights.statements.robots import SIGNAL as ROBOTS
from scanner.detectors.rights.statements.robots import ReadyRobots, ready_robots
from scanner.detectors.rights.statements.site_files import AI_TXT, TRUST_TXT, trust_statements
from scanner.detectors.rights.tdmrep import TdmFile, parse_tdm_file
from scanner.types.document import SiteFile
from scanner.types.finding import Detection, NotLooked, Said, Statement
from scanner.types.page import Page
from scanner.types.rights import (
    CHANGED,
    CONTRADICTION,
    NOT_CAPTURED,
    NOT_OBSERVED,
    PUBLISHED,
    TODAY,
    USE,
    RightsStatement,
    Standpoint,
)
from scanner.types.rule import Rule, SignalMatch

NO_TRUST = "no trust.txt capture of this site before the page"
NO_AI = "no ai.txt capture of this site before the page"
TRUST_ELSEWHERE = "trust.txt redirects elsewhere; the target was not kept"
AI_ELSEWHERE = "ai.txt redirects elsewhere; the target was not kept"
_FILES_KEPT = 64
_PLACES: dict[str, tuple[str, ...]] = {
    # Signal → where it can stand; a rule about it was looked for only where all of them could be seen.
    content_usage.SIGNAL: ("headers", "robots.txt"),
    content_signal.SIGNAL: ("headers", "robots.txt"),
    rsl.SIGNAL: ("headers", MARKUP, "robots.txt"),
    TRUST_TXT: (TRUST_TXT,),
    AI_TXT: (AI_TXT,),
}


@dataclass(frozen=True, slots=True)
class Captures:
    """The captures of a site's files that are nearest before a page."""

    robots: SiteFile | None = None
    tdmrep: SiteFile | None = None
    trust: SiteFile | None = None
    ai: SiteFile | None = None
    document: Callable[[str], bytes | None] = no_document
    """Address that a page or its site points to → the licence document there, as captured."""
    today: "Captures | None" = None
    """The newest ones of a snapshot, where one is given."""


@dataclass(frozen=True, slots=True)
class UseJudge:
    """Judges pages; files already parsed are kept, so that a site's pages had better come together."""

    rules: tuple[tuple[Rule, str, frozenset[str]], ...]
    """Rule, signal, and what counts as `use=value`."""
    robots: Callable[[bytes | None], ReadyRobots]
    """Body → made ready; None is an unreachable file. Bounded cache, as the others."""
    tdm: Callable[[bytes], TdmFile | None]
    trust: Callable[[bytes], tuple[RightsStatement, ...]]

    def judge(self, page: Page, captures: Captures, granted: Sequence[RightsStatement] = ()) -> Iterator[Detection]:
        """Yield a verdict for each use, what was said, what could not be seen, and findings of rules about uses.

        `granted` is what the source register says, which overrides the verdicts and no finding.
        """
        gaps = _gaps(page, captures)
        point = with_site(page.url, page.said, page.not_observed, self._files(captures, gaps), granted)
        yield from _counted(page.document, point, captures.robots)
        if captures.today is not None:
            yield from self._compared(page, point, captures, granted)
        for rule, signal, wanted in self.rules:
            if any(each.signal == signal and f"{each.use}={each.value}" in wanted for each in point.statements):
                yield whole_document(rule, page.document)
            else:
                reasons = (gaps[place] for place in _PLACES[signal])
                reason = next((reason for reason in reasons if reason is not None), None)
                if reason is not None:
                    yield NotLooked(rule.id, page.document, reason)

    def _compared(
        self, page: Page, then: Standpoint, before: Captures, granted: Sequence[RightsStatement]
    ) -> Iterator[Statement]:
        """Yield the verdicts of today, and which are other ones.

        The page itself, and files of which the snapshot has no capture, are taken as they were.
        """
        newest = before.today or before
        if (newest.robots or newest.tdmrep or newest.trust or newest.ai) is None:
            for use in then.verdicts:
                yield Statement(page.document, TODAY + use, NOT_CAPTURED)
            return
        captures = replace(
            newest,
            robots=newest.robots or before.robots,
            tdmrep=newest.tdmrep or before.tdmrep,
            trust=newest.trust or before.trust,
            ai=newest.ai or before.ai,
        )
        files = self._files(captures, _gaps(page, captures))
        now = with_site(page.url, page.said, page.not_observed, files, granted)
        for use, verdict in now.verdicts.items():
            yield Statement(page.document, TODAY + use, verdict)
            if verdict != then.verdicts[use]:
                yield Statement(page.document, CHANGED + use, f"{then.verdicts[use]} > {verdict}")

    def _files(self, captures: Captures, gaps: dict[str, str | None]) -> SiteFiles:
        robots, tdmrep, trust, ai = captures.robots, captures.tdmrep, captures.trust, captures.ai
        return SiteFiles(
            None if robots is None or gaps["robots.txt"] else self.robots(_body(robots)),
            None if tdmrep is None or gaps["tdmrep.json"] else self.tdm(_found(tdmrep) or b"[]"),
            None if trust is None or gaps[TRUST_TXT] else self.trust(_found(trust)),
            None if ai is None or gaps[AI_TXT] else _found(ai),
            captures.document,
        )


def _gaps(page: Page, captures: Captures) -> dict[str, str | None]:
    """Return why each place could not be seen; None where it could."""
    return {
        "headers": NO_HEADERS if content_usage.SIGNAL in page.not_observed else None,
        MARKUP: NO_MARKUP if MARKUP in page.not_observed else None,
        "robots.txt": gap_before(page, captures.robots, NO_ROBOTS, ROBOTS_ELSEWHERE),
        "tdmrep.json": gap_before(page, captures.tdmrep, NO_TDMREP, TDMREP_ELSEWHERE),
        TRUST_TXT: gap_before(page, captures.trust, NO_TRUST, TRUST_ELSEWHERE),
        AI_TXT: gap_before(page, captures.ai, NO_AI, AI_ELSEWHERE),
    }


def _counted(document: str, point: Standpoint, robots: SiteFile | None) -> Iterator[Detection]:
    for use, verdict in point.verdicts.items():
        yield Statement(document, USE + use, verdict)
    for use, verdict in point.published.items():
        yield Statement(document, PUBLISHED + use, verdict)
    for signal in point.not_observed:
        yield Statement(document, NOT_OBSERVED, signal)
    for contradiction in point.contradictions:
        yield Statement(document, CONTRADICTION, contradiction.use)
    for statement in point.statements:
        yield Said(document, _with_status(statement, robots))
        if HINT in statement.notes:
            yield Statement(document, statement.signal, HINT)
        elif statement.signal in _PLACES:
            yield Statement(document, f"{statement.signal}.{statement.use}", statement.value)


def _with_status(statement: RightsStatement, robots: SiteFile | None) -> RightsStatement:
    """Return a statement of a robots.txt with the status for its place where the server failed: no line says it."""
    if statement.signal != ROBOTS or robots is None or robots.status < 500:  # noqa: PLR2004  # RFC 9309 §2.3.1.4
        return statement
    return replace(statement, place=f"robots.txt (status {robots.status})", quote="unreachable")


def _body(robots: SiteFile) -> bytes | None:
    """Return the rules that hold (RFC 9309 §2.3.1): none for a file that was not there, None for a failing server."""
    return None if robots.status >= 500 else b"" if robots.status >= 400 else robots.body  # noqa: PLR2004  # 4xx, 5xx


def _found(file: SiteFile) -> bytes:
    return file.body if 200 <= file.status < 300 else b""  # noqa: PLR2004  # the 2xx range


def audience_of(rules: Iterable[Rule]) -> Audience:
    """Return the crawlers for whom pages are judged: those of robots rules whose purpose is training, else everyone."""
    agents = tuple(
        dict.fromkeys(
            agent
            for rule in rules
            if isinstance(rule.match, SignalMatch) and rule.match.purpose == "train"
            for agent in rule.match.agents
        )
    )
    return Audience(agents or (EVERYONE,), frozenset(agent.lower() for agent in agents))


def build_use_judge(rules: Sequence[Rule], audience: Audience) -> UseJudge:
    """Return a judge for an audience and the rules about uses."""

    def ready(body: bytes | None) -> ReadyRobots:
        robots = CLOSED if body is None else parse_robots(body)
        return ready_robots(robots, audience.agents, audience.training)

    def trust(body: bytes) -> tuple[RightsStatement, ...]:
        return tuple(trust_statements(body))

    watched = [
        (rule, signal, frozenset(rule.match.values))
        for rule in rules
        if isinstance(rule.match, SignalMatch) and (signal := rule.match.signal) in _PLACES
    ]
    return UseJudge(
        tuple(watched),
        lru_cache(_FILES_KEPT)(ready),
        lru_cache(_FILES_KEPT)(parse_tdm_file),
        lru_cache(_FILES_KEPT)(trust),
    )
