"""The npm package of the SPDX list → its licence texts, and which of them are common."""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

COMMON = frozenset((Path(__file__).parent / "common.txt").read_text(encoding="ascii").split())
"""Whose texts are seen with other names and small changes in them; any other licence must be met to the word."""


def read_package(package: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of every licence in the package."""
    with tarfile.open(package) as archive:
        for member in archive:
            found = re.fullmatch(r"package/licenses/(.+)\.json", member.name)
            stream = archive.extractfile(member) if found else None
            if found and stream is not None:
                yield found[1], json.load(stream)["licenseText"]
