"""A register against what was published: verdicts, findings set aside, facts counted."""

from datetime import UTC, datetime

import pytest

from corpora import shipped_ruleset
from registers import register, signed
from scanner.detectors.rights.uses import Captures, audience_of, build_use_judge
from scanner.register.judge import (
    NO_PERIOD,
    NO_REGISTER,
    NO_TIME,
    build_register_judge,
    statements_of,
)
from scanner.register.settle import ANSWERED, uses_reserved
from scanner.types.document import SiteFile, SiteFileKind
from scanner.types.finding import Attributed, Detection, Finding, NotLooked, Said, Statement
from scanner.types.page import Page
from scanner.types.register import NO_SOURCE, Register
from scanner.types.rights import RightsStatement

RULES = shipped_ruleset().rules
BY_ID = {rule.id: rule for rule in RULES}
URL = "https://press.example/1"
MAY, ON_DAY = datetime(2025, 5, 5, tzinfo=UTC), "collected: {from: 2025-05-05, to: 2025-05-05}, "
BAN = SiteFile(
    SiteFileKind.ROBOTS, "record:0", "https://press.example", 200, "", b"User-agent: GPTBot\nDisallow: /\n", MAY
)
RESERVED = Finding("rights.meta-robots.noai", "d", "(document)", 0, 0, 0.9)
NC = RightsStatement(
    "licence", "train", "conditional", "page", "link", "CC-BY-NC-4.0", "standard", licence="CC-BY-NC-4.0"
)


def judged(known: Register | None, *found: Detection, page: Page | None = None) -> list[Detection]:
    page = page or Page("d", URL, MAY, None)
    judge = build_register_judge(RULES, known)
    source = judge.source_of("shard", page.url)
    uses = build_use_judge((), audience_of(RULES)).judge(page, Captures(BAN), statements_of(source))
    return list(judge.judge(page, source, (*found, *uses)))


def values(found: list[Detection], signal: str) -> list[str]:
    return [each.value for each in found if isinstance(each, Statement) and each.signal == signal]


def met(found: list[Detection]) -> list[str]:
    return sorted(each.rule.rpartition(".")[2] for each in found if isinstance(each, Finding))


def facts(found: list[Detection]) -> tuple[str, list[tuple[str, str]]]:
    (only,) = (each for each in found if isinstance(each, Attributed))
    return only.source, list(only.facts)


def test_a_contract_decides_the_verdict_and_the_reservation_stays_a_contradiction() -> None:
    found = judged(register(signed("press", "domains: [press.example]", "grants: {train: allow}, ")), RESERVED)
    assert values(found, "use.train") == ["allow"]
    assert values(found, "published.train") == ["reserved"]
    assert values(found, "contradiction") == ["train"]
    assert met(found) == ["contradiction"]
    assert values(found, ANSWERED) == ["rights.meta-robots.noai"]
    (said,) = (each.statement for each in found if isinstance(each, Said) and each.statement.signal == "register")
    assert (said.said_by, said.place, said.quote, said.value) == ("register", "sources.yaml: press", "P-1", "allow")
    assert ("contradiction", "train") in facts(found)[1]


def test_a_use_that_the_register_does_not_speak_of_is_as_it_was_published() -> None:
    found = judged(register(signed("press", "domains: [press.example]", "grants: {search: allow}, ")), RESERVED)
    assert values(found, "use.train") == ["reserved"]
    assert values(found, "published.train") == []
    assert RESERVED in found


def test_a_register_that_denies_is_heard_where_nothing_was_published() -> None:
    page = Page("d", "https://quiet.example/", MAY, None)
    found = judged(register(signed("quiet", "domains: [quiet.example]", "grants: {train: deny}, ")), page=page)
    assert values(found, "use.train") == ["reserved"]
    assert met(found) == ["denied"]


