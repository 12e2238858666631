"""One gate and all the places it speaks of → the reasons it gives, and whether it was decided anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from scanner.policy.drawn import DrawnCounts
from scanner.policy.figure import Figure, Measure, Standing
from scanner.policy.measure import documents_looked_at, figure_of, unlooked_at
from scanner.policy.place import Place, Unlooked
from scanner.policy.words import (
    tell_figure,
    tell_kept,
    tell_kept_places,
    tell_more,
    tell_open,
    tell_outside,
    tell_short,
    tell_too_few,
    tell_too_few_places,
    tell_unlooked,
)
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import Gate, Outcome, Reason

MAX_NAMED: Final = 20
"""Places a gate names for one cause; the others are counted."""

KINDS: Final = {"corpus": "corpus", "shard": "shards", "source": "sources", "host": "hosts"}
"""`Gate.per` → `Reason.where` of a statement on several places."""


class _At(NamedTuple):
    """A place, or the part of it that a baseline divides."""

    where: str
    part: str = ""


@dataclass(slots=True)
class GateDocket:
    """What one gate came to, place by place."""

    gate: Gate
    rules: Sequence[str]
    """Ids the gate names, at least one."""
    min_looked: float
    """Least share of documents to which a rule must have been applied for the gate to be decided."""
    unlooked: tuple[Unlooked, ...] = ()
    """For sources and hosts, whose documents are not counted by what was looked for: what the corpus lacks."""
    drawn: DrawnCounts | None = None
    """Where only a sample of shards was looked at: what its shards hold; None: all were."""
    _decided: int = 0
    _crossed: list[tuple[_At, Figure]] = field(default_factory=list)
    _undecided: list[tuple[_At, Figure, tuple[Unlooked, ...]]] = field(default_factory=list)
    _open: list[tuple[_At, Figure]] = field(default_factory=list)
    """Places whose estimate may lie on either side of the bound."""
    _kept: list[tuple[_At, Figure]] = field(default_factory=list)
    """Places that keep the bound by an estimate."""
    _too_few: list[tuple[_At, int, bool]] = field(default_factory=list)
    """Place, documents looked at, and whether those are a sample."""
    _short: list[tuple[_At, int]] = field(default_factory=list)
    """Place and its documents, where a sample of shards holds too few."""

    def apply(self, place: Place) -> None:
        """Hold a place against the gate's bound.

        Where a rule could not be applied to all documents, a bound that the findings cross is crossed all the same,
        since to look further only adds; one that only their upper bound crosses is undecided.
        """
        if not place.documents:
            return
        at = _At(place.where, place.part)
        looked = documents_looked_at(place, self.rules)
        if self.drawn is not None and self.gate.per != "shard":
            self._apply_to_sample(self.drawn, place, at, looked)
            return
        if looked < self.gate.min_documents:
            self._too_few.append((at, looked, looked < place.documents))
            return
        self._weigh(place, at, figure_of(self.gate, self.rules, place))

    def _apply_to_sample(self, drawn: DrawnCounts, place: Place, at: _At, looked: int) -> None:
        """Hold a place of which shards were left out against the bound: only a count can be crossed as it stands."""
        if self._is_of_parts:
            figure = figure_of(self.gate, self.rules, place)
            counted = figure.measure is Measure.COUNT and figure.sampled is None and looked >= self.gate.min_documents
            if counted and figure.standing is Standing.CROSSED:
                self._crossed.append((at, figure))
        elif looked < self.gate.min_documents:
            self._short.append((at, looked))
        else:
            self._weigh(place, at, drawn.figure(self.gate, self.rules, place))

    @property
    def _is_of_parts(self) -> bool:
        """Whether the gate speaks of what a sample of shards cannot stand for."""
        return self.gate.per != "corpus" or self.gate.new_only

    def _weigh(self, place: Place, at: _At, figure: Figure) -> None:
        unlooked = self.unlooked or unlooked_at(place, self.rules, self.min_looked)
        if figure.standing is Standing.CROSSED and not (unlooked and figure.point <= figure.allowed):
            self._crossed.append((at, figure))
        elif unlooked:
            self._undecided.append((at, figure, unlooked))
        elif figure.standing is Standing.OPEN:
            self._open.append((at, figure))
        else:
            self._decided += 1
            if figure.sampled is not None:
                self._kept.append((at, figure))

    @property
    def is_decided(self) -> bool:
        """Whether the bound was crossed, or kept, at one place at least."""
        if self.drawn is not None and self._is_of_parts:
            return bool(self._crossed)
        return bool(self._decided or self._crossed)

    def reasons(self) -> list[Reason]:
        """Return why the gate fails or cannot be decided, and notes on where it was not applied."""
        undecided = (*self._gaps(), *self._left_open(), *self._left_outside())
        return [*self._failures(), *undecided, *self._notes(), *self._kept_notes()]

    def _left_outside(self) -> list[Reason]:
        """Return what a sample of shards leaves undecided: never a mere note, since the others can be looked at."""
        if self.drawn is None:
            return []
        shards, least = self.drawn.shards, self.gate.min_documents
        reasons = [
            self._reason(Outcome.INCOMPLETE, at, tell_short(looked, least, shards)) for at, looked in self._short
        ]
        if self._is_of_parts and not self._crossed:
            kind = KINDS[self.gate.per] if self.gate.per != "corpus" else "what is new"
            reasons.append(self._reason(Outcome.INCOMPLETE, _At(KINDS[self.gate.per]), tell_outside(shards, kind)))
        return reasons

    def _failures(self) -> list[Reason]:
        worst = sorted(self._crossed, key=lambda at: (-at[1].decisive, at[0]))
        least = "; at the least, since only a sample was looked at" if _lacks_draws(self.unlooked) else ""
        reasons = [
            self._reason(Outcome.FAIL, at, tell_figure(figure) + least, figure) for at, figure in worst[:MAX_NAMED]
        ]
        return [*reasons, *self._more(Outcome.FAIL, len(worst), "cross the same bound")]

    def _gaps(self) -> list[Reason]:
        if not self._undecided:
            return []
        is_note = self.gate.not_looked == "note" and not any(_lacks_draws(each[2]) for each in self._undecided)
        outcome = Outcome.PASS if is_note else Outcome.INCOMPLETE
        if self.unlooked:
            places = f"{len(self._undecided):,} {self.gate.per if len(self._undecided) == 1 else KINDS[self.gate.per]}"
            told = f"cannot be decided for {places}: over the whole corpus, {tell_unlooked(self.unlooked)}"
            if _lacks_draws(self.unlooked):
                told += f"; of a single {self.gate.per} only a look at all its documents tells"
            return [self._reason(outcome, _At(KINDS[self.gate.per]), told)]
        worst = sorted(self._undecided, key=lambda at: (-at[2][0].documents, at[0]))
        reasons = [
            self._reason(outcome, at, _tell_gap(figure, unlooked), figure) for at, figure, unlooked in worst[:MAX_NAMED]
        ]
        return [*reasons, *self._more(outcome, len(worst), "cannot be decided for want of what could be looked for")]

    def _left_open(self) -> list[Reason]:
        """Return why estimates decide nothing: never a mere note, since a larger share of documents is to be had."""
        worst = sorted(self._open, key=lambda at: (-at[1].decisive, at[0]))
        reasons = [self._reason(Outcome.INCOMPLETE, at, tell_open(figure), figure) for at, figure in worst[:MAX_NAMED]]
        return [*reasons, *self._more(Outcome.INCOMPLETE, len(worst), "cannot be decided from their samples")]

    def _notes(self) -> list[Reason]:
        if not self._too_few:
            return []
        least = self.gate.min_documents
        of_sample = any(sampled for *_, sampled in self._too_few)
        if len(self._too_few) == 1 or self.gate.per == "corpus":
            return [
                self._reason(Outcome.PASS, at, tell_too_few(documents, least, of_sample=sampled))
                for at, documents, sampled in self._too_few
            ]
        kind = KINDS[self.gate.per]
        told = tell_too_few_places(len(self._too_few), kind, least, of_sample=of_sample)
        return [self._reason(Outcome.PASS, _At(kind), told)]

    def _kept_notes(self) -> list[Reason]:
        if len(self._kept) == 1:
            ((at, figure),) = self._kept
            return [self._reason(Outcome.PASS, at, tell_kept(figure), figure)]
        kind = KINDS[self.gate.per]
        figures = [figure for _, figure in self._kept]
        return [self._reason(Outcome.PASS, _At(kind), tell_kept_places(figures, kind))] if figures else []

    def _more(self, outcome: Outcome, count: int, cause: str) -> list[Reason]:
        if count <= MAX_NAMED:
            return []
        kind = KINDS[self.gate.per]
        return [self._reason(outcome, _At(kind), tell_more(count - MAX_NAMED, kind, cause))]

    def _reason(self, outcome: Outcome, at: _At, message: str, figure: Figure | None = None) -> Reason:
        told = f"{at.part}: {message}" if at.part else message
        measured, allowed = (None, None) if figure is None else (figure.decisive, figure.allowed)
        return Reason(outcome, self.gate.rule, at.where, told, self.gate.severity, measured, allowed)


def _lacks_draws(unlooked: Sequence[Unlooked]) -> bool:
    """Return whether documents were left out by drawing, and not because they cannot be looked at."""
    return any(NOT_DRAWN in each.reasons for each in unlooked)


def _tell_gap(figure: Figure, unlooked: Sequence[Unlooked]) -> str:
    return f"cannot be decided: {tell_unlooked(unlooked)}; what was looked at: {tell_figure(figure)}"
