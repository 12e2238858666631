"""A shard → its SHA-256, to tell whether it is still the one that was scanned."""

from scanner.errors import UsageError
from scanner.sources.stored import Stored
from scanner.types.document import Shard
from scanner.types.storage import FROM_ENVIRONMENT, Storage


def digest_of_shard(shard: Shard, storage: Storage = FROM_ENVIRONMENT) -> str:
    """Return SHA-256 of a shard's stored bytes, lower-case hex; raises `UsageError` where it cannot be read."""
    stored = Stored(shard, storage)
    try:
        stored.drain()
        if stored.fault is not None:
            raise UsageError(f"{shard.id}: cannot be read again: {stored.fault.detail}")
        return stored.closed().sha256
    finally:
        stored.close()
