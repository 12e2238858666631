"""Documents → findings of person and place names, by a built-in tagger or a spaCy pipeline in presidio-analyzer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scanner.detectors.names.draw import draws
from scanner.detectors.names.strata import Stratum, share_drawn, strata_for
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.named import Found, names_in, passages_by_language, without_overlaps
from scanner.detectors.pii.passages import CHINESE, can_be_read
from scanner.detectors.pii.readers import Readers
from scanner.detectors.pii.second import SecondReader
from scanner.detectors.pii.tag import tag_of
from scanner.types.document import Document
from scanner.types.finding import NOT_DRAWN, Detection, Drawn, Finding, NotLooked, ReadIn
from scanner.types.rule import EntityMatch, Rule

NO_PIPELINE = "no NER model was named"
SWITCHED_OFF = "names were not asked for"
_UNKNOWN = "und"
_IN_PART = Stratum("in part", float("-inf"), 1.0)
"""Documents in a language that cannot be read, with passages in one that can."""


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
        """Yield findings, the languages read, and `NotLooked` where a document cannot be read, or only in part.

        Raises `ModelError` when a pipeline that was there at the start of the run is gone.
        """
        drawn, draws_of_batch = self._drawn(batch)
        yield from draws_of_batch
        passages = passages_by_language(drawn, self._readers)
        found = names_in(passages, self._readers, lambda text: tag_of(self._key, text, "lower"))
        for name in without_overlaps(found):
            yield from self._findings(name)
        for language, some in passages.items():
            yield from (ReadIn(document, language) for document in dict.fromkeys(each.document for each in some))
        for document in batch:
            reason = self._reason(document)
            if reason:
                yield from self._not_looked(document, reason)
        if self._second is not None:
            yield from self._second.opinions(self._rules, drawn, found)

    def _reason(self, document: Document) -> str | None:
        """Return why names cannot be looked for in a document or in most of it; None: they can."""
        language = document.language or _UNKNOWN
        if language in self._readers.languages:
            return None
        if self._options.mode == "off":
            return SWITCHED_OFF
        if not self._readers.languages:
            return NO_PIPELINE
        reason = f"no language model for {language}"
        if not can_be_read(document, self._readers.languages):
            return reason
        passages = "stretches in other languages" if language == CHINESE else "Chinese lines"
        return f"only its {passages} can be read: {reason}"

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
            for document, stratum in self._strata(language, documents):
                looked = draws(document, self._options.seed, "names") < share_drawn(self._options.share, stratum)
                said += (
                    Drawn(rule.id, document.id, f"{language} {stratum.name}", looked) for rule in self._all_rules()
                )
                if looked:
                    drawn.append(document)
                elif language in self._readers.languages:  # else there is a better reason, see `_reason`
                    said += self._not_looked(document, NOT_DRAWN)
        return drawn, said

    def _strata(self, language: str, documents: Sequence[Document]) -> Iterator[tuple[Document, Stratum]]:
        """Yield those of the documents of a language that can be read, with their strata."""
        if language in self._readers.languages:
            strata = strata_for(self._readers.reader(language), [each.text for each in documents])
            yield from zip(documents, strata, strict=True)
        else:
            yield from ((each, _IN_PART) for each in documents if can_be_read(each, self._readers.languages))

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


def _by_language(batch: Iterable[Document]) -> dict[str, list[Document]]:
    by_language: dict[str, list[Document]] = defaultdict(list)
    for document in batch:
        by_language[document.language or _UNKNOWN].append(document)
    return by_language
