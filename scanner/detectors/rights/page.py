"""A document → what is kept of it to judge it by its site's files later."""

from scanner.detectors.rights.tdmrep import reservation_of
from scanner.types.document import Document, Page


def page_of(document: Document) -> Page:
    """Return id, URL, capture time and the TDM reservation that the page itself states (HTML before header)."""
    return Page(document.id, document.url, document.fetched_at, reservation_of(document))
