"""What a sample says of the whole, and what a second opinion says of the first; JSON of reports comes from here."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class StratumTally:
    """Documents of one stratum, those of them looked at, and what was found there; adds up over shards."""

    documents: int
    looked: int
    """Drawn into the sample by a keyed digest, and looked at."""
    met: int
    """Looked at, and with at least one finding."""
    findings: int
    squares: int
    """Sum of the squares of a document's findings, over those looked at: what the error of the mean comes from."""


@dataclass(frozen=True, slots=True)
class BandTally:
    """Names of one band of confidence, and what a second pipeline says of those it was asked about."""

    names: int
    checked: int
    """Names in the documents that the second pipeline read as well."""
    confirmed: int
    """Those of them it takes for a name of the same kind, at least in part."""


@dataclass(frozen=True, slots=True)
class OpinionTally:
    """What a second pipeline found in a sample of the documents with and without names; adds up over shards."""

    strata: dict[str, StratumTally]
    """`LANGUAGE fired` and `LANGUAGE silent`: by the document's language and by whether the first found a name in
    what the second can read; counts are the second's."""
    bands: dict[str, BandTally]
    """`LANGUAGE LOW-HIGH`: by the language a name was read in and the confidence of the first."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a stratified sample says of all documents it was drawn from."""

    documents: int
    looked: int
    share: float
    """Estimated share of documents with a finding, 0 to 1."""
    share_low: float
    share_high: float
    """95 % interval: exact in each stratum (hypergeometric), joined as Zou and Donner (2008) do."""
    findings: float
    """Estimated number of findings in all documents."""
    findings_low: float
    findings_high: float | None
    """95 % interval, approximate; None: nothing bounds the number.

    So where a stratum was not looked at, or fewer than three documents with findings were and others were left out.
    """

    @property
    def is_of_a_part(self) -> bool:
        """Whether documents were left out; else it is a count."""
        return self.looked < self.documents


@dataclass(frozen=True, slots=True)
class BandAgreement:
    """How often a second pipeline agreed with names of one band of confidence."""

    names: int
    checked: int
    share: float
    low: float
    high: float
    """95 % interval of the share among all names of the band (hypergeometric: exact where all were checked; names are
    taken to fall independently)."""
    word: Literal["likely", "possible"]
    """`likely` where the second pipeline confirms more than half of them for certain (`low` above 0.5)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A second opinion on the names of one rule, as estimates for all documents it was drawn from."""

    second: Estimate
    """What the second pipeline would find if it read everything."""
    bands: dict[str, BandAgreement]
    both: float
    """Estimated number of names that both see, never more than either sees."""
    both_low: float
    both_high: float
    """95 % interval; a band of which none was checked is guessed to be like the others, limits from none to all."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How right a finder of names was on labelled text: what its counts rest on."""

    finder: str
    """Which tagger or pipeline."""
    source: str
    """On which text, by whom."""
    precision: float | None
    recall: float | None
    touched: float | None = None
    """Share of labelled names with at least one character found."""
