"""Documents → findings of pattern and phone rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.labels import Labels
from scanner.detectors.pii.pattern import pattern_look
from scanner.detectors.pii.phone import phone_looks
from scanner.detectors.pii.phone_words import PHONE_WORDS
from scanner.detectors.pii.prefilter import Stretches, prefilter_of
from scanner.detectors.pii.sighting import Look, Sighting, settle
from scanner.detectors.pii.starts import Starts, starts_of
from scanner.types.document import Document
from scanner.types.finding import Finding
from scanner.types.rule import PatternMatch, PhoneMatch, Rule


class StructuredDetector:
    """Looks for numbers and addresses that have a form.

    The answer is defined by each rule's own expression and check, run over the whole text (`engine=None`). With an
    engine one database tells first where to look; the findings are the same on any text.
    """

    def __init__(
        self, rules: Sequence[Rule], key: bytes, engine: ModuleType | None = HYPERSCAN, folder: Path | None = None
    ) -> None:
        """Compile the rules of kind pattern and phone; raises `RuleError` for one that cannot be used.

        `folder` keeps what was compiled from one process to the next.
        """
        self.looks = _looks(rules, key)
        self._labels = Labels(rules, PHONE_WORDS)
        expressions, gates = ((look.expression for look in self.looks), (look.gate for look in self.looks))
        self._starts: dict[int, Starts] | None = {} if engine is not None else None
        self.prefilter = prefilter_of(tuple(expressions), tuple(gates), engine, folder)

    def starts(self, index: int) -> Starts | None:
        """Return what finds the matches of a look fast, made when it is first asked for: of most looks it never is."""
        if self._starts is None:
            return None
        if index not in self._starts:
            self._starts[index] = starts_of(self.looks[index].expression)
        return self._starts[index]

    def detect(self, batch: Sequence[Document]) -> Iterator[Finding]:
        """Yield the findings of each document; spans in code points of their field."""
        places = [(document, field) for document in batch for field in document.fields]
        wanted = self.prefilter.stretches([field.text for _, field in places])
        for (document, field), stretches in zip(places, wanted, strict=True):
            for sighting in settle(self._sightings(field.text, document, stretches)) if stretches else ():
                yield Finding(
                    rule=sighting.rule,
                    document=document.id,
                    field=field.name,
                    start=sighting.start,
                    end=sighting.end,
                    confidence=sighting.confidence,
                    value_tag=sighting.value_tag,
                )

    def _sightings(self, text: str, document: Document, wanted: dict[int, Stretches]) -> Iterator[Sighting]:
        for index, stretches in wanted.items():
            for sighting in confirmed_in(self.looks[index], text, document, stretches, self.starts(index)):
                if not self._labels.speak_against(sighting.rule, text, sighting.start):
                    yield sighting


def _looks(rules: Sequence[Rule], key: bytes) -> tuple[Look, ...]:
    patterns = (pattern_look(rule, rule.match, key) for rule in rules if isinstance(rule.match, PatternMatch))
    return (*patterns, *phone_looks([rule for rule in rules if isinstance(rule.match, PhoneMatch)], key))


def confirmed_in(
    look: Look, text: str, document: Document, stretches: Stretches, starts: Starts | None = None
) -> Iterator[Sighting]:
    """Yield what one look confirms in the stretches of a text, from left to right.

    Behind a confirmed match the search goes on where the finding ends; behind a refused one at the next character, so
    that a wrong candidate, or the end of one, cannot swallow the beginning of a right one. `starts` finds the same
    matches faster.
    """
    position = 0
    search = look.expression.search if starts is None else starts.search
    for start, end, limit in stretches:
        position = max(position, start)
        while position < end and (match := search(text, position, limit)) and match.start() < end:
            sighting = look.confirm(match, document)
            if sighting is not None:
                yield sighting
            position = max(match.start() + 1, sighting.end if sighting is not None else 0)
