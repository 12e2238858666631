"""A document → what is kept of it to judge it by its site's files later."""

from dataclasses import dataclass

from scanner.detectors.rights.build import bounded_reader
from scanner.detectors.rights.licence_claims import Read
from scanner.detectors.rights.statements.page import Audience, not_observed_in, page_statements
from scanner.detectors.rights.tdmrep import reservation_of
from scanner.types.document import Document
from scanner.types.page import Page


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads what pages themselves say of their use."""

    tokens: frozenset[str]
    """Lower-case product tokens to whom it counts."""
    read: Read

    def page_of(self, document: Document) -> Page:
        """Return id, URL, capture time, what the page says of its use, and what its format cannot show."""
        said = tuple(page_statements(document, self.tokens, self.read))
        return Page(
            document.id, document.url, document.fetched_at, reservation_of(document), said, not_observed_in(document)
        )


def build_page_reader(audience: Audience) -> PageReader:
    """Return a reader for the crawlers that pages are judged for."""
    return PageReader(audience.tokens, bounded_reader())
