"""Law: a document has one gap a rule at the most, and none beside a finding or a statement that answers the rule."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.build import build_rights
from scanner.detectors.rights.page import page_of
from scanner.detectors.rights.site import build_site_judge
from scanner.detectors.rights.statements.page import Audience
from scanner.types.document import Document, Markup, SiteFile, SiteFileKind, TextField
from scanner.types.finding import Detection, Finding, NotLooked, Statement
from scanner.types.rule import Rule, RuleFile, SignalMatch

AUDIENCE = Audience(("*",), frozenset())
WHEN = datetime(2026, 5, 1, tzinfo=UTC)
MATCHES = {
    "rights.robots.ai-training": SignalMatch("signal", "robots", agents=("GPTBot", "CCBot")),
    "rights.robots.everyone": SignalMatch("signal", "robots", agents=("*",)),
    "rights.meta-robots.noai": SignalMatch("signal", "meta-robots", ("noai",)),
    "rights.meta-robots.noindex": SignalMatch("signal", "meta-robots", ("noindex",)),
    "rights.x-robots-tag.noai": SignalMatch("signal", "x-robots-tag", ("noai",)),
    "rights.tdmrep.reserved": SignalMatch("signal", "tdmrep", ("1",)),
}
RULES = tuple(
    Rule(rule_id, RuleFile("t", "high", "rights", ("law",), 0.9, "stable", match, ("x",), ("y",), "r"))
    for rule_id, match in MATCHES.items()
)
STATED_AS = {
    "rights.robots.ai-training": "robots.ai-training",
    "rights.robots.everyone": "robots.everyone",
    "rights.meta-robots.noai": "meta-robots",
    "rights.meta-robots.noindex": "meta-robots",
    "rights.x-robots-tag.noai": "x-robots-tag",
    "rights.tdmrep.reserved": "tdmrep",
}
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["robots", "x-robots-tag", "tdm-reservation", "ccbot"]),
        st.sampled_from(["noai", "noindex", "0", "1", "no", ""]),
    ),
    max_size=3,
).map(tuple)
DOCUMENTS = st.builds(
    Document,
    st.just("record:5"),
    st.just((TextField("text", "t"),)),
    url=st.sampled_from([None, "", "x", "https://", "https://a.example/x", "https://a.example/robots.txt"]),
    headers=st.none() | PAIRS,
    markup=st.none() | st.builds(Markup, PAIRS),
    fetched_at=st.none() | st.just(WHEN),
)


def site_files(kind: SiteFileKind, *bodies: bytes) -> st.SearchStrategy[SiteFile | None]:
    return st.none() | st.builds(
        SiteFile,
        st.just(kind),
        st.just("record:1"),
        st.just("https://a.example"),
        st.sampled_from([0, 200, 204, 301, 304, 404, 503]),
        st.just(""),
        st.sampled_from(bodies),
        st.just(WHEN),
    )


ROBOTS_FILES = site_files(SiteFileKind.ROBOTS, b"", b"User-agent: *\nDisallow: /", b"User-agent: CCBot/2\nDisallow: /")
TDMREP_FILES = site_files(SiteFileKind.TDMREP, b"", b"[]", b'[{"location": "/", "tdm-reservation": 1}]', b"{}")


@given(DOCUMENTS, ROBOTS_FILES, TDMREP_FILES)
def test_a_rule_is_found_or_answered_or_told_as_one_gap(
    document: Document, robots: SiteFile | None, tdmrep: SiteFile | None
) -> None:
    found: list[Detection] = [
        one for detector in build_rights(RULES, DetectorOptions(b"key")) for one in detector.detect([document])
    ]
    found += build_site_judge(RULES).judge(page_of(document, AUDIENCE.tokens), robots, tdmrep)
    gaps = Counter(one.rule for one in found if isinstance(one, NotLooked))
    findings = {one.rule for one in found if isinstance(one, Finding)}
    answered = {one.signal for one in found if isinstance(one, Statement) and one.value != "unknown"}
    unanswered = {one.signal for one in found if isinstance(one, Statement) and one.value == "unknown"}
    for rule in RULES:
        signal = STATED_AS[rule.id]
        assert (signal in answered) is not (signal in unanswered)
        assert gaps[rule.id] == (signal in unanswered)
        assert not (gaps[rule.id] and rule.id in findings)
