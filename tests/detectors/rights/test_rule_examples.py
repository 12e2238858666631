"""Every example of every shipped rights and licence rule behaves as the rule says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from scanner.detectors.options import DetectorOptions
from scanner.detectors.pii.build import build_pii
from scanner.detectors.rights.build import build_rights
from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.site import build_site_judge
from scanner.detectors.rights.uses import Captures, audience_of, build_use_judge
from scanner.register.judge import build_register_judge, statements_of
from scanner.register.load import parse_register
from scanner.ruleset.load import parse_rule
from scanner.types.document import Document, Link, Markup, SiteFile, SiteFileKind, TextField
from scanner.types.finding import DOCUMENT_FIELD, Finding, Said
from scanner.types.register import Register
from scanner.types.rule import Example, Rule

ROOT = Path(__file__).parents[3]
FILES = sorted(path for room in ("rights", "licence") for path in (ROOT / "rules" / room).rglob("*.yaml"))


def load(path: Path) -> Rule:
    rule, faults = parse_rule(".".join(path.relative_to(ROOT / "rules").with_suffix("").parts), path.read_text("utf-8"))
    assert rule is not None, faults
    return rule


RULES = [load(path) for path in FILES]


def read_html(html: str) -> tuple[str, Markup]:
    tree = LexborHTMLParser(html)
    metas = tuple(
        (
            (node.attributes.get("name") or node.attributes.get("property") or "").lower(),
            node.attributes["content"] or "",
        )
        for node in tree.css("meta[content]")
    )
    links = tuple(
        Link(
            tuple((node.attributes.get("rel") or "").lower().split()),
            node.attributes.get("href") or "",
            node.attributes.get("type") or "",
            node.tag or "",
        )
        for node in tree.css("link[rel], a[rel~=license], a[href*='creativecommons.org' i]")
    )
    scripts = tuple((node.attributes.get("type") or "", node.text()) for node in tree.css("script[type]"))
    return (tree.body.text() if tree.body else ""), Markup(metas, links, scripts)


def document_of(example: Example) -> Document:
    text, markup = (example.text, None) if example.html is None else read_html(example.html)
    return Document(
        id="record:0",
        fields=(TextField("text", text),),
        url=example.url,
        headers=example.headers,
        markup=markup,
        declared_license=example.license,
        fetched_at=example.fetched_at,
    )


def site_file(kind: SiteFileKind, body: str | None) -> SiteFile | None:
    return None if body is None else SiteFile(kind, "record:9", "https://a.example", 200, "", body.encode(), None)


def register_of(example: Example) -> Register | None:
    if example.sources is None:
        return None
    register, faults = parse_register(example.sources)
    assert register is not None, faults
    return register


def findings_of(rule: Rule, example: Example) -> list[Finding]:
    document = document_of(example)
    options = DetectorOptions(b"key")
    detectors = (*build_rights([rule], options), *build_pii([rule], options))  # notices are patterns
    found = [found for detector in detectors for found in detector.detect([document])]
    audience = audience_of(RULES)
    page = page_of(document, audience.tokens, [each.statement for each in found if isinstance(each, Said)])
    captures = Captures(
        site_file(SiteFileKind.ROBOTS, example.robots_txt),
        site_file(SiteFileKind.TDMREP, example.tdmrep_json),
        site_file(SiteFileKind.TRUST, example.trust_txt),
        site_file(SiteFileKind.AI, example.ai_txt),
    )
    register = build_register_judge([rule], register_of(example))
    source = register.source_of("example", page.url)
    found += build_site_judge([rule]).judge(page, captures.robots, captures.tdmrep)
    found += build_use_judge([rule], audience).judge(page, captures, statements_of(source))
    found = list(register.judge(page, source, found))
    return [finding for finding in found if isinstance(finding, Finding)]


def cases() -> Iterator[object]:
    for rule in RULES:
        for expected, group in ((True, rule.file.must_match), (False, rule.file.must_not_match)):
            for index, given in enumerate(group):
                example = Example(text=given) if isinstance(given, str) else given
                name = "must_match" if expected else "must_not_match"
                yield pytest.param(rule, example, expected, id=f"{rule.id}-{name}-{index}")


@pytest.mark.parametrize(("rule", "example", "expected"), list(cases()))
def test_example_behaves_as_its_rule_says(rule: Rule, example: Example, expected: bool) -> None:  # noqa: FBT001  # a parametrised value
    findings = findings_of(rule, example)
    assert bool(findings) is expected
    if expected and example.value is not None:
        assert example.value in {example.text[found.start : found.end] for found in findings}


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_rule_has_enough_examples_of_both_kinds(rule: Rule) -> None:
    assert len(rule.file.must_match) >= 4
    assert len(rule.file.must_not_match) >= 4


def test_licence_without_place_in_the_text_is_a_finding_of_the_whole_document() -> None:
    rule = next(rule for rule in RULES if rule.id == "licence.non-commercial")
    (found,) = findings_of(rule, Example(text="Notes.", license="cc-by-nc-4.0"))
    assert (found.field, found.start, found.end) == (DOCUMENT_FIELD, 0, 0)
