"""Folder of shards → robots.txt parsing and matching beside Protego and urllib, and page-level checks, in one run.

    python bench/rights.py FOLDER

Ratios are what counts: absolute times differ from machine to machine. Files are generated from a fixed seed; any
robots.txt responses in WARC files below FOLDER are added.
"""

import gzip
import random
import sys
import time
import timeit
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.robotparser import RobotFileParser

from fastwarc.warc import ArchiveIterator, WarcRecordType
from protego import Protego

from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.build import build_rights
from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.robots import parse_robots
from scanner.detectors.rights.site import build_site_judge
from scanner.detectors.rights.uses import Captures, audience_of, build_use_judge
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.sources.html import page_of as read_page
from scanner.sources.markup import markup_of
from scanner.types.document import Document, SiteFile, SiteFileKind, TextField

AGENTS = ("GPTBot", "CCBot", "ClaudeBot", "Examplebot")
TOKENS = (*AGENTS, "*", "Bytespider", "Googlebot", "bingbot", "Amazonbot")
WORDS = (
    "archive",
    "cart",
    "de",
    "download",
    "forum",
    "images",
    "login",
    "news",
    "page",
    "print",
    "search",
    "tag",
    "user",
)
GENERATED_FILES = 120
URLS_A_FILE = 200
PAGE_CHARS = 46_000
RUNS = 5


class Timing(NamedTuple):
    """Seconds of one library over all files."""

    name: str
    parse_s: float
    match_s: float
    verdicts: list[bool]


def generate_robots(rng: random.Random) -> bytes:
    """Return a file of about 4 KB: some agents, many prefixes, some wildcards."""
    lines: list[str] = []
    for _ in range(rng.randint(1, 6)):
        lines.extend(f"User-agent: {rng.choice(TOKENS)}" for _ in range(rng.randint(1, 8)))
        for _ in range(rng.randint(1, 40)):
            path = "".join(f"/{rng.choice(WORDS)}" for _ in range(rng.randint(1, 3)))
            suffix = rng.choice(("", "", "", "/", "/", "*", "*.pdf$", "?*id=", "/*/edit", "$"))
            lines.append(f"{rng.choice(('Disallow', 'Disallow', 'Disallow', 'Allow'))}: {path}{suffix}")
        lines.append("")
    return "\n".join(lines).encode()


def generate_url(rng: random.Random) -> str:
    """Return a URL whose path is made of the same words."""
    path = "".join(f"/{rng.choice(WORDS)}" for _ in range(rng.randint(1, 5)))
    return f"https://www.example.org{path}{rng.choice(('', '/', '.html', '?id=7', '/report.pdf', f'-{rng.random()}'))}"


def captured_robots(folder: Path) -> Iterator[bytes]:
    """Yield the bodies of robots.txt responses in WARC files below a folder."""
    for path in sorted(folder.rglob("*.warc*")):
        if path.name.endswith((".wat", ".wet", ".wat.gz", ".wet.gz")):
            continue
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                if (record.headers.get("WARC-Target-URI") or "").rstrip(">").endswith("/robots.txt"):
                    yield record.reader.read()


def time_library(
    name: str,
    parse: Callable[[bytes], Callable[[str, str], bool]],
    files: Sequence[bytes],
    urls: Sequence[Sequence[str]],
) -> Timing:
    """Parse every file, then ask every URL for every agent: the best of some runs, in CPU time."""
    parse_s = match_s = float("inf")
    verdicts: list[bool] = []
    for _ in range(RUNS):
        start = time.process_time()
        parsed = [parse(body) for body in files]
        parse_s = min(parse_s, time.process_time() - start)
        start = time.process_time()
        verdicts = [
            allowed(agent, url)
            for allowed, file_urls in zip(parsed, urls, strict=True)
            for agent in AGENTS
            for url in file_urls
        ]
        match_s = min(match_s, time.process_time() - start)
    return Timing(name, parse_s, match_s, verdicts)


def parse_ours(body: bytes) -> Callable[[str, str], bool]:
    """Return our verdicts."""
    robots = parse_robots(body)
    return lambda agent, url: robots.decide(agent, url).allowed


def parse_protego(body: bytes) -> Callable[[str, str], bool]:
    """Return Protego's verdicts."""
    robots = Protego.parse(body.decode("utf-8-sig", "replace"))
    return lambda agent, url: robots.can_fetch(url, agent)


def parse_urllib(body: bytes) -> Callable[[str, str], bool]:
    """Return the standard library's verdicts."""
    robots = RobotFileParser()
    robots.parse(body.decode("utf-8-sig", "replace").splitlines())
    return robots.can_fetch


