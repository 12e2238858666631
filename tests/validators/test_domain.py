import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.validators.domain import ascii_domain, canonical_domain


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        pytest.param("Example.ORG", "example.org", id="case"),
        pytest.param("example.org.", "example.org", id="the-root"),
        pytest.param("xn--bcher-kva.example", "bücher.example", id="rfc3492-an-a-label"),
        pytest.param("例子。测试", "例子.测试", id="rfc3490-3.1-an-ideographic-full-stop"),
        pytest.param("ｅｘａｍｐｌｅ.org", "example.org", id="uts46-full-width-letters"),
        pytest.param("a_b.example.org", "a_b.example.org", id="underscores-of-service-names"),
        pytest.param("org", None, id="ours-one-label"),
        pytest.param("a..org", None, id="an-empty-label"),
        pytest.param("-a.org", None, id="rfc1123-2.1-a-hyphen-in-front"),
        pytest.param("a b.org", None, id="a-blank"),
        pytest.param("https://example.org", None, id="a-url"),
        pytest.param("192.0.2.1", None, id="an-address"),
        pytest.param("a" * 64 + ".org", None, id="rfc1035-2.3.4-a-long-label"),
        pytest.param("a." * 130 + "org", None, id="rfc1035-2.3.4-a-long-name"),
        pytest.param("xn--99999999999.org", None, id="no-punycode"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_two_spellings_of_a_domain_have_one_form(written: str, canonical: str | None) -> None:
    assert canonical_domain(written) == canonical


@given(st.text(max_size=40) | st.text("xn-.a9ü中\ud800", max_size=20))
def test_any_text_has_a_form_or_none_and_the_form_stays(text: str) -> None:
    domain = canonical_domain(text)
    if domain is not None:
        assert canonical_domain(domain) == domain
        assert ascii_domain(domain).isascii()
        assert canonical_domain(ascii_domain(domain)) == domain
