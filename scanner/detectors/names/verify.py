"""A pipeline's name, folder or wheel → whether its bytes are the official ones; reads files only, fetches nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from scanner.detectors.names.arrays import FOLDER
from scanner.detectors.names.built_in import built_in_digest, built_in_weights
from scanner.detectors.names.installation import archive_of, faults_of_record
from scanner.detectors.names.known import (
    OFFICIAL,
    OFFICIAL_INIT,
    Official,
    has_official_name,
    how_to_get,
    official_wheel_of,
)
from scanner.detectors.names.pipeline_files import (
    Pipeline,
    digest_of,
    digests_in,
    find_pipeline,
    read_meta,
    sha256_of,
)
from scanner.errors import ModelError

_NAMED = 3
"""Files that an answer names at most."""


class Standing(StrEnum):
    """What can be said of a pipeline's bytes."""

    VERIFIED = "verified"
    UNCHANGED = "unchanged since installed, origin unknown"
    UNKNOWN = "unknown"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer for one pipeline."""

    subject: str
    """As it was named."""
    pin: str
    """`NAME-VERSION sha256:…` for the lock, over the data and, of a package, its code."""
    standing: Standing
    reason: str


def verify_built_in(language: str) -> Verification:
    """Return whether the weights of a language's tagger are the ones this version was released with."""
    changed = [
        file.name
        for file in built_in_weights(language)
        if not (FOLDER / file.name).is_file() or sha256_of(FOLDER / file.name).hex() != file.sha256
    ]
    subject, pin = f"built-in {language}", built_in_digest(language)
    if changed:
        return Verification(subject, pin, Standing.CHANGED, f"{', '.join(changed)}: install corpus-scanner anew")
    return Verification(subject, pin, Standing.VERIFIED, "the weights that this version ships")


def verify(name: str) -> Verification:
    """Return what can be said of a wheel, a pipeline's folder or an installed package; `ModelError`: there is none."""
    if name.endswith(".whl"):
        return _verify_wheel(name)
    pipeline = find_pipeline(name)
    if pipeline is None:
        raise ModelError(f"{name}: no installed spaCy pipeline, no folder of one and no wheel; {how_to_get(name)}")
    meta = read_meta(pipeline.folder)
    around = pipeline.package or pipeline.folder
    files = digests_in(around)
    prefix = "" if around == pipeline.folder else f"{pipeline.folder.name}/"
    data = {path.removeprefix(prefix): digest for path, digest in files.items() if path.startswith(prefix)}
    pin = f"{meta.get('name', pipeline.folder.name)}-{meta.get('version', '?')} sha256:{digest_of(files)}"
    return Verification(name, pin, *_judge(pipeline, meta, files, data))


def _verify_wheel(name: str) -> Verification:
    path = Path(name)
    if not path.is_file():
        raise ModelError(f"{name}: no such file")
    sha256 = sha256_of(path).hex()
    pin = f"{path.name} sha256:{sha256}"
    found = official_wheel_of(sha256)
    if found is not None:
        return Verification(name, pin, Standing.VERIFIED, f"the official wheel of {' '.join(found)}")
    claimed = tuple(path.name.split("-")[:2])
    if claimed in OFFICIAL:
        return Verification(name, pin, Standing.CHANGED, f"not the official wheel of {' '.join(claimed)}")
    return Verification(name, pin, Standing.UNKNOWN, "no official wheel known here has this digest")


def _judge(
    pipeline: Pipeline, meta: Mapping[str, Any], files: Mapping[str, bytes], data: Mapping[str, bytes]
) -> tuple[Standing, str]:
    key = (f"{meta.get('lang')}_{meta.get('name')}", str(meta.get("version")))
    installed = pipeline.distribution
    if pipeline.package is None or installed is None:
        return _judge_files(key, pipeline, files, data)
    key = (pipeline.package.name, installed.version)
    recorded = faults_of_record(installed, pipeline.package, files)
    if recorded is None:
        return _judge_files(key, pipeline, files, data)
    if recorded:
        return Standing.CHANGED, f"differs from what was installed: {_shortened(recorded)}"
    if key in OFFICIAL and OFFICIAL[key].files is not None:
        return _judge_files(key, pipeline, files, data)
    return _judge_archive(key, *archive_of(installed))


def _judge_files(
    key: tuple[str, str], pipeline: Pipeline, files: Mapping[str, bytes], data: Mapping[str, bytes]
) -> tuple[Standing, str]:
    """Return the answer that the files alone give."""
    official = OFFICIAL.get(key)
    if official is None or official.files is None:
        return Standing.UNKNOWN, f"no digest of the files of {' '.join(key)} is known here"
    fault = _fault_of_files(official, pipeline, files, data)
    if fault:
        return Standing.CHANGED, f"not the official {' '.join(key)}: {fault}"
    return Standing.VERIFIED, f"the official files of {' '.join(key)}"


def _fault_of_files(
    official: Official, pipeline: Pipeline, files: Mapping[str, bytes], data: Mapping[str, bytes]
) -> str:
    """Return how files differ from the official ones; in a package, what lies around the data counts as well."""
    if digest_of(data) != official.files:
        return "its files have another digest"
    if pipeline.package is None:
        return ""
    expected = {"__init__.py": bytes.fromhex(OFFICIAL_INIT), "meta.json": data["meta.json"]}
    around = {path: digest for path, digest in files.items() if not path.startswith(f"{pipeline.folder.name}/")}
    odd = sorted(path for path in expected | around if expected.get(path) != around.get(path))
    return f"{_shortened(odd)} of the package" if odd else ""


def _judge_archive(key: tuple[str, str], url: str, sha256: str) -> tuple[Standing, str]:
    """Return the answer for files that are as installed, by the archive they were installed from."""
    official = OFFICIAL.get(key)
    if official is not None and sha256 in official.wheels:
        return Standing.VERIFIED, f"installed from the official wheel of {' '.join(key)}, files unchanged since"
    if official is not None and sha256 and url.endswith(".whl"):
        return Standing.CHANGED, f"installed from a wheel that is not the official one of {' '.join(key)}"
    if official is None:
        return Standing.UNCHANGED, f"no official digest of {' '.join(key)} is known here"
    return Standing.UNCHANGED, "the installer noted no digest of an archive"


def advice_for(name: str) -> str:
    """Return what to do about a pipeline that is not verified."""
    plain = Path(name).name.partition("-")[0] if name.endswith(".whl") else name
    if has_official_name(plain.replace("-", "_")):
        return f"{how_to_get(plain)} (never from a package index: anyone may own that name there)"
    return "ask its makers for the digest of their files"


def _shortened(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
