"""A page against the captures of its site's files."""

from datetime import UTC, datetime

import pytest

from scanner.detectors.rights.site import SiteJudge, build_site_judge
from scanner.types.document import SiteFile, SiteFileKind
from scanner.types.finding import DOCUMENT_FIELD, Detection, Finding, NotLooked, Statement
from scanner.types.page import Page
from scanner.types.rule import Rule, RuleFile, SignalMatch

WHEN = datetime(2026, 5, 1, tzinfo=UTC)
DENY_ALL = b"User-agent: *\nDisallow: /\n"


def signal_rule(rule_id: str, match: SignalMatch) -> Rule:
    file = RuleFile("t", "high", "rights", ("law",), 0.9, "stable", match, ("x",), ("y",), "r")
    return Rule(rule_id, file)


TRAINING = signal_rule("rights.robots.ai-training", SignalMatch("signal", "robots", agents=("GPTBot", "CCBot")))
EVERYONE = signal_rule("rights.robots.everyone", SignalMatch("signal", "robots", agents=("*",)))
RESERVED = signal_rule("rights.tdmrep.reserved", SignalMatch("signal", "tdmrep", values=("1",)))


def robots(body: bytes, status: int = 200) -> SiteFile:
    return SiteFile(SiteFileKind.ROBOTS, "record:1", "https://a.example", status, "text/plain", body, WHEN)


def tdmrep(body: bytes, status: int = 200) -> SiteFile:
    return SiteFile(SiteFileKind.TDMREP, "record:2", "https://a.example", status, "application/json", body, WHEN)


def page(url: str | None = "https://a.example/x", reservation: int | None = None) -> Page:
    return Page("record:5", url, WHEN, reservation)


def judge(
    rules: tuple[Rule, ...], of: Page, robots_file: SiteFile | None = None, tdmrep_file: SiteFile | None = None
) -> set[Detection]:
    return set(build_site_judge(rules).judge(of, robots_file, tdmrep_file))


def test_a_ban_on_a_named_agent_is_a_finding_of_the_training_rule_only() -> None:
    body = b"User-agent: ccbot\nDisallow: /x\n"
    assert judge((TRAINING, EVERYONE), page(), robots(body)) == {
        Finding(TRAINING.id, "record:5", DOCUMENT_FIELD, 0, 0, 0.9),
        Statement("record:5", "robots.ai-training", "deny"),
        Statement("record:5", "robots.everyone", "allow"),
    }


def test_a_ban_on_everyone_is_a_finding_of_its_own_rule_only() -> None:
    assert judge((TRAINING, EVERYONE), page(), robots(DENY_ALL)) == {
        Finding(EVERYONE.id, "record:5", DOCUMENT_FIELD, 0, 0, 0.9),
        Statement("record:5", "robots.ai-training", "deny-everyone"),
        Statement("record:5", "robots.everyone", "deny"),
    }


def test_one_agent_that_is_barred_is_enough() -> None:
    body = b"User-agent: GPTBot\nAllow: /\n\nUser-agent: CCBot\nDisallow: /\n"
    assert Statement("record:5", "robots.ai-training", "deny") in judge((TRAINING,), page(), robots(body))


def test_an_ambiguous_ban_has_less_confidence() -> None:
    found = judge((TRAINING,), page(), robots(b"User-agent: CCBot/2.0\nDisallow: /\n"))
    assert Finding(TRAINING.id, "record:5", DOCUMENT_FIELD, 0, 0, 0.5) in found


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 499])
def test_rfc9309_2_3_1_3_an_unavailable_file_restricts_nothing(status: int) -> None:
    assert judge((EVERYONE,), page(), robots(DENY_ALL, status)) == {Statement("record:5", "robots.everyone", "allow")}


@pytest.mark.parametrize("status", [500, 503, 599])
def test_rfc9309_2_3_1_4_an_unreachable_file_bars_everyone_with_little_confidence(status: int) -> None:
    assert judge((TRAINING, EVERYONE), page(), robots(b"User-agent: GPTBot\nDisallow: /", status)) == {
        Finding(EVERYONE.id, "record:5", DOCUMENT_FIELD, 0, 0, 0.5),
        Statement("record:5", "robots.everyone", "unreachable"),
        Statement("record:5", "robots.ai-training", "unreachable"),
    }


@pytest.mark.parametrize(
    ("robots_file", "reason"),
    [
        pytest.param(None, "no robots.txt capture of this site before the page", id="no capture"),
        *(
            pytest.param(
                robots(DENY_ALL, status), "robots.txt redirects elsewhere; the target was not kept", id=f"{status}"
            )
            for status in (301, 302, 303, 307, 308)
        ),
        pytest.param(
            robots(DENY_ALL, 304), "the capture says only that the file had not changed (304)", id="304 is no redirect"
        ),
        pytest.param(robots(DENY_ALL, 300), "the capture has no usable HTTP status", id="300 is none"),
        pytest.param(robots(DENY_ALL, 0), "the capture has no usable HTTP status", id="no status"),
        pytest.param(robots(DENY_ALL, 103), "the capture has no usable HTTP status", id="1xx"),
    ],
)
def test_ours_what_was_not_captured_is_unknown_and_no_permission(robots_file: SiteFile | None, reason: str) -> None:
    assert judge((EVERYONE,), page(), robots_file) == {
        Statement("record:5", "robots.everyone", "unknown"),
        NotLooked(EVERYONE.id, "record:5", reason),
    }


