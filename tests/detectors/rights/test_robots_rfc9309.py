"""robots.txt, clause by clause: `rfc9309_…` is the standard's rule, `ours_…` a choice of the house."""

import pytest

from scanner.detectors.rights.robots import Robots, parse_robots
from scanner.detectors.rights.robots_lines import MAX_BYTES


def allows(body: str | bytes, agent: str, url: str) -> bool:
    return parse_robots(body.encode() if isinstance(body, str) else body).decide(agent, url).allowed


def for_everyone(*rules: str) -> Robots:
    return parse_robots("\n".join(("User-agent: *", *rules)).encode())


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


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        pytest.param(("Disallow: /x/", "Allow: /x/y"), "/x/y", True, id="longest match, allow later"),
        pytest.param(("Allow: /x/y", "Disallow: /x/"), "/x/y", True, id="longest match, allow first"),
        pytest.param(("Allow: /x/", "Disallow: /x/y"), "/x/y", False, id="longest match, disallow"),
        pytest.param(("Disallow: /x", "Allow: /x"), "/x", True, id="allow wins a tie"),
        pytest.param(("Allow: /x", "Disallow: /x"), "/x", True, id="allow wins a tie in any order"),
        pytest.param(("Disallow: /x*", "Allow: /x"), "/xy", False, id="a star is an octet of the pattern"),
        pytest.param(("Disallow: /X",), "/x", True, id="paths have a case"),
        pytest.param(("Disallow: /x",), "/y/x", True, id="matching starts at the first octet"),
        pytest.param(("Disallow: /x",), "/xyz", False, id="the end of the rule's path is enough"),
        pytest.param(("Disallow: /x?a=1",), "/x?a=12", False, id="the query is part of the path"),
        pytest.param(("Disallow: /x?",), "/x", True, id="a question mark must be there"),
        pytest.param(("Disallow: /x?",), "/x?", False, id="a question mark with nothing behind it"),
        pytest.param(("Disallow:", "Allow:"), "/x", True, id="empty patterns match nothing"),
        pytest.param(("Disallow:",), "/", True, id="an empty disallow forbids nothing"),
        pytest.param(("Disallow: /",), "/robots.txt", True, id="robots.txt itself is allowed"),
        pytest.param(("Disallow: /",), "/sub/robots.txt", False, id="but only at the top"),
        pytest.param(("Disallow: /x#y",), "/x", False, id="what follows a hash is a comment"),
    ],
)
def test_rfc9309_2_2_2_allow_and_disallow(rules: tuple[str, ...], path: str, allowed: bool) -> None:  # noqa: FBT001  # a parametrised value
    assert for_everyone(*rules).decide("a", f"http://foo.example{path}").allowed is allowed


