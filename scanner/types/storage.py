"""How remote stores are reached: what their libraries are told, and how patient a transfer is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Transfer:
    """How bytes are brought over; the same for every store."""

    block_bytes: int = 8 * 2**20
    """Most bytes asked for at once; a shard being read holds two blocks, the one in use and the one ahead."""
    tries: int = 6
    """Of each block, before the shard is given up."""
    first_wait_s: float = 0.5
    """Before the second try; doubled from try to try, and shortened by chance so that workers do not come as one."""
    longest_wait_s: float = 30.0
    timeout_s: float = 120.0
    """Longest that one try may take, however steadily its bytes drip."""


@dataclass(frozen=True, slots=True)
class Storage:
    """Options of stores and of transfers; may hold secrets, so it is never written down nor shown."""

    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    """Scheme → what its fsspec file system is made with."""
    transfer: Transfer = field(default_factory=Transfer)


FROM_ENVIRONMENT = Storage()
"""Nothing said: the libraries look for credentials where they always do."""
