"""A page, its source and what was published about it → findings of rules on the register, and facts to count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from scanner.detectors.rights.licence import UNREADABLE, read_licences
from scanner.detectors.rights.licence_detector import holds_licences
from scanner.detectors.rights.signals import signal_of, whole_document
from scanner.detectors.rights.statements.licences import SIGNAL as LICENCE
from scanner.register.attribute import Attributor, attributor_of
from scanner.register.settle import settled
from scanner.sources.host import bare_host_of
from scanner.types.finding import Attributed, Detection, NotLooked, Statement
from scanner.types.page import Page
from scanner.types.register import NO_SOURCE, Register, Source
from scanner.types.rights import PUBLISHED, USE, RightsStatement
from scanner.types.rule import Rule, SignalMatch

SIGNAL = "register"
NO_REGISTER = "no source register was given"
NO_PERIOD = "the source register states no collection period for it"
NO_TIME = "no capture time"
UNREGISTERED, DISAGREES, OTHER_LICENCE, OUT_OF_PERIOD = (
    "unregistered",
    "contradiction",
    "licence-differs",
    "out-of-period",
)
_UNREAD = frozenset((UNREADABLE.id, "LicenseRef-CC"))
"""Found licences that could not be told, and so differ from nothing."""


@dataclass(frozen=True, slots=True)
class RegisterJudge:
    """Holds pages against the register of a run."""

    rules: tuple[tuple[Rule, frozenset[str]], ...]
    """Rules on the register, and the values they ask for."""
    by_id: dict[str, Rule]
    attributor: Attributor | None
    """None: no register was given."""

    def source_of(self, shard_id: str, url: str | None) -> Source | None:
        """Return the source that covers a document."""
        return None if self.attributor is None else self.attributor.source_of(shard_id, bare_host_of(url), url)

    def settle(self, source: Source | None, detections: Iterable[Detection]) -> Iterator[Detection]:
        """Yield detections of one document, with findings set aside that its source's grants answer."""
        return settled(source, detections, self.by_id)

    def judge(self, page: Page, source: Source | None, published: Sequence[Detection]) -> Iterator[Detection]:
        """Yield what was published, settled, and what the register makes of it."""
        yield from self.settle(source, published)
        if self.attributor is None:
            yield from (NotLooked(rule.id, page.document, NO_REGISTER) for rule, _ in self.rules)
            return
        facts = _facts(page, source, published)
        yield Attributed(page.document, NO_SOURCE if source is None else source.id, tuple(facts))
        said = set(_said(source, facts))
        for value in sorted(said):
            yield Statement(page.document, SIGNAL, value)
        for rule, wanted in self.rules:
            if wanted & said:
                yield whole_document(rule, page.document)
            elif OUT_OF_PERIOD in wanted and ("period", "time-unknown") in facts:
                yield NotLooked(rule.id, page.document, NO_TIME)
            elif OUT_OF_PERIOD in wanted and ("period", "not-stated") in facts:
                yield NotLooked(rule.id, page.document, NO_PERIOD)


def _facts(page: Page, source: Source | None, published: Sequence[Detection]) -> list[tuple[str, str]]:
    verdicts = _published(published)
    facts = [("documents", ""), *([("published", verdicts["train"])] if "train" in verdicts else [])]
    if source is None:
        return [*facts, ("period", "not-stated")]
    granted = [use for use, grant in (source.grants or {}).items() if grant == "allow"]
    facts += [("contradiction", use) for use in sorted(granted) if verdicts.get(use) == "reserved"]
    if _other_licence(page, source):
        facts.append(("contradiction", "licence"))
    return [*facts, ("period", _period(page, source))]


def _published(detections: Iterable[Detection]) -> dict[str, str]:
    """Return use → verdict by what was published, the register apart."""
    verdicts: dict[str, str] = {}
    for found in detections:
        if isinstance(found, Statement) and found.signal.startswith(USE):
            verdicts.setdefault(found.signal.removeprefix(USE), found.value)
        elif isinstance(found, Statement) and found.signal.startswith(PUBLISHED):
            verdicts[found.signal.removeprefix(PUBLISHED)] = found.value
    return verdicts


def _other_licence(page: Page, source: Source) -> bool:
    """Tell whether a licence is found that is not the one of the register; what could not be told differs from none."""
    declared = frozenset(licence.id for licence in read_licences(source.licence or "") or ())
    found: dict[str, set[str]] = {}
    for said in page.said:
        if said.signal == LICENCE and "evidence" not in said.notes and said.licence not in _UNREAD:
            found.setdefault(said.place, set()).add(said.licence)
    claims = map(frozenset, found.values())
    return bool(declared) and any(
        not (holds_licences(declared, claim) or holds_licences(claim, declared)) for claim in claims
    )


def _period(page: Page, source: Source) -> str:
    if page.fetched_at is None:
        return "time-unknown"
    if source.collected is None:
        return "not-stated"
    day, period = page.fetched_at.astimezone(UTC).date(), source.collected
    inside = period.first <= day and (period.last is None or day <= period.last)
    return "inside" if inside else "outside"


def _said(source: Source | None, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what rules on the register can ask for: agreements and disagreements, grants as `train=deny`."""
    if source is None:
        yield UNREGISTERED
        return
    yield from (f"{use}={grant}" for use, grant in (source.grants or {}).items())
    for measure, value in facts:
        if (measure, value) == ("contradiction", "licence"):
            yield OTHER_LICENCE
        elif measure == "contradiction":
            yield DISAGREES
        elif (measure, value) == ("period", "outside"):
            yield OUT_OF_PERIOD


def statements_of(source: Source | None) -> tuple[RightsStatement, ...]:
    """Return what the register grants and denies of a source's documents, with its reference."""
    if source is None:
        return ()
    return tuple(
        RightsStatement(
            SIGNAL, use, grant, "register", f"sources.yaml: {source.id}", source.reference, "agreement", scope="source"
        )
        for use, grant in (source.grants or {}).items()
    )


def build_register_judge(rules: Sequence[Rule], register: Register | None) -> RegisterJudge:
    """Return a judge for the rules on the register; rules of other kinds are needed to settle their findings."""
    own = tuple(
        (rule, frozenset(rule.match.values))
        for rule in rules
        if isinstance(rule.match, SignalMatch) and signal_of(rule) == SIGNAL
    )
    return RegisterJudge(own, {rule.id: rule for rule in rules}, None if register is None else attributor_of(register))
