import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.validators.network import is_public_ipv4, is_public_ipv6


@pytest.mark.parametrize("address", ["84.132.17.201", "218.76.33.141", "203.1.113.5", "３９.１５６.６６.１８"])
def test_rfc_6890_public_ipv4_addresses(address: str) -> None:
    assert is_public_ipv4(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("10.20.30.40", id="private, rfc 1918"),
        pytest.param("172.31.200.7", id="private, rfc 1918"),
        pytest.param("192.168.178.21", id="private, rfc 1918"),
        pytest.param("100.64.200.9", id="shared, rfc 6598"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("169.254.190.105", id="link-local, rfc 3927"),
        pytest.param("192.0.2.44", id="documentation, rfc 5737"),
        pytest.param("198.51.100.7", id="documentation, rfc 5737"),
        pytest.param("203.0.113.99", id="documentation, rfc 5737"),
        pytest.param("198.18.77.3", id="benchmarks, rfc 2544"),
        pytest.param("224.0.0.251", id="multicast, rfc 1112"),
        pytest.param("255.255.255.192", id="a mask, class e"),
        pytest.param("84.132.17.256", id="no octet"),
        pytest.param("84.132.017.201", id="leading zero"),
        pytest.param("84.132.17", id="three parts"),
    ],
)
def test_rfc_6890_other_ipv4_addresses_are_refused(address: str) -> None:
    assert not is_public_ipv4(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("1.2.3.4", id="a chapter"),
        pytest.param("12.3.0.84", id="a version: small first number, zero inside"),
        pytest.param("84.132.17.0", id="a network"),
        pytest.param("84.132.17.255", id="a broadcast address"),
        pytest.param("8.8.8.8", id="a public name server"),
        pytest.param("114.114.114.114", id="a public name server"),
    ],
)
def test_ours_addresses_that_lead_to_no_person_are_refused(address: str) -> None:
    assert not is_public_ipv4(address)


@pytest.mark.parametrize(
    "address", ["2a00:1398:5:f100::7", "2409:8A55:3F20:1D70::1A2B", "2003:e4:3f1b:9a00:8d2:5c1e:7:1"]
)
def test_rfc_4291_public_ipv6_addresses(address: str) -> None:
    assert is_public_ipv6(address)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("2001:db8::1", id="documentation, rfc 3849"),
        pytest.param("3fff:1::2", id="documentation, rfc 9637"),
        pytest.param("::1", id="loopback"),
        pytest.param("fe80::1c2d", id="link-local"),
        pytest.param("fd12:3456::1", id="unique local, rfc 4193"),
        pytest.param("dead::beef", id="outside 2000::/3"),
        pytest.param("2a02:810d::", id="a bare prefix"),
        pytest.param("2001:4860:4860::8888", id="a public name server"),
        pytest.param("2003::2004::2005", id="two double colons"),
        pytest.param("2023:10:05", id="a date"),
    ],
)
def test_rfc_4291_other_ipv6_addresses_are_refused(address: str) -> None:
    assert not is_public_ipv6(address)


@given(st.ip_addresses(v=4))
def test_no_address_passes_that_the_registry_does_not_call_global(address: ipaddress.IPv4Address) -> None:
    assert address.is_global or not is_public_ipv4(str(address))
