"""URL as found in a corpus → its host, or its authority, safe to print and of bounded length."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from scanner.validators.domain import ascii_domain, canonical_domain

IP_ADDRESS = "(ip address)"
"""Stands for any IP literal: an address can be personal data."""
_MAX_HOST = 253
"""RFC 1035 §2.3.4, without the final dot."""
_AUTHORITY = re.compile(r"([a-z][a-z0-9+.\-]{0,30}):[/\\]{2}([^/\\?#]{1,2048})", re.IGNORECASE)
_NO_SCHEME = re.compile(r"(?://|(?=www\.))([^/\\?#]{1,2048})", re.IGNORECASE)
_PORT = re.compile(r":(\d{0,5})\Z", re.ASCII)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z", re.ASCII)
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}
_TELLING_DIGITS = 7
_SPACE = "".join(map(chr, range(0x21)))
"""C0 controls and space, which browsers strip from both ends (WHATWG URL §4.4)."""


def host_of(url: str | None) -> str | None:
    """Return the host of a URL: lower case, no user, no port; `(ip address)` for IP literals.

    Internationalised names stay as written, in lower case. Digits of a label that holds seven or more read `*`: it may
    be somebody's telephone or card number. None where there is no host, or where it holds
    characters that no host name has.
    """
    parts = _split(url)
    if parts is None:
        return None
    _scheme, host, _port = parts
    return IP_ADDRESS if _is_address(host) else ".".join(_masked(label) for label in host.split("."))


def bare_host_of(url: str | None) -> str | None:
    """Return the host of a URL without anything masked. Only for matching, never for a report."""
    parts = _split(url)
    return None if parts is None else parts[1]


def _masked(label: str) -> str:
    if sum(character.isdigit() for character in label) < _TELLING_DIGITS:
        return label
    return "".join("*" if character.isdigit() else character for character in label)


def authority_of(url: str | None) -> str | None:
    """Return `scheme://host[:port]` in lower case, without a default port (RFC 9309 §2.3); None without a host.

    Names of other than ASCII letters are in their `xn--` form.

    IP literals are kept: a site is told from its neighbours by them. Only for matching, never for a report.
    """
    parts = _split(url)
    if parts is None or not parts[0]:
        return None
    scheme, host, port = parts
    if not host.isascii():  # one name, whether a link has it in Unicode or in ASCII (RFC 5891 §4.4)
        host = ascii_domain(canonical_domain(host) or host)
    return f"{scheme}://{host}:{port}" if port else f"{scheme}://{host}"


def address_of(url: str | None) -> str | None:
    """Return a URL as its authority, path and query, without user and fragment; None where it has no host.

    Only for matching, never for a report: paths can hold personal data.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    authority = authority_of(f"{parts.scheme}://{parts.netloc}")
    query = f"?{parts.query}" if parts.query else ""
    return authority and f"{authority}{parts.path or '/'}{query}"


def _split(url: str | None) -> tuple[str, str, str] | None:
    """Return scheme (may be empty), host and port (empty if default); None where there is no clean host."""
    if not url:
        return None
    start = url[:4096].lstrip(_SPACE + "<")
    match = _AUTHORITY.match(start)
    if match:
        scheme, authority = match[1].lower(), match[2]
    else:
        match = _NO_SCHEME.match(start)
        if not match:
            return None
        scheme, authority = "", match[1]
    authority = authority.rpartition("@")[2].rstrip(_SPACE + ">")
    port = ""
    if match := _PORT.search(authority):
        authority = authority[: match.start()]
        port = match[1].lstrip("0")
    host = _clean_host(authority)
    if host is None:
        return None
    return scheme, host, "" if port == _DEFAULT_PORTS.get(scheme) else port


def _clean_host(host: str) -> str | None:
    if "%" in host:
        host = unquote(host, errors="replace")
    host = host.lower().removesuffix(".")
    if not host or len(host) > _MAX_HOST:
        return None
    if host.startswith("["):
        inner = host[1:-1]
        return host if host.endswith("]") and inner and not inner.strip("0123456789abcdef:.") else None
    if host.isascii() and host.replace(".", "").replace("-", "").isalnum():
        return host
    # IDNA: letters, marks and digits of any script, and its four full stops (RFC 3490 §3.1); this leaves out controls,
    # bidi overrides and separators.
    if all(unicodedata.category(character)[0] in "LMN" or character in "-_.。．｡" for character in host):
        return host
    return None


def _is_address(host: str) -> bool:
    if host.startswith("["):
        return True
    if not host.isascii():
        # UTS #46: full-width digits and the ideographic full stop mean the same as the plain ones.
        host = unicodedata.normalize("NFKC", host).replace("。", ".")
    # WHATWG URL §3.5: a host whose last label is a number is an IPv4 address, however it is written.
    return _NUMBER.match(host.rpartition(".")[2]) is not None
