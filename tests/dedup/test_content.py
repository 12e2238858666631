"""Digests of content: the same for the same text only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.dedup.content import DIGEST_BYTES, content_digest

any_text = st.text(st.characters(), max_size=40)


@given(any_text, any_text)
def test_only_the_same_text_has_the_same_digest(one: str, other: str) -> None:
    assert len(content_digest(one)) == DIGEST_BYTES
    assert (content_digest(one) == content_digest(other)) == (one == other)


@pytest.mark.parametrize(("one", "other"), [("a", "A"), ("e\u0301", "é"), ("a b", "a  b"), ("\ud800", "\udfff")])
def test_ours_nothing_is_folded(one: str, other: str) -> None:
    assert content_digest(one) != content_digest(other)
