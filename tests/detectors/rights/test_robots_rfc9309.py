"""robots.txt, clause by clause: `rfc9309_…` is the standard's rule, `ours_…` a choice of the house."""

import pytest

from scanner.detectors.rights.paths import url_path
from scanner.detectors.rights.robots import parse_robots
from scanner.detectors.rights.robots_lines import MAX_BYTES


def allows(body: str | bytes, agent: str, url: str) -> bool:
    return parse_robots(body.encode() if isinstance(body, str) else body).decide(agent, url).allowed


SIMPLE_EXAMPLE = """\
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        pytest.param("otherbot", "/photo.gif", False, id="suffix is closed to everyone else"),
        pytest.param("otherbot", "/photo.gif?size=2", True, id="suffix means the end of path and query"),
        pytest.param("otherbot", "/example/a", False, id="prefix is closed to everyone else"),
        pytest.param("otherbot", "/publications/a", True, id="allowed prefix"),
        pytest.param("otherbot", "/publications/a.gif", True, id="the longer allow beats the suffix"),
        pytest.param("foobot", "/", False, id="no blank after the colon"),
        pytest.param("foobot", "/example/page.html", True, id="longest match in the group"),
        pytest.param("foobot", "/example/allowed.gif", True, id="the group for everyone else does not count"),
        pytest.param("barbot", "/example/page.html", False, id="first of two stacked agents"),
        pytest.param("bazbot", "/example/page.html", False, id="second of two stacked agents"),
        pytest.param("bazbot", "/example/other.html", True, id="no match allows"),
        pytest.param("quxbot", "/example/", True, id="last group without rules allows everything"),
    ],
)
def test_rfc9309_5_1_simple_example(agent: str, path: str, allowed: bool) -> None:  # noqa: FBT001  # a parametrised value
    assert allows(SIMPLE_EXAMPLE, agent, f"https://www.example.com{path}") is allowed


def test_rfc9309_5_2_longest_match_is_used() -> None:
    body = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"
    assert not allows(body, "foobot", "https://example.com/example/page/disallowed.gif")
    assert allows(body, "foobot", "https://example.com/example/page/other.gif")


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"], ids=["LF", "CR", "CRLF"])
def test_rfc9309_2_2_lines_end_at_cr_lf_or_crlf_and_are_counted(end: bytes) -> None:
    body = end.join((b"User-agent: a", b"", b"Disallow: /x"))
    decision = parse_robots(body).decide("a", "/x")
    assert (decision.allowed, decision.line) == (False, 3)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("USER-AGENT: a\nDISALLOW: /", id="upper case"),
        pytest.param("uSeR-aGeNt: a\ndIsAlLoW: /", id="mixed case"),
        pytest.param(" \tuser-agent \t: \ta \t\n\tdisallow\t:\t/ ", id="blanks around label, colon and value"),
        pytest.param("user-agent:a\ndisallow:/", id="no blanks"),
        pytest.param("user-agent: a # who\ndisallow: / # all of it", id="comments at the end of lines"),
        pytest.param("user-agent: a\n\n# note\n\ndisallow: /", id="blank lines and comments do not end a group"),
    ],
)
def test_rfc9309_2_2_labels_have_no_case_and_may_have_blanks_around(body: str) -> None:
    decision = parse_robots(body.encode()).decide("a", "/x")
    assert (decision.allowed, decision.flags) == (False, ())


def test_rfc9309_2_2_other_line_separators_of_unicode_are_no_line_ends() -> None:
    assert allows("User-agent: a\u2028Disallow: /", "a", "/x")
    assert allows("User-agent: a\x0bDisallow: /", "a", "/x")


@pytest.mark.parametrize("agent", ["ExampleBot", "EXAMPLEBOT", "examplebot"])
def test_rfc9309_2_2_1_product_tokens_have_no_case(agent: str) -> None:
    assert not allows("User-agent: exampleBot\nDisallow: /", agent, "/x")


def test_rfc9309_2_2_1_groups_of_one_token_are_merged() -> None:
    body = "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz\n"
    assert [allows(body, "ExampleBot", path) for path in ("/foo", "/bar", "/baz", "/qux")] == [
        False,
        False,
        False,
        True,
    ]


def test_rfc9309_2_2_1_groups_for_everyone_are_merged_too() -> None:
    body = "user-agent: *\ndisallow: /a\n\nuser-agent: b\ndisallow:\n\nuser-agent: *\ndisallow: /c\n"
    assert [allows(body, "x", path) for path in ("/a", "/c", "/d")] == [False, False, True]


def test_rfc9309_2_2_1_without_a_group_of_its_own_an_agent_obeys_the_one_for_everyone() -> None:
    body = "user-agent: *\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: BazBot\ndisallow: /baz\n"
    assert not allows(body, "ExampleBot", "/foo")
    assert allows(body, "ExampleBot", "/baz")
    assert allows(body, "BazBot", "/foo")


def test_rfc9309_2_2_1_without_any_matching_group_no_rules_apply() -> None:
    decision = parse_robots(b"user-agent: BazBot\ndisallow: /\n").decide("ExampleBot", "/x")
    assert decision == (True, None, (), ())


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("GPT", id="beginning of the agent's name"),
        pytest.param("bot", id="part of the agent's name"),
        pytest.param("NotGPTBot", id="the agent's name is part of it"),
        pytest.param("GPTBot-Image", id="another token that begins with the agent's name"),
    ],
)
def test_rfc9309_2_2_1_a_token_is_compared_whole(token: str) -> None:
    assert allows(f"User-agent: {token}\nDisallow: /", "GPTBot", "/x")
    assert not allows(f"User-agent: *\nDisallow: /\nUser-agent: {token}\nAllow: /", "GPTBot", "/x")


def test_rfc9309_2_2_2_rules_before_any_user_agent_line_are_in_no_group() -> None:
    body = "Disallow: /\nUser-agent: a\nAllow: /x\n"
    assert allows(body, "a", "/y")
    assert allows(body, "b", "/y")


@pytest.mark.parametrize("record", ["Sitemap: https://e.example/s.xml", "Crawl-delay: 9", "Content-Signal: search=yes"])
def test_rfc9309_2_2_4_other_records_do_not_end_a_group(record: str) -> None:
    body = f"User-agent: a\n{record}\nDisallow: /x\n{record}\nDisallow: /y\n"
    assert not allows(body, "a", "/x")
    assert not allows(body, "a", "/y")


def test_rfc9309_2_2_4_a_record_between_user_agent_lines_does_not_split_the_group() -> None:
    robots = parse_robots(b"User-agent: *\nContent-Signal: ai-train=no\nUser-agent: GPTBot\nDisallow: /\n")
    assert robots.decide("GPTBot", "/x") == (False, 4, ("gptbot",), ())
    assert robots.decide("CCBot", "/x") == (False, 4, ("*",), ("ambiguous",))


def test_rfc9309_2_3_1_5_lines_that_cannot_be_parsed_are_skipped() -> None:
    body = b"\xff\xfe\x00 nonsense\nUser-agent: a\n:::\n<b>\n\x00\nDisallow: /x\n\xc3\x28: y\n"
    robots = parse_robots(b"junk\n" + body)
    assert not robots.decide("a", "/x").allowed
    assert robots.decide("a", "/y").allowed


def test_rfc9309_2_5_500_kibibytes_are_parsed() -> None:
    head = b"User-agent: a\n"
    rule = b"Disallow: /x\n"
    filler = b"#" * (MAX_BYTES - len(head) - len(rule) - 1) + b"\n"
    body = head + filler + rule
    assert len(body) == MAX_BYTES
    assert not allows(body, "a", "/x")


def test_ours_a_ban_behind_500_kibibytes_is_flagged_and_counts_in_an_audit() -> None:
    filler = b"#" * MAX_BYTES + b"\n"
    rules = parse_robots(b"User-agent: a\nDisallow: /w\n" + filler + b"Disallow: /x\nAllow: /w\n").rules_for("a")
    ban, neither = rules.decide("/x"), rules.decide("/y")
    assert (ban.allowed, ban.line, ban.flags) == (True, None, ("ambiguous", "beyond-limit"))
    assert (neither.allowed, neither.flags) == (True, ())
    counted = rules.restrictive(url_path("/x"))
    assert (counted.allowed, counted.line, counted.flags) == (False, 4, ("ambiguous", "beyond-limit"))
    assert rules.restrictive(url_path("/y")) == neither
    assert not rules.decide("/w").allowed  # a permission behind the limit permits nothing


def test_ours_what_comes_after_500_kibibytes_is_ignored_and_a_cut_rule_is_none() -> None:
    head = b"User-agent: a\n"
    filler = b"#" * (MAX_BYTES - len(head) - 11) + b"\n"
    cut = parse_robots(head + filler + b"Disallow: /private\nDisallow: /x\n")
    assert cut.decide("a", "/").allowed
    assert cut.decide("a", "/private").allowed
    assert cut.decide("a", "/x").allowed
    whole = parse_robots(head + filler + b"Disallow: \nDisallow: /x\n")
    assert whole.decide("a", "/x").allowed
