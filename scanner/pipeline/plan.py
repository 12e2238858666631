"""What a worker must know to scan a shard: small, frozen, sent once."""

from dataclasses import dataclass, field
from pathlib import Path

from scanner.dedup.options import SignatureOptions
from scanner.detectors.options import DetectorOptions
from scanner.sources.options import ReadOptions
from scanner.types.register import Register
from scanner.types.rule import DuplicateMatch, Rule, Ruleset, Severity
from scanner.types.storage import FROM_ENVIRONMENT, Storage


def is_watched(rule: Rule) -> bool:
    """Tell whether what a rule meets weighs more where it is met in copies: personal information and secrets."""
    personal = rule.file.sensitivity in {"personal", "sensitive", "secret"}
    return personal and rule.severity >= Severity.HIGH and not isinstance(rule.match, DuplicateMatch)


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """Choices of one run; `Scanner` is the plan made ready."""

    ruleset: Ruleset
    out: Path
    detector_options: DetectorOptions
    read_options: ReadOptions = field(default_factory=ReadOptions)
    signature_options: SignatureOptions = field(default_factory=SignatureOptions)
    register: Register | None = None
    """Where the corpus comes from, as its owner says; None: no source register was given."""
    storage: Storage = FROM_ENVIRONMENT
    """How remote stores are reached; may hold secrets, so it goes to workers and nowhere else."""
    batch_documents: int = 64
    """Documents given to a detector at once, at the most."""
    batch_characters: int = 1 << 20
    """A batch is closed once it holds this much text, so that memory stays flat."""

    part_bytes: int = 0
    """Larger shards are cut into parts of about so many stored bytes, where that is possible; 0: none is."""
    digest: str = ""
    """Of all that decides what the first pass says, so that parts can be taken over; empty: none are."""

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """Every rule of the run, sorted."""
        return tuple(rule.id for rule in self.ruleset.rules)

    @property
    def duplicate_rules(self) -> dict[str, DuplicateMatch]:
        """Rules about duplicates → what they look for; none: no signatures are made."""
        return {rule.id: rule.match for rule in self.ruleset.rules if isinstance(rule.match, DuplicateMatch)}

    @property
    def watched_rules(self) -> frozenset[str]:
        """Rules on personal information and secrets that weigh more where they are met in copies."""
        return frozenset(rule.id for rule in self.ruleset.rules if is_watched(rule))

    @property
    def duplicate_bounds(self) -> tuple[float, ...]:
        """The similarities by which documents are put together, the highest first; exact copies are told in any."""
        matches = self.duplicate_rules.values()
        bounds = {match.min_similarity for match in matches if match.finds != "exact"}
        return tuple(sorted(bounds or {match.min_similarity for match in matches}, reverse=True))
