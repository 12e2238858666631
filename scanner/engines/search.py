"""Deaths of workers over one shard, and what each was at → how it is gone through next, or why it is given up."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from scanner.pipeline.walk import NO_CAUTION, At, Caution, Doing

MOST_LEFT_OUT: Final = 16
"""Records of a shard that are left out; where more end workers, it is not the records."""
_MOST_DEATHS: Final = 3 * MOST_LEFT_OUT + 2
"""Each record costs two, and some may die for reasons of their own."""


@dataclass(slots=True)
class Search:
    """Closes in on the record that workers die over.

    The first death may have had any cause, so the shard is gone through again as if nothing had been. The second one
    is the shard's: the batch that the worker was at is looked at document by document, and the document over which the
    next one dies is left out. So no document is left out over which fewer than two workers died.
    """

    caution: Caution = NO_CAUTION
    deaths: int = 0
    _at: Counter[At] = field(default_factory=Counter)

    def after(self, cause: str, at: At | None) -> str | None:
        """Take in a death; return why the shard is given up. None: it is gone through again, by `caution`."""
        self.deaths += 1
        if at is not None:
            self._at[at] += 1
        if self.deaths == 1:
            return None
        if self.deaths > _MOST_DEATHS:
            return f"{cause}; {self.deaths} workers died over the shard"
        if at is None or at.doing is Doing.ENDING:
            return f"{cause}; no single record could be told to be the cause"
        if at.doing is Doing.READING:
            return self._after_reading(cause, at)
        return self._after_looking(cause, at)

    def _after_reading(self, cause: str, at: At) -> str | None:
        if self._at[at] > 1:
            if at.first == 0:
                return f"{cause} while it read the beginning of the shard, twice"
            self.caution = replace(self.caution, end=(at.first, cause))
        return None

    def _after_looking(self, cause: str, at: At) -> str | None:
        known = self._at[at] > 1 or self._was_alone(at)
        if at.first != at.last or not known:
            self.caution = replace(self.caution, alone=(at.first, at.last))
            return None
        if len(self.caution.left_out) >= MOST_LEFT_OUT:
            return f"{cause}; more than {MOST_LEFT_OUT} of its records end workers"
        self.caution = replace(self.caution, left_out=(*self.caution.left_out, (at.first, cause)))
        return None

    def _was_alone(self, at: At) -> bool:
        alone = self.caution.alone
        return alone is not None and alone[0] <= at.first and at.last <= alone[1]
