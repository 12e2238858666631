"""Shards of a sample, one by one → what they say of the whole corpus under the gates that speak of it."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from scanner.policy.figure import MILLION, Figure, Measure, Sampled
from scanner.policy.measure import figure_of
from scanner.policy.place import Place
from scanner.sampling.betting import Counted, limits_of
from scanner.sampling.order import draw_key
from scanner.types.policy import Gate
from scanner.types.report import CorpusReport

_WIDER: Final = 2.0
"""Shards that were not looked at are taken to hold at most this many times the findings a document of the worst one."""
_DIGITS: Final = 9


@dataclass(slots=True)
class DrawnShards:
    """What all gates share: the shards of the sample and their documents, in the order they came."""

    shards: tuple[int, int]
    """How many, of how many."""
    seed: str
    widest: float
    """How much larger, as stored, the largest of all shards is than the largest of these; at least 1."""
    duplicates: frozenset[str]
    """Rules about copies, which may lie in shards that were not looked at."""
    _keys: list[tuple[bytes, str]] = field(default_factory=list)
    _documents: "array[float]" = field(default_factory=lambda: array("d"))

    def take(self, shard_id: str, documents: int) -> None:
        """Note a shard of the sample."""
        self._keys.append((draw_key(self.seed, shard_id), shard_id))
        self._documents.append(documents)

    def limits(self, met: "array[float]", most_met: float) -> tuple[float, float, float]:
        """Return estimate and limits of what was counted in these shards, for one document of the corpus."""
        order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        documents = tuple(int(self._documents[at]) for at in order)
        most_documents = max(documents) * self.widest
        return _limits(tuple(met[at] for at in order), documents, self.shards[1], most_documents, most_met)

    def most_a_document(self, met: "array[float]") -> float:
        """Return how many findings a document any shard is taken to hold at the most: one, or more than the worst."""
        rates = [count / documents for count, documents in zip(met, self._documents, strict=True) if documents]
        return max([1.0, *(_WIDER * rate for rate in rates)])


@cache
def _limits(
    met: tuple[float, ...], documents: tuple[int, ...], of_shards: int, most_documents: float, most_met: float
) -> tuple[float, float, float]:
    """Most gates of a policy met nothing, and so ask the same."""
    return limits_of(Counted(met, documents, of_shards, most_documents, most_met))


@dataclass(slots=True)
class DrawnCounts:
    """What the shards of a sample hold of the rules of one gate."""

    drawn: DrawnShards
    gate: Gate
    rules: Sequence[str]
    _most: "array[float]" = field(default_factory=lambda: array("d"))
    """Findings of each shard, or documents with findings if none has findings of two rules."""
    _least: "array[float]" = field(default_factory=lambda: array("d"))
    """The same, if documents with findings of one rule have those of all others too."""

    @property
    def shards(self) -> tuple[int, int]:
        """How many shards were looked at, of how many."""
        return self.drawn.shards

    def take(self, place: Place) -> None:
        """Count a shard."""
        tallies = [place.rules[rule] for rule in self.rules if rule in place.rules]
        if self.gate.max_documents_share is None:
            self._most.append(sum(tally.findings for tally in tallies))
            return
        documents = [tally.documents for tally in tallies]
        self._most.append(min(place.documents, sum(documents)))
        self._least.append(max(documents, default=0))

    def figure(self, gate: Gate, rules: Sequence[str], corpus: Place) -> Figure:
        """Return what the sample says of the corpus; a bound on a number can be crossed by it, and never kept."""
        whole = figure_of(gate, rules, corpus)
        low, point, at_most, high = self._ends(whole, rules, corpus)
        scale = MILLION if whole.measure is Measure.RATE else 1.0
        ends = tuple(round(end * scale, _DIGITS) for end in (low, point, at_most))
        return Figure(
            whole.measure,
            ends[1],
            upper=None,
            allowed=whole.allowed,
            met=whole.met,
            documents=corpus.documents,
            at_most=False,
            counts_documents=False,
            sampled=Sampled(
                ends[0],
                None if high is None else round(high * scale, _DIGITS),
                ends[2],
                corpus.documents,
                corpus.documents,
                1,
                gate.decide_on == "upper_bound_95",
                self.shards,
                only_all=high is None,
            ),
        )

    def _ends(self, whole: Figure, rules: Sequence[str], corpus: Place) -> tuple[float, float, float, float | None]:
        """Return lower end, estimate at the least and at the most, and upper end; None: nothing bounds it."""
        found = float(sum(corpus.rules[rule].findings for rule in rules if rule in corpus.rules))
        if whole.measure is Measure.COUNT:
            return found, found, found, None
        if whole.sampled is not None or not self.drawn.duplicates.isdisjoint(rules):
            point = found / corpus.documents if whole.measure is Measure.RATE else whole.point
            return 0.0, point, point, None
        if whole.measure is Measure.RATE:
            point, low, high = self.drawn.limits(self._most, self.drawn.most_a_document(self._most))
            return low, point, point, high
        at_most, low, high = self.drawn.limits(self._most, 1.0)
        if self._least == self._most:
            return low, at_most, at_most, high
        point, low, _ = self.drawn.limits(self._least, 1.0)
        return low, point, at_most, high


def drawn_shards(corpus: CorpusReport, duplicates: frozenset[str]) -> DrawnShards | None:
    """Return the sample of shards that a report speaks of, without its counts yet; None: all shards were looked at."""
    sample = corpus.sample
    if sample is None:
        return None
    largest = max((summary.bytes for summary in corpus.shards.values()), default=0)
    widest = max(1.0, sample.largest_bytes / largest) if largest else 1.0
    return DrawnShards((sample.shards, sample.of_shards), sample.seed, widest, duplicates)
