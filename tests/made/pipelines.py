"""Small spaCy pipelines as an installer leaves them: package, metadata, RECORD. They can be verified, not loaded."""

import base64
import hashlib
import json
from pathlib import Path

INIT = 'raise RuntimeError("code of a pipeline was run")\n'
"""Whoever imports the package is found out."""
NAME = "qq_core_web_sm"
VERSION = "1.2.3"


def make_package(site: Path, init: str = INIT) -> Path:
    """Return the folder of a package below a folder that is to stand on `sys.path`."""
    data = site / NAME / f"{NAME}-{VERSION}"
    (data / "ner").mkdir(parents=True)
    meta = json.dumps({"lang": "qq", "name": "core_web_sm", "version": VERSION, "license": "MIT"})
    (site / NAME / "__init__.py").write_text(init)
    (site / NAME / "meta.json").write_text(meta)
    (data / "meta.json").write_text(meta)
    (data / "config.cfg").write_text("[nlp]\n")
    (data / "ner" / "model").write_bytes(b"weights")
    return site / NAME


def install(site: Path, direct_url: object = None) -> None:
    """Write what an installer notes about the package that lies there."""
    info = site / f"{NAME}-{VERSION}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{NAME} = {NAME}\n")
    if direct_url is not None:
        (info / "direct_url.json").write_text(json.dumps(direct_url))
    lines = [f"{path.relative_to(site).as_posix()},{_digest(path)}" for path in site.rglob("*") if path.is_file()]
    pycache = f"{NAME}/__pycache__/__init__.cpython-311.pyc,,"
    (info / "RECORD").write_text("\n".join([*lines, pycache, f"{info.name}/RECORD,,"]) + "\n")


def from_wheel(sha256: str) -> dict[str, object]:
    """Return what an installer notes of a wheel it was given the URL of (PEP 610)."""
    url = f"https://example.org/{NAME}-{VERSION}-py3-none-any.whl"
    return {"url": url, "archive_info": {"hash": f"sha256={sha256}", "hashes": {"sha256": sha256}}}


def _digest(path: Path) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
    return f"sha256={digest},{path.stat().st_size}"
