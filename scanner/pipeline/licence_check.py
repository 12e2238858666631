"""Shards and a verifier → how often it finds the licences that our detector finds, by samples of two strata."""

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from scanner.aggregation.interval import drawn_limits
from scanner.detectors.rights.build import bounded_reader
from scanner.detectors.rights.licence_claims import Read, claims_of
from scanner.detectors.rights.licence_detector import holds_licences
from scanner.detectors.rights.licence_wording import has_marks
from scanner.sources.options import ReadOptions
from scanner.sources.read import read
from scanner.types.document import Damaged, Document, Failed, Shard
from scanner.types.finding import DOCUMENT_FIELD

Verifier = Callable[[str], frozenset[str]]
"""A text → SPDX ids, or `LicenseRef-…`, of the licences in it."""
MAX_CHARS: Final = 200_000
"""A longer text is not drawn: scancode takes seconds for it, and all drawn texts are held."""
_MOST_PLACES: Final = 20


class Agreement(StrEnum):
    """What the verifier's answer comes to beside ours."""

    SAME = "same"
    """The same ids, or none on either side."""
    ALIKE = "alike"
    """Every licence of one is one of the other, but for a version, `-only` or `-or-later` that one does not say."""
    PARTLY = "partly"
    """Some licences are."""
    OTHER = "other"
    """No licence is."""
    OURS_ALONE = "ours alone"
    THEIRS_ALONE = "theirs alone"


_AGREED: Final = frozenset((Agreement.SAME, Agreement.ALIKE))


class Drawn(NamedTuple):
    """A document that was drawn."""

    shard: str
    document: str
    ids: tuple[str, ...]
    """By our detector, sorted."""
    text: str


@dataclass(slots=True)
class Sample:
    """At most `size` of the documents offered: those with the least keyed digests, in whatever order they come."""

    size: int
    key: bytes
    offered: int = 0
    _kept: list[tuple[int, Drawn]] = field(default_factory=list)
    """A heap of negated digests, the greatest digest first."""

    def offer(self, drawn: Drawn) -> None:
        """Take a document in, and drop the one with the greatest digest when there is one too many."""
        self.offered += 1
        name = f"{drawn.shard}\0{drawn.document}".encode("utf-8", "surrogatepass")
        entry = (-int.from_bytes(hashlib.blake2b(name, key=self.key, digest_size=16).digest(), "big"), drawn)
        if len(self._kept) < self.size:
            heapq.heappush(self._kept, entry)
        else:
            heapq.heappushpop(self._kept, entry)

    def drawn(self) -> list[Drawn]:
        """Return what was drawn, by shard and document."""
        return sorted(entry[1] for entry in self._kept)


@dataclass(slots=True)
class Samples:
    """What was drawn from a corpus, and what could not be."""

    claimed: Sample
    """Of the documents in whose text our detector finds a licence."""
    silent: Sample
    """Of those in which it finds none, although their ends hold a word of licences."""
    documents: int = 0
    too_long: int = 0
    """Documents of either stratum above `MAX_CHARS`."""
    not_read: int = 0
    """Records that could not be read, and shards whose rest could not be."""


class Share(NamedTuple):
    """A share of a stratum with its exact 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What the sample of one stratum says of it."""

    documents: int
    looked: int
    same: Share | None
    """Both name the same ids, or none; None where nothing was looked at."""
    alike: Share | None
    """The same or alike."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers, and of how many of the documents drawn."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    agreement: Agreement
    documents: int


@dataclass(frozen=True, slots=True)
class Place:
    """A document on which the two disagree."""

    shard: str
    document: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class LicenceCheck:
    """How far a verifier agrees with our detector; holds nothing of a document but its place and licences."""

    documents: int
    too_long: int
    not_read: int
    claimed: Figures
    silent: Figures
    pairs: tuple[Pair, ...]
    """The most frequent first."""
    disagreements: int
    places: tuple[Place, ...]
    """The first of them by shard and document."""


def draw_samples(shards: Iterable[Shard], size: int, seed: str) -> Samples:
    """Read shards and draw at most `size` documents of each stratum; the same whatever the order of shards."""
    key = hashlib.blake2b(seed.encode()).digest()
    samples = Samples(Sample(size, key), Sample(size, key))
    licences = bounded_reader()
    for shard in shards:
        for event in read(shard, ReadOptions()):
            if isinstance(event, Document):
                _offer(samples, shard.id, event, licences)
            samples.not_read += isinstance(event, Failed | Damaged)
    return samples


def _offer(samples: Samples, shard: str, document: Document, licences: Read) -> None:
    samples.documents += 1
    ids = ids_in_text(document, licences)
    if not ids and not _is_looked_into(document):
        return
    text = document.text
    if len(text) > MAX_CHARS:
        samples.too_long += 1
        return
    (samples.claimed if ids else samples.silent).offer(Drawn(shard, document.id, ids, text))


def ids_in_text(document: Document, licences: Read) -> tuple[str, ...]:
    """Return the licences that our detector finds in the text: a verifier sees no column, header or markup."""
    claims = (claim for claim in claims_of(document, licences) if claim.field != DOCUMENT_FIELD)
    return tuple(sorted({licence.id for claim in claims for licence in claim.licences}))


def _is_looked_into(document: Document) -> bool:
    return document.markup is None and any(has_marks(each.text) for each in document.fields)


def check_samples(samples: Samples, verifier: Verifier) -> LicenceCheck:
    """Ask the verifier about every text drawn, and compare."""
    claimed = [_compared(drawn, verifier) for drawn in samples.claimed.drawn()]
    silent = [_compared(drawn, verifier) for drawn in samples.silent.drawn()]
    every = claimed + silent
    counts = Counter((place.ours, place.theirs, place.agreement) for place in every)
    apart = sorted(
        (place for place in every if place.agreement not in _AGREED),
        key=lambda place: (place.shard, place.document),
    )
    return LicenceCheck(
        documents=samples.documents,
        too_long=samples.too_long,
        not_read=samples.not_read,
        claimed=_figures(claimed, samples.claimed.offered),
        silent=_figures(silent, samples.silent.offered),
        pairs=tuple(Pair(*key, number) for key, number in sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
        disagreements=len(apart),
        places=tuple(apart[:_MOST_PLACES]),
    )


def _compared(drawn: Drawn, verifier: Verifier) -> Place:
    theirs = verifier(drawn.text)
    return Place(drawn.shard, drawn.document, drawn.ids, tuple(sorted(theirs)), agreement_of(drawn.ids, theirs))


def agreement_of(ours: Iterable[str], theirs: Iterable[str]) -> Agreement:
    """Return what two answers come to, by the same measure as contradictions within a document."""
    one, other = frozenset(ours), frozenset(theirs)
    if not one or not other:
        return Agreement.SAME if one == other else Agreement.OURS_ALONE if one else Agreement.THEIRS_ALONE
    if holds_licences(one, other) and holds_licences(other, one):
        return Agreement.SAME if one == other else Agreement.ALIKE
    shared = any(holds_licences(one, frozenset((licence,))) for licence in other)
    return Agreement.PARTLY if shared else Agreement.OTHER


def _figures(places: Sequence[Place], documents: int) -> Figures:
    same = sum(place.agreement is Agreement.SAME for place in places)
    alike = sum(place.agreement in _AGREED for place in places)
    looked = len(places)
    return Figures(documents, looked, _share(same, looked, documents), _share(alike, looked, documents))


def _share(met: int, looked: int, documents: int) -> Share | None:
    if not looked:
        return None
    low, high = drawn_limits(met, looked, documents)
    return Share(met / looked, low / documents, high / documents)
