"""Good content → three shards that end early or hold broken parts; none is wholly unreadable."""

from . import sites_en
from .pack import GZIP_HEAD_BYTES, RESERVED_BLOCK, gzip_members
from .prose import Prose
from .register import Register, elsewhere, plant
from .site import Extra, Site, add_site
from .text_articles import json_line
from .values import new_york, press_mail
from .warc import Archive

CLIPPED, BROKEN, BAD_BLOCK = "damaged/clipped.warc.gz", "damaged/broken-lines.jsonl", "damaged/bad-block.jsonl.gz"
_MAIL = "pii.email"


def build_clipped(register: Register, prose: Prose) -> bytes:
    """Return a WARC whose last member ends half-way, as after a broken download."""
    archive = Archive(CLIPPED, register)
    archive.warcinfo("2025-11-12T05:00:00Z", "clipped.warc.gz")
    note = f"Before the cut: {plant(_MAIL, press_mail('before.cut', 'damaged'))}."
    site = Site(
        "https://walks.corpus-sample.example",
        "Walks",
        "travel",
        pages=(Extra(notes=(note,)), Extra(), Extra()),
        nav=sites_en.BOOKS.nav,
    )
    add_site(archive, site, prose, "2025-11-12T05:01:00Z", requests=False)
    members = [gzip_members([record]) for record in archive.records]
    return b"".join((*members[:-1], members[-1][: len(members[-1]) // 2]))


def build_broken_lines(register: Register, prose: Prose) -> bytes:
    """Return lines of which some are no JSON, lack a text, or hold something else in its place."""
    lines: list[bytes] = []
    for line in range(10):
        text = prose.article("en", "town", f"broken {line}", 8).text
        lines.append(json_line({"text": text, "url": f"https://town.corpus-sample.example/{line}"}))
    lines[1] = _marked_line(register, 1, f'{{"text": "cut off, ask {elsewhere("broken line", press_mail("cut.off"))}')
    lines[3] = _marked_line(register, 3, f'{{"txet": "misspelt, {elsewhere("other field", press_mail("misspelt"))}"}}')
    lines[5] = b'{"text": null, "url": "https://town.corpus-sample.example/5"}\n'
    lines[6] = _marked_line(register, 6, f'{{"text": "Behind the faults: {plant(_MAIL, press_mail("behind"))}"}}')
    lines[7] = b'{"text": ["a", "list", 7]}\n'
    lines[8] = b'{"text": "not UTF-8: \xe9\xe8"}\n'
    return b"".join(lines)


def _marked_line(register: Register, line: int, marked: str) -> bytes:
    return register.clean(marked, BROKEN, f"line:{line}").encode() + b"\n"


def build_bad_block(register: Register, prose: Prose) -> bytes:
    """Return three gzip members of which the second cannot be unpacked from its first block on."""
    members = []
    for number in range(3):
        texts = [prose.article("zh", "自然", f"bad block {number} {line}", 9).text for line in range(5)]
        if number == 0:
            note = f"\n\n联系电话{plant('example.phone', new_york(199))}。"
            texts[4] = register.clean(texts[4] + note, BAD_BLOCK, "line:4")
        members.append(gzip_members([b"".join(json_line({"text": text}) for text in texts)]))
    spoiled = members[1]
    members[1] = spoiled[:GZIP_HEAD_BYTES] + RESERVED_BLOCK + spoiled[GZIP_HEAD_BYTES + 1 :]
    return b"".join(members)
