"""More pages of two forums → `crawl/forum.warc.lz4`; the crawler that wrote it kept responses only."""

from dataclasses import replace

from . import sites_en, sites_zh
from .pack import lz4_frames
from .prose import Prose
from .register import Register, plant
from .site import Extra, add_site
from .values import YULIAO, new_york, press_mail
from .warc import Archive

SHARD = "crawl/forum.warc.lz4"
_BRASS = replace(
    sites_en.FORUM,
    pages=(
        Extra(path="/t/31", notes=(f"Ring me on {plant('example.phone', new_york(171))} about the tuba.",)),
        Extra(path="/t/32", notes=(f"Parts are with {plant('pii.email', press_mail('leontine.ashdown'))}.",)),
        Extra(path="/t/33"),
    ),
)
_READERS = replace(
    sites_zh.TOWN,
    origin=f"http://bbs.{YULIAO}",
    name="样本读书论坛",
    topic="读书",
    footer=lambda n: (f"站长邮箱：zhanzhang{n}[at]{YULIAO}",),
    pages=(
        Extra(path="/thread-1.html", notes=(f"求购旧书，电话{plant('pii.cn.mobile', '17700000081')}，价格好说。",)),
        Extra(path="/thread-2.html"),
    ),
)


def build(register: Register, prose: Prose) -> bytes:
    """Return the shard's bytes."""
    archive = Archive(SHARD, register, ip="203.0.113.77")
    archive.warcinfo("2025-11-12T20:00:00Z", "forum.warc")
    for hour, site in enumerate((_BRASS, _READERS)):
        add_site(archive, site, prose, f"2025-11-12T{20 + hour}:00:33Z", requests=False)
    return lz4_frames(archive.records)
