"""Chinese sites → `crawl/zh-pages.warc.gz`."""

from . import sites_zh
from .pack import gzip_members
from .prose import Prose
from .register import Register
from .site import add_site
from .warc import Archive

SHARD = "crawl/zh-pages.warc.gz"


def build(register: Register, prose: Prose) -> bytes:
    """Return the shard's bytes."""
    archive = Archive(SHARD, register, ip="203.0.113.86")
    archive.warcinfo("2025-11-11T00:00:00Z", "zh-pages.warc.gz")
    for hour, site in enumerate(sites_zh.ALL):
        add_site(archive, site, prose, f"2025-11-11T{1 + hour:02d}:30:40Z")
    return gzip_members(archive.records)
