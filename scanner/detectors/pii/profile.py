"""What detectors found in documents → persons' names near something that tells of the person.

A name alone says little; a name beside a number, an address or a diagnosis is what makes text personal data. Runs
behind all other detectors of a batch, since it reads their findings.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scanner.detectors.pii.words import Nearby, nearby
from scanner.ruleset.selector import select_rules
from scanner.types.document import Document
from scanner.types.finding import Detection, Drawn, Finding, NotLooked
from scanner.types.rule import EntityMatch, ProfileMatch, Rule

NO_NAMES = "no rule finds names of persons"
_PERSON = "PERSON"
Place = tuple[str, str]
"""Document and text field."""
Span = tuple[int, int, float]
"""Start, end and confidence of a companion."""


class ProfileJoiner:
    """Finds profiles among the findings of other rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Take all rules of the run: profile rules, the rules for persons' names, and those that names may be near."""
        ids = [rule.id for rule in rules]
        self._names = {
            rule.id for rule in rules if isinstance(rule.match, EntityMatch) and rule.match.entity == _PERSON
        }
        self._profiles = tuple(
            _Profile(rule, rule.match, ids) for rule in rules if isinstance(rule.match, ProfileMatch)
        )

    def join(self, batch: Sequence[Document], detections: Sequence[Detection]) -> list[Detection]:
        """Return what profile rules say of a batch: findings, and where names were not looked for."""
        if not self._profiles:
            return []
        if not self._names:
            return [NotLooked(each.rule.id, document.id, NO_NAMES) for each in self._profiles for document in batch]
        names = _by_place(found for found in detections if isinstance(found, Finding) and found.rule in self._names)
        texts = {(document.id, field.name): field.text for document in batch for field in document.fields}
        joined: list[Detection] = []
        for profile in self._profiles:
            near = _by_place(found for found in detections if isinstance(found, Finding) and found.rule in profile.near)
            for place, found in names.items():
                joined += profile.findings(found, near.get(place, ()), texts[place])
            joined += self._gaps(profile.rule.id, detections)
        return joined

    def _gaps(self, rule: str, detections: Iterable[Detection]) -> Iterator[Detection]:
        """Say of a profile rule where names were not looked for, once a document."""
        gaps = {
            replace(each, rule=rule)
            for each in detections
            if isinstance(each, NotLooked | Drawn) and each.rule in self._names
        }
        yield from gaps


class _Profile:
    """One rule, ready."""

    def __init__(self, rule: Rule, match: ProfileMatch, ids: Sequence[str]) -> None:
        self.rule = rule
        self._window = match.window_chars
        self._words: Nearby | None = nearby(match.words, match.window_chars) if match.words else None
        left_out = {rule_id for selector in match.leave_out for rule_id in select_rules(selector, ids)}
        self.near = {rule_id for selector in match.near for rule_id in select_rules(selector, ids)} - left_out

    def findings(self, names: Sequence[Finding], near: Sequence[Finding], text: str) -> Iterator[Finding]:
        """Yield one finding for each name with company, over both; of several companions the nearest counts.

        Company's nearest edge lies within the window, on either side alike.
        """
        neighbours = _Neighbours(near)
        for name in names:
            company = [
                span
                for span in (*neighbours.beside(name), *self._spoken(name, text))
                if 0 <= _gap(name, span) <= self._window
            ]
            if company:
                start, end, confidence = min(company, key=lambda span: (_gap(name, span), span))
                yield replace(
                    name,
                    rule=self.rule.id,
                    start=min(name.start, start),
                    end=max(name.end, end),
                    confidence=round(name.confidence * confidence, 4),
                )

    def _spoken(self, name: Finding, text: str) -> Iterator[Span]:
        """Yield the last word in front of the name and the first one behind it."""
        if self._words is None:
            return
        expression = self._words.expression
        reach = self._window + self._words.longest
        before = max(expression.finditer(text, max(0, name.start - reach), name.start), key=re.Match.end, default=None)
        # One more, so that a letter that makes the word part of a longer one is seen.
        behind = expression.search(text, name.end, name.end + reach + 1)
        for word in (before, behind):
            if word is not None:
                yield word.start(), word.end(), self.rule.file.confidence


class _Neighbours:
    """Findings in one text, in both orders: those beside a name are looked up, however long some of them are."""

    def __init__(self, near: Iterable[Finding]) -> None:
        spans = [(each.start, each.end, each.confidence) for each in near]
        self._by_start = sorted(spans)
        self._by_end = sorted(spans, key=lambda span: (span[1], -span[0], -span[2]))
        self._starts = [start for start, _, _ in self._by_start]
        self._ends = [end for _, end, _ in self._by_end]

    def beside(self, name: Finding) -> Iterator[Span]:
        """Yield the nearest that ends in front of a name, and the nearest that begins behind it."""
        in_front = bisect_right(self._ends, name.start)
        behind = bisect_left(self._starts, name.end)
        yield from self._by_end[max(0, in_front - 1) : in_front]
        yield from self._by_start[behind : behind + 1]


def _gap(name: Finding, span: Span) -> int:
    """Return how many code points lie between; negative where they overlap."""
    return max(span[0] - name.end, name.start - span[1])


def _by_place(findings: Iterable[Finding]) -> Mapping[Place, list[Finding]]:
    by_place: dict[Place, list[Finding]] = defaultdict(list)
    for found in findings:
        by_place[found.document, found.field].append(found)
    for some in by_place.values():
        some.sort(key=lambda found: (found.start, found.end, found.rule))
    return by_place
