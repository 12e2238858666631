"""Ten English-language sites of a made-up web, as data."""

from .page import mail_link
from .register import elsewhere, hard, look_alike, plant
from .site import Extra, Site, licence_anchor, licence_link
from .values import (
    CARDS,
    IBANS,
    PLACEHOLDER_CARD,
    london,
    london_abroad,
    new_york,
    press_mail,
    service_ipv4,
    service_ipv6,
    wrong_last,
)

_NOAI = '<meta name="robots" content="noai, noimageai">'
_CARD, _IBAN, _MAIL = "pii.payment-card", "pii.iban", "pii.email"
_ABROAD, _NATIONAL = "pii.phone.international", "pii.phone.national"
_META_NOAI, _META_NOINDEX = "rights.meta-robots.noai", "rights.meta-robots.noindex"
_HEADER_NOAI, _TDM = "rights.x-robots-tag.noai", "rights.tdmrep.reserved"


def _mail(name: str, desk: str = "") -> str:
    address = press_mail(name, desk)
    return mail_link(plant(_MAIL, address), address)


BOOKS = Site(
    "https://www.harbour-lane-books.example",
    "Harbour Lane Books",
    "books",
    footer=lambda n: (
        f"Harbour Lane Books, 12 Quay Street. Orders: {_mail('orders', 'harbour-lane')}",
        f"From abroad call {plant(_ABROAD, london_abroad(100 + n))}, weekdays ten to five.",
        licence_anchor("/licenses/by-nc-sa/4.0/", "Creative Commons BY-NC-SA 4.0 licence"),
    ),
    everywhere=Extra(licences=("CC-BY-NC-SA-4.0",)),
    pages=(
        Extra(notes=(f"The shop's e-mail for reviews is {plant(_MAIL, press_mail('edda.marlowe', 'reviews'))}.",)),
        Extra(head=(_NOAI,), signals=(_META_NOAI, "rights.meta-robots.noimageai")),
        Extra(head=('<META NAME="Robots" CONTENT="NOAI">',), signals=(_META_NOAI,)),
        Extra(notes=(f"Refund posted by mistake: credit card {plant(_CARD, CARDS['visa'])}, charged twice.",)),
        Extra(notes=(f"The printer asks to be paid at IBAN {plant(_IBAN, IBANS['gb'])} within a month.",)),
        Extra(
            notes=(
                (
                    f"ISBN {look_alike(_ABROAD, '978-0-306-40615-7')}, order card number "
                    f"{look_alike(_CARD, wrong_last(CARDS['visa']))}, cover art {look_alike(_MAIL, 'cover@2x.png')}."
                ),
            )
        ),
    ),
)
GARDEN = Site(
    "https://allotment-notes.example",
    "Allotment Notes",
    "garden",
    footer=lambda n: (f"Plot secretary: {_mail(f'plot{n + 1}', 'allotment')}",),
    everywhere=Extra(head=(licence_link("/licenses/by/4.0/"),), licences=("CC-BY-4.0",)),
    pages=(
        Extra(notes=(f"Seed swap line: {plant('example.phone', new_york(112))}, after six.",)),
        Extra(),
        Extra(path="/drafts/late-frost.html"),
        Extra(path="/drafts/slugs.html", notes=("An unfinished draft that was never meant to be read.",)),
        Extra(notes=(f"Write to {look_alike(_MAIL, 'someone@example.com')} or any address you like.",)),
    ),
)
RAIL = Site(
    "http://valley-rail-society.example:8080",
    "Valley Rail Society",
    "rail",
    footer=lambda n: (
        f"Society office {plant(_ABROAD, london_abroad(120 + n))}",
        licence_anchor("/licenses/by-nc-sa/3.0/", "CC BY-NC-SA 3.0 licence"),
    ),
    everywhere=Extra(
        headers=(("X-Robots-Tag", "noai, noimageai"),),
        signals=(_HEADER_NOAI, "rights.x-robots-tag.noimageai"),
        licences=("CC-BY-NC-SA-3.0",),
    ),
    charset="windows-1252",
    declared=None,
    old=True,
    pages=(
        Extra(notes=("The café crème at the junction costs £3 – “dear”, said Zoë, ‘but hot’.",)),
        Extra(),
        Extra(notes=(f"Donations: {plant(_IBAN, IBANS['gb-plain'])}, marked “boiler”.",)),
        Extra(notes=(f"Fares: {look_alike('pii.ipv4', '10.30.0.12')} is the till’s own address, not a price.",)),
    ),
)
MUSEUM = Site(
    "https://archive.tidewater-museum.example",
    "Tidewater Museum Archive",
    "museum",
    footer=lambda n: (f"Image desk: {_mail(f'image.desk{n}', 'museum')}",),
    everywhere=Extra(head=(licence_link("/publicdomain/zero/1.0/"),), licences=("CC0-1.0",)),
    pages=(
        Extra(path="/catalogue/1004.html"),
        Extra(path="/catalogue/1005.html"),
        Extra(path="/catalogue/1006.html", head=('<meta name="tdm-reservation" content="0">',), no_signals=(_TDM,)),
        Extra(path="/about.html", no_signals=(_TDM,)),
        Extra(path="/news/gifts.html", notes=(f"Fax {plant('example.phone', '+1 416 555 2300')} for loans overseas.",)),
    ),
)
KITCHEN = Site(
    "https://kitchen-ledger.example",
    "The Kitchen Ledger",
    "kitchen",
    footer=lambda n: (f"Letters to the cook: {_mail(f'cook{n}', 'kitchen')}",),
    everywhere=Extra(head=(licence_link("/licenses/by-nd/4.0/"),), licences=("CC-BY-ND-4.0",)),
    pages=(
        Extra(
            headers=(("tdm-reservation", "1"), ("tdm-policy", "https://kitchen-ledger.example/tdm.json")),
            signals=(_TDM,),
        ),
        Extra(head=('<meta name="tdm-reservation" content="1">',), signals=(_TDM,)),
        Extra(
            headers=(("TDM-Reservation", "1"),),
            head=('<meta name="tdm-reservation" content="0">',),
            no_signals=(_TDM,),
        ),
        Extra(as_sent=True, notes=(f"Pay by card {plant(_CARD, CARDS['amex'])}? The ledger takes cash only.",)),
    ),
)
SOFTWARE = Site(
    "https://devnotes.northfold.example",
    "Northfold Developer Notes",
    "software",
    footer=lambda n: (f"Security reports: {_mail(f'security{n}', 'northfold')}",),
    pages=(
        Extra(
            head=(licence_link("/licenses/by/4.0/"),),
            footer=(licence_anchor("/licenses/by-nc/4.0/", "CC BY-NC 4.0 licence"),),
            licences=("CC-BY-4.0", "CC-BY-NC-4.0"),
        ),
        Extra(headers=(("X-Robots-Tag", "otherbot: noindex, noai"),), no_signals=(_HEADER_NOAI,)),
        Extra(
            notes=(
                (
                    f"The attempt came from {plant('pii.ipv4', service_ipv4(17))} over IPv4 and from "
                    f"{plant('pii.ipv6', service_ipv6(0x53))} over IPv6, a minute later."
                ),
            )
        ),
        Extra(
            headers=(("X-Robots-Tag", "noarchive"), ("X-Robots-Tag", "max-snippet:50, noai")),
            signals=(_HEADER_NOAI, "rights.x-robots-tag.noindex"),
        ),
        Extra(
            notes=(
                (
                    f"Bind to {look_alike('pii.ipv4', '127.0.0.1')} or {look_alike('pii.ipv6', 'fe80::1')}; "
                    f"docs use {look_alike('pii.ipv4', '198.51.100.7')} and {look_alike('pii.ipv6', '2001:db8::7')}."
                ),
            )
        ),
        Extra(footer=('Text <a rel="license" href="https://opensource.org/licenses/MIT">MIT</a>.',), licences=("MIT",)),
    ),
)
NEWS = Site(
    "https://news.eastmere-gazette.example",
    "Eastmere Gazette",
    "town",
    footer=lambda n: (
        "© 2025 Eastmere Gazette. All rights reserved.",
        f"Newsroom {plant('example.phone', new_york(140 + n))}, tips to {_mail(f'tips{n}', 'gazette')}",
    ),
    pages=(
        Extra(head=('<meta name="robots" content="noindex, follow">',), signals=(_META_NOINDEX,)),
        Extra(head=('<META NAME="ROBOTS" CONTENT="NOINDEX,NOFOLLOW">',), signals=(_META_NOINDEX,)),
        Extra(head=('<meta name="CCBot" content="nofollow">',), signals=(_META_NOINDEX,), no_signals=(_META_NOAI,)),
        Extra(notes=(f"The leaked form shows a Social Security number, {plant('pii.us.ssn', '859-34-5678')}.",)),
        Extra(
            head=('<meta name="robots" content="index, follow, max-image-preview:large">',),
            notes=(
                f"Form SSN: {look_alike('pii.us.ssn', '000-12-3456')} or {look_alike('pii.us.ssn', '666-12-3456')}.",
            ),
            no_signals=(_META_NOAI, _META_NOINDEX),
        ),
    ),
)
FORUM = Site(
    "https://forum.brass-and-reed.example",
    "Brass and Reed Forum",
    "music",
    everywhere=Extra(
        headers=(("Link", '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"'),),
        licences=("CC-BY-SA-4.0",),
    ),
    nav=("Board", "Members", "Search", "Rules"),
    pages=(
        Extra(notes=(f"Private message me at {plant(_MAIL, press_mail('otis_quill77'))}, I have spare reeds.",)),
        Extra(notes=(f"I hide it from robots: {hard(_MAIL, 'nerys (at) corpus-sample-press (dot) org')}.",)),
        Extra(path=f"/members/{elsewhere('url', press_mail('member.four'))}/profile"),
        Extra(headers=(("Set-Cookie", f"user={elsewhere('http-header', press_mail('cookie.owner'))}; Path=/"),)),
        Extra(notes=(f"Someone pasted card {hard(_CARD, PLACEHOLDER_CARD)} into the chat.",)),
    ),
)
SURGERY = Site(
    "https://surgery.corpus-sample.co.uk",
    "Fallow Hill Surgery",
    "town",
    footer=lambda n: (
        f"Appointments: telephone {plant(_NATIONAL, london(160 + n))}",
        f"Repeat prescriptions: call {plant(_NATIONAL, f'020 1000 0{n + 1:03d}')}",
    ),
    pages=(
        Extra(),
        Extra(notes=(f"In the film the surgery's telephone is {look_alike(_NATIONAL, '020 7946 0123')}.",)),
        Extra(notes=(f"Patients abroad were told {look_alike(_ABROAD, '+1 202 555 0147')}, a number from a play.",)),
    ),
)
SCIENCE = Site(
    "https://field-science.example",
    "Field Science Letters",
    "science",
    footer=lambda n: (f"Correspondence: {_mail(f'letters{n}', 'field-science')}",),
    everywhere=Extra(head=('<link rel="license" href="/terms-of-use.html">',), licences=("unknown",)),
    pages=(
        Extra(notes=(f"Station log: {plant('pii.ipv4', '192.175.48.42')} reported every hour.",)),
        Extra(),
        Extra(notes=(f"The grant was paid to {plant(_IBAN, IBANS['nl'])}.",)),
    ),
)
ALL = (BOOKS, GARDEN, RAIL, MUSEUM, KITCHEN, SOFTWARE, NEWS, FORUM, SURGERY, SCIENCE)