@pytest.mark.parametrize(
    ("url", "moment", "reason"),
    [
        pytest.param(None, None, "the document has no URL", id="no URL"),
        pytest.param("/relative/x", WHEN, "the document's URL names no site", id="a path only"),
        pytest.param("mailto:x@a.example", WHEN, "the document's URL names no site", id="another scheme"),
        pytest.param("https:///x", None, "the document's URL names no site", id="an empty authority"),
        pytest.param("https://a.example/x", None, "the document has no capture time", id="no date"),
    ],
)
def test_ours_the_reason_names_what_the_document_lacks(url: str | None, moment: datetime | None, reason: str) -> None:
    found = judge((EVERYONE, RESERVED), Page("record:5", url, moment, None))
    assert {one for one in found if isinstance(one, NotLooked)} == {
        NotLooked(EVERYONE.id, "record:5", reason),
        NotLooked(RESERVED.id, "record:5", reason),
    }


def test_ours_a_missing_tdmrep_file_is_told_once_where_the_page_is_silent() -> None:
    assert judge((RESERVED,), page()) == {
        Statement("record:5", "tdmrep", "unknown"),
        NotLooked(RESERVED.id, "record:5", "no tdmrep.json capture of this site before the page"),
    }
    assert judge((RESERVED,), page(), None, tdmrep(b"", 302)) == {
        Statement("record:5", "tdmrep", "unknown"),
        NotLooked(RESERVED.id, "record:5", "tdmrep.json redirects elsewhere; the target was not kept"),
    }


def test_ours_a_page_without_url_cannot_be_judged() -> None:
    assert judge((EVERYONE, RESERVED), page(None), robots(DENY_ALL), tdmrep(b"[]")) == {
        Statement("record:5", "robots.everyone", "unknown"),
        NotLooked(EVERYONE.id, "record:5", "the document has no URL"),
        Statement("record:5", "tdmrep", "unknown"),
        NotLooked(RESERVED.id, "record:5", "the document has no URL"),
    }


@pytest.mark.parametrize(
    ("body", "value"),
    [
        pytest.param(b'[{"location": "/", "tdm-reservation": 1}]', "deny", id="reserved"),
        pytest.param(b'\xef\xbb\xbf[{"location": "/", "tdm-reservation": 1}]', "deny", id="byte order mark"),
        pytest.param(b'[{"location": "/", "tdm-reservation": 0}]', "allow", id="not reserved"),
        pytest.param(b'[{"location": "/y", "tdm-reservation": 1}]', "none", id="another path"),
        pytest.param(b"[]", "none", id="no rule"),
        pytest.param(b'[{"location": "/x$", "tdm-reservation": 1}]', "deny", id="end of the path"),
        pytest.param(b'[{"location": "*", "tdm-reservation": 1}]', "deny", id="any path"),
        pytest.param(b'[{"location": "/", "tdm-reservation": 2}]', "none", id="another value is unset"),
        pytest.param(b'[{"location": "/", "tdm-reservation": "1"}]', "none", id="a string is another value"),
        pytest.param(b'[{"location": "/", "tdm-reservation": true}]', "none", id="true is another value"),
        pytest.param(b'[{"location": "/", "tdm-reservation": 1.0}]', "none", id="a fraction is another value"),
        pytest.param(
            b'[7, {"tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]', "allow", id="no rules skipped"
        ),
        pytest.param(
            b'[{"location": "/x", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
            "allow",
            id="first match",
        ),
        pytest.param(
            b'[{"location": "/x"}, {"location": "/", "tdm-reservation": 1}]', "none", id="first match without a value"
        ),
    ],
)
def test_tdmrep_file_the_first_matching_rule_decides(body: bytes, value: str) -> None:
    found = judge((RESERVED,), page(), None, tdmrep(body))
    assert Statement("record:5", "tdmrep", value) in found
    assert any(isinstance(one, Finding) for one in found) is (value == "deny")
    assert not any(isinstance(one, NotLooked) for one in found)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"location": "/"}', b"<html></html>", b"[1,", b"null", b"\xff"])
def test_tdmrep_malformed_file_is_unknown(body: bytes) -> None:
    assert judge((RESERVED,), page(), None, tdmrep(body)) == {
        Statement("record:5", "tdmrep", "unknown"),
        NotLooked(RESERVED.id, "record:5", "tdmrep.json of this site cannot be read"),
    }


@pytest.mark.parametrize("status", [404, 500])
def test_tdmrep_file_that_is_not_served_states_nothing(status: int) -> None:
    assert judge((RESERVED,), page(), None, tdmrep(b"<html>", status)) == {Statement("record:5", "tdmrep", "none")}


@pytest.mark.parametrize("reservation", [0, 1])
def test_tdmrep_file_is_overruled_by_what_the_page_itself_says(reservation: int) -> None:
    reserving = tdmrep(b'[{"location": "/", "tdm-reservation": 1}]')
    assert judge((RESERVED,), page(reservation=reservation), None, reserving) == set()


def test_rules_of_other_signals_are_left_to_the_page() -> None:
    meta = signal_rule("rights.meta-robots.noai", SignalMatch("signal", "meta-robots", values=("noai",)))
    assert judge((meta,), page(), robots(DENY_ALL)) == set()


def test_thousands_of_pages_of_a_site_are_judged_with_one_parse() -> None:
    parsed: list[bytes | None] = []
    real = build_site_judge((TRAINING,))

    def ready(body: bytes | None):  # type: ignore[no-untyped-def]  # noqa: ANN202  # a private type passes through
        parsed.append(body)
        return real.ready(body)

    watched = SiteJudge(real.robots_rules, real.tdmrep_rules, ready, real.tdm_file)
    file = robots(b"User-agent: GPTBot\nDisallow: /1\n")
    found = [
        list(watched.judge(Page(f"record:{number}", f"https://a.example/{number}", WHEN, None), file, None))
        for number in range(2_000)
    ]
    assert sum(len(one) == 2 for one in found) == 1111
    assert real.ready.cache_info().misses == 1  # type: ignore[attr-defined]  # the bounded cache says how often it parsed
