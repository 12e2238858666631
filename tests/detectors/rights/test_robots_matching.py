"""robots.txt: which rule of a group decides on a URL (RFC 9309 §2.2.2 and §2.2.3)."""

import pytest

from scanner.detectors.rights.robots import Robots, parse_robots


def for_everyone(*rules: str) -> Robots:
    return parse_robots("\n".join(("User-agent: *", *rules)).encode())


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


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        pytest.param(b"Disallow: /a***\nAllow: /ab\n", "/abc", False, id="stars at the end are octets too"),
        pytest.param(b"Disallow: /a%2Fb\nAllow: /a/bc\n", "/a/bcd", True, id="an escape is three octets"),
        pytest.param(b"Disallow: /a?b=%3A\nAllow: /a?b=:c\n", "/a?b=:cd", False, id="the longer as written"),
    ],
)
def test_the_longest_is_the_one_with_most_octets_as_written_not_the_longest_prefix(
    body: bytes,
    path: str,
    allowed: bool,  # noqa: FBT001  # a case
) -> None:
    assert parse_robots(b"User-agent: *\n" + body).decide("GPTBot", path).allowed is allowed
