"""TDMRep in headers, meta elements and the site's file → statements (W3C Community Group report, 10 May 2024).

Later places override earlier ones: the site's file, the header, the HTML. Absence resets nothing.
"""

from collections.abc import Iterator

from scanner.detectors.rights.tdmrep import NAME, POLICY, TdmFile, reservation_in_headers, reservation_in_markup
from scanner.types.document import Document
from scanner.types.rights import RightsStatement, Speaker

SIGNAL = "tdmrep"


def page_reservation(document: Document) -> Iterator[RightsStatement]:
    """Yield what the page itself says, the place that counts only."""
    in_markup = reservation_in_markup(document)
    if in_markup is not None:
        metas = document.markup.metas if document.markup else ()
        policy = next((content for name, content in metas if name == POLICY), "")
        yield _statement(in_markup, "page", f"meta {NAME}", policy.strip(), "page")
        return
    in_headers = reservation_in_headers(document)
    if in_headers is not None:
        headers = document.headers or ()
        policy = next((value for name, value in headers if name.lower() == POLICY), "")
        yield _statement(in_headers, "page", f"header {NAME}", policy.strip(), "page")


def file_reservation(file: TdmFile, url: str) -> Iterator[RightsStatement]:
    """Yield what the first rule of the site's file that matches a URL says."""
    number = file.deciding(url)
    rule = None if number is None else file.rules[number]
    if rule is not None and rule.reservation is not None:
        yield _statement(rule.reservation, "site", f"tdmrep.json#{number}", rule.policy, rule.pattern.text)


def _statement(reservation: int, said_by: Speaker, place: str, policy: str, scope: str) -> RightsStatement:
    target = policy if reservation else ""  # it says where a licence may be asked for
    return RightsStatement(
        SIGNAL,
        "tdm",
        "deny" if reservation else "allow",
        said_by,
        place,
        f"{NAME}={reservation}",
        "standard",
        scope=scope,
        version="2024-05-10",
        notes=("policy",) if target else (),
        target=target,
    )
