"""A rule and its examples → the examples that do not behave as the rule says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.dedup.clusters import find_clusters
from scanner.dedup.content import content_digest
from scanner.dedup.options import SignatureOptions
from scanner.dedup.signature import Signer
from scanner.detectors.language import with_language
from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.build import build_pii
from scanner.detectors.pii.profile import ProfileJoiner
from scanner.detectors.rights.build import build_rights
from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.site import build_site_judge
from scanner.detectors.rights.statements.page import Audience
from scanner.detectors.rights.uses import Captures, audience_of, build_use_judge
from scanner.errors import RuleError
from scanner.pipeline.joined import classes_by_rule, differ, stance_of
from scanner.pipeline.plan import is_watched
from scanner.register.judge import build_register_judge, statements_of
from scanner.register.load import parse_register
from scanner.sidecars.copies import Stance
from scanner.sources.host import authority_of, host_of
from scanner.sources.html import page_of as page_text_of
from scanner.types.document import Document, SiteFile, SiteFileKind, TextField
from scanner.types.finding import Detection, Detector, Finding, NotLooked, Said, Statement
from scanner.types.register import Register
from scanner.types.rights import USE
from scanner.types.rule import DuplicateMatch, EntityMatch, Example, LicenceMatch, ProfileMatch, Rule, SignalMatch

_PROOF_KEY = b"examples are synthetic; their tags go nowhere"
_NEED_NAMES = (EntityMatch, ProfileMatch)


@dataclass(frozen=True, slots=True)
class Fault:
    """An example that does not behave; the example's text is not quoted, its place in the file is."""

    rule: str
    where: str
    """`must_match[2]` and the like."""
    message: str


@dataclass(frozen=True, slots=True)
class _Detectors:
    """What looks for a rule in its examples."""

    single: tuple[Detector, ...]
    profiles: ProfileJoiner
    audience: Audience
    rights: tuple[Rule, ...]
    """Rules on what sites, pages and the register say."""
    classes: Mapping[str, frozenset[str]]
    """Licence rule → what it says of a licence's class."""


def prove(rule: Rule, ner_models: tuple[tuple[str, str], ...] = (), rules: Sequence[Rule] = ()) -> tuple[Fault, ...]:
    """Return the faults of a rule's examples; none means that all of them behave.

    Rules that need names need the pipeline of each example's language: without it the example cannot be proved, which
    `unproved` tells; it is not a fault here. `rules` is the ruleset that a profile rule speaks of.
    """
    return tuple(_faults(rule, DetectorOptions(_PROOF_KEY, ner_models), rules))


def unproved(rule: Rule, ner_models: tuple[tuple[str, str], ...] = ()) -> int:
    """Return how many examples of a rule cannot be proved because no pipeline of their language is named."""
    if not isinstance(rule.match, _NEED_NAMES):
        return 0
    languages = {language for language, _ in ner_models}
    examples = (*rule.file.must_match, *rule.file.must_not_match)
    return sum(_example(example).language not in languages for example in examples)


def _faults(rule: Rule, options: DetectorOptions, rules: Sequence[Rule]) -> Iterator[Fault]:
    detectors = _detectors(rule, options, rules)
    for expected, group in ((True, rule.file.must_match), (False, rule.file.must_not_match)):
        for index, given in enumerate(group):
            example = _example(given)
            where = f"{'must_match' if expected else 'must_not_match'}[{index}]"
            detections = tuple(_detect(rule, example, detectors))
            if isinstance(rule.match, _NEED_NAMES) and any(isinstance(found, NotLooked) for found in detections):
                continue
            findings = [found for found in detections if isinstance(found, Finding) and found.rule == rule.id]
            if bool(findings) is not expected:
                yield Fault(rule.id, where, "is not met, but must be" if expected else "is met, but must not be")
            elif expected and example.value is not None:
                text = example.text
                if not any(text[found.start : found.end] == example.value for found in findings):
                    spans = ", ".join(f"{found.start}-{found.end}" for found in findings)
                    yield Fault(rule.id, where, f"is met at {spans}, which is not its `value`")


def _detectors(rule: Rule, options: DetectorOptions, rules: Sequence[Rule]) -> _Detectors:
    """Return what looks for a rule: its own detector, or also those of the rules it speaks of."""
    company = _company(rule, rules)
    rights: tuple[Rule, ...] = (rule,)
    if isinstance(rule.match, DuplicateMatch) and rule.match.finds == "licence-conflict":
        rights = tuple(each for each in rules if isinstance(each.match, LicenceMatch | SignalMatch))
    single = (*build_pii(company, options), *build_rights(rights, options))
    return _Detectors(single, ProfileJoiner(company), audience_of(rules), rights, classes_by_rule(rights))


