import pytest
from hypothesis import given

from pii_values import emails
from scanner.validators.email import is_email


@given(emails)
def test_rfc_5321_4_1_2_addresses(address: str) -> None:
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("o'neil_77+news@web-mail.co.uk", id="signs in the local part"),
        pytest.param("ZHANG@MAILHOST.COM.CN", id="capitals"),
        pytest.param("lihua＠mailhost．cn", id="full-width signs"),
        pytest.param("info@kontor.xn--p1ai", id="international top-level domain"),
        pytest.param("a@b.museum", id="long top-level domain"),
    ],
)
def test_rfc_5321_4_1_2_less_common_forms(address: str) -> None:
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("x" * 65 + "@kontor.de", id="local part over 64 octets, rfc 5321 4.5.3.1.1"),
        pytest.param(".x@kontor.de", id="leading dot, rfc 5322 3.2.3"),
        pytest.param("x.@kontor.de", id="trailing dot, rfc 5322 3.2.3"),
        pytest.param("x..y@kontor.de", id="two dots, rfc 5322 3.2.3"),
        pytest.param("x@-kontor.de", id="label with a hyphen in front, rfc 1035 2.3.4"),
        pytest.param(f"x@{'k' * 64}.de", id="label over 63 octets, rfc 1035 2.3.4"),
        pytest.param("x@kontor", id="no top-level domain"),
        pytest.param("x@kontor.d", id="top-level domain of one letter"),
        pytest.param("react@18.2.0", id="a package version"),
        pytest.param("kontor.de", id="no at sign"),
        pytest.param("@kontor.de", id="no local part"),
    ],
)
def test_rfc_5321_4_1_2_other_texts_are_refused(address: str) -> None:
    assert not is_email(address)


@pytest.mark.parametrize(
    "domain", ["example.com", "mail.example.org", "a.test", "b.example", "c.invalid", "d.localhost"]
)
def test_rfc_2606_reserved_names_are_refused(domain: str) -> None:
    assert not is_email(f"someone@{domain}")


@pytest.mark.parametrize(
    "address", ["logo@2x.png", "icon@3x.webp", "getty@tty1.service", "a@host.local", "x@yourdomain.com"]
)
def test_ours_files_units_and_placeholders_are_refused(address: str) -> None:
    assert not is_email(address)


def test_ours_message_ids_are_refused() -> None:
    assert not is_email("CAFabc.123@mail.gmail.com")
    assert is_email("abc.123@gmail.com")
