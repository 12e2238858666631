"""Verdicts on a page's uses from itself and the captures of its site's files."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.uses import Captures, audience_of, build_use_judge
from scanner.ruleset.load import load_rules, shipped_rules
from scanner.types.document import Document, Markup, SiteFile, SiteFileKind, TextField
from scanner.types.finding import Detection, Finding, NotLooked, Said, Statement

WHEN = datetime(2026, 5, 1, tzinfo=UTC)
RULES = load_rules((shipped_rules(),)).rules
AUDIENCE = audience_of(RULES)
SIGNALS = b"User-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"


def site_file(kind: SiteFileKind, body: bytes, status: int = 200) -> SiteFile:
    return SiteFile(kind, "record:9", "https://a.example", status, "", body, WHEN)


def judged(captures: Captures, headers: tuple[tuple[str, str], ...] | None = ()) -> list[Detection]:
    document = Document(
        "record:5",
        (TextField("text", "t"),),
        url="https://a.example/x",
        headers=headers,
        markup=Markup(),
        fetched_at=WHEN,
    )
    page = page_of(document, AUDIENCE.tokens)
    return list(build_use_judge(RULES, AUDIENCE).judge(page, captures))


def verdicts(found: list[Detection]) -> dict[str, str]:
    return {
        each.signal.removeprefix("use."): each.value
        for each in found
        if isinstance(each, Statement) and each.signal.startswith("use.")
    }


def test_every_use_gets_one_verdict() -> None:
    found = judged(Captures(site_file(SiteFileKind.ROBOTS, SIGNALS)))
    assert verdicts(found) == {
        "train": "reserved",
        "tdm": "unknown",
        "ai-input": "unknown",
        "search": "unknown",
        "access": "allow",
    }
    assert {each.rule for each in found if isinstance(each, Finding)} == {"rights.content-signal.train-reserved"}
    assert Statement("record:5", "content-signal.train", "deny") in found
    assert any(isinstance(each, Said) and each.statement.place == "robots.txt:2" for each in found)


@pytest.mark.parametrize(
    ("captures", "access", "observed"),
    [
        pytest.param(Captures(), "unknown", False, id="no capture"),
        pytest.param(Captures(site_file(SiteFileKind.ROBOTS, SIGNALS, 404)), "allow", True, id="RFC 9309 2.3.1.3"),
        pytest.param(Captures(site_file(SiteFileKind.ROBOTS, b"", 503)), "reserved", True, id="RFC 9309 2.3.1.4"),
        pytest.param(Captures(site_file(SiteFileKind.ROBOTS, SIGNALS, 301)), "unknown", False, id="a redirect away"),
    ],
)
def test_the_status_of_a_robots_txt_decides(captures: Captures, access: str, observed: bool) -> None:  # noqa: FBT001  # a case
    found = judged(captures)
    assert verdicts(found)["access"] == access
    assert verdicts(found)["train"] == "unknown"
    assert (Statement("record:5", "not-observed", "robots.txt") not in found) is observed


def test_no_line_is_cited_for_a_server_that_failed() -> None:
    found = judged(Captures(site_file(SiteFileKind.ROBOTS, SIGNALS, 503)))
    said = [each.statement for each in found if isinstance(each, Said)]
    assert {(each.use, each.value, each.place) for each in said} == {("access", "deny", "robots.txt (status 503)")}


def test_a_capture_that_is_not_whole_says_nothing() -> None:
    kinds = (SiteFileKind.ROBOTS, SiteFileKind.TDMREP, SiteFileKind.TRUST, SiteFileKind.AI)
    bodies = (b"User-agent: *\nDisallow: /\n", b"[]", b"datatrainingallowed=no\n", b"User-Agent: *\nDisallow: /\n")
    robots, tdmrep, trust, ai = (
        replace(site_file(kind, body), whole=False) for kind, body in zip(kinds, bodies, strict=True)
    )
    assert set(verdicts(judged(Captures(robots, tdmrep, trust, ai))).values()) == {"unknown"}
    cut = replace(site_file(SiteFileKind.ROBOTS, SIGNALS), whole=False)
    reasons = {each.rule: each.reason for each in judged(Captures(cut)) if isinstance(each, NotLooked)}
    assert reasons["rights.content-signal.train-reserved"] == "the capture cannot be decoded or was cut off"


@pytest.mark.parametrize(("status", "access"), [(404, "allow"), (503, "reserved")])
def test_of_a_missing_file_the_status_counts_however_much_of_its_page_was_kept(status: int, access: str) -> None:
    cut = replace(site_file(SiteFileKind.ROBOTS, b"x", status), whole=False)
    assert verdicts(judged(Captures(cut)))["access"] == access


def test_a_rule_that_was_met_was_looked_for_and_one_whose_places_were_not_all_seen_was_not() -> None:
    captures = Captures(site_file(SiteFileKind.ROBOTS, SIGNALS), trust=site_file(SiteFileKind.TRUST, b"x=1\n"))
    gaps = {each.rule: each.reason for each in judged(captures, None) if isinstance(each, NotLooked)}
    assert gaps == {
        "rights.content-usage.train-reserved": "this format does not keep HTTP headers",
        "rights.rsl.licence-governs": "this format does not keep HTTP headers",
        "rights.site.ai-txt": "no ai.txt capture of this site before the page",
    }


def test_the_sites_files_speak_and_a_missing_one_allows_nothing() -> None:
    trust = site_file(SiteFileKind.TRUST, b"datatrainingallowed=no\n")
    ai = site_file(SiteFileKind.AI, b"User-Agent: *\nDisallow: /\n")
    assert verdicts(judged(Captures(trust=trust)))["train"] == "reserved"
    assert verdicts(judged(Captures(ai=ai)))["train"] == "reserved"
    gone = site_file(SiteFileKind.TRUST, b"datatrainingallowed=no\n", 404)
    assert verdicts(judged(Captures(trust=gone)))["train"] == "unknown"


def test_agents_come_from_rules_whose_purpose_is_training() -> None:
    assert "GPTBot" in AUDIENCE.agents
    assert "OAI-SearchBot" not in AUDIENCE.agents
    assert audience_of(()).agents == ("*",)
