"""Shards and a seed → the order in which they are drawn, the same on every machine."""

import hashlib
from collections.abc import Iterable

from scanner.types.document import Shard

_KEY_BYTES = 16


def draw_key(seed: str, shard_id: str) -> bytes:
    """Return the place of a shard among all others: a keyed digest of its name, so that no name is preferred.

    BLAKE2b keyed with the digest of the seed (RFC 7693 §2.9); of 80,000 shards two share a key with odds of 1 in 10^29.
    """
    key = hashlib.blake2b(seed.encode("utf-8", "surrogatepass")).digest()
    name = shard_id.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name, key=key, digest_size=_KEY_BYTES).digest()


def in_keyed_order(shards: Iterable[Shard], seed: str) -> tuple[Shard, ...]:
    """Return shards as they are drawn: any first of them are a simple random sample of all."""
    return tuple(sorted(shards, key=lambda shard: (draw_key(seed, shard.id), shard.id)))
