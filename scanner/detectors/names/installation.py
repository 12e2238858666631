"""What an installer wrote down about a package → how its files differ from that, and which archive it came from."""

import base64
import csv
import json
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from scanner.detectors.names.pipeline_files import sha256_of

_ALGORITHM = "sha256="


def faults_of_record(installed: Distribution, package: Path, files: Mapping[str, bytes]) -> list[str] | None:
    """Return the files that are not as RECORD says (PEP 376, PEP 427), sorted; None where there is none to go by.

    Takes the package's folder and SHA-256 by path below it. A file of the package that RECORD does not hold counts as
    well. Bytecode has no digest in RECORD and is left out.
    """
    recorded = _recorded(installed.read_text("RECORD") or "")
    if not recorded or Path(str(installed.locate_file(package.name))).resolve() != package.resolve():
        return None  # the second: another folder of that name is found before the installed one
    own = f"{package.name}/"
    faults = {f"{own}{path}" for path in files if f"{own}{path}" not in recorded}
    for path, expected in recorded.items():
        if path.startswith(own):
            found = files.get(path.removeprefix(own))
        else:
            place = Path(str(installed.locate_file(path)))
            found = sha256_of(place) if place.is_file() else None
        if found != expected:
            faults.add(path)
    return sorted(faults)


def _recorded(text: str) -> dict[str, bytes]:
    """Return path → SHA-256 of the lines of a RECORD that have one; a digest that cannot be read fits no file."""
    found = {}
    for path, digest in (row[:2] for row in csv.reader(text.splitlines()) if len(row) > 1):
        if digest.startswith(_ALGORITHM) and not path.endswith(".pyc"):
            found[path] = _decoded(digest.removeprefix(_ALGORITHM))
    return found


def _decoded(digest: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(digest + "=" * (-len(digest) % 4))  # written without padding
    except ValueError:
        return b""


def archive_of(installed: Distribution) -> tuple[str, str]:
    """Return URL and SHA-256 of the archive a package was installed from (PEP 610); empty where that is not noted.

    An installation from a package index notes neither.
    """
    try:
        noted: Any = json.loads(installed.read_text("direct_url.json") or "{}")
        archive = noted.get("archive_info") or {}
        sha256 = (archive.get("hashes") or {}).get("sha256") or str(archive.get("hash", "")).removeprefix(_ALGORITHM)
        return str(noted.get("url", "")), str(sha256)
    except (ValueError, AttributeError):
        return "", ""
