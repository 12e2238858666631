"""A URL gives its host and its authority, or nothing; never something unsafe to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.host import authority_of, host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        pytest.param("https://www.Example.NET/a?b#c", "www.example.net", id="lower case, path left out"),
        pytest.param("http://user:secret@example.net:8080/", "example.net", id="user and port left out"),
        pytest.param("<http://example.net/>", "example.net", id="angle brackets of WARC 1.0 writers"),
        pytest.param("http://例え.テスト/x", "例え.テスト", id="international names as written"),
        pytest.param("http://BÜCHER.example", "bücher.example", id="international names in lower case"),
        pytest.param("http://example.net./", "example.net", id="final dot"),
        pytest.param("//cdn.example.net/x", "cdn.example.net", id="no scheme"),
        pytest.param("www.example.net/x", "www.example.net", id="bare name of a web host"),
        pytest.param("http:\\\\example.net\\x", "example.net", id="backslashes, as browsers read them"),
        pytest.param("http://exa%6Dple.net/", "example.net", id="percent-encoded letter"),
        pytest.param("http://192.0.2.7/", "(ip address)", id="IPv4"),
        pytest.param("http://[2001:db8::1]:80/", "(ip address)", id="IPv6"),
        pytest.param("http://3221225991/", "(ip address)", id="IPv4 as one number"),
        pytest.param("http://0xc0.0.2.7/", "(ip address)", id="IPv4 with a hexadecimal part"),
        pytest.param("http://192.0.2.0x7/", "(ip address)", id="hexadecimal last part"),
        pytest.param("http://１９２．０．２．７/", "(ip address)", id="IPv4 in full-width digits"),
        pytest.param("mailto:someone@example.net", None, id="no host in an e-mail address"),
        pytest.param("someone@example.net", None, id="not a URL"),
        pytest.param("/robots.txt", None, id="path alone"),
        pytest.param("http:///x", None, id="empty host"),
        pytest.param("http://exa mple.net/", None, id="space inside"),
        pytest.param("http://exam\u202eple.net/", None, id="bidi override"),
        pytest.param("http://exa%00mple.net/", None, id="encoded control character"),
        pytest.param("http://" + "a" * 254 + "/", None, id="longer than a host may be"),
        pytest.param("http://[not-an-address]/", None, id="brackets around a name"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_the_host_of_a_url(url: str | None, host: str | None) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        pytest.param("HTTPS://Example.net/robots.txt", "https://example.net", id="lower case"),
        pytest.param("https://example.net:443/", "https://example.net", id="default port of https"),
        pytest.param("http://example.net:0080/", "http://example.net", id="default port with zeros"),
        pytest.param("http://example.net:443/", "http://example.net:443", id="port of another scheme stays"),
        pytest.param("http://example.net:/", "http://example.net", id="empty port"),
        pytest.param("http://u@192.0.2.7:81/", "http://192.0.2.7:81", id="an address is kept to match by"),
        pytest.param("//example.net/", None, id="no scheme, no authority"),
    ],
)
def test_rfc_9309_2_3_the_authority_a_robots_file_speaks_for(url: str, authority: str | None) -> None:
    assert authority_of(url) == authority


@given(
    st.text(max_size=300)
    | st.text(alphabet="htp:/[]@%.0123456789abcx#?\\ \u202e\u0660", max_size=80).map("http://".__add__)
)
def test_a_host_of_anything_is_printable_short_and_without_user_or_port(url: str) -> None:
    host = host_of(url)
    authority_of(url)
    if host is not None:
        assert host.isprintable()
        assert 0 < len(host) <= 253
        assert not set(host) & set("@/?#\\ ") or host == "(ip address)"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        pytest.param("http://4111-1111-1111-1111/", "****-****-****-****", id="a-card-number"),
        pytest.param("https://wang-13800138000.blog.net/", "wang-***********.blog.net", id="a-mobile-number"),
        pytest.param("https://www.58.com/", "www.58.com", id="few-digits-stay"),
    ],
)
def test_ours_a_label_that_may_be_somebodys_number_is_masked(url: str, host: str) -> None:
    assert host_of(url) == host
