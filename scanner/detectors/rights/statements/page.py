"""A document, by itself or with its site's files → where it stands: statements, verdicts, what could not be seen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scanner.detectors.rights.directives import HEADER, META
from scanner.detectors.rights.licence_claims import LICENCE_RELS, RSL_TYPE, Read, link_targets
from scanner.detectors.rights.statements import content_signal, content_usage, rsl, site_files, tdm
from scanner.detectors.rights.statements.combine import combined
from scanner.detectors.rights.statements.directives import directive_statements
from scanner.detectors.rights.statements.licences import licence_statements
from scanner.detectors.rights.statements.robots import ReadyRobots
from scanner.detectors.rights.tdmrep import TdmFile
from scanner.types.document import Document
from scanner.types.rights import RightsStatement, Standpoint

MARKUP = "markup"
HINT = "hint"
"""Note of a statement about terms that no machine can read."""
_IN_HEADERS = (HEADER, content_usage.SIGNAL, content_signal.SIGNAL)
_IN_MARKUP = (META, MARKUP)


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a page is judged."""

    agents: tuple[str, ...]
    """Product tokens as written."""
    training: frozenset[str]
    """Lower-case tokens of crawlers that fetch for training."""

    @property
    def tokens(self) -> frozenset[str]:
        """Return the agents in lower case."""
        return frozenset(agent.lower() for agent in self.agents)


def no_document(_address: str) -> None:
    """Return that no licence document was captured."""


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What is known of a page's site at the time of its capture; None for a file that was not captured."""

    robots: ReadyRobots | None = None
    tdm: TdmFile | None = None
    trust: tuple[RightsStatement, ...] | None = None
    ai: bytes | None = None
    document: Callable[[str], bytes | None] = no_document
    """Address of a licence document → the document, where it was captured."""


def standpoint_of(document: Document, site: SiteFiles, audience: Audience, read: Read) -> Standpoint:
    """Return what everything that can be seen of a page says about each use."""
    said = (*page_statements(document, audience.tokens), *licence_statements(document, read))
    return with_site(document.url, said, not_observed_in(document), site)


def with_site(
    url: str | None,
    said: Sequence[RightsStatement],
    not_observed: Sequence[str],
    site: SiteFiles,
    granted: Sequence[RightsStatement] = (),
) -> Standpoint:
    """Return the same for what a page itself says, what its format cannot show, and what the source register says."""
    files = (("robots.txt", site.robots), ("tdmrep.json", site.tdm), ("trust.txt", site.trust), ("ai.txt", site.ai))
    missing = (name for name, file in files if file is None or url is None)
    stated = (*said, *_site_statements(url, said, site))
    followed = (each for statement in stated for each in rsl.followed(statement, url, site.document))
    return combined(tuple(followed), (*not_observed, *missing), granted)


def page_statements(document: Document, tokens: frozenset[str]) -> Iterator[RightsStatement]:
    """Yield what a page itself says to agents (lower-case product tokens), licences apart."""
    yield from directive_statements(document, tokens)
    headers = document.headers or ()
    yield from content_usage.field_statements([value for name, value in headers if name.lower() == "content-usage"])
    for name, value in headers:
        if name.lower() == content_signal.SIGNAL:
            yield from content_signal.signal_statements(value, "page", f"header {content_signal.SIGNAL}")
    yield from tdm.page_reservation(document)
    yield from _rsl_statements(document)
    for hint in document.markup.hints if document.markup else ():
        yield RightsStatement(hint, "train", "unknown", "page", "html", hint, "convention", notes=(HINT,))


def not_observed_in(document: Document) -> tuple[str, ...]:
    """Return the signals that a document's format cannot show."""
    return (_IN_HEADERS if document.headers is None else ()) + (_IN_MARKUP if document.markup is None else ())


def _rsl_statements(document: Document) -> Iterator[RightsStatement]:
    for name, value in document.headers or ():
        for link in link_targets(value) if name.lower() == "link" else ():
            if _is_rsl(link.rel, link.type):
                yield from rsl.pointer_statements(link.target, "page", "header link")
    if document.markup is None:
        return
    for element in document.markup.links:
        if _is_rsl(element.rel, element.type):
            yield from rsl.pointer_statements(element.href, "page", "link rel=license")
    for kind, text in document.markup.scripts:
        if kind == RSL_TYPE:
            yield from _inline(text, document.url)


def _inline(text: str, url: str | None) -> Iterator[RightsStatement]:
    terms = rsl.parse_rsl(text)
    if terms is None:  # a licence that cannot be read governs all the same
        yield from rsl.pointer_statements("", "page", f"script {RSL_TYPE}", notes=("malformed",))
    else:
        yield from rsl.document_statements(terms, url, "page", f"script {RSL_TYPE}")


def _is_rsl(rel: Sequence[str], media_type: str) -> bool:
    return media_type.lower().startswith(RSL_TYPE) and not LICENCE_RELS.isdisjoint(rel)


def _site_statements(url: str | None, said: Sequence[RightsStatement], site: SiteFiles) -> Iterator[RightsStatement]:
    if url is None:
        return
    if site.robots is not None:
        yield from site.robots.statements(url)
    if site.tdm is not None and not any(statement.signal == tdm.SIGNAL for statement in said):
        yield from tdm.file_reservation(site.tdm, url)
    yield from site.trust or ()
    if site.ai is not None:
        yield from site_files.ai_statements(site.ai, url)
