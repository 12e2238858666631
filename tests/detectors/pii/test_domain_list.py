"""Domain lists: hosts of documents and domains in texts; a look-alike of a listed domain is another domain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.domain_list import DomainListDetector, reference_places
from scanner.types.document import Document, TextField
from scanner.types.finding import DOCUMENT_FIELD
from scanner.types.rule import DomainListMatch, Rule, RuleFile, WordList

KEY = b"tags of tests go nowhere"


def rule_of(*domains: str) -> Rule:
    match = DomainListMatch("domain-list", "domains.txt")
    file = RuleFile("t", "low", "organisation", ("x",), 0.8, "stable", match, ("x",), ("y",), "r")
    return Rule("acme.domains", file, WordList(None, "0" * 64, domains))


LISTED = rule_of("example.org", "bücher.example", "例子.测试", "1234567.example")


def found(text: str, rule: Rule = LISTED) -> list[str]:
    document = Document("line:0", (TextField("text", text),))
    return [text[each.start : each.end] for each in DomainListDetector([rule], KEY).detect([document])]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("see example.org.", ["example.org"], id="bare-and-a-full-stop"),
        pytest.param("HTTPS://WWW.Example.ORG:8443/a?b=1", ["WWW.Example.ORG"], id="a-url-with-sub-domain-and-port"),
        pytest.param("a@mail.example.org", ["mail.example.org"], id="an-address"),
        pytest.param("notexample.org", [], id="the-end-of-another-label"),
        pytest.param("my-example.org my_example.org", [], id="joined-to-another-label"),
        pytest.param("_example.org_ -example.org", ["example.org", "example.org"], id="signs-of-markup"),
        pytest.param("example.org.evil.com", [], id="a-sub-domain-of-another-domain"),
        pytest.param("example.organic example.org1", [], id="the-beginning-of-another-label"),
        pytest.param("example.org-shop.com", [], id="the-beginning-of-a-label-with-a-hyphen"),
        pytest.param("请访问example.org，谢谢", ["example.org"], id="glued-to-chinese"),
        pytest.param("示例-example.org-官网", ["example.org"], id="hyphens-of-chinese-text"),
        pytest.param("éxample.org xéexample.org", [], id="letters-with-accents-are-of-the-label"),
        pytest.param("https://a.b.bücher.example/x", ["a.b.bücher.example"], id="unicode-labels"),
        pytest.param("XN--BCHER-KVA.example", ["XN--BCHER-KVA.example"], id="the-same-in-ascii"),
        pytest.param("请访问例子.测试网站", ["例子.测试"], id="a-chinese-domain-in-chinese-text"),
        pytest.param("xn--fsqu00a.xn--0zwm56d", ["xn--fsqu00a.xn--0zwm56d"], id="a-chinese-domain-in-ascii"),
        pytest.param("..example.org a..example.org", ["example.org", "example.org"], id="dots-without-labels"),
        pytest.param(
            "https://example.org/?from=www.example.org", ["example.org", "www.example.org"], id="two-in-a-url"
        ),
    ],
)
def test_ours_a_domain_is_met_where_a_whole_host_name_ends_in_it(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("host", "url", "is_met"),
    [
        pytest.param("example.org", None, True, id="the-domain"),
        pytest.param("a.b.example.org", None, True, id="a-sub-domain"),
        pytest.param("notexample.org", None, False, id="another-label"),
        pytest.param("example.org.evil.com", None, False, id="another-domain"),
        pytest.param("org", None, False, id="the-suffix-alone"),
        pytest.param("xn--bcher-kva.example", None, True, id="in-ascii"),
        pytest.param("bücher.example", None, True, id="in-unicode"),
        pytest.param("例子。测试", None, True, id="with-an-ideographic-full-stop"),
        pytest.param("(ip address)", None, False, id="no-name"),
        pytest.param("*******.example", "http://1234567.example/", True, id="masked-digits-are-read-from-the-url"),
        pytest.param("*******.example", "http://7654321.example/", False, id="other-masked-digits"),
        pytest.param("*******.example", "http://[1234567.example/", False, id="a-url-that-cannot-be-read"),
        pytest.param(None, None, False, id="no-host"),
    ],
)
def test_a_document_is_met_by_its_host(host: str | None, url: str | None, is_met: bool) -> None:  # noqa: FBT001  # drawn
    document = Document("line:0", (TextField("text", "nothing here"),), url=url, host=host)
    findings = list(DomainListDetector([LISTED], KEY).detect([document]))
    assert [(each.field, each.start, each.end) for each in findings] == [(DOCUMENT_FIELD, 0, 0)] * is_met


def test_one_domain_has_one_tag_in_both_spellings() -> None:
    document = Document("line:0", (TextField("text", "bücher.example xn--bcher-kva.example"),), host="bücher.example")
    findings = list(DomainListDetector([LISTED], KEY).detect([document]))
    assert len(findings) == 3
    assert len({finding.value_tag for finding in findings}) == 1


signs = st.sampled_from(
    ["example.org", "org", "a", "例子.测试", "例子", ".", "-", "_", "/", " ", "中", "é", "1", "ORG", "\ud800"]
)


@given(st.lists(signs, max_size=30).map("".join))
def test_database_and_index_find_what_the_plain_way_finds(text: str) -> None:
    rule = rule_of("example.org", "a.example.org", "org.a", "例子.测试", "é.org")
    document = Document("line:0", (TextField("text", text),))
    for engine in (HYPERSCAN, None):
        findings = DomainListDetector([rule], KEY, engine).detect([document])
        assert [(each.start, each.end) for each in findings] == reference_places(rule, text)
