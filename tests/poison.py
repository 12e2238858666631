"""Plans whose workers die over marked texts, as native libraries do over hostile ones."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from scanner.detectors.language import with_language
from scanner.pipeline.plan import ScanPlan
from scanner.sources.rows import Rows
from scanner.types.document import Document, Failed, Skipped

CRASHES = "words that end whoever looks at them"
EATS = "words that take all memory"
UNREADABLE = "words that end whoever reads them"
_STEP_BYTES = 2**24
_STEP_S = 0.02
_MOST_BYTES = 3 * 2**30
"""What is eaten at the most, should nobody interfere."""


@dataclass(frozen=True, slots=True)
class PoisonedPlan:
    """A plan that poisons the process it is sent to."""

    plan: ScanPlan

    def __reduce__(self) -> tuple[Callable[[ScanPlan], ScanPlan], tuple[ScanPlan]]:
        return _poison, (self.plan,)

    def __getattr__(self, name: str) -> Any:
        """Return what the plan says, to an engine that asks."""
        return getattr(self.plan, name)


def poisoned(plan: ScanPlan) -> Any:
    """Return a plan for workers only: this process stays as it is."""
    return PoisonedPlan(plan)


def _poison(plan: ScanPlan) -> ScanPlan:
    event = Rows.event

    def looked_at(batch: Sequence[Document]) -> list[Document]:
        for document in batch:
            if CRASHES in document.text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if EATS in document.text:
                _eat()
        return with_language(batch)

    def made(rows: Rows, value: Any, record: str, *, clipped: bool = False) -> Document | Skipped | Failed:
        if UNREADABLE in str(value):
            os.kill(os.getpid(), signal.SIGSEGV)
        return event(rows, value, record, clipped=clipped)

    patch("scanner.pipeline.scan.with_language", looked_at).start()
    patch.object(Rows, "event", made).start()
    return plan


def _eat() -> None:
    held = []
    for _ in range(_MOST_BYTES // _STEP_BYTES):
        held.append(b"x" * _STEP_BYTES)
        time.sleep(_STEP_S)
