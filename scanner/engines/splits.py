"""Shards → pieces of work, the largest first; what workers say of parts → the next piece for their shard."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.types.document import Shard
from scanner.types.part import Cut, Join, Part, PartDone, Parts, Task, shard_of

_SHARE = 8
"""A shard is cut where it is more than this part of what one worker has to do: else others fill the time."""


def tasks_of(shards: Sequence[Shard], part_bytes: int, workers: int) -> list[Task]:
    """Return what is to be done for each shard, the largest first, so that none of the long ones is begun last.

    Shards of more than `part_bytes` (0: none) are to be cut, unless there are so many of them that no worker could be
    left waiting for the last one for long.
    """
    total = sum(shard.bytes for shard in shards)
    tasks = [
        Cut(shard) if shard.bytes > part_bytes > 0 and shard.bytes * workers * _SHARE > total else shard
        for shard in shards
    ]
    return sorted(tasks, key=rank)


def rank(task: Task) -> tuple[int, str, int]:
    """Return what tasks are sorted by: size, then name."""
    shard = shard_of(task)
    size = shard.bytes // task.of if isinstance(task, Part) else shard.bytes
    return -size, *name_of(task)


def name_of(task: Task) -> tuple[str, int]:
    """Return what tells pieces of work apart: parts of a shard die apart."""
    return shard_of(task).id, task.number if isinstance(task, Part) else -1


@dataclass(slots=True)
class Splits:
    """Shards that are at work in parts."""

    _left: dict[str, set[int]] = field(default_factory=dict)
    """Shard id → numbers of the parts that are not done."""

    def begin(self, answer: Parts) -> None:
        """Take a shard that was cut."""
        self._left[answer.shard.id] = {part.number for part in answer.parts}

    def is_late(self, task: Task) -> bool:
        """Tell whether a piece of work is a part of which its shard has no need any more."""
        return isinstance(task, Part) and task.shard.id not in self._left

    def follow(self, answer: PartDone) -> Task | None:
        """Return what is to be done for a shard once a part is: join all, scan it whole; None: wait for others."""
        part = answer.part
        if self.is_late(part):
            return None
        left = self._left[part.shard.id]
        left.discard(part.number)
        if answer.whole and left:
            return None
        self.end(part.shard.id)
        return Join(part.shard, part.file, part.of) if answer.whole else part.shard

    def end(self, shard_id: str) -> None:
        """Have no need of a shard's parts any more."""
        self._left.pop(shard_id, None)