def test_a_condition_sets_no_finding_aside() -> None:
    found = judged(register(signed("press", "domains: [press.example]", "grants: {train: conditional}, ")), RESERVED)
    assert values(found, "use.train") == ["conditional"]
    assert met(found) == ["noai"]


def test_what_is_granted_of_mining_holds_for_training_too() -> None:
    found = judged(register(signed("press", "domains: [press.example]", "grants: {tdm: allow}, ")))
    assert values(found, "use.train") == ["allow"]
    assert values(found, "contradiction") == ["train"]


def test_without_a_register_nothing_changes_and_the_rules_say_that_they_did_not_look() -> None:
    found = judged(None, RESERVED)
    assert values(found, "use.train") == ["reserved"]
    assert met(found) == ["noai"]
    gaps = {each.rule: each.reason for each in found if isinstance(each, NotLooked)}
    assert gaps == {rule.id: NO_REGISTER for rule in RULES if rule.id.startswith("rights.register.")}
    assert len(gaps) == 5
    assert not any(isinstance(each, Attributed) for each in found)


def test_a_document_of_no_source_is_unregistered() -> None:
    found = judged(register(signed("other", "domains: [other.example]", "grants: {train: allow}, ")))
    assert met(found) == ["unregistered"]
    assert facts(found)[0] == NO_SOURCE
    assert values(found, "use.train") == ["reserved"]


@pytest.mark.parametrize(
    ("moment", "period", "fact", "reason"),
    [
        (MAY, ON_DAY, "inside", None),
        (MAY.replace(day=6), ON_DAY, "outside", None),
        (MAY.replace(year=2030), "collected: {from: 2025-05-05}, ", "inside", None),
        (None, ON_DAY, "time-unknown", NO_TIME),
        (MAY, "", "not-stated", NO_PERIOD),
    ],
)
def test_capture_times_are_held_against_the_collection_period(
    moment: datetime | None, period: str, fact: str, reason: str | None
) -> None:
    found = judged(register(signed("press", "domains: [press.example]", period)), page=Page("d", URL, moment, None))
    assert ("period", fact) in facts(found)[1]
    assert met(found) == (["out-of-period"] if fact == "outside" else [])
    assert [each.reason for each in found if isinstance(each, NotLooked)] == ([] if reason is None else [reason])


@pytest.mark.parametrize(("declared", "differs"), [("CC BY 4.0", True), ("CC-BY-NC-4.0", False), ("cc-by-nc", False)])
def test_a_found_licence_is_held_against_the_declared_one(declared: str, differs: bool) -> None:  # noqa: FBT001  # a parametrised value
    known = register(signed("press", "domains: [press.example]", f"licence: {declared}, grants: {{train: allow}}, "))
    found = judged(known, page=Page("d", URL, MAY, None, (NC,)))
    assert ("licence-differs" in met(found)) is differs
    assert (("contradiction", "licence") in facts(found)[1]) is differs


@pytest.mark.parametrize(
    ("rule", "uses"),
    [
        ("rights.robots.ai-training", {"train"}),
        ("rights.robots.ai-search", {"search"}),
        ("rights.robots.ai-user", {"ai-input"}),
        ("rights.robots.everyone", {"access"}),
        ("rights.meta-robots.noai", {"train"}),
        ("rights.meta-robots.noimageai", set()),
        ("rights.x-robots-tag.noindex", {"search"}),
        ("rights.tdmrep.reserved", {"train", "tdm"}),
        ("rights.content-signal.train-reserved", {"train"}),
        ("rights.rsl.licence-governs", {"train"}),
        ("rights.site.ai-txt", {"train"}),
        ("rights.notice.reprint-forbidden", set()),
        ("rights.register.denied", set()),
        ("licence.non-commercial", {"train"}),
        ("licence.permissive", set()),
        ("pii.email", set()),
    ],
)
def test_a_grant_answers_the_reservations_of_its_own_use_only(rule: str, uses: set[str]) -> None:
    assert uses_reserved(BY_ID[rule]) == uses
