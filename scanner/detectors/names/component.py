"""A spaCy document → the same document with the built-in tagger's names as its entities.

The entry point `spacy_factories` of the package makes `nlp.add_pipe("corpus_scanner_names")` work on a blank pipeline,
and so everything that is built on spaCy: presidio-analyzer's engine with its context words and recognizers.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span

from scanner.detectors.names.built_in import built_in_tagger
from scanner.detectors.names.name import Name, NameReader


class NamesComponent:
    """Sets `doc.ents` to PERSON and LOCATION spans."""

    def __init__(self, tagger: NameReader) -> None:
        """Take the tagger of the pipeline's language."""
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Read documents in batches, which is faster and gives the same names."""
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            for doc, names in zip(batch, self._tagger.names([doc.text for doc in batch]), strict=True):
                doc.ents = tuple(_spans(doc, names))
                yield doc


def _spans(doc: Doc, names: list[Name]) -> Iterator[Span]:
    """Yield spans of whole tokens; a name that shares a token with the one before it is left out."""
    free = 0
    for name in names:
        span = doc.char_span(name.start, name.end, name.kind, alignment_mode="expand")
        if span is not None and span.start >= free:
            free = span.end
            yield span


@Language.factory("corpus_scanner_names", assigns=["doc.ents"])
def make_component(nlp: Language, name: str) -> NamesComponent:  # noqa: ARG001  # spaCy calls by these names
    """Return the component for a pipeline's language; raises `ModelError` for a language without a tagger."""
    return NamesComponent(built_in_tagger(nlp.lang or "xx"))
