"""Registrable domains by the public suffix list, without any network."""

import pytest

from scanner.sources.domain import registrable_domain


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.org", "example.org"),
        ("www.news.example.org", "example.org"),
        ("a.b.co.uk", "b.co.uk"),
        ("news.xinhua.com.cn", "xinhua.com.cn"),
        ("alice.github.io", "alice.github.io"),
        ("co.uk", "co.uk"),
        ("www.press.example", "press.example"),
        ("localhost", "localhost"),
        ("(ip address)", "(ip address)"),
        ("(no url)", "(no url)"),
        ("例子.中国", "例子.中国"),
    ],
)
def test_the_registrable_domain_of_a_host(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain
