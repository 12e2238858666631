"""A network address as written → whether it is a public one that may lead to a person's connection."""

import ipaddress

from scanner.validators.written import fold_width

_RESOLVERS = frozenset(
    (
        *("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220"),
        *("114.114.114.114", "114.114.115.115", "223.5.5.5", "223.6.6.6", "119.29.29.29", "180.76.76.76"),
        *("2001:4860:4860::8888", "2001:4860:4860::8844", "2606:4700:4700::1111", "2606:4700:4700::1001"),
        *("2620:fe::fe", "2400:3200::1", "2400:3200:baba::1", "2400:da00::6666"),
    )
)
"""Open name servers that everybody writes down; they lead to no person."""
_DOCUMENTATION_6 = ipaddress.ip_network("3fff::/20")
"""RFC 9637; not yet in every Python's `ipaddress`."""
_DOCUMENTATION = (
    *map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")),
    ipaddress.ip_network("2001:db8::/32"),
    _DOCUMENTATION_6,
)
"""RFC 5737, RFC 3849, RFC 9637: addresses kept for manuals."""
_PRIVATE_4 = tuple(
    map(ipaddress.IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"))
)
"""RFC 1918 §3, RFC 6598 (carriers' shared addresses), RFC 3927 (link-local)."""
_GLOBAL_UNICAST_6 = ipaddress.ip_network("2000::/3")
"""RFC 4291 §2.4 with IANA's registry: all public IPv6 addresses in use come from here."""
_VERSION_LIKE_BELOW = 20
_VERSION_FIRST = 30


def is_public_ipv4(text: str) -> bool:
    """Tell whether the text is a public IPv4 address of a host.

    RFC 6890 registry through `ipaddress`: private, loopback, link-local, shared, documentation (RFC 5737), reserved and
    multicast addresses are refused. So are, by our choice, open name servers; addresses that end in 0 or 255, which
    name a whole network; and what is far more often a version or a chapter: four numbers below 20, or a first one below
    30 with a zero in the middle (of true addresses 1 in 26,000 and 1 in 1,000 look like that).
    """
    try:
        address = ipaddress.IPv4Address(fold_width(text))
    except ValueError:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or str(address) in _RESOLVERS:
        return False
    first, second, third, last = address.packed
    looks_like_version = max(address.packed) < _VERSION_LIKE_BELOW or (first < _VERSION_FIRST and 0 in {second, third})
    return last not in {0, 255} and not looks_like_version


def is_public_ipv6(text: str) -> bool:
    """Tell whether the text is a public IPv6 address of a host.

    Only 2000::/3 is public unicast space (RFC 4291 §2.4); documentation prefixes (RFC 3849, RFC 9637), all that the
    RFC 6890 registry keeps from the public net, open name servers and bare prefixes (`2a00::`) are refused.
    """
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return False
    if address not in _GLOBAL_UNICAST_6 or address in _DOCUMENTATION_6 or not address.is_global:
        return False
    return str(address) not in _RESOLVERS and int(address) & 0xFFFF_FFFF_FFFF_FFFF != 0


def is_private_ipv4(text: str) -> bool:
    """Tell whether the text is the address of a host inside a private network (RFC 1918 §3, RFC 6598, RFC 3927).

    Addresses that end in 0 or 255 name a whole network and are refused.
    """
    try:
        address = ipaddress.IPv4Address(fold_width(text))
    except ValueError:
        return False
    return address.packed[3] not in {0, 255} and any(address in network for network in _PRIVATE_4)


def is_documentation_address(text: str) -> bool:
    """Tell whether the text is an address kept for documentation: RFC 5737, RFC 3849, RFC 9637."""
    try:
        address = ipaddress.ip_address(fold_width(text))
    except ValueError:
        return False
    return any(address in network for network in _DOCUMENTATION)
