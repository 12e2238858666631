"""Patterns of a register: what may meet is told as trying every text tells it."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scanner.register.patterns import ShardPattern, UrlPattern, may_meet, path_of, read_url_pattern

GLOBS = st.text("ab*?", min_size=1, max_size=3)
ADDRESSES = st.builds(str.__add__, st.text("ab*", max_size=3), st.sampled_from(["", "$"]))
TEXTS = ["".join(signs) for length in range(7) for signs in product("ab", repeat=length)]
"""As long as two patterns together: no shortest common text is longer."""
PATHS = [path_of(f"https://a.example/{text}") for text in TEXTS]


@given(GLOBS, GLOBS)
def test_two_globs_meet_where_some_shard_matches_both(one: str, other: str) -> None:
    first, second = ShardPattern(one), ShardPattern(other)
    assert may_meet(first, second) is any(first.matches(text) and second.matches(text) for text in TEXTS)


@given(ADDRESSES, ADDRESSES)
def test_two_paths_meet_where_some_address_matches_both(one: str, other: str) -> None:
    first, second = url_pattern(one), url_pattern(other)
    assert may_meet(first, second) is any(first.path.matches(path) and second.path.matches(path) for path in PATHS)


def url_pattern(path: str) -> UrlPattern:
    pattern = read_url_pattern(f"a.example/{path}")
    assert pattern is not None
    return pattern


def test_a_glob_runs_over_folders_and_means_its_other_characters_literally() -> None:
    assert ShardPattern("news/*.gz").matches("news/2025/a.gz")
    assert not ShardPattern("a.gz").matches("a-gz")
    assert ShardPattern("a?c").matches("abc")
