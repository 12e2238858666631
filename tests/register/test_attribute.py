"""Whose a document is: the most specific pattern, whatever the order of the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers import register, signed
from scanner.register.attribute import attributor_of
from scanner.register.patterns import ShardPattern, canonical_host, path_of, read_url_pattern
from scanner.sources.host import bare_host_of
from scanner.types.register import Register, Source

REGISTER = register(
    signed("site", "domains: [press.example]"),
    signed("blog", "domains: [blog.press.example]"),
    signed("archive", "urls: [press.example/archive/]"),
    signed("photos", "urls: ['press.example/archive/*.jpg$']"),
    signed("books", "shards: ['books/*']"),
    signed("atlas", "shards: [books/atlas.gz]"),
    signed("buecher", "domains: [bücher.example], urls: ['press.example/2025*']"),
    signed("numbers", "domains: [12345678.example]"),
)


def source(shard: str, url: str | None, known: Register = REGISTER) -> str | None:
    found = attributor_of(known).source_of(shard, bare_host_of(url), url)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("shard", "url", "wanted"),
    [
        ("a", "https://press.example/", "site"),
        ("a", "http://WWW.Press.Example:8080/x?y", "site"),
        ("a", "//press.example/x", "site"),
        ("a", "https://a.blog.press.example/", "blog"),
        ("a", "https://press.example/archive/1", "archive"),
        ("a", "https://press.example/archive/1.jpg", "photos"),
        ("a", "https://press.example/archive", "site"),
        ("a", "https://www.press.example/archive/1", "site"),
        ("a", "https://press.example/2025-01", "buecher"),
        ("a", "https://xn--bcher-kva.example/", "buecher"),
        ("a", "https://12345678.example/", "numbers"),
        ("a", "https://notpress.example/", None),
        ("a", "https://example/", None),
        ("a", "https://192.0.2.1/", None),
        ("a", "not an address", None),
        ("a", None, None),
        ("books/b.gz", None, "books"),
        ("books/b.gz", "https://press.example/archive/1", "books"),
        ("books/atlas.gz", None, "atlas"),
    ],
)
def test_the_most_specific_pattern_decides(shard: str, url: str | None, wanted: str | None) -> None:
    assert source(shard, url) == wanted


def by_trying_all(shard: str, url: str) -> str | None:
    """Return the source by its best pattern: slow, and right at a glance."""
    host = canonical_host(bare_host_of(url) or "")
    found: list[tuple[tuple[int, int, int], str]] = []
    for each in REGISTER.sources:
        globs = [ShardPattern(glob) for glob in each.match.shards or ()]
        urls = [pattern for written in each.match.urls or () if (pattern := read_url_pattern(written)) is not None]
        reached = [pattern for pattern in urls if pattern.host == host and pattern.path.matches(path_of(url))]
        domains = [domain for domain in each.match.domains or () if f".{host}".endswith(f".{domain}")]
        found += [((2, *glob.rank), each.id) for glob in globs if glob.matches(shard)]
        found += [((1, pattern.rank, 0), each.id) for pattern in reached]
        found += [((0, len(domain), 0), each.id) for domain in domains]
    return max(found)[1] if found else None


@given(
    st.sampled_from(["a", "books/b.gz", "books/atlas.gz", "books"]),
    st.sampled_from(["press.example", "www.press.example", "blog.press.example", "bücher.example", "other.example"]),
    st.lists(st.sampled_from(["archive", "2025", "a", ".jpg", "/", "?"]), max_size=4),
    st.permutations(REGISTER.sources),
)
def test_it_is_the_one_that_trying_all_patterns_finds_in_any_order(
    shard: str, host: str, pieces: list[str], order: list[Source]
) -> None:
    url = f"https://{host}/{''.join(pieces)}"
    shuffled = Register(REGISTER.schema, tuple(order))
    assert source(shard, url, shuffled) == by_trying_all(shard, url)
