"""Sites whose terms license all their text: which of them hold for a page, and that a page's own word comes first."""

from datetime import UTC, datetime

import pytest

from scanner.detectors.rights.known_sites import known_sites, site_licence
from scanner.detectors.rights.licence import read_licences
from scanner.detectors.rights.licence_claims import Trust, claims_of
from scanner.sources.host import host_of
from scanner.types.document import Document, Link, Markup, TextField

LATE = datetime(2025, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "day", "licence"),
    [
        ("https://en.wikipedia.org/wiki/Harbour", "2023-06-07", "CC-BY-SA-4.0"),
        ("https://en.wikipedia.org/wiki/Harbour", "2023-06-06", "CC-BY-SA-3.0"),
        ("https://zh.m.wikipedia.org/wiki/海港", "2015-01-01", "CC-BY-SA-3.0"),
        ("https://en.wikipedia.org/wiki/Harbour", "2009-06-28", "GFDL"),
        ("https://en.wikipedia.org/wiki/Harbour", None, "CC BY-SA"),
        ("https://www.wikidata.org/wiki/Q42", None, "CC0-1.0"),
        ("https://www.wikidata.org/wiki/Help:Contents", None, None),
        ("https://stackoverflow.com/questions/1/a", None, "CC BY-SA"),
        ("https://bicycles.stackexchange.com/questions/1/a", None, "CC BY-SA"),
        ("https://www.gov.uk/vat", "2025-01-02", "OGL-UK-3.0"),
        ("https://www.gov.uk/vat", "2014-10-30", None),
        ("https://wikipedia.org.example/wiki/Harbour", "2025-01-02", None),
        ("https://notwikipedia.org/wiki/Harbour", "2025-01-02", None),
        ("https://harbour.example/", "2025-01-02", None),
        ("http://[::1]/wiki/Q1", "2025-01-02", None),
    ],
)
def test_the_terms_of_a_site_hold_for(url: str, day: str | None, licence: str | None) -> None:
    moment = None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert site_licence(url, host_of(url), moment) == licence


def test_a_page_without_an_address_is_of_no_site() -> None:
    assert site_licence(None, None, LATE) is None


def test_every_licence_of_the_list_is_known_and_every_entry_says_where_it_is_said() -> None:
    sites = {site for terms in known_sites().values() for site in terms}
    assert len(sites) > 10
    assert all(read_licences(site.licence) for site in sites)
    assert all(site.since is None or site.until is None or site.since <= site.until for site in sites)


def page(*links: Link) -> Document:
    url = "https://en.wikipedia.org/wiki/Harbour"
    fields = (TextField("text", "Harbours, and https://creativecommons.org/licenses/by/4.0/ as an example."),)
    return Document("record:0", fields, url, host_of(url), (), Markup((), links), fetched_at=LATE)


def test_a_site_speaks_for_a_page_that_only_mentions_a_licence() -> None:
    trusts = {claim.trust: claim.licences[0].id for claim in claims_of(page(), read_licences)}
    assert trusts == {Trust.TEXT: "CC-BY-4.0", Trust.SITE: "CC-BY-SA-4.0"}


def test_what_a_page_says_itself_takes_the_place_of_its_sites_terms() -> None:
    own = Link(("license",), "https://creativecommons.org/licenses/by-sa/3.0/")
    trusts = {claim.trust: claim.licences[0].id for claim in claims_of(page(own), read_licences)}
    assert trusts == {Trust.TEXT: "CC-BY-4.0", Trust.LINK: "CC-BY-SA-3.0"}
