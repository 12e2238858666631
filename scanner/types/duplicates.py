"""What comparing all documents of a corpus came to: clusters, copies, and what of the text is there more than once."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ExactCopies:
    """Documents whose text another document has character for character."""

    texts: int
    """Different texts that are there more than once."""
    documents: int
    """Documents that have one of them."""
    redundant_documents: int
    """Documents beyond the first of each text."""
    elsewhere: int
    """Those of the redundant ones that are no repeated capture of a URL: the text stands at another address, too."""


@dataclass(frozen=True, slots=True)
class Volume:
    """An amount of text."""

    documents: int = 0
    tokens: int = 0
    """Words; characters in scripts written without blanks."""
    characters: int = 0
    """Unicode code points."""
    bytes: int = 0
    """In UTF-8."""


@dataclass(frozen=True, slots=True)
class Recaptures:
    """Documents with a URL that another document has, too, whatever their text."""

    urls: int
    """URLs that were captured more than once."""
    documents: int
    """Documents of these URLs."""
    same_text: int
    """Captures whose text an earlier-counted capture of the URL has character for character."""
    changed_text: int
    """Captures beyond the first of each URL with a text of their own."""


@dataclass(frozen=True, slots=True)
class GroupCopies:
    """Copies of one host or language."""

    documents: int
    """Documents in a cluster."""
    redundant_documents: int
    """Those of them that are not the one kept of their cluster."""
    redundant_tokens: int
    """In these."""


@dataclass(frozen=True, slots=True)
class RepeatedParagraphs:
    """Paragraphs of twenty tokens or more that are there more than once in documents that are kept or have no copy."""

    paragraphs: int
    """Different ones."""
    occurrences: int
    redundant_characters: int
    """Of all occurrences but one of each paragraph."""
    characters: int
    """Of all text looked at."""
    hosts: dict[str, int]
    """The hosts with most occurrences."""


@dataclass(frozen=True, slots=True)
class Memorised:
    """What one rule on personal information or secrets met again and again in copies, so that it may be memorised.

    Counted by value, told apart by its tag: pages of one template with a number of their own each are not counted.
    """

    clusters: int
    values: int
    """Different ones that stand in so many documents of a cluster; of a rule that tags no value one a cluster."""
    copies: int
    """Documents they stand in, added up over values: how often a model would read one of them."""
    findings: int
    """In all of these documents."""
    most_copies: int
    """Documents of one cluster in which one value stands."""


@dataclass(frozen=True, slots=True)
class CopyConflicts:
    """Clusters whose documents do not have the same rights."""

    clusters: int
    documents: int
    """Documents of these clusters."""
    reserved_in_part: int
    """Clusters of which some documents are reserved from training and others are not."""
    licences_differ: int
    """Clusters whose documents state licences of different classes."""


@dataclass(frozen=True, slots=True)
class DuplicateClusters:
    """Clusters of exact and near-duplicates over the whole corpus."""

    clusters: int
    documents: int
    """Documents in a cluster of two or more."""
    redundant_documents: int
    """Documents beyond the one kept of each cluster."""
    largest: int
    """Documents in the largest cluster."""
    capped_buckets: int
    """Groups of candidates so large and mixed that some pairs in them were not compared."""
    least_similarity: float = 0.0
    """Least estimate by which a document goes with the one kept: below the rule's bound by what estimates scatter."""
    chance_compared: dict[str, float] = field(default_factory=dict)
    """Jaccard similarity → chance that two documents exactly that similar were compared at all (the S-curve)."""
    exact: ExactCopies = ExactCopies(0, 0, 0, 0)
    """Exact copies; all of them are in clusters, too."""
    compared: Volume = Volume()
    """All text that was compared: documents with at least one token."""
    redundant: Volume = Volume()
    """The part of it in documents that are not the one kept of their cluster."""
    recaptures: Recaptures = Recaptures(0, 0, 0, 0)
    hosts: dict[str, GroupCopies] = field(default_factory=dict)
    """The hosts with most redundant documents; `duplicates.parquet` has all."""
    languages: dict[str, GroupCopies] = field(default_factory=dict)
    """The languages with most redundant documents."""
    repeated: RepeatedParagraphs | None = None
    memorised: dict[str, Memorised] = field(default_factory=dict)
    """Rule → what it met in clusters; empty where no rule asks for it."""
    conflicts: CopyConflicts | None = None
    """None: no rule asks for it."""
