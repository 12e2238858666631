"""A document → what is kept of it to judge it by its site's files later."""

from collections.abc import Sequence

from scanner.detectors.rights.statements.page import not_observed_in, page_statements
from scanner.detectors.rights.tdmrep import reservation_of
from scanner.types.document import Document
from scanner.types.page import Page
from scanner.types.rights import RightsStatement


def page_of(document: Document, tokens: frozenset[str], licences: Sequence[RightsStatement] = ()) -> Page:
    """Return id, URL, capture time, what the page says of its use, and what its format cannot show.

    `tokens` are the agents to whom it counts (lower-case product tokens); `licences` is what licences say of its use,
    which their detector has told already.
    """
    said = (*page_statements(document, tokens), *licences)
    return Page(
        document.id, document.url, document.fetched_at, reservation_of(document), said, not_observed_in(document)
    )
