"""A name or path → the files of a spaCy pipeline and their digests; nothing of it is imported or run.

spaCy's own look-ups import the package, which runs its code: here its place is read from the installed metadata.
"""

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from pathlib import Path, PurePosixPath
from typing import Any

from scanner.errors import ModelError

_ENTRY_POINTS = "spacy_models"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Where a pipeline lies."""

    folder: Path
    """Its data, with config.cfg and meta.json."""
    package: Path | None = None
    """The Python package around the data, where there is one."""
    distribution: Distribution | None = None
    """What the installer wrote down, where it was installed."""


def find_pipeline(name: str) -> Pipeline | None:
    """Return the pipeline in a folder, or else of an installed package; None where there is neither."""
    folder = Path(name)
    if _holds_pipeline(folder):
        return Pipeline(folder)
    installed = _distribution_of(name)
    if installed is None:
        return _in_package(folder, None)
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return _in_package(Path(spec.submodule_search_locations[0]), installed)


def _distribution_of(name: str) -> Distribution | None:
    if not name.isidentifier():  # a path is no package, and of a dotted name Python would import the parents
        return None
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def installed_pipelines() -> list[str]:
    """Return the names of all installed pipeline packages."""
    return sorted({point.name for point in entry_points(group=_ENTRY_POINTS)})


def _in_package(package: Path, installed: Distribution | None) -> Pipeline | None:
    """Return the pipeline in a package's folder, where spaCy's `load_model_from_init_py` would look for it."""
    if not (package / "meta.json").is_file():
        return None
    meta = read_meta(package)
    folder = package / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
    return Pipeline(folder, package, installed) if folder.parent == package and _holds_pipeline(folder) else None


def _holds_pipeline(folder: Path) -> bool:
    return (folder / "config.cfg").is_file() and (folder / "meta.json").is_file()


def read_meta(folder: Path) -> dict[str, Any]:
    """Return what a folder's meta.json says; raises `ModelError` where it is no JSON object."""
    path = folder / "meta.json"
    try:
        meta = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read as JSON ({type(error).__name__})") from None
    if not isinstance(meta, dict):
        raise ModelError(f"{path}: not a JSON object")
    return meta


def digests_in(folder: Path) -> dict[str, bytes]:
    """Return SHA-256 by path below a folder, without the bytecode that Python leaves behind when it imports."""
    return {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def sha256_of(path: Path) -> bytes:
    """Return the digest of one file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return one digest over paths and digests; the place of the folder and the order of the files do not matter."""
    digest = hashlib.sha256()
    for path in sorted(files, key=PurePosixPath):
        digest.update(path.encode() + b"\0" + files[path])
    return digest.hexdigest()
