"""Shards → outcomes, on the nodes of a Ray cluster: actors hold the scanner, a free one gets the next shard."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from scanner.engines.nodes import load_ray
from scanner.engines.queue import Queue
from scanner.engines.ray_tasks import RayTasks, cause_of_loss
from scanner.engines.roll_call import Marker
from scanner.engines.splits import name_of
from scanner.pipeline.fence import Fence
from scanner.pipeline.pace import Pace
from scanner.pipeline.parts import work_fenced
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.scan import Scanner
from scanner.sources.remote.address import is_remote
from scanner.types.document import Shard
from scanner.types.part import Answer, Task
from scanner.types.run import ShardOutcome
from scanner.types.spread import Spread

_LOOK_AROUND_S = 15.0
"""How often nodes that joined are looked for."""
_STOP_S = 10.0
_MAX_FALSE_STARTS = 3
"""Actors in a row that end before they are ready, beside as many as were starting; then no more are hired."""
_MAX_NODES_LOST = 3
"""Nodes that a shard may be lost with, through no fault of its own, before that counts as a worker's death."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An actor's first word: the node it is on, and why it cannot scan there, if so."""

    node: str
    fault: str | None


class ScanActor:
    """The scanner in a process of its own on some node; dies with the run."""

    def __init__(self, plan: ScanPlan, marker: Marker) -> None:
        self._scanner: Scanner | None = None
        self._fault: str | None = "a node does not see the folder for the reports"
        if marker.seen():
            with Fence() as fence:
                self._scanner = Scanner(plan)
            self._fault = fence.fault and f"no worker could be built: {fence.fault}"

    def ready(self) -> _Ready:
        """Return whether shards can be scanned here."""
        return _Ready(load_ray().get_runtime_context().get_node_id(), self._fault)

    def scan(self, task: Task) -> Answer:
        """Scan a shard or a part; a fault of the tool costs its shard only, and no message of an exception leaves."""
        assert self._scanner is not None  # noqa: S101  # an actor that is not ready is never handed a shard
        return work_fenced(self._scanner, task)


@dataclass(frozen=True, slots=True)
class OnRay:
    """One actor a core of the connected cluster (`nodes.connected`), or `jobs`; each holds one shard at a time."""

    plan: ScanPlan
    jobs: int = 0
    """0: one a core, those of nodes that join later too."""
    patience_s: float = 900.0
    """To wait for a first worker, as when machines are still being started for us."""
    pace: Pace | None = None
    """Where time is short: shards are handed out in the order given, and left out when it is over."""

    def run(self, shards: Sequence[Shard]) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of every shard as it is done."""
        ray, work = load_ray(), self.plan.out / "work"
        work.mkdir(parents=True, exist_ok=True)
        sent = (ray.put(_absolute(self.plan)), Marker.place(work.absolute()))
        named = {shard.id: shard for shard in shards}
        workers = self.jobs or int(ray.cluster_resources().get("CPU", 0)) or len(shards)
        queue = Queue.of([_absolute_shard(shard) for shard in shards], self.plan.part_bytes, workers, self.pace)
        crew = _Crew(ray, sent, queue, self.jobs)
        try:
            crew.fill()
            while (crew.actors or crew.queue) and not (self.pace is not None and self.pace.must_end()):
                for outcome in crew.step(self.patience_s):
                    yield replace(outcome, shard=named[outcome.shard.id])
        finally:
            crew.stop()
            crew.plan_and_marker[1].path.unlink(missing_ok=True)

    @contextmanager
    def spread(self, tell: Callable[[str], None]) -> Iterator[Spread]:
        """Give the same cores, without a scanner."""
        ray, marker = load_ray(), Marker.place((self.plan.out / "work").absolute())
        try:
            yield RayTasks(ray, marker, self.jobs, tell, partial(cause_of_loss, ray))
        finally:
            marker.path.unlink(missing_ok=True)


def _absolute_shard(shard: Shard) -> Shard:
    """Return the shard as other processes find it, wherever they were started."""
    return shard if is_remote(shard.uri) else replace(shard, uri=str(Path(shard.uri).absolute()))


def _absolute(plan: ScanPlan) -> ScanPlan:
    """Return a plan that does not depend on the folder a process is in: actors are elsewhere."""
    options = plan.detector_options
    second = replace(options.names, second_models=_absolute_models(options.names.second_models))
    compiled = options.compiled and options.compiled.absolute()
    models = _absolute_models(options.ner_models)
    options = replace(options, ner_models=models, names=second, compiled=compiled)
    return replace(plan, out=plan.out.absolute(), detector_options=options)


