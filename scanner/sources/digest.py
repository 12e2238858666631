"""A stored file → its SHA-256, to tell whether it is still the one that was scanned."""

import hashlib
from pathlib import Path

from scanner.errors import UsageError


def digest_of_file(uri: str) -> str:
    """Return SHA-256 of a file's bytes, lower-case hex; raises `UsageError` where it cannot be read."""
    try:
        with Path(uri).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{uri}: cannot be read again: {error.strerror}") from None
