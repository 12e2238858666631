import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.pii.tag import Normalise, tag_of

KEY = b"k" * 32


def test_rfc_2104_the_tag_is_hmac_sha_256_cut_to_128_bits() -> None:
    expected = hmac.new(KEY, b"13800138000", hashlib.sha256).hexdigest()[:32]
    assert tag_of(KEY, "138-0013-8000", "digits") == expected


@given(st.binary(max_size=140), st.text(max_size=80))
def test_rfc_2104_a_key_of_any_length_gives_the_tag_that_the_standard_library_gives(key: bytes, value: str) -> None:
    message = value.encode("utf-8", "surrogatepass")
    assert tag_of(key, value, "exact") == hmac.digest(key, message, "sha256").hex()[:32]


@pytest.mark.parametrize(
    ("normalise", "one", "other"),
    [
        pytest.param("digits", "138 0013 8000", "１３８-００１３-８０００", id="signs and width do not count"),
        pytest.param("alphanumeric", "320105 19950815 002x", "32010519950815002Ｘ", id="case does not count"),
        pytest.param("lower", "Anna@Kontor.DE", "anna＠kontor．de", id="nfkc and case folding"),
    ],
)
def test_one_value_written_in_two_ways_has_one_tag(normalise: Normalise, one: str, other: str) -> None:
    assert tag_of(KEY, one, normalise) == tag_of(KEY, other, normalise)


def test_exact_takes_the_value_as_it_stands() -> None:
    assert tag_of(KEY, "A", "exact") != tag_of(KEY, "a", "exact")


def test_another_key_gives_another_tag() -> None:
    assert tag_of(KEY, "a", "exact") != tag_of(b"other", "a", "exact")


@given(st.text(), st.sampled_from(["digits", "alphanumeric", "lower", "exact"]))
def test_any_text_has_a_tag_of_32_hex_digits(value: str, normalise: Normalise) -> None:
    tag = tag_of(KEY, value + "\ud800", normalise)
    assert len(tag) == 32
    assert int(tag, 16) >= 0
