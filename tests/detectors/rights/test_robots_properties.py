"""robots.txt on generated files: against Protego, against a slow reference, and on any bytes at all."""

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from scanner.detectors.rights.paths import pattern_of, url_path, wildcard_match
from scanner.detectors.rights.robots import parse_robots

TOKENS = ("alpha", "Beta", "gamma-news", "delta_x", "*")
AGENTS = ("alpha", "beta", "gamma-news", "delta_x", "zeta")

pieces = st.text("ab/", max_size=4)
paths = st.builds("/{}{}".format, pieces, st.sampled_from(["", "?a", "?b=a/b", ".html", "/a.html?b"]))
ends = st.sampled_from(["\n", "\r\n"])
others = st.sampled_from(["", "# note", "Sitemap: https://e.example/s.xml"])


def patterns_with(middles: list[str]) -> st.SearchStrategy[str]:
    """Return patterns that have one of these in the middle."""
    return st.builds("/{}{}{}".format, pieces, st.sampled_from(middles), st.sampled_from(["", "$"]))


def files_with(middles: list[str]) -> st.SearchStrategy[str]:
    """Return well-formed files of such patterns."""
    patterns = patterns_with(middles)
    rules = st.builds("{}: {}".format, st.sampled_from(["Allow", "Disallow", "disallow"]), patterns | st.just(""))
    groups = st.builds(
        lambda agents, lines: [f"User-agent: {agent}" for agent in agents] + lines,
        st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3),
        st.lists(rules | others, min_size=1, max_size=8),
    )
    return st.builds(
        lambda parts, end: end.join(line for part in parts for line in part),
        st.lists(groups, min_size=1, max_size=5),
        ends,
    )


MIDDLES = ["", "*b", "*a*b", "?", "?a", ".html", "*.html"]
patterns = patterns_with([*MIDDLES, "*"])
files = files_with([*MIDDLES, "*"])
files_for_protego = files_with(MIDDLES)
"""Well-formed files on which Protego is right: no token is part of another, no bare `$`, no `index.html`, and no record
of another protocol between user-agent lines. No pattern ends in `*` or `*$`: Protego counts these as shorter than they
are written, and RFC 9309 §2.2.2 counts octets."""


@settings(max_examples=300, deadline=None)
@given(files_for_protego, paths)
def test_rfc9309_decisions_agree_with_protego_on_well_formed_files(body: str, path: str) -> None:
    robots, oracle = parse_robots(body.encode()), Protego.parse(body)
    url = f"https://e.example{path}"
    for agent in AGENTS:
        assert robots.decide(agent, url).allowed is oracle.can_fetch(url, agent), (agent, body)


def slow_decision(body: str, path: str) -> tuple[bool, int | None]:
    """The group for everyone, rule by rule, patterns as regular expressions."""
    best: tuple[int, bool, int] | None = None
    for number, line in enumerate(body.splitlines(), 1):
        label, _, pattern = line.partition(": ")
        if label in {"Allow", "Disallow"} and pattern:
            anchored = pattern.endswith("$")
            expression = ".*".join(map(re.escape, pattern.removesuffix("$").split("*")))
            if re.compile(expression + ("$" if anchored else ""), re.DOTALL).match(path):
                found = (len(pattern), label == "Allow", -number)
                best = found if best is None else max(best, found)
    return (True, None) if best is None else (best[1], -best[2])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds("{}: {}".format, st.sampled_from(["Allow", "Disallow"]), patterns), max_size=12), paths)
def test_rfc9309_2_2_2_the_deciding_line_is_the_longest_match_and_the_first_of_equals(
    lines: list[str], path: str
) -> None:
    body = "\n".join(["User-agent: *", *lines])
    decision = parse_robots(body.encode()).decide("any", f"https://e.example{path}")
    assert (decision.allowed, decision.line) == slow_decision(body, path)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40), st.text(max_size=60))
def test_ours_nothing_in_a_file_or_question_is_an_error(body: bytes, agent: str, url: str) -> None:
    decision = parse_robots(body).decide(agent, url)
    assert decision.allowed or decision.line is not None


lines = st.sampled_from(
    [
        "User-agent: *",
        "User-agent: CCBot",
        "User-agent: CCBot/2.0",
        "User-agent: GPTBot, CCBot",
        "Useragent: CCBot",
        "Disallow: /",
        "Dissallow: /a",
        "Disallow /a",
        "Allow: /a",
        "Allow: /a/b$",
        "Crawl-delay: 3",
        "Content-Signal: ai-train=no",
        "",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, max_size=12), st.sampled_from(["/", "/a", "/a/b", "/c"]))
def test_ours_leniency_only_ever_forbids_more_than_the_standard(body: list[str], path: str) -> None:
    malformed = re.compile(r"Dissallow|Disallow /|Useragent")
    standard = "\n".join(line for line in body if not malformed.match(line))
    lenient = parse_robots("\n".join(body).encode()).decide("CCBot", path)
    strict = parse_robots(standard.encode()).readings[:1]
    reading = strict[0]
    token = "ccbot" if "ccbot" in reading.names else "*" if "*" in reading.names else ""
    rules_of = reading.rules_of(token) if token else ()
    matching = [rule for rule in rules_of if rule.pattern.matches(url_path(path))]
    best = max(matching, key=lambda rule: (len(rule.pattern.text), rule.allow), default=None)
    if best is not None and not best.allow:
        assert not lenient.allowed


@given(st.text("ab*$%2AF/é ", max_size=12))
def test_rfc9309_2_2_2_comparable_forms_do_not_change_when_formed_again(path: str) -> None:
    once = url_path(f"https://e.example/{path}")
    assert url_path(f"https://e.example{once.exact}") == once


@given(st.text("ab*", max_size=10), st.text("ab", max_size=12), st.booleans())
def test_rfc9309_2_2_3_wildcards_match_as_regular_expressions_do(pattern: str, path: str, anchored: bool) -> None:  # noqa: FBT001  # a generated value
    expression = ".*".join(pattern.split("*")) + ("$" if anchored else "")
    assert wildcard_match(pattern + "$" * anchored, path) is bool(re.compile(expression).match(path))


def test_ours_many_wildcards_take_no_longer_than_the_path_is_long() -> None:
    pattern = pattern_of(b"/" + b"*a" * 2_000 + b"b")
    start = time.perf_counter()
    assert not pattern.matches(url_path("/" + "a" * 4_000))
    assert time.perf_counter() - start < 0.5
