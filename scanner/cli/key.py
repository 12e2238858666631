"""A path, or none → the key of value tags, kept outside of every report."""

import hashlib
import hmac
import secrets
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
    """Return this user's key, made on first use and readable by the user only; None where it cannot be kept."""
    path = folder / "corpus-scanner" / "tag.key"
    if path.exists():
        return read_key(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(secrets.token_bytes(_BYTES))
    except OSError:
        return None  # the caller says so and uses a key of this run only
    return read_key(path)


def one_time_key() -> bytes:
    """Return a key for one run: its tags cannot be compared with any other run's."""
    return secrets.token_bytes(_BYTES)


def key_id(key: bytes) -> str:
    """Return a name for a key that does not give it away."""
    return hmac.new(key, b"corpus-scanner tag key id", hashlib.sha256).hexdigest()[:16]
