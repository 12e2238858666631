"""Documents → findings of person and place names, by a built-in tagger or a spaCy pipeline in presidio-analyzer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scanner.detectors.names.draw import draws
from scanner.detectors.names.name import Name
from scanner.detectors.names.strata import share_drawn, strata_for
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.passages import Passage, passages_of
from scanner.detectors.pii.readers import Readers
from scanner.detectors.pii.second import SecondReader, Span, opinion_on
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.finding import NOT_DRAWN, Detection, Drawn, Finding, NotLooked, Opinion
from scanner.types.rule import EntityMatch, Rule

_OUTSIDE = " \t\r\n\u00a0\u3000.,;:!?\"'`()[]{}<>«»„“”‚‘’、，。；：！？（）【】《》…*|/\\-–—_"
"""Signs that a pipeline sometimes takes along at the edge of a name."""
_FEWEST_LETTERS = 2
NO_PIPELINE = "no NER model was named"
SWITCHED_OFF = "names were not asked for"
_UNKNOWN = "und"


class Found(NamedTuple):
    """A name in a field of a document."""

    document: str
    part: str
    start: int
    end: int
    kind: str
    score: float | None
    value_tag: str


class EntityDetector:
    """Looks for names in the documents whose language can be read; says so for all others."""

    def __init__(self, rules: Sequence[Rule], options: DetectorOptions) -> None:
        """Keep what is needed to load a pipeline at the first document of its language."""
        self._rules = {
            kind: tuple(rule for rule in rules if isinstance(rule.match, EntityMatch) and rule.match.entity == kind)
            for kind in ("PERSON", "LOCATION")
        }
        self._key = options.tag_key
        self._options = options.names
        self._readers = Readers(options.ner_models, gate=options.names.gate)
        self._second = SecondReader(options.names) if options.names.second_models else None

    def detect(self, batch: Sequence[Document]) -> Iterator[Detection]:
        """Yield findings, and `NotLooked` for each rule and document whose language cannot be read.

        Raises `ModelError` when a pipeline that was there at the start of the run is gone.
        """
        drawn, draws_of_batch = self._drawn(batch)
        yield from draws_of_batch
        found = self._found(drawn)
        for name in found:
            yield from self._findings(name)
        for document in batch:
            if (document.language or _UNKNOWN) not in self._readers.languages:
                yield from self._not_looked(document, self._reason(document.language or _UNKNOWN))
        if self._second is not None:
            yield from self._opinions(self._second, drawn, found)

    def _reason(self, language: str) -> str:
        if self._options.mode == "off":
            return SWITCHED_OFF
        return f"no language model for {language}" if self._readers.languages else NO_PIPELINE

    def _not_looked(self, document: Document, reason: str) -> Iterator[NotLooked]:
        for rule in self._all_rules():
            yield NotLooked(rule.id, document.id, reason)

    def _all_rules(self) -> Iterator[Rule]:
        for rules in self._rules.values():
            yield from rules

    def _drawn(self, batch: Sequence[Document]) -> tuple[Sequence[Document], list[Detection]]:
        """Return the documents to look at, and what is to be said of the drawing."""
        if self._options.mode != "sample":
            return batch, []
        drawn: list[Document] = []
        said: list[Detection] = []
        for language, documents in _by_language(batch).items():
            if language not in self._readers.languages:
                continue
            reader = self._readers.reader(language)
            for document, stratum in zip(documents, strata_for(reader, [each.text for each in documents]), strict=True):
                looked = draws(document, self._options.seed, "names") < share_drawn(self._options.share, stratum)
                said += (
                    Drawn(rule.id, document.id, f"{language} {stratum.name}", looked) for rule in self._all_rules()
                )
                if looked:
                    drawn.append(document)
                else:
                    said += self._not_looked(document, NOT_DRAWN)
        return drawn, said

    def _found(self, documents: Iterable[Document]) -> list[Found]:
        passages: dict[str, list[Passage]] = defaultdict(list)
        for document in documents:
            for language, passage in passages_of(document, self._readers.languages):
                passages[language].append(passage)
        found = [
            name
            for language, some in passages.items()
            for passage, names in zip(some, self._readers.reader(language).names([p.text for p in some]), strict=True)
            for name in self._placed(passage, names)
        ]
        return list(_without_overlaps(found))

    def _placed(self, passage: Passage, names: Iterable[Name]) -> Iterator[Found]:
        for name in names:
            start, end = _trimmed(passage.text, name.start, name.end)
            if start < end:
                yield Found(
                    passage.document,
                    passage.part,
                    passage.offset + start,
                    passage.offset + end,
                    name.kind,
                    name.score,
                    tag_of(self._key, passage.text[start:end], "lower"),
                )

    def _findings(self, name: Found) -> Iterator[Finding]:
        for rule in self._rules[name.kind]:
            yield Finding(
                rule=rule.id,
                document=name.document,
                field=name.part,
                start=name.start,
                end=name.end,
                confidence=rule.file.confidence if name.score is None else name.score,
                value_tag=name.value_tag,
            )

    def _opinions(
        self, second: SecondReader, documents: Sequence[Document], found: Iterable[Found]
    ) -> Iterator[Opinion]:
        spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for name in found:
            for rule in self._rules[name.kind]:
                score = rule.file.confidence if name.score is None else name.score
                spans[rule.id, name.document].append((name.part, name.start, name.end, score))
        read = second.read(documents)
        for document in documents:
            if document.id in read:
                for kind, rules in self._rules.items():
                    for rule in rules:
                        yield opinion_on(rule.id, kind, document, spans[rule.id, document.id], read[document.id])


def _by_language(batch: Iterable[Document]) -> dict[str, list[Document]]:
    by_language: dict[str, list[Document]] = defaultdict(list)
    for document in batch:
        by_language[document.language or _UNKNOWN].append(document)
    return by_language


def _without_overlaps(found: Iterable[Found]) -> Iterator[Found]:
    """Yield names by place; of two of a kind that lie over each other, told in two languages, the first and longer."""
    last: dict[tuple[str, str, str], int] = {}
    for name in sorted(found, key=lambda each: (each.document, each.part, each.start, -each.end, each.kind)):
        place = (name.document, name.part, name.kind)
        if name.start >= last.get(place, 0):
            last[place] = name.end
            yield name


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut a name at its first line break and take off signs at its edges; nothing is left of what is no name.

    Ours: pipelines read the entries of a menu, one a line, as one long name. A name has two letters and, in scripts
    that have them, a capital.
    """
    while start < end and text[start] in _OUTSIDE:
        start += 1
    line_end = text.find("\n", start, end)
    end = line_end if line_end >= 0 else end
    while end > start and text[end - 1] in _OUTSIDE:
        end -= 1
    letters = [character for character in text[start:end] if character.isalpha()]
    in_lower_case = all(letter.islower() for letter in letters)
    return (start, start) if len(letters) < _FEWEST_LETTERS or in_lower_case else (start, end)
