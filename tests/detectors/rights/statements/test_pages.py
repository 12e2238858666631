"""Directives, RSL and licences in a page's headers and HTML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights_pages import Given, head, standpoint
from scanner.detectors.rights.licence_cc import TOOLS, address_of, cc_of_url
from scanner.detectors.rights.statements.rsl import parse_rsl
from scanner.types.rights import USES, Use, Verdict

IN_GRAPH = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
    '"license": {"@id": "https:\\/\\/creativecommons.org\\/licenses\\/by-sa\\/4.0\\/"}}]}</script>'
)
OF_AN_IMAGE = (
    '<script type="application/ld+json">{"@type": "ImageObject", '
    '"license": "https://creativecommons.org/licenses/by/4.0/"}</script>'
)
RSL = "<rsl xmlns='https://rslstandard.org/rsl'><content url='{url}'>{licences}</content></rsl>"


@pytest.mark.parametrize(
    ("headers", "train", "search"),
    [
        ([("X-Robots-Tag", "noai")], "reserved", "unknown"),
        ([("X-Robots-Tag", "NOAI, noindex")], "reserved", "reserved"),
        ([("X-Robots-Tag", "gptbot: noai")], "reserved", "unknown"),
        ([("X-Robots-Tag", "otherbot: noindex, noai")], "unknown", "unknown"),
        ([("X-Robots-Tag", "otherbot: noindex"), ("X-Robots-Tag", "noai")], "reserved", "unknown"),
        ([("X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 PST, noai")], "reserved", "conditional"),
        ([("X-Robots-Tag", "max-snippet:50, noarchive")], "unknown", "conditional"),
        ([("X-Robots-Tag", "noimageai")], "unknown", "unknown"),
        ([("X-Robots-Tag", "none")], "unknown", "reserved"),
        ([("X-Robots-Tag", "index, follow")], "unknown", "unknown"),
    ],
)
def test_x_robots_tag_says(headers: list[tuple[str, str]], train: Verdict, search: Verdict) -> None:
    verdicts = standpoint(headers=headers).verdicts
    assert (verdicts["train"], verdicts["search"]) == (train, search)


def test_images_are_spoken_of_apart() -> None:
    (statement,) = standpoint(html=head('<meta name="robots" content="noimageai">')).statements
    assert (statement.use, statement.value, statement.scope) == ("train", "deny", "images")


@pytest.mark.parametrize(
    ("licences", "verdicts"),
    [
        pytest.param(
            "<license><prohibits type='usage'>ai-train</prohibits></license>",
            ("reserved", "allow", "allow"),
            id="prohibited",
        ),
        pytest.param(
            "<license><permits type='usage'>search</permits></license>",
            ("reserved", "reserved", "allow"),
            id="permits close the list",
        ),
        pytest.param(
            "<license><permits type='usage'>ai-all</permits></license>",
            ("allow", "allow", "reserved"),
            id="ai-all",
        ),
        pytest.param(
            "<license><permits type='usage'>all</permits><payment type='purchase'/></license>",
            ("conditional", "conditional", "conditional"),
            id="paid for",
        ),
        pytest.param("<license><payment type='free'/></license>", ("allow", "allow", "allow"), id="free"),
        pytest.param(
            "<license><permits type='usage'>ai-train</permits><prohibits type='usage'>all</prohibits></license>",
            ("reserved", "reserved", "reserved"),
            id="a conflict is read as a refusal",
        ),
        pytest.param(
            "<license><permits type='geo'>DE</permits></license>",
            ("conditional", "conditional", "conditional"),
            id="for some countries",
        ),
        pytest.param(
            "<license><payment type='free'/></license><license><prohibits>all</prohibits></license>",
            ("reserved", "reserved", "reserved"),
            id="several: the most restrictive",
        ),
        pytest.param(
            "<license><permits type='usage'>train-ai, ai-use</permits></license>",
            ("allow", "allow", "reserved"),
            id="tokens of 0.9",
        ),
        pytest.param("", ("conditional", "conditional", "conditional"), id="no licence here"),
    ],
)
def test_an_rsl_document_in_the_page_says(licences: str, verdicts: tuple[Verdict, ...]) -> None:
    document = RSL.format(url="/", licences=licences)
    found = standpoint(html=head(f'<script type="application/rsl+xml">{document}</script>')).verdicts
    assert (found["train"], found["ai-input"], found["search"]) == verdicts


@pytest.mark.parametrize(
    ("url", "governs"),
    [
        ("/", True),
        ("/news/*", True),
        ("news", True),
        ("/blog", False),
        ("https://press.example/news", True),
        ("https://PRESS.example", True),
        ("https://other.example/", False),
        ("", True),
        ("*", True),
    ],
)
def test_content_of_an_rsl_document_is_governed_by_its_address(url: str, governs: bool) -> None:  # noqa: FBT001  # a case
    document = RSL.format(url=url, licences="<license><prohibits>all</prohibits></license>")
    found = standpoint(html=head(f'<script type="application/rsl+xml">{document}</script>')).verdicts["train"]
    assert found == ("reserved" if governs else "unknown")


@pytest.mark.parametrize(
    "given",
    [
        {"headers": [("Link", '<https://press.example/l.xml>; rel="license"; type="application/rsl+xml"')]},
        {"html": head('<link rel="license" type="application/rsl+xml" href="/l.xml">')},
        {"robots": b"License: https://press.example/l.xml\n\nUser-agent: *\nAllow: /\n"},
        {"robots": b"User-agent: *\nAllow: /\nLicense: https://press.example/l.xml\n"},
        {"robots": b"User-agent: Googlebot\nAllow: /\n\nLicense: https://press.example/l.xml\n"},
        {"html": head('<script type="application/rsl+xml"><rsl></script>')},
    ],
)
def test_a_pointer_to_a_licence_is_a_condition(given: Given) -> None:
    found = standpoint(**given).verdicts
    assert (found["train"], found["ai-input"], found["search"]) == ("conditional",) * 3


@pytest.mark.parametrize(
    "robots",
    [
        pytest.param(b"User-agent: Bing\nAllow: /\nLicense: https://a.example/l.xml\n", id="another agent's group"),
        pytest.param(
            b"User-agent: Bing\n\nLicense: https://a.example/l.xml\nAllow: /\n", id="set off, but rules come after it"
        ),
    ],
)
def test_a_licence_in_another_group_is_not_ours(robots: bytes) -> None:
    assert standpoint(robots=robots).verdicts["train"] == "unknown"


def test_a_groups_own_licence_stands_before_the_files() -> None:
    robots = b"License: https://a.example/all.xml\nUser-agent: GPTBot\nLicense: https://a.example/gpt.xml\nAllow: /\n"
    targets = {each.target for each in standpoint(robots=robots, agents=("GPTBot",)).statements if each.target}
    assert targets == {"https://a.example/gpt.xml"}


def test_documents_with_entities_are_not_parsed() -> None:
    bomb = '<!DOCTYPE rsl [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rsl>&b;</rsl>'
    assert parse_rsl(bomb) is None
    assert parse_rsl("<rss/>") is None
    assert parse_rsl("") is None


@pytest.mark.parametrize(
    ("markup", "licence", "train"),
    [
        ('<link rel="license" href="//creativecommons.org/licenses/by/4.0">', "CC-BY-4.0", "allow"),
        (
            '<link rel="license" href="https://creativecommons.org/licenses/by-nc/4.0/deed.de">',
            "CC-BY-NC-4.0",
            "conditional",
        ),
        (
            IN_GRAPH,
            "CC-BY-SA-4.0",
            "conditional",
        ),
        (
            '<meta name="dcterms.license" content="https://creativecommons.org/publicdomain/zero/1.0/">',
            "CC0-1.0",
            "allow",
        ),
        ('<link itemprop="license" href="http://creativecommons.org/licenses/by/3.0/at/">', "CC-BY-3.0-AT", "allow"),
    ],
)
def test_a_licence_of_the_page_speaks_of_training(markup: str, licence: str, train: Verdict) -> None:
    point = standpoint(html=head(markup))
    assert [each.licence for each in point.statements] == [licence]
    assert point.statements[0].target == address_of(licence)
    assert point.verdicts["train"] == train


@pytest.mark.parametrize(
    "body",
    [
        '<p>Icons by A, <a href="https://creativecommons.org/licenses/by/4.0/">licence</a></p>',
        '<figure><img src=a><figcaption><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></figure>',
        '<div class="wp-caption"><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></div>',
        '<p about="/photo.jpg"><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC</a></p>',
        OF_AN_IMAGE,
    ],
)
def test_a_licence_of_something_in_the_page_is_evidence_only(body: str) -> None:
    point = standpoint(html=f"<html><body>{body}</body></html>")
    assert {(each.licence, each.value, each.notes) for each in point.statements} == {
        ("CC-BY-4.0", "unknown", ("evidence",))
    }
    assert point.verdicts["train"] == "unknown"


@pytest.mark.parametrize(
    "body",
    [
        '<footer><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></footer>',
        '<p><a rel="cc:license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p>',
        '<p property="dct:license" content="https://creativecommons.org/licenses/by/4.0/">CC BY</p>',
        '<span itemprop="license">https://creativecommons.org/licenses/by/4.0/</span>',
    ],
)
def test_a_licence_link_of_the_page_counts(body: str) -> None:
    assert standpoint(html=f"<html><body>{body}</body></html>").verdicts["train"] == "allow"


def test_every_tool_has_one_canonical_address_that_reads_back() -> None:
    tools = {cc_of_url(f"http://creativecommons.org/licenses/{code}/{version}/{port}")
             for (code, version), ports in TOOLS.items() for port in ports if code not in {"zero", "mark"}}  # fmt: skip
    assert None not in tools
    for tool in tools:
        assert tool is not None
        assert cc_of_url(address_of(tool.id)) == tool
    assert address_of("MIT") == ""


@settings(deadline=None)
@given(st.binary(max_size=300), st.text(max_size=300), st.sampled_from(USES))
def test_whatever_is_given_there_is_a_verdict(body: bytes, text: str, use: Use) -> None:
    headers = [(name, text) for name in ("Link", "X-Robots-Tag", "Content-Usage", "Content-Signal", "tdm-reservation")]
    script = (
        f'<script type="application/rsl+xml">{text}</script><script type="application/ld+json">"license{text}</script>'
    )
    prefixed = b"User-agent: *\nContent-Usage: " + body + b"\nContent-Signal: " + body + b"\nLicense: " + body
    for robots in (body, prefixed):
        point = standpoint(headers=headers, html=head(script), robots=robots, tdm=body, trust=body, ai=robots)
        assert point.verdicts[use] in {"allow", "reserved", "conditional", "unknown"}
