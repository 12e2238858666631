"""Outcomes of shards → what a person sees on stderr while a scan runs."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from scanner.cli.pipe import tell
from scanner.cli.terminal import printable
from scanner.reports.markup import counted
from scanner.types.document import Shard
from scanner.types.run import Remark, ShardOutcome

LINE_EVERY_S = 30.0
MOST_FAULTS = 50
"""Failed shards told one by one: where a store is down, ten thousand lines would bury what else is said."""


@dataclass(slots=True)
class Watch:
    """Told of every outcome; draws a bar on a terminal, else prints a line every 30 s."""

    shards: Sequence[Shard]
    bar: bool
    quiet: bool
    verbose: bool
    _started: float = field(default_factory=time.monotonic)
    _done: int = 0
    _bytes: int = 0
    _findings: int = 0
    _faults: int = 0
    _progress: Progress | None = None
    _task: TaskID | None = None
    _end: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Draw the bar, or begin to speak every 30 s, also while one large shard is at work."""
        if self.bar and not self.quiet:
            self._draw()
        elif not self.quiet:
            threading.Thread(target=self._speak, daemon=True).start()

    def __call__(self, event: ShardOutcome | Remark | str) -> None:
        """Show an outcome of a shard, the name of a later stage, or a remark on it."""
        if isinstance(event, str):
            self._stage(event)
            return
        if isinstance(event, Remark):
            self._say(printable(event.text))
            return
        self._done += 1
        self._bytes += event.shard.bytes
        self._findings += event.findings
        name = printable(event.shard.id)
        if event.status in {"failed", "damaged"}:
            self._faults += 1
            if self.verbose or self._faults <= MOST_FAULTS:
                self._say(f"{name}: {event.status}" + (f", {event.detail}" if event.detail else ""))
            if self._faults == MOST_FAULTS and not self.verbose:
                self._say(
                    f"{MOST_FAULTS} shards failed or damaged so far; further ones are counted, --verbose tells each"
                )
        elif event.retried:
            self._say(f"{name}: {event.status} in a later try, after {event.retried}")
        elif self.verbose:
            self._say(f"{name}: {counted(event.documents, 'document')}, {counted(event.findings, 'finding')}")
        if self.bar and not self.quiet:
            self._draw()

    def close(self) -> None:
        """Take the bar away, or fall silent; say how many faults were not told one by one."""
        self._end.set()
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        if self._faults > MOST_FAULTS and not self.verbose:
            more = counted(self._faults - MOST_FAULTS, "more shard")
            self._say(f"{more} failed or damaged")

    def _speak(self) -> None:
        while not self._end.wait(LINE_EVERY_S):
            self._say(self._line())

    def _stage(self, name: str) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=name)
        elif self.verbose:
            self._say(name)

    def _draw(self) -> None:
        if self._progress is None:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("shards · {task.fields[speed]} MB/s · {task.fields[findings]} findings ·"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._progress.add_task("scanning", total=len(self.shards), speed="0.0", findings="0")
            self._progress.start()
        if self._task is not None:
            speed, findings = f"{self._speed():.1f}", f"{self._findings:,}"
            self._progress.update(self._task, completed=self._done, speed=speed, findings=findings)

    def _line(self) -> str:
        total = sum(shard.bytes for shard in self.shards)
        left_s = (total - self._bytes) / (self._speed() * 1e6) if self._bytes else 0.0
        return (
            f"{self._done} of {counted(len(self.shards), 'shard')}, {self._speed():.1f} MB/s, "
            f"about {left_s:.0f} s left, {self._findings:,} findings"
        )

    def _speed(self) -> float:
        return self._bytes / 1e6 / max(1e-9, time.monotonic() - self._started)

    def _say(self, line: str) -> None:
        if self.quiet:
            return
        if self._progress is not None:
            self._progress.console.print(Text(line))
        else:
            tell(line + "\n")
