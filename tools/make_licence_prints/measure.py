"""The licence texts of the SPDX list, changed as files change them → how many are named rightly.

    PYTHONPATH=.:tools python -m make_licence_prints.measure spdx-license-list-6.12.0.tgz

Prints the share over the common licences (each must come out alone), every text that came out wrong, and the same for
the whole list.
"""

import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from make_licence_prints.package import COMMON, read_package

from scanner.detectors.rights.licence_prints import read_prints
from scanner.detectors.rights.licence_wording import wordings

_BRITISH = {
    "license": "licence",
    "License": "Licence",
    "organization": "organisation",
    "favor": "favour",
    "authorized": "authorised",
    "fulfill": "fulfil",
    "program": "programme",
    "willful": "wilful",
}
_CODE = "\nimport os\n\ndef total_of(values, factor):\n    total = 0\n    for value in values:\n        total += value * factor\n    return os.path.join(str(total), 'x')\n"  # noqa: E501 - lines of a file


def main(package: Path) -> None:
    """Print how many texts are named rightly, with every change."""
    texts = dict(read_package(package))
    known = set(read_prints().ids)
    for title, ids in (("common", sorted(COMMON)), ("all others", sorted(known - COMMON))):
        wrong = [line for name in ids for line in faults(name, texts[name])]
        tried = len(ids) * len(CHANGES)
        print(f"{title}: {len(ids)} licences, {tried - len(wrong)} of {tried} changed texts named alone and rightly")
        print("\n".join(wrong))


def faults(name: str, text: str) -> Iterable[str]:
    """Yield a line for every change with which a text is not named, or not alone."""
    for title, change in CHANGES.items():
        found = [one.expression for one in wordings(change(text))]
        if found != [name]:
            yield f"  {name}, {title}: {', '.join(found) or 'nothing'}"


def _held(text: str) -> str:
    """Return a text with a holder's name and a year where it has places for them."""
    text = re.sub(r"(?i)<year>|\[yyyy\]|\[year\]", "2019", text)
    names = r"(?i)<(copyright holders?|owner|organization|name)>|\[(name of copyright owner|fullname)\]"
    return re.sub(names, "Zed Q. Example and the Lighthouse Widgets Ltd.", text)


def _wrapped(text: str, width: int, leader: str) -> str:
    lines: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines += [*textwrap.wrap(" ".join(paragraph.split()), width), ""]
    return "\n".join((leader + line).rstrip() for line in lines)


def _british(text: str) -> str:
    words = "|".join(rf"\b{word}\b" for word in _BRITISH)
    return re.sub(words, lambda found: _BRITISH[found[0]], text)


CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "another holder": _held,
    "in #": lambda text: _wrapped(_held(text), 68, "# ") + _CODE * 60,
    "in a block comment": lambda text: f"/*\n{_wrapped(_held(text), 90, ' * ')}\n */\n{_CODE * 20}",
    "in // behind code": lambda text: _CODE * 5 + _wrapped(text, 60, "// ") + _CODE * 5,
    "in ;; and British": lambda text: _wrapped(_british(text), 75, ";; "),
    "in REM": lambda text: _wrapped(text, 75, "REM "),
    "in dnl with other quotes": lambda text: _wrapped(text.replace('"', "“").replace("'", "’"), 75, "dnl "),
    "in one line": lambda text: " ".join(text.split()),
    "below a notice": lambda text: (
        f"Copyright (c) 2001-2019, A. Person <a@example.org>. All rights reserved.\n\n{text}"
    ),
    "at the end": lambda text: f"{_CODE * 150}\n/*\n{_held(text)}\n*/\n",
}


def _main(arguments: Sequence[str]) -> None:
    main(Path(arguments[0]))


if __name__ == "__main__":
    _main(sys.argv[1:])
