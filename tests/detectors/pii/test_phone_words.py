"""The stems that stand in front of the search for telephone words lose none of them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii import phone_words

_ANYWHERE = re.compile(phone_words.PHONE_WORDS.pattern)
_AROUND = st.text(st.sampled_from("aTx 0.:-电İß\n（"), max_size=12)


@given(front=_AROUND, word=st.from_regex(_ANYWHERE), behind=_AROUND)
def test_a_text_with_a_telephone_word_is_searched_from_before_that_word(front: str, word: str, behind: str) -> None:
    text = front + word + behind
    expected = _ANYWHERE.search(text)

    found = phone_words._first_word(text)  # the shortcut itself is what is held to the plain search

    assert (found and found.span()) == (expected and expected.span())