def test_rfc9309_2_2_2_rules_before_any_user_agent_line_are_in_no_group() -> None:
    body = "Disallow: /\nUser-agent: a\nAllow: /x\n"
    assert allows(body, "a", "/y")
    assert allows(body, "b", "/y")


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        # The table of RFC 9309 §2.2.2.
        pytest.param("/foo/bar?baz=quz", "/foo/bar?baz=quz", True, id="plain"),
        pytest.param("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True, id="escaped in URL"),
        pytest.param("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", True, id="escaped in rule"),
        pytest.param("/foo/bar/ツ", "/foo/bar/%E3%83%84", True, id="UTF-8 in rule"),
        pytest.param("/foo/bar/%E3%83%84", "/foo/bar/ツ", True, id="UTF-8 in URL"),
        pytest.param("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", True, id="hexadecimal digits have no case"),
        pytest.param("/foo/bar/%62%61%7A", "/foo/bar/baz", True, id="unreserved escaped in rule"),
        pytest.param("/foo/bar/baz", "/foo/bar/%62%61%7A", True, id="unreserved escaped in URL"),
        pytest.param("/~mak", "/%7Emak/mak.html", True, id="tilde is unreserved"),
        # What stays different.
        pytest.param("/a%2Fb", "/a/b", False, id="an escaped slash in the rule is no slash"),
        pytest.param("/a/b", "/a%2Fb", False, id="an escaped slash in the URL is no slash"),
        pytest.param("/a%2fb", "/a%2Fb", True, id="escaped slashes are the same"),
        pytest.param("/q%3Fx", "/q?x", False, id="an escaped question mark begins no query"),
        pytest.param("/q?x=a%26y=b", "/q?x=a&y=b", False, id="an escaped ampersand joins no parameters"),
        pytest.param("/100%", "/100%25", True, id="a bare percent sign is the beginning of an escape"),
        # Reserved characters that are data.
        pytest.param("/a:b", "/a%3Ab", True, id="colon in the path"),
        pytest.param("/list%5B1%5D", "/list[1]", True, id="brackets in the path"),
        pytest.param("/a b", "/a%20b", True, id="a blank is escaped"),
        pytest.param("/*/x", "/s?u=/x", True, id="a slash in the query as the rule has it"),
        pytest.param("/*%2Fx", "/s?u=%2Fx", True, id="an escaped slash in the query as the rule has it"),
    ],
)
def test_rfc9309_2_2_2_percent_encoding(pattern: str, path: str, matches: bool) -> None:  # noqa: FBT001  # a parametrised value
    assert for_everyone(f"Disallow: {pattern}").decide("a", f"https://foo.example{path}").allowed is not matches
    allowing = for_everyone("Disallow: /", f"Allow: {pattern}")
    assert allowing.decide("a", f"https://foo.example{path}").allowed is matches


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        pytest.param("/this/path/exactly$", "/this/path/exactly", True, id="the end"),
        pytest.param("/this/path/exactly$", "/this/path/exactly/not", False, id="not the end"),
        pytest.param("/this/*/exactly", "/this/a/b/exactly/c", True, id="any run"),
        pytest.param("/this/*/exactly", "/this//exactly", True, id="an empty run"),
        pytest.param("/this/*/exactly", "/this/exactly", False, id="both slashes must be there"),
        pytest.param("*.gif$", "/a/b.gif", True, id="a star at the beginning"),
        pytest.param("/a*", "/a", True, id="a star at the end adds nothing"),
        pytest.param("*", "/", True, id="only a star"),
        pytest.param("/a**b", "/axb", True, id="two stars are one"),
        pytest.param("/a*$", "/abc", True, id="a star before the end"),
        pytest.param("/$", "/", True, id="the home page"),
        pytest.param("/$", "/a", False, id="only the home page"),
        pytest.param("/a*b*c$", "/abcbc", True, id="the last piece is taken at the end"),
        pytest.param("/a*bc$", "/abc", True, id="pieces may touch"),
        pytest.param("/ab*bc$", "/abc", False, id="pieces may not overlap"),
        pytest.param("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", True, id="an escaped star is a star"),
        pytest.param("/path/file-with-a-%2A.html", "/path/file-with-a-b.html", False, id="and no wildcard"),
        pytest.param("/path/foo-%24", "/path/foo-$", True, id="an escaped dollar is a dollar"),
        pytest.param("/path/foo-%24", "/path/foo-", False, id="and no end"),
        pytest.param("/path/foo-%24", "/path/foo-$/bar", True, id="nor the end behind it"),
        pytest.param("/a$b", "/a$b", True, id="a dollar in the middle is a dollar"),
        pytest.param("/a$b", "/a%24b", True, id="escaped in the URL or not"),
        pytest.param("/a$b", "/ab", False, id="and matches itself only"),
    ],
)
def test_rfc9309_2_2_3_special_characters(pattern: str, path: str, matches: bool) -> None:  # noqa: FBT001  # a parametrised value
    assert for_everyone(f"Disallow: {pattern}").decide("a", f"https://www.example.com{path}").allowed is not matches


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


def test_ours_what_comes_after_500_kibibytes_is_ignored_and_a_cut_rule_is_none() -> None:
    head = b"User-agent: a\n"
    filler = b"#" * (MAX_BYTES - len(head) - 11) + b"\n"
    cut = parse_robots(head + filler + b"Disallow: /private\nDisallow: /x\n")
    assert cut.decide("a", "/").allowed
    assert cut.decide("a", "/private").allowed
    assert cut.decide("a", "/x").allowed
    whole = parse_robots(head + filler + b"Disallow: \nDisallow: /x\n")
    assert whole.decide("a", "/x").allowed
