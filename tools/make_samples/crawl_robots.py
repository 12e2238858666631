"""What sites say to crawlers → `crawl/robotstxt.warc.gz`; kept apart from the pages, as big crawls do."""

from dataclasses import dataclass

from . import sites_en, sites_eu, sites_zh
from .pack import gzip_members
from .prose import Prose
from .register import Register, elsewhere
from .values import press_mail
from .warc import Archive, Capture

SHARD = "crawl/robotstxt.warc.gz"
_EARLY, _BEFORE, _AFTER = "2025-06-01T04:00:00Z", "2025-11-09T04:00:00Z", "2025-12-24T04:00:00Z"
_AI_RULE, _EVERYONE_RULE = "rights.robots.ai-training", "rights.robots.everyone"

_AI_BLOCK = f"""# Questions: {elsewhere("robots.txt", press_mail("robots.desk"))}
User-agent: GPTBot
User-agent: CCBot
User-agent: ClaudeBot
Disallow: /

User-agent: *
Disallow: /basket/
Sitemap: https://www.harbour-lane-books.example/sitemap.xml
"""
_OPEN = "User-agent: *\nDisallow:\n"
_DRAFTS = "User-agent: *\nDisallow: /drafts/\nDisallow: /*?print=1$\n"
_PORT = "\ufeffUser-agent: CCBot\r\nDisallow: /\r\n\r\nUser-agent: *\r\nDisallow: /members/\r\n"
_LATER = "User-agent: GPTBot\nDisallow: /\n"
_ZH = "# 本站不允许用于人工智能训练\nUser-agent: Bytespider\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n"
_PRIVATE = "User-Agent: *\nAllow: /list/\nDisallow: /private/\n"
_EXTENDED = (
    "User-agent: Google-Extended\nDisallow: /\n\nUser-agent: *\nAllow: /\nContent-Signal: search=yes, ai-train=no\n"
)
_HTML = "<!DOCTYPE html><html><head><title>Brass and Reed</title></head><body><p>Welcome back.</p></body></html>\n"
_TDMREP = """[
  {"location": "/catalogue/", "tdm-reservation": 1, "tdm-policy": "https://archive.tidewater-museum.example/policy.json"},
  {"location": "*", "tdm-reservation": 0}
]
"""


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """A site's answer, and the rule that its pages captured on 10 to 12 November meet because of it."""

    origin: str
    date: str
    body: str
    status: int = 200
    content_type: str = "text/plain; charset=utf-8"
    rule: str | None = None
    below: str = "/"
    """Path prefix to which the rule applies."""
    path: str = "/robots.txt"


ANSWERS = (
    SiteAnswer(sites_en.BOOKS.origin, _EARLY, _OPEN),
    SiteAnswer(sites_en.BOOKS.origin, _BEFORE, _AI_BLOCK, rule=_AI_RULE),
    SiteAnswer(sites_en.GARDEN.origin, _BEFORE, _DRAFTS, rule=_EVERYONE_RULE, below="/drafts/"),
    # Port 80; the society's pages are served from port 8080, an authority for which nothing was captured.
    SiteAnswer("http://valley-rail-society.example", _BEFORE, _PORT, rule=_AI_RULE),
    SiteAnswer(sites_en.MUSEUM.origin, _BEFORE, _OPEN),
    SiteAnswer(
        sites_en.MUSEUM.origin,
        _BEFORE,
        _TDMREP,
        content_type="application/json",
        rule="rights.tdmrep.reserved",
        below="/catalogue/",
        path="/.well-known/tdmrep.json",
    ),
    SiteAnswer(sites_en.KITCHEN.origin, _AFTER, _LATER),
    # RFC 9309 §2.3.1.4: a server that fails must be taken to forbid everything to everyone.
    SiteAnswer(sites_en.SOFTWARE.origin, _BEFORE, "Down for repairs.\n", status=503, rule=_EVERYONE_RULE),
    SiteAnswer(sites_en.NEWS.origin, _BEFORE, _HTML, status=404, content_type="text/html"),
    SiteAnswer(sites_en.FORUM.origin, _BEFORE, _HTML, content_type="text/html; charset=utf-8"),
    SiteAnswer(sites_zh.TOWN.origin, _BEFORE, _ZH, rule=_AI_RULE),
    SiteAnswer(sites_zh.COMPANY.origin, _BEFORE, _PRIVATE, rule=_EVERYONE_RULE, below="/private/"),
    SiteAnswer(sites_zh.RAILWAY.origin, _BEFORE, _OPEN),
    SiteAnswer(sites_eu.GERMAN.origin, _BEFORE, _EXTENDED, rule=_AI_RULE),
)


def build(register: Register, prose: Prose) -> bytes:  # noqa: ARG001  # every shard is built by the same two arguments
    """Return the shard's bytes."""
    archive = Archive(SHARD, register, ip="203.0.113.30")
    archive.warcinfo(_EARLY, "robotstxt.warc.gz")
    for answer in ANSWERS:
        capture = Capture(
            answer.origin + answer.path, answer.date, answer.body, answer.content_type, status=answer.status
        )
        document = archive.exchange(capture)
        if answer.rule:
            entry = {"authority": answer.origin, "below": answer.below, "rule": answer.rule, "since": answer.date}
            register.note("sites", {**entry, "shard": SHARD, "document": document})
    return gzip_members(archive.records)
