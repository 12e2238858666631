"""A path, or none → the key of value tags, kept outside of every report."""

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from scanner.errors import ConfigError

_BYTES = 32
MIN_BYTES = 16


def read_key(path: Path) -> bytes:
    """Return the key in a file; raises `ConfigError` where it cannot be read or is shorter than 16 bytes."""
    try:
        key = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: the tag key cannot be read: {error.strerror}") from None
    if len(key) < MIN_BYTES:
        raise ConfigError(f"{path}: the tag key has {len(key)} bytes; at least {MIN_BYTES} are needed")
    return key


def user_key(folder: Path) -> bytes | None:
    """Return this user's key, made on first use and readable by the user only; None where it cannot be kept.

    Raises `ConfigError` for a key file that is there and cannot be used: a new key in its place would part the tags of
    earlier runs from those of later ones, and only the user can know whether that matters.
    """
    path = folder / "corpus-scanner" / "tag.key"
    try:
        if not path.exists():
            _make_key(path)
    except OSError:
        return None  # the caller says so and uses a key of this run only
    try:
        return read_key(path)
    except ConfigError as error:
        advice = "remove the file to have a new key made, whose tags compare with no earlier run's"
        raise ConfigError(f"{error}; {advice}") from None


def _make_key(path: Path) -> None:
    """Put a key at the path, whole or not at all; where another run was quicker, its key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".tag.key.", dir=path.parent)  # mode 0600
    neighbour = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(neighbour)  # unlike a rename, it never replaces
    except FileExistsError:
        return
    finally:
        neighbour.unlink()


def one_time_key() -> bytes:
    """Return a key for one run: its tags cannot be compared with any other run's."""
    return secrets.token_bytes(_BYTES)


def key_id(key: bytes) -> str:
    """Return a name for a key that does not give it away."""
    return hmac.new(key, b"corpus-scanner tag key id", hashlib.sha256).hexdigest()[:16]
