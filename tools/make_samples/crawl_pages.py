"""A few English pages → `crawl/pages.warc.zst`, and what extraction tools make of it: a WET and a WAT file."""

from dataclasses import dataclass, replace

from . import sites_en
from .pack import gzip_members, zstd_frames
from .page import Page, visible_text
from .prose import Prose
from .register import Register, strip
from .site import Extra, Site, capture_of, note_rights, page_of
from .warc import Archive, digest
from .wat import envelope

WARC, WET, WAT = "crawl/pages.warc.zst", "crawl/pages.warc.wet.gz", "crawl/pages.warc.wat.gz"
_DATE, _EXTRACTED = "2025-11-12T18:{:02d}:00Z", "2025-11-13T00:00:00Z"
_NOAI = Extra(head=('<meta name="robots" content="noai">',), signals=("rights.meta-robots.noai",))
_TDM = Extra(headers=(("tdm-reservation", "1"),), signals=("rights.tdmrep.reserved",))
_PAGES = (
    (sites_en.BOOKS, Extra()),
    (sites_en.GARDEN, _NOAI),
    (sites_en.MUSEUM, Extra()),
    (sites_en.KITCHEN, _TDM),
    (sites_en.SOFTWARE, Extra()),
    (sites_en.NEWS, Extra()),
    (sites_en.SURGERY, Extra()),
    (sites_en.SCIENCE, Extra()),
)


@dataclass(frozen=True, slots=True)
class _Captured:
    site: Site
    page: Page
    url: str
    date: str
    number: int
    """Of its response in the archive."""


def build_warc(register: Register, prose: Prose) -> bytes:
    """Return the pages as captured, a zstd frame a record."""
    return zstd_frames(_capture(register, prose)[0].records)


def build_wet(register: Register, prose: Prose) -> bytes:
    """Return the pages' text."""
    archive, pages = _capture(Register(), prose)  # the captures themselves were noted with the WARC
    texts = Archive(WET, register)
    texts.warcinfo(_EXTRACTED, "pages.warc.wet.gz")
    for captured in pages:
        document = texts.next_id
        text = register.clean(visible_text(captured.page), WET, document).encode()
        links = (
            ("WARC-Target-URI", captured.url),
            ("WARC-Refers-To", archive.id_of(captured.number)),
            ("WARC-Payload-Digest", digest(text)),
            ("WARC-Identified-Content-Language", "eng"),
        )
        texts.add("conversion", captured.date, links, "text/plain", text)
        original = {"shard": WARC, "document": f"record:{captured.number}"}
        register.note("duplicates", {"shard": WET, "document": document, "of": original})
    return gzip_members(texts.records)


def build_wat(register: Register, prose: Prose) -> bytes:
    """Return what is known about each record: headers, head elements, links."""
    archive, pages = _capture(Register(), prose)
    described = Archive(WAT, register)
    described.warcinfo(_EXTRACTED, "pages.warc.wat.gz")
    urls = {captured.number: captured for captured in pages}
    offset = 0
    for number, record in enumerate(archive.records):
        captured = urls.get(number) or urls.get(number + 1) or pages[-1]
        if number:
            links = (("WARC-Target-URI", captured.url), ("WARC-Refers-To", archive.id_of(number)))
            described.add("metadata", _EXTRACTED, links, "application/json", envelope(record, "pages.warc", offset))
        if number in urls:
            document = f"record:{len(described.records) - 1}"
            note_rights(described, captured.site, len(captured.site.pages) - 1, document)
            _note_anchors(register, captured.page, document)
        offset += len(record)
    return gzip_members(described.records)


def _capture(register: Register, prose: Prose) -> tuple[Archive, list[_Captured]]:
    archive = Archive(WARC, register)
    archive.warcinfo("2025-11-12T18:00:00Z", "pages.warc")
    pages = []
    for turn, (site, extra) in enumerate(_PAGES, 1):
        visited = _with_page(site, replace(extra, path=f"/more/{turn}.html"))
        last = len(visited.pages) - 1
        page = page_of(visited, last, prose)
        capture = capture_of(visited, last, page, _DATE.format(turn))
        document = archive.exchange(capture, metadata=turn == len(_PAGES))
        note_rights(archive, visited, last, document)
        pages.append(_Captured(visited, page, strip(capture.url), capture.date, int(document.partition(":")[2])))
    return archive, pages


def _with_page(site: Site, extra: Extra) -> Site:
    return replace(site, pages=(*site.pages, extra))


def _note_anchors(register: Register, page: Page, document: str) -> None:
    """Addresses stand in the links of a WAT envelope; whether that is text to be scanned is the scanner's choice."""
    for line in page.footer:
        if "mailto:" in line:
            address = line.partition("mailto:")[2].partition('"')[0]
            register.note("hard", {"value": address, "rule": "pii.email", "shard": WAT, "document": document})
