import pytest
from hypothesis import given
from hypothesis import strategies as st

from made.secrets import MADE
from scanner.validators.secret import SECRET

GITHUB = "gh" + "p_"
PADDING = "Lq8VnRw5TzXk1YbHc7DmSf4JgPa0Ue"
KEY_OF_JSON = "eyJhbGciOiJIUzI1NiJ9"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("AK" + "IAIOSFODNN7EXAMPLE", id="the key of the manual"),
        pytest.param("sk-" + "x" * 32, id="one letter"),
        pytest.param("glpat-" + "1234567890abcdefghij", id="a sequence"),
        pytest.param("your-api-key-goes-here", id="an instruction"),
        pytest.param("${SERVICE_KEY}", id="a variable"),
        pytest.param("<token>", id="a template"),
        pytest.param("https://hooks.corp.internal/services/XXXXXXXXXXXXXXXX", id="a URL with a filler at its end"),
    ],
)
def test_ours_placeholders_are_no_keys(text: str) -> None:
    assert not SECRET["not-placeholder"](text)


def test_ours_random_characters_are_no_placeholder() -> None:
    assert SECRET["not-placeholder"]("Zk3" + PADDING)


@pytest.mark.parametrize("text", ["da39a3ee5e6b4b0d3255bfef95601890afd80709", "AnIdentifierOfAClassInSomeProgram"])
def test_ours_hashes_and_identifiers_are_no_mixed_keys(text: str) -> None:
    assert not SECRET["mixed-key"](text)


def test_github_2021_the_last_six_characters_check_the_thirty_before() -> None:
    # CRC-32 of the thirty characters, in base 62: worked out by `made.secrets`, which shares no code with the check.
    assert SECRET["github-token"](GITHUB + "9lafG9lcYujpPmOngT2UkJs4367bgd" + "4MbEhF")
    assert not SECRET["github-token"](GITHUB + "9lafG9lcYujpPmOngT2UkJs4367bgK" + "4MbEhF")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{KEY_OF_JSON}.eyJzdWIiOiI0NDQxIn0", id="no signature"),
        pytest.param(f"bm9qc29u.eyJzdWIiOiI0NDQxIn0.{PADDING}", id="header is no JSON"),
        pytest.param(f"eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiI0NDQxIn0.{PADDING}", id="no algorithm"),
        pytest.param(f"eyJhbGciOiJub25lIn0.eyJzdWIiOiI0NDQxIn0.{PADDING}", id="algorithm none"),
        pytest.param(f"{KEY_OF_JSON}.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{PADDING}", id="the token that jwt.io shows"),
    ],
)
def test_rfc7519_section_7_2_what_is_no_signed_token(text: str) -> None:
    assert not SECRET["json-web-token"](text)


def test_rfc7519_section_7_2_a_signed_token() -> None:
    assert SECRET["json-web-token"](f"{KEY_OF_JSON}.eyJzdWIiOiI0NDQxIn0.{PADDING}")


@pytest.mark.parametrize("text", ["QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "dXNlcjpwYXNzd29yZA==", "bm9jb2xvbg==", "////", "a"])
def test_rfc7617_section_2_examples_fillers_and_other_base_64(text: str) -> None:
    assert not SECRET["basic-credentials"](text)


@pytest.mark.parametrize(
    "text",
    [
        "changeme",
        "password1",
        "${DB_PASS}",
        "{{ pass }}",
        "getenv('X')",
        "user.secret",
        "settings.value",
        "DB_PASS",
        "aaaa",
        "123456",
    ],
)
def test_ours_fillers_variables_and_calls_are_no_passwords(text: str) -> None:
    assert not SECRET["password"](text)


def test_ours_a_body_of_dots_is_no_private_key() -> None:
    assert not SECRET["private-key-block"]("-----BEGIN " + "PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")


@pytest.mark.parametrize("name", sorted(SECRET))
@given(text=st.text() | st.text(alphabet="eyJ.+/=:-_A1 "))
def test_every_check_is_total(name: str, text: str) -> None:
    assert SECRET[name](text) in {True, False}


def test_ours_every_kind_of_made_secret_has_a_name_of_its_own() -> None:
    assert len({made.rule for made in MADE}) == len(MADE)