def _company(rule: Rule, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    if isinstance(rule.match, ProfileMatch):
        return (rule, *(each for each in rules if each.id != rule.id))
    if isinstance(rule.match, DuplicateMatch) and rule.match.finds == "personal":
        return tuple(each for each in rules if is_watched(each) and not isinstance(each.match, _NEED_NAMES))
    return (rule,)


def _example(given: str | Example) -> Example:
    return Example(text=given) if isinstance(given, str) else given


def _detect(rule: Rule, example: Example, detectors: _Detectors) -> Iterator[Detection]:
    if isinstance(rule.match, DuplicateMatch):
        yield from _detect_copies(rule, rule.match, example, detectors)
    else:
        yield from _detect_single(example, detectors)


def _detect_single(example: Example, detectors: _Detectors) -> Iterator[Detection]:
    (document,) = with_language([document_of(example)])
    detections = [found for detector in detectors.single for found in detector.detect([document])]
    yield from detections
    yield from detectors.profiles.join([document], detections)
    licences = [found.statement for found in detections if isinstance(found, Said)]
    page = page_of(document, detectors.audience.tokens, licences)
    robots = _site_file(SiteFileKind.ROBOTS, example.robots_txt, example.url)
    tdmrep = _site_file(SiteFileKind.TDMREP, example.tdmrep_json, example.url)
    trust = _site_file(SiteFileKind.TRUST, example.trust_txt, example.url)
    ai = _site_file(SiteFileKind.AI, example.ai_txt, example.url)
    register = build_register_judge(detectors.rights, _register(example))
    source = register.source_of("example", page.url)
    found = [*build_site_judge(detectors.rights).judge(page, robots, tdmrep)]
    judge = build_use_judge(detectors.rights, detectors.audience)
    found += judge.judge(page, Captures(robots, tdmrep, trust, ai), statements_of(source))
    yield from register.judge(page, source, found)


def _register(example: Example) -> Register | None:
    if example.sources is None:
        return None
    register, faults = parse_register(example.sources)
    if register is None:
        raise RuleError("\n".join(f"an example's sources: {fault}" for fault in faults))
    return register


def document_of(example: Example) -> Document:
    """Return the document that an example stands for."""
    text, markup = example.text, None
    if example.html is not None:
        text, markup = page_text_of(example.html)
    return Document(
        id="record:0",
        fields=(TextField("text", text),),
        url=example.url,
        host=host_of(example.url),
        headers=None if example.headers is None else tuple((name.lower(), value) for name, value in example.headers),
        markup=markup,
        declared_license=example.license,
        fetched_at=example.fetched_at,
        language=example.language,
    )


def _site_file(kind: SiteFileKind, body: str | None, url: str | None) -> SiteFile | None:
    if body is None:
        return None
    kind_of_text = "text/plain" if kind is SiteFileKind.ROBOTS else "application/json"
    return SiteFile(kind, "record:0", authority_of(url) or "", 200, kind_of_text, body.encode(), None)


def _detect_copies(rule: Rule, match: DuplicateMatch, example: Example, detectors: _Detectors) -> Iterator[Finding]:
    """Yield a finding where the example's documents are in one cluster and what the rule asks of it holds."""
    copies = [replace(example, copies=None)] * (example.copies or 1)
    if example.other is not None:
        other = Example(text=example.other, license=example.other_license, language=example.language)
        copies.append(other)
    texts = [copy.text or document_of(copy).text for copy in copies]
    signatures, counts = Signer(SignatureOptions()).sign(texts)
    for members in find_clusters(signatures, counts, match.min_similarity).members:
        if _holds(match, [copies[row] for row in members], [texts[row] for row in members], detectors):
            yield Finding(rule.id, f"record:{members[-1]}", "text", 0, 0, 1.0)


def _holds(match: DuplicateMatch, copies: Sequence[Example], texts: Sequence[str], detectors: _Detectors) -> bool:
    if match.finds == "near":
        return True
    if match.finds == "exact":
        return len(set(map(content_digest, texts))) < len(texts)
    found = [tuple(_detect_single(copy, detectors)) for copy in copies]
    if match.finds == "personal":
        met = Counter(
            value for each in found for value in {(one.rule, one.value_tag) for one in each if isinstance(one, Finding)}
        )
        return max(met.values(), default=0) >= match.min_copies
    return differ([_stance(each, detectors.classes) for each in found])


def _stance(detections: Sequence[Detection], classes: Mapping[str, frozenset[str]]) -> Stance:
    train = [found.value for found in detections if isinstance(found, Statement) and found.signal == USE + "train"]
    named = [classes.get(found.rule, frozenset()) for found in detections if isinstance(found, Finding)]
    return stance_of("record:0", train[-1] if train else "", set().union(*named))
