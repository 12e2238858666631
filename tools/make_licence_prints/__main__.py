"""The licence texts of the SPDX list, as an npm package → scanner/detectors/rights/licence_fingerprints.npz.

    npm pack spdx-license-list@6.12.0
    PYTHONPATH=.:tools python -m make_licence_prints spdx-license-list-6.12.0.tgz

The package is dedicated to the public (CC0-1.0). No text of it enters ours: what is kept are numbers for some of the
places where five words follow each other, from which the words cannot be had back.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from make_licence_prints.package import COMMON, read_package

from scanner.detectors.rights.licence import read_licences
from scanner.detectors.rights.licence_prints import FILE
from scanner.detectors.rights.licence_words import Numbers, blanked, licence_words, shingles

DIGEST = "54cc8d13086187333ca1457c8edaa06d9a412144f076aa7f7c1b59c4f3b0a1ef"
_EVERY_SHINGLE = 300
"""A text of fewer shingles keeps them all: such licences differ by a clause of a dozen words."""
_WINDOW = 8
"""Of a longer one the least of any eight in a row (winnowing): a passage of a dozen words keeps one at least."""
_FEWEST = 8
"""A text of fewer shingles is too short to be told from chance."""
_NOT_LICENCES = re.compile(r".*-exception|any-OSI|CC-PDM-1\.0")
"""Exceptions to licences, and marks that are no licence."""
_HAN = re.compile(r"[一-鿿]")
_NAMED_IN = {"ISC": re.compile(r"\bISC(?= (?:DISCLAIMS|BE LIABLE))")}
"""A text with its first holder's name in its terms, where other files have `the author`: it is in the list twice."""
_ENDS_BEFORE = {"LGPL-3.0-only": "GNU GENERAL PUBLIC LICENSE\n"}
"""A text to which the list appends another one, and where: files have it with and without."""


def main(package: Path) -> None:
    """Write the fingerprints."""
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != DIGEST:
        sys.exit(f"{package}: SHA-256 is {found}, expected {DIGEST}")
    texts = list(texts_of(package))
    if missing := COMMON.difference(name for name, _, _ in texts):
        sys.exit(f"{package}: no text of {', '.join(sorted(missing))}")
    owners: dict[int, list[int]] = {}
    for place, (_, numbers, _) in enumerate(texts):
        for number in chosen(numbers).tolist():
            owners.setdefault(number, []).append(place)
    order = sorted(owners)
    np.savez_compressed(
        FILE,
        ids=np.frombuffer("\n".join(name for name, _, _ in texts).encode("ascii"), np.uint8),
        common=np.array([name in COMMON for name, _, _ in texts], np.bool_),
        words=np.array([words for _, _, words in texts], np.uint32),
        shingles=np.array(order, np.uint32),
        counts=np.array([len(owners[number]) for number in order], np.uint16),
        texts=np.array([place for number in order for place in owners[number]], np.uint16),
    )
    print(f"{len(texts)} texts, {len(order)} shingles, {FILE.stat().st_size} bytes")


def texts_of(package: Path) -> Iterator[tuple[str, Numbers, int]]:
    """Yield id, shingles and number of words of every text that differs from all others."""
    seen: dict[bytes, str] = {}
    for name, text in sorted(read_package(package), key=lambda pair: _order(pair[0])):
        licences = read_licences(name)
        if _NOT_LICENCES.fullmatch(name) or licences is None or [licence.id for licence in licences] != [name]:
            continue  # no licence, or an old name of one
        alone = text.partition(_ENDS_BEFORE[name])[0] if name in _ENDS_BEFORE else text
        alone = _NAMED_IN[name].sub("THE AUTHOR", alone) if name in _NAMED_IN else alone
        for words in languages(licence_words(blanked(text)), licence_words(blanked(alone))):
            numbers = shingles(words)
            key = np.unique(numbers).tobytes()
            if len(numbers) >= _FEWEST and key not in seen:
                seen[key] = name
                yield name, numbers, len(words)


def _order(name: str) -> tuple[bool, bool, int, str]:
    """Of licences with one text (`-only`, `-or-later`) the first is named: from the text alone no more is known."""
    return name not in COMMON, name.endswith("-or-later"), len(name), name


def languages(words: list[str], alone: list[str]) -> Iterable[list[str]]:
    """Return a text and what of it stands alone, or its Chinese and its other half: files carry either."""
    chinese = [word for word in words if _HAN.match(word)]
    other = [word for word in words if not _HAN.match(word)]
    return (chinese, other) if min(len(chinese), len(other)) > _EVERY_SHINGLE else (words, alone)


def chosen(numbers: Numbers) -> Numbers:
    """Return the shingles that are kept of a text."""
    if len(numbers) <= _EVERY_SHINGLE:
        return np.unique(numbers)
    return np.unique(np.lib.stride_tricks.sliding_window_view(numbers, _WINDOW).min(axis=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
