"""What detectors found in documents → persons' names near something that tells of the person.

A name alone says little; a name beside a number, an address or a diagnosis is what makes text personal data. Runs
behind all other detectors of a batch, since it reads their findings.
"""

import re
from bisect import bisect_left
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
        """Yield one finding for each name with company, over both; of several companions the nearest counts."""
        starts = [each.start for each in near]
        longest = max((each.end - each.start for each in near), default=0)
        for name in names:
            first = bisect_left(starts, name.start - self._window - longest)
            last = bisect_left(starts, name.end + self._window + 1)
            places = [(each.start, each.end, each.confidence) for each in near[first:last]]
            company = [
                place for place in (*places, *self._spoken(name, text)) if 0 <= _gap(name, place) <= self._window
            ]
            if company:
                start, end, confidence = min(company, key=lambda place: (_gap(name, place), place))
                yield replace(
                    name,
                    rule=self.rule.id,
                    start=min(name.start, start),
                    end=max(name.end, end),
                    confidence=round(name.confidence * confidence, 4),
                )

    def _spoken(self, name: Finding, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield the last word in front of the name and the first one behind it."""
        if self._words is None:
            return
        expression = self._words.expression
        before = max(
            expression.finditer(text, max(0, name.start - self._window), name.start), key=re.Match.start, default=None
        )
        behind = expression.search(text, name.end, name.end + self._window + self._words.longest)
        for word in (before, behind):
            if word is not None:
                yield word.start(), word.end(), self.rule.file.confidence


def _gap(name: Finding, place: tuple[int, int, float]) -> int:
    """Return how many code points lie between; negative where they overlap."""
    return max(place[0] - name.end, name.start - place[1])


def _by_place(findings: Iterable[Finding]) -> Mapping[Place, list[Finding]]:
    by_place: dict[Place, list[Finding]] = defaultdict(list)
    for found in findings:
        by_place[found.document, found.field].append(found)
    for some in by_place.values():
        some.sort(key=lambda found: (found.start, found.end, found.rule))
    return by_place
