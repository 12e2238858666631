"""European and Japanese sites → `crawl/uncompressed.warc`, without requests; one page as a resource record."""

from . import sites_eu
from .page import Page, render
from .prose import Prose
from .register import Register, plant
from .site import add_site
from .values import press_mail
from .warc import Archive

SHARD = "crawl/uncompressed.warc"


def build(register: Register, prose: Prose) -> bytes:
    """Return the shard's bytes."""
    archive = Archive(SHARD, register, ip="203.0.113.49")
    archive.warcinfo("2025-11-12T00:00:00Z", "uncompressed.warc")
    for hour, site in enumerate(sites_eu.ALL):
        add_site(archive, site, prose, f"2025-11-12T{1 + hour:02d}:10:09Z", requests=False)
    _add_resource(archive, prose)
    return b"".join(archive.records)


def _add_resource(archive: Archive, prose: Prose) -> None:
    """Add a page put into the file by hand: no HTTP headers, so what they would say cannot be known."""
    footer = (f"Kept by {plant('pii.email', press_mail('curator', 'deposit'))}",)
    page = Page(prose.article("en", "travel", "resource record"), "Deposited pages", footer=footer)
    block = archive.register.clean(render(page), archive.shard, archive.next_id).encode()
    links = (("WARC-Target-URI", "https://deposit.corpus-sample.example/walk.html"),)
    archive.add("resource", "2025-11-12T09:00:00Z", links, "text/html", block)
