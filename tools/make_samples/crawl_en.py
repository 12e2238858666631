"""English sites → `crawl/en-pages.warc.gz`: heads and headers with opt-outs, odd responses, planted contact data."""

from dataclasses import replace

from . import sites_en
from .pack import gzip_members
from .prose import Prose
from .register import Register, elsewhere, strip
from .site import add_site, capture_of, page_of
from .values import press_mail
from .warc import Archive, Capture

SHARD = "crawl/en-pages.warc.gz"
_FIRST_PAGE = 2
"""Behind warcinfo and the request."""
_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def build(register: Register, prose: Prose) -> bytes:
    """Return the shard's bytes."""
    archive = Archive(SHARD, register)
    archive.warcinfo("2025-11-10T08:00:00Z", "en-pages.warc.gz")
    for hour, site in enumerate(sites_en.ALL):
        add_site(archive, site, prose, f"2025-11-10T{9 + hour:02d}:05:12Z")
    _add_odd_responses(archive)
    _add_revisit(archive, prose)
    return gzip_members(archive.records)


def _add_odd_responses(archive: Archive) -> None:
    """Add records that hold no page: a redirect, an error, an image, a PDF, an empty body."""
    host, date = sites_en.BOOKS.origin, "2025-11-10T20:00:"
    location = (("Location", f"{host}/notes/1.html"),)
    archive.exchange(Capture(f"{host}/old", f"{date}01Z", "", None, location, status=301))
    missing = "<html><head><title>404</title></head><body><h1>Not found</h1><p>Try the shelves.</p></body></html>\n"
    archive.exchange(Capture(f"{host}/gone.html", f"{date}02Z", missing, status=404))
    archive.exchange(Capture(f"{host}/img/dot.gif", f"{date}03Z", _GIF, "image/gif"))
    number = len(archive.records) + 1
    asked = f"Price list, ask {elsewhere('pdf', press_mail('price.list'))}"
    pdf = _pdf(archive.register.clean(asked, archive.shard, f"record:{number}"))
    archive.exchange(Capture(f"{host}/list.pdf", f"{date}04Z", pdf, "application/pdf"))
    archive.exchange(Capture(f"{host}/empty.html", f"{date}05Z", ""))


def _add_revisit(archive: Archive, prose: Prose) -> None:
    """Add the shop's first page, fetched again an hour later and found unchanged."""
    capture = capture_of(sites_en.BOOKS, 0, page_of(sites_en.BOOKS, 0, prose), "2025-11-10T21:00:00Z")
    bare = replace(capture, body=strip(str(capture.body)))  # its values were noted with the first capture
    archive.revisit(bare, _FIRST_PAGE, "2025-11-10T09:05:12Z")


def _pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 20 150 Td ({text}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(stream)} >> stream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Font << /F1 5 0 R >> >>",
    )
    body = "".join(f"{number} 0 obj {content} endobj\n" for number, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n".encode()