def print_robots(files: Sequence[bytes], rng: random.Random) -> None:
    """Print a line for each library."""
    urls = [[generate_url(rng) for _ in range(URLS_A_FILE)] for _ in files]
    libraries = (("ours", parse_ours), ("protego", parse_protego), ("urllib", parse_urllib))
    timings = [time_library(name, parse, files, urls) for name, parse in libraries]
    ours = timings[0]
    print(f"{len(files)} files, mean {sum(map(len, files)) / len(files):.0f} bytes; {len(ours.verdicts)} questions")
    print(f"{'library':10}{'parse µs':>10}{'ratio':>8}{'match µs':>10}{'ratio':>8}{'URLs/s':>12}{'agrees':>9}")
    for timing in timings:
        agrees = sum(map(bool.__eq__, timing.verdicts, ours.verdicts)) / len(ours.verdicts)
        parse_us, match_us = timing.parse_s / len(files) * 1e6, timing.match_s / len(ours.verdicts) * 1e6
        ratios = timing.parse_s / ours.parse_s, timing.match_s / ours.match_s
        print(
            f"{timing.name:10}{parse_us:10.0f}{ratios[0]:8.2f}{match_us:10.2f}{ratios[1]:8.2f}"
            f"{1e6 / match_us:12,.0f}{agrees:9.2%}"
        )


def generate_page(rng: random.Random) -> str:
    """Return HTML of ordinary size: metas, links, scripts, paragraphs, anchors, a licence in the footer."""
    metas = "".join(f'<meta property="og:property-{number}" content="some content, of a page">' for number in range(30))
    links = '<link rel="stylesheet" href="a.css">' * 10
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "News"}</script>'
    parts: list[str] = []
    while sum(map(len, parts)) < PAGE_CHARS:
        words = " ".join(rng.choice(WORDS) for _ in range(60))
        parts.append(f'<div class="row"><p>{words}</p><a href="/{rng.choice(WORDS)}/{rng.random()}">more</a></div>')
    footer = '<footer><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></footer>'
    return f"<html><head><title>News</title>{metas}{links}{data}</head><body>{''.join(parts)}{footer}</body></html>"


def print_page_checks(pages: Sequence[str], name: str) -> None:
    """Print what rights cost for pages of ordinary size, by step; text extraction is not among them."""
    rng = random.Random(1)  # noqa: S311  # the same file in every run
    rules = load_rules([shipped_rules()]).rules
    audience = audience_of(rules)
    judge, site = build_use_judge(rules, audience), build_site_judge(rules)
    detectors = build_rights(rules, DetectorOptions(b"bench"))
    body = generate_robots(rng) + b"User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
    now = datetime(2026, 5, 1, tzinfo=UTC)
    captures = Captures(SiteFile(SiteFileKind.ROBOTS, "record:1", "https://www.example.org", 200, "", body, now))
    documents = [document_of(html) for html in pages]
    judged = [replace(page_of(document, audience.tokens), fetched_at=now) for document in documents]
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("markup, a parse of the HTML", lambda: [markup_of(html) for html in pages]),
        ("rules on the page", lambda: [list(detector.detect(documents)) for detector in detectors]),
        ("statements of the page", lambda: [page_of(document, audience.tokens) for document in documents]),
        ("verdicts with the site's files", lambda: [list(judge.judge(page, captures)) for page in judged]),
        ("robots rules", lambda: [list(site.judge(page, captures.robots, None)) for page in judged]),
    )
    total = 0.0
    characters = sum(map(len, pages)) / len(pages)
    for step, work in steps:
        took = min(timeit.repeat(work, time.process_time, number=5, repeat=9)) / 5 / len(pages)
        total += took
        print(f"{took * 1e6:8.0f} µs  {step}")
    print(f"{total * 1e6:8.0f} µs  together for {name}, {characters:,.0f} characters each")
    print(f"{total * 1e6 * PAGE_CHARS / characters:8.0f} µs  for each {PAGE_CHARS:,} characters")


def document_of(html: str) -> Document:
    """Return a page as it comes out of a WARC file."""
    text, markup = read_page(html)
    headers = tuple((f"x-header-{number}", "value") for number in range(15))
    url = "https://www.example.org/news/page"
    return Document("record:0", (TextField("text", text),), url=url, headers=headers, markup=markup)


def main() -> None:
    """Run on the folder named on the command line."""
    rng = random.Random(20260822)  # noqa: S311  # the same files in every run
    generated = [generate_robots(rng) for _ in range(GENERATED_FILES)]
    folder = Path(sys.argv[1])
    captured = list(captured_robots(folder))
    print(f"{len(captured)} robots.txt captures below the folder")
    print_robots([*generated, *captured], rng)
    print_page_checks([generate_page(rng)] * 20, "a made page with a licence in its footer")
    real = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in sorted(folder.rglob("*.html.gz"))]
    if real:
        print_page_checks(real, f"{len(real)} real pages")


if __name__ == "__main__":
    main()