def _absolute_models(models: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pipelines with those that are given by their folder under its full path."""
    return tuple((language, str(Path(name).absolute()) if Path(name).is_dir() else name) for language, name in models)


@dataclass(slots=True)
class _Actor:
    handle: Any
    node: str | None = None
    """None: it did not say yet that it is ready."""
    shard: Task | None = None
    """What it is at work on: a shard, or a part of one."""
    fresh: bool = True
    """It was handed no shard yet."""


@dataclass(slots=True)
class _Crew:
    ray: Any
    plan_and_marker: tuple[Any, Marker]
    queue: Queue
    jobs: int
    actors: dict[Any, _Actor] = field(default_factory=dict)
    """By the one answer that each is to give next."""
    false_starts: int = 0
    closed: str | None = None
    """Why no more actors are hired."""
    nodes_lost: Counter[tuple[str, int]] = field(default_factory=Counter)
    heard: float = field(default_factory=time.monotonic)

    def fill(self) -> None:
        """Hire as many actors as there are cores and shards for, or one to wait for the first core."""
        cores = self.jobs or int(self.ray.cluster_resources().get("CPU", 0))
        busy = sum(actor.shard is not None for actor in self.actors.values())
        wanted = max(min(cores, len(self.queue) + busy), min(1, len(self.queue)))
        while self.closed is None and (len(self.actors) < wanted or self._starting() < len(self.queue.again)):
            self._hire()

    def step(self, patience_s: float) -> Iterator[ShardOutcome]:
        """Wait until some actor answers or is lost, and deal with it; look for new nodes now and then."""
        done = []
        if self.actors:
            done, _ = self.ray.wait(list(self.actors), timeout=min(_LOOK_AROUND_S, patience_s))
        for ref in done:
            self.heard = time.monotonic()
            yield from self._hear(self.actors.pop(ref), ref)
        waited = time.monotonic() - self.heard
        if waited > patience_s and not any(actor.shard for actor in self.actors.values()):
            self.closed = f"no worker was ready within {waited:.0f} s"
            self._dismiss_all()
        if not self.queue:
            self._dismiss_starting()
        self.fill()
        if self.closed is not None and not self.actors:
            yield from self.queue.drain(self.closed)

    def stop(self) -> None:
        """End every actor that is left, and see it ended: none may write behind our back."""
        refs = list(self.actors)
        self._dismiss_all()
        if refs:
            self.ray.wait(refs, num_returns=len(refs), timeout=_STOP_S)

    def _hear(self, actor: _Actor, ref: Any) -> Iterator[ShardOutcome]:
        try:
            word = self.ray.get(ref)
        except self.ray.exceptions.RayError as error:
            yield from self._bury(actor, error)
            return
        if not isinstance(word, _Ready):
            yield from self.queue.told(word)
        elif word.fault is not None:
            self._kill(actor)
            self._count_false_start(word.fault)
            return
        else:
            actor.node, self.false_starts = word.node, 0
        self._hand_out(actor)

    def _hand_out(self, actor: _Actor) -> None:
        # Where no fresh worker can be had any more, one that scanned before is better than none.
        actor.shard = self.queue.take(fresh=actor.fresh or self.closed is not None)
        actor.fresh = False
        if actor.shard is None:
            self._kill(actor)
        else:
            self.actors[actor.handle.scan.remote(actor.shard)] = actor

    def _bury(self, actor: _Actor, error: Exception) -> Iterator[ShardOutcome]:
        self._kill(actor)  # one that is only out of sight must not go on writing
        cause = cause_of_loss(self.ray, error)
        if actor.shard is None:
            self._count_false_start(f"{cause} before it was ready")
        elif self._went_with_its_node(actor, error) and self.nodes_lost[name_of(actor.shard)] < _MAX_NODES_LOST:
            self.nodes_lost[name_of(actor.shard)] += 1
            self.queue.put_back(actor.shard)
        elif (outcome := self.queue.bury(actor.shard, cause)) is not None:
            yield outcome

    def _went_with_its_node(self, actor: _Actor, error: Exception) -> bool:
        if isinstance(error, self.ray.exceptions.ActorUnavailableError):
            return True
        return actor.node not in {node["NodeID"] for node in self.ray.nodes() if node["Alive"]}

    def _count_false_start(self, cause: str) -> None:
        self.false_starts += 1
        if self.false_starts >= _MAX_FALSE_STARTS + self._starting():
            self.closed = f"{cause}, {self.false_starts} times in a row"

    def _starting(self) -> int:
        return sum(actor.node is None for actor in self.actors.values())

    def _hire(self) -> None:
        # No restarts and no retries by Ray: which shard a death costs, and how often it is tried, is ours to say.
        options = {"num_cpus": 1, "max_restarts": 0, "max_task_retries": 0}
        handle = self.ray.remote(ScanActor).options(**options).remote(*self.plan_and_marker)
        self.actors[handle.ready.remote()] = _Actor(handle)

    def _kill(self, actor: _Actor) -> None:
        self.ray.kill(actor.handle, no_restart=True)

    def _dismiss_starting(self) -> None:
        """End actors that are not ready: others may hold their cores for hours, and nothing is left for them to do."""
        for ref in [ref for ref, actor in self.actors.items() if actor.node is None]:
            self._kill(self.actors.pop(ref))

    def _dismiss_all(self) -> None:
        for actor in self.actors.values():
            self._kill(actor)
        self.actors.clear()
