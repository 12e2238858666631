import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.validators.everywhere import EVERYWHERE
from scanner.validators.everywhere_coins import keccak_256


@given(st.text(), st.sampled_from(sorted(EVERYWHERE)))
def test_every_check_is_total(text: str, name: str) -> None:
    assert EVERYWHERE[name](text) in {True, False}


def test_keccak_of_nothing_as_ethereum_yellow_paper_appendix_a() -> None:
    assert keccak_256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@pytest.mark.parametrize("length", [0, 1, 134, 135, 136, 137, 300])
def test_keccak_takes_any_length(length: int) -> None:
    assert len(keccak_256(b"a" * length)) == 32


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("ethereum-address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", id="eip-55 test case"),
        pytest.param("bitcoin-address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", id="bip 173 test vector"),
        pytest.param(
            "bitcoin-address",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            id="bip 350 test vector",
        ),
        pytest.param("mac-address", "3c:5a:b4:1e:9d:07", id="ieee 802 individual address"),
        pytest.param("birth-date", "29 février 1996", id="leap day in french"),
        pytest.param("birth-date", "３１.12.1999", id="full width"),
        pytest.param("private-ipv4", "172.31.200.7", id="rfc 1918"),
        pytest.param("documentation-address", "3fff:1::2", id="rfc 9637"),
        pytest.param("example-email", "a@mail.example.org", id="rfc 2606"),
        pytest.param("disguised-email", "jo [at] kontor [dot] org", id="words in brackets"),
        pytest.param("disguised-email", "lihua77艾特qq点com", id="chinese words"),
    ],
)
def test_what_the_standards_allow_passes(name: str, text: str) -> None:
    assert EVERYWHERE[name](text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("ethereum-address", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", id="eip-55 one case"),
        pytest.param("ethereum-address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", id="eip-55 wrong case"),
        pytest.param("bitcoin-address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", id="bip 173 check"),
        pytest.param("mac-address", "01:00:5e:7f:12:ab", id="ieee 802 group address"),
        pytest.param("mac-address", "12:34:56:78:90:12", id="no letter"),
        pytest.param("birth-date", "1987-02-29", id="no leap year"),
        pytest.param("birth-date", "1899-12-31", id="before 1900"),
        pytest.param("private-ipv4", "172.32.200.7", id="rfc 1918 ends at 172.31"),
        pytest.param("decimal-coordinates", "148.208213, 196.373812", id="iso 6709 range"),
        pytest.param("vin", "1M8GDM9A0KP042788", id="49 cfr 565 check digit"),
        pytest.param("bic", "KNTRZZB2", id="iso 9362 country"),
        pytest.param("example-email", "a@myexample.com", id="another domain"),
    ],
)
def test_what_the_standards_refuse_fails(name: str, text: str) -> None:
    assert not EVERYWHERE[name](text)
