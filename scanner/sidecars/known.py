"""Name of a file or folder → whether a run wrote it, and how a run marks a place as its own."""

from scanner.types.file_name import PARTIAL

RUN = "run.json"
LOCK = "run.lock"
"""Held by the run that is at work in the folder, see `hold`."""
_MARK = b'"corpus-scanner/run/v1"'
"""Stands in the `run.json` that a run writes before anything else: only a folder that has it is ever cleared."""
MARK = b'{"schema": ' + _MARK + b"}\n"
UNSENT = "unsent.json"
"""Beside a finished run that is on its way to a store."""
INCOMING = "incoming"
GONE = "gone"
"""Where the working folder goes in one step before it is removed file by file."""
FOLDERS = ("shards", "findings", "signatures", "rights", "work", INCOMING, GONE)
_RENDERED = (
    *("index.html", "summary.md", "results.sarif", "junit.xml", "step-summary.md", "annotations.txt"),
    *("codequality.json", "shards.csv", "shards.parquet", "croissant.json", "cyclonedx.json", "dataset-card.md"),
    *("report.pdf", "report.zh-CN.pdf"),
)
"""What renderers write; `reports.formats` says which."""
_FILES = (
    *("corpus.json", "verdict.json", "policy.json", "rules.json", "lock.json", "manifest.json"),
    *("duplicates.parquet", RUN, LOCK, UNSENT, "gate.pending"),
    *_RENDERED,
)


def strangers(present: set[str], *, marked: bool) -> list[str]:
    """Return the names, of all in a place, that no run wrote there; of a place without a mark that is every name."""
    strange = sorted(present - known_files() - {*FOLDERS})
    if not strange and present - {RUN + PARTIAL, LOCK} and not marked:
        return sorted(present)
    return strange


def is_mark(content: bytes) -> bool:
    """Tell whether a `run.json` marks its place as that of a run."""
    return _MARK in content


def known_files() -> set[str]:
    """Return the names of files that runs write beside folders, and of those they were killed over."""
    return {*_FILES, *(name + PARTIAL for name in _FILES)}
