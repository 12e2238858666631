"""Meta robots elements, X-Robots-Tag headers and TDMRep as a page itself says them."""

import pytest

from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.build import build_rights
from scanner.types.document import Document, Markup, TextField
from scanner.types.finding import DOCUMENT_FIELD, Detection, Finding, NotLooked, Statement
from scanner.types.rule import DuplicateMatch, Rule, RuleFile, SignalMatch


def rule(rule_id: str, match: SignalMatch | DuplicateMatch) -> Rule:
    return Rule(rule_id, RuleFile("t", "high", "rights", ("law",), 0.9, "stable", match, ("x",), ("y",), "r"))


AGENTS = ("CCBot", "GPTBot")
META = rule("rights.meta-robots.noai", SignalMatch("signal", "meta-robots", ("noai", "noml"), AGENTS))
META_SEARCH = rule("rights.meta-robots.noindex", SignalMatch("signal", "meta-robots", ("noindex", "nofollow")))
HEADER = rule("rights.x-robots-tag.noai", SignalMatch("signal", "x-robots-tag", ("noai", "noml"), AGENTS))
RESERVED = rule("rights.tdmrep.reserved", SignalMatch("signal", "tdmrep", ("1",)))
ROBOTS = rule("rights.robots.everyone", SignalMatch("signal", "robots", agents=("*",)))
DUPLICATE = rule("duplicate.near", DuplicateMatch("duplicate", 0.8))


def detect(
    *rules: Rule,
    metas: tuple[tuple[str, str], ...] | None = None,
    headers: tuple[tuple[str, str], ...] | None = None,
) -> set[Detection]:
    markup = None if metas is None else Markup(metas)
    document = Document("record:5", (TextField("text", "t"),), headers=headers, markup=markup)
    detectors = build_rights(rules, DetectorOptions(b"key"))
    return {found for detector in detectors for found in detector.detect([document])}


def met(found: set[Detection]) -> set[str]:
    return {one.rule for one in found if isinstance(one, Finding)}


def stated(found: set[Detection]) -> set[str]:
    return {one.value for one in found if isinstance(one, Statement)}


@pytest.mark.parametrize(
    ("metas", "reserved"),
    [
        pytest.param((("robots", "noai"),), True, id="plain"),
        pytest.param((("robots", " NoAI , NOIMAGEAI "),), True, id="values have no case"),
        pytest.param((("robots", "index"), ("robots", "noml")), True, id="elements add up"),
        pytest.param((("ccbot", "noai"),), True, id="addressed to an agent"),
        pytest.param((("googlebot", "noai"),), False, id="addressed to another"),
        pytest.param((("robots", "index follow noai"),), True, id="blanks for commas"),
        pytest.param((("robots", "noaix, xnoai"),), False, id="parts of words"),
        pytest.param((("robots", "noimageai"),), False, id="images only"),
        pytest.param((("robots", "noindex, none"),), False, id="search only"),
        pytest.param((("", "noai"),), False, id="an element without a name"),
        pytest.param((), False, id="no element"),
    ],
)
def test_meta_robots(metas: tuple[tuple[str, str], ...], reserved: bool) -> None:  # noqa: FBT001  # a parametrised value
    assert met(detect(META, metas=metas)) == ({META.id} if reserved else set())


@pytest.mark.parametrize(
    ("values", "reserved"),
    [
        pytest.param(("noai",), True, id="plain"),
        pytest.param(("NOAI",), True, id="no case"),
        pytest.param(("noindex", "noml"), True, id="headers add up"),
        pytest.param(("otherbot: noindex, noai",), False, id="both directives are otherbot's"),
        pytest.param(("otherbot: noindex, ccbot: noai",), True, id="the next name ends the first one's"),
        pytest.param(("ccbot: noindex, otherbot: noai",), False, id="the next name ends ours"),
        pytest.param(("otherbot: noindex", "noai"), True, id="a name holds to the end of its header"),
        pytest.param(("GPTBOT: noai",), True, id="names have no case"),
        pytest.param(("gptbot/1.0: noai",), True, id="a name with a version"),
        pytest.param(("*: noai",), True, id="a star is everyone"),
        pytest.param(("max-snippet:50, noai",), True, id="a number is a value, not a name before it"),
        pytest.param(("max-image-preview:large,noai",), True, id="a word is a value"),
        pytest.param(("unavailable_after: 25 Jun 2033 15:00:00 PST, noai",), True, id="a date is a value"),
        pytest.param(("unavailable_after: Sat, 25 Jun 2033 15:00:00 GMT, noai",), True, id="a date with a comma"),
        pytest.param(("otherbot: unavailable_after: 25 Jun 2033 15:00:00 PST, noai",), False, id="a date of another"),
        pytest.param(("noindex, nofollow",), False, id="search only"),
        pytest.param(("",), False, id="empty"),
    ],
)
def test_x_robots_tag(values: tuple[str, ...], reserved: bool) -> None:  # noqa: FBT001  # a parametrised value
    headers = (("server", "x"), *(("X-Robots-Tag", value) for value in values))
    assert met(detect(HEADER, headers=headers)) == ({HEADER.id} if reserved else set())


def test_statements_name_only_directives_that_rules_ask_for() -> None:
    found = detect(META, META_SEARCH, metas=(("robots", "noai, none, secret-of-the-page"),))
    assert stated(found) == {"noai", "noindex", "nofollow"}


def test_nothing_stated_is_told_from_nothing_seen() -> None:
    assert stated(detect(META, metas=())) == {"none"}
    assert detect(META) == {
        Statement("record:5", "meta-robots", "unknown"),
        NotLooked(META.id, "record:5", "this format does not keep the page's HTML"),
    }
    assert detect(HEADER) == {
        Statement("record:5", "x-robots-tag", "unknown"),
        NotLooked(HEADER.id, "record:5", "this format does not keep HTTP headers"),
    }


def test_a_reservation_is_a_finding_of_the_whole_document() -> None:
    assert detect(RESERVED, metas=(("tdm-reservation", "1"),)) == {
        Finding(RESERVED.id, "record:5", DOCUMENT_FIELD, 0, 0, 0.9),
        Statement("record:5", "tdmrep", "deny"),
    }


def test_a_page_that_permits_mining_says_so_and_is_no_finding() -> None:
    found = detect(RESERVED, headers=(("tdm-reservation", "0"),), metas=())
    assert found == {Statement("record:5", "tdmrep", "allow")}


def test_a_silent_page_leaves_the_statement_to_its_site() -> None:
    assert detect(RESERVED, headers=(), metas=()) == set()


def test_ours_what_could_not_be_seen_of_a_reservation_is_told_by_the_judge_of_sites_alone() -> None:
    assert detect(RESERVED) == set()
    assert detect(RESERVED, headers=(("tdm-reservation", "1"),)) == {
        Finding(RESERVED.id, "record:5", DOCUMENT_FIELD, 0, 0, 0.9),
        Statement("record:5", "tdmrep", "deny"),
    }


def test_rules_that_a_page_cannot_answer_build_no_detector() -> None:
    assert build_rights([ROBOTS, DUPLICATE], DetectorOptions(b"key")) == ()
