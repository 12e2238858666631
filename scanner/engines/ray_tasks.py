"""Small tasks → what they return, on the nodes of a Ray cluster; what these cannot do is done here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.engines.roll_call import Marker
from scanner.engines.tasks import Done, TaskList, do_fenced
from scanner.types.spread import T

_LOOK_AROUND_S = 15.0
"""How often nodes that joined or went are looked for."""
_BLIND = "a node does not see the folder for the reports"


def do_there(packed: bytes, marker: Marker) -> Done:
    """Do a task on some node, if it sees the folder: what is written elsewhere would be lost."""
    return do_fenced(packed) if marker.seen() else Done(None, _BLIND)


@dataclass(frozen=True, slots=True)
class RayTasks:
    """As many tasks at once as there are cores, those of nodes that join later too, or `jobs`."""

    ray: Any
    marker: Marker
    jobs: int
    tell: Callable[[str], None]
    cause_of: Callable[[Exception], str]

    def __call__(self, tasks: Sequence[Callable[[], T]]) -> Iterator[T]:
        """Yield what each task returns, as it is done."""
        left = TaskList(tasks, self.tell)
        # No retries by Ray, which tries for ever where memory runs out.
        task = self.ray.remote(do_there).options(num_cpus=1, max_retries=0)
        sent: dict[Any, int] = {}
        try:
            while sent or left.waiting:
                cores = int(self.ray.cluster_resources().get("CPU", 0))
                while left.waiting and len(sent) < min(cores, self.jobs or cores):
                    number = left.waiting.pop()
                    sent[task.remote(left.pack(number), self.marker)] = number
                if not cores:
                    left.waiting += sent.values()
                    self._cancel(sent)
                    yield from left.rest("no node is left to work on")
                yield from self._hear(left, sent)
        finally:
            self._cancel(sent)

    def _hear(self, left: TaskList, sent: dict[Any, int]) -> Iterator[T]:
        if not sent:
            return
        ready, _ = self.ray.wait(list(sent), timeout=_LOOK_AROUND_S)
        for ref in ready:
            number = sent.pop(ref)
            try:
                done = self.ray.get(ref)
            except self.ray.exceptions.RayError as error:
                yield from left.bury(number, self.cause_of(error))
            else:
                yield from left.hear(number, done)

    def _cancel(self, sent: dict[Any, int]) -> None:
        for ref in sent:
            self.ray.cancel(ref, force=True)
        sent.clear()


def cause_of_loss(ray: Any, error: Exception) -> str:
    """Return why an actor is gone, without the addresses and numbers of processes that Ray tells of."""
    if "OUT_OF_MEMORY" in str(error):
        return "the worker process was ended by Ray because memory ran out"
    if isinstance(error, ray.exceptions.ActorUnavailableError):
        return "the node of the worker was lost"
    return "the worker process died"
