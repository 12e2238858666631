"""A folder → `samples/` and `tests/planted.json` below it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from . import (
    crawl_en,
    crawl_eu,
    crawl_lz4,
    crawl_pages,
    crawl_robots,
    crawl_zh,
    damaged,
    text_articles,
    text_books,
    text_code,
    text_dialogue,
    text_files,
)
from .prose import Prose
from .register import Register

SHARDS: dict[str, Callable[[Register, Prose], bytes]] = {
    crawl_en.SHARD: crawl_en.build,
    crawl_zh.SHARD: crawl_zh.build,
    crawl_robots.SHARD: crawl_robots.build,
    crawl_pages.WARC: crawl_pages.build_warc,
    crawl_pages.WET: crawl_pages.build_wet,
    crawl_pages.WAT: crawl_pages.build_wat,
    crawl_eu.SHARD: crawl_eu.build,
    crawl_lz4.SHARD: crawl_lz4.build,
    text_articles.ARTICLES: text_articles.build_articles,
    text_articles.NEWS: text_articles.build_news,
    text_articles.FORUM: text_articles.build_forum,
    text_dialogue.CHAT: text_dialogue.build_chat,
    text_dialogue.INSTRUCTIONS: text_dialogue.build_instructions,
    text_books.SHARD: text_books.build,
    text_code.SHARD: text_code.build,
    text_files.NOTES: text_files.build_notes,
    text_files.GUIDE: text_files.build_guide,
    text_files.PAGE: text_files.build_page,
    damaged.CLIPPED: damaged.build_clipped,
    damaged.BROKEN: damaged.build_broken_lines,
    damaged.BAD_BLOCK: damaged.build_bad_block,
}
_ABOUT = {
    "values": "found by the rule in the document, written exactly so",
    "hard": "real values in a form or place that may be missed",
    "elsewhere": "values outside the scanned text; no output may hold them either",
    "look_alikes": "resemble what the rule finds and must not be found by it",
    "signals": "the page itself says so, and the rule must be met",
    "no_signals": "the page says something alike, and the rule must not be met",
    "sites": "a file for an authority: pages below the path, captured since, meet the rule (no_signals aside)",
    "licences": "SPDX id of a licence the document names, or unknown",
    "duplicates": "nearly the same text as an earlier document",
}


def main(folder: Path) -> None:
    """Write every shard and the list of what they hold; nothing else is touched."""
    register, prose = Register(), Prose()
    for name, build in SHARDS.items():
        path = folder / "samples" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(build(register, prose))
        print(f"{path.stat().st_size:>8} {name}")
    planted = folder / "tests" / "planted.json"
    planted.parent.mkdir(parents=True, exist_ok=True)
    lists = {kind: register.lists[kind] for kind in _ABOUT}
    lines = (f"{json.dumps(kind)}: [\n{_rows(entries)}\n]" for kind, entries in lists.items())
    about = f'"about": {json.dumps(_ABOUT, indent=1)}'
    planted.write_text("{\n" + ",\n".join((about, *lines)) + "\n}\n", encoding="utf-8")


def _rows(entries: list[dict[str, object]]) -> str:
    """Return one line an entry, so that a change shows as one line."""
    return ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2])
