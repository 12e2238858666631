"""What a corpus holds of a reference. JSON Schemas under `docs/formats/` come from here."""

from dataclasses import dataclass
from typing import Final, Literal

COMPARISON_SCHEMA: Final = "corpus-scanner/comparison/v1"
CONTAMINATION_SCHEMA: Final = "corpus-scanner/contamination/v1"


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """One of two finished runs whose signatures were compared."""

    manifest: str
    """Digest that the run's manifest.json states; the files read were checked against it."""
    documents: int
    """All documents of the run."""
    compared: int
    """Documents with a kept signature: those long enough."""
    found: int
    """Documents that have a counterpart in the other run: all that are accepted."""
    found_at_bound: int
    """Of them, those whose own estimate reaches `min_similarity`; the others came through the allowance for scatter."""
    unread_shards: int
    """Shards that could not be read in whole: what they hold may be missing here."""
    lost_records: int
    """Records whose text was lost in whole or part."""
    found_by_shard: dict[str, int]
    """Shard → documents found, for shards with any."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Near-duplicates between two runs."""

    schema: Literal["corpus-scanner/comparison/v1"]
    signatures: str
    """Options that made the signatures of both."""
    min_similarity: float
    """Jaccard similarity from which on documents shall be found."""
    min_estimate: float
    """Least estimate that is accepted: what a pair of `min_similarity` reaches in 19 of 20 cases; estimates scatter."""
    share_found: float
    """Of the reference's compared documents, those found in the corpus, all that are accepted; not rounded."""
    exact_found: int
    """Documents of the reference whose very text, character by character, is in the corpus."""
    corpus: ComparedRun
    reference: ComparedRun
    capped_buckets: int
    """Groups of candidates so large that some pairs in them were not compared."""
    chance_compared: dict[str, float]
    """Jaccard similarity → chance that two documents exactly that similar were compared at all (the S-curve)."""


@dataclass(frozen=True, slots=True)
class ReadCorpus:
    """A corpus that was read against an index."""

    digest: str
    """SHA-256 over the sorted `shard NUL sha256 of its bytes LF` lines."""
    shards: int
    unread_shards: int
    """Shards that could not be read in whole."""
    documents: int
    lost_records: int
    """Records whose text was lost in whole or part."""


@dataclass(frozen=True, slots=True)
class NgramIndex:
    """The index that a corpus was held against."""

    sha256: str
    ngram: int
    """Tokens an n-gram."""
    min_tokens: int
    items: int
    short_items: int
    """Items of fewer tokens than an n-gram, looked for as one run of all their tokens."""
    skipped_items: int
    """Items of fewer than `min_tokens` tokens, which are not looked for."""
    repeated_items: int
    """Items of the very n-grams of an earlier one, which are looked for and not counted again."""


@dataclass(frozen=True, slots=True)
class ItemsFound:
    """Different items by the share of their n-grams that was found: bound → items at or above it."""

    anywhere: dict[str, int]
    """In the corpus as a whole."""
    in_one_document: dict[str, int]
    """In the single document that holds most."""


@dataclass(frozen=True, slots=True)
class Contamination:
    """What a corpus holds of the items of an index."""

    schema: Literal["corpus-scanner/contamination/v1"]
    min_containment: float
    items_found: int
    """Different items of which at least `min_containment` was found anywhere in the corpus."""
    share_found: float
    """The same as a share of the different items looked for; not rounded."""
    found: ItemsFound
    corpus: ReadCorpus
    index: NgramIndex
