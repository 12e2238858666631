"""A document and the languages one can read → passages of its texts, each with the language to read it in.

A page is mostly in one language, told once for all of it. Two mixtures matter and are told apart by script: Chinese
lines in a page of another language, and longer stretches of Latin letters in a Chinese one.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from scanner.detectors.language import language_of
from scanner.detectors.pii.chunks import chunks_of
from scanner.types.document import Document

CHINESE = "zh"
_WITH_OWN_HAN = frozenset({"ja", "ko", "zh"})
"""Languages whose own writing has Han characters: they say nothing of Chinese there."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2}")
# Tied to the beginning of a line: else every place in a line without Chinese would be tried, each to the line's end.
_HAN_LINE = re.compile("^[^\n]*?[\u3400-\u4dbf\u4e00-\u9fff]{2}[^\n]*", re.MULTILINE)
_KANA = re.compile("[\u3040-\u30ff]")
_LATIN_STRETCH = re.compile("[A-Za-z][^\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{39,}")
"""At least 40 characters without a Chinese, Japanese or Korean one: enough to tell a language by."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text, and where it is from."""

    document: str
    part: str
    """Name of the text field."""
    offset: int
    """Code points from the beginning of the field."""
    text: str = field(repr=False)


def passages_of(document: Document, readable: Collection[str]) -> Iterator[tuple[str, Passage]]:
    """Yield (language, passage) for what can be read of a document; `readable` are ISO 639-1 codes.

    Passages in different languages may lie over each other: a Chinese line is read once as a part of the page, where
    the page's language can be read, and once as Chinese.
    """
    own = document.language or ""
    others = set(readable) - {CHINESE}  # to tell the language of a stretch costs more than all ids of a page
    for part in document.fields:
        if own in readable:
            for offset, chunk in chunks_of(part.text):
                yield own, Passage(document.id, part.name, offset, chunk)
        if own == CHINESE and others:
            yield from _latin(document.id, part.name, part.text, readable)
        elif own not in _WITH_OWN_HAN and CHINESE in readable and _HAN.search(part.text):
            yield from _chinese(document.id, part.name, part.text)


def can_be_read(document: Document, readable: Collection[str]) -> bool:
    """Tell whether a document is in one of the languages, or holds a passage to be read in one of them."""
    return document.language in readable or next(passages_of(document, readable), None) is not None


def _chinese(document: str, name: str, text: str) -> Iterator[tuple[str, Passage]]:
    for line in _HAN_LINE.finditer(text):
        if not _KANA.search(line[0]):
            for offset, chunk in chunks_of(line[0]):
                yield CHINESE, Passage(document, name, line.start() + offset, chunk)


def _latin(document: str, name: str, text: str, readable: Collection[str]) -> Iterator[tuple[str, Passage]]:
    for stretch in _LATIN_STRETCH.finditer(text):
        language = language_of(stretch[0])
        if language in readable and language != CHINESE:
            for offset, chunk in chunks_of(stretch[0]):
                yield language, Passage(document, name, stretch.start() + offset, chunk)
