"""URL or name of a Creative Commons tool → its id and classes; what Creative Commons never published is nothing.

The tools are those of creativecommons/cc-legal-tools-data, config/cc-legal-tools.csv (2026): codes, versions and
jurisdiction ports. SPDX ids are those of SPDX licence list 3.27; other tools are named `LicenseRef-CC-…`.
"""

import html
import re
from functools import cache
from typing import NamedTuple


class Licence(NamedTuple):
    """A licence in words that reports may repeat."""

    id: str
    """SPDX id, or `LicenseRef-…`."""
    classes: tuple[str, ...]
    """As in `LicenceMatch`, the most restrictive first."""


_CANONICAL = "https://creativecommons.org"
HOSTS = ("creativecommons.org", "licensebuttons.net")
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._/#@-])(?:https?:)?(?:\\?/){0,2}(?:www\.|i\.)?(?:creativecommons\.org|licensebuttons\.net)"
    r"\.?(?::(?:80|443))?(?:\\?/[A-Za-z0-9+._%-]*)+",
    re.IGNORECASE,
)
r"""An address of Creative Commons within other text, with `/` or `\/`."""
SIX = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_BARE = ("nc", "nc-sa", "nd", "nd-nc", "sa")
"""Retired in version 2.0, except in Japan."""
_V20 = "at au be br ca cl de es fr hr it jp kr nl pl tw uk za"
_V25 = "ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za"
_V30 = (
    "am at au az br ca ch cl cn cr cz de ec ee eg es fr ge gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th "
    "tw ug us ve vn za"
)
_PUBLISHED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # Version, codes, jurisdictions; "" is the generic, unported or international one.
    ("1.0", SIX, ("", "fi", "il", "nl")),
    ("1.0", _BARE, ("", "fi", "nl")),
    ("1.0", ("sampling",), ("", "br", "tw")),
    ("1.0", ("sampling+",), ("", "br", "de", "tw")),
    ("1.0", ("nc-sampling+",), ("", "tw")),
    ("1.0", ("zero", "mark"), ("",)),
    ("2.0", SIX, ("", *_V20.split())),
    ("2.0", _BARE, ("jp",)),
    ("2.0", ("devnations",), ("",)),
    ("2.1", SIX, ("au", "ca", "es", "jp")),
    ("2.5", SIX, ("", *_V25.split())),
    ("3.0", SIX, ("", *_V30.split())),
    ("4.0", SIX, ("",)),
)
TOOLS: dict[tuple[str, str], tuple[str, ...]] = {
    (code, version): ports for version, codes, ports in _PUBLISHED for code in codes
}
"""(code, version) → jurisdictions."""
_SPDX_PORT_LIST = (
    "BY-2.5-AU BY-3.0-AT BY-3.0-AU BY-3.0-DE BY-3.0-IGO BY-3.0-NL BY-3.0-US BY-NC-3.0-DE BY-NC-ND-3.0-DE "
    "BY-NC-ND-3.0-IGO BY-NC-SA-2.0-DE BY-NC-SA-2.0-FR BY-NC-SA-2.0-UK BY-NC-SA-3.0-DE BY-NC-SA-3.0-IGO "
    "BY-ND-3.0-DE BY-SA-2.0-UK BY-SA-2.1-JP BY-SA-3.0-AT BY-SA-3.0-DE BY-SA-3.0-IGO SA-1.0"
)
_SPDX_PORTS = frozenset(_SPDX_PORT_LIST.split())
_CC0 = Licence("CC0-1.0", ("public-domain",))
_PDM = Licence("CC-PDM-1.0", ("public-domain",))
PDDC = Licence("CC-PDDC", ("public-domain",))
_SOFTWARE = {
    # Creative Commons once hosted deeds of these.
    ("gpl", "2.0"): Licence("GPL-2.0-only", ("copyleft",)),
    ("lgpl", "2.1"): Licence("LGPL-2.1-only", ("copyleft",)),
    ("mit", ""): Licence("MIT", ("permissive",)),
    ("bsd", ""): Licence("LicenseRef-BSD", ("permissive",)),
}
_URL = re.compile(r"(?:https?:)?/*(?:www\.|i\.)?(?:creativecommons\.org|licensebuttons\.net)\.?(?::[0-9]+)?/([^?#\s]*)")
_MAX_URL = 2_000
_NO_VERSION = re.compile(r"deed|legalcode|[0-9]+x[0-9]+\.")


def cc_of_url(url: str) -> Licence | None:
    r"""Return the tool that a deed, legal code or badge address names; case, `\/`, `&#47;`, scheme do not matter."""
    if len(url) > _MAX_URL:  # and `html` fails on a character reference of thousands of digits
        return None
    plain = html.unescape(url) if "&" in url else url
    found = _URL.match(plain.strip().lower().replace("\\/", "/").replace("%2b", "+"))
    if found is None:
        return None
    section, *parts = [part for part in found[1].split("/") if part] or [""]
    code, version, port = (*parts[:3], "", "", "")[:3]
    if section == "publicdomain":
        return _public_domain(code, version, port)
    return _licence(code, version, port) if section in {"licenses", "l", "p"} else None


def _public_domain(code: str, version: str, port: str) -> Licence | None:
    if code == "certification":
        return PDDC if (version, port) == ("1.0", "us") else None
    return tool(code, version or "1.0") if code in {"zero", "mark"} else None


def _licence(code: str, version: str, port: str) -> Licence | None:
    if code == "publicdomain":
        return PDDC
    if (code, version) in _SOFTWARE:
        return _SOFTWARE[code, version]
    if not version or _NO_VERSION.match(version):
        return unversioned(code)
    return tool(code, version, port)


def tool(code: str, version: str, port: str = "") -> Licence | None:
    """Return a published tool, or None; `port` may be a file or a language, which are no jurisdictions."""
    ordered = "by-nc-nd" if code == "by-nd-nc" else code
    ports = TOOLS.get((ordered, version), ())
    jurisdiction = port if port in ports else ""
    if jurisdiction not in ports:
        return None
    if ordered in {"zero", "mark"}:
        return _CC0 if ordered == "zero" else _PDM
    return Licence(_id(ordered, version, jurisdiction), classes_of(ordered))


def address_of(licence: str) -> str:
    """Return the canonical address of a tool by its id; empty for an id that is none of Creative Commons' tools."""
    return _addresses().get(licence, "")


@cache
def _addresses() -> dict[str, str]:
    addresses = {
        _id(code, version, port): "/".join(filter(None, (_CANONICAL, "licenses", code, version, port))) + "/"
        for (code, version), ports in TOOLS.items()
        for port in ports
    }
    tools = {_CC0.id: "publicdomain/zero/1.0/", _PDM.id: "publicdomain/mark/1.0/", PDDC.id: "licenses/publicdomain/"}
    return addresses | {name: f"{_CANONICAL}/{path}" for name, path in tools.items()}


def unversioned(code: str) -> Licence | None:
    """Return one of the six licences where its version is not said."""
    ordered = "by-nc-nd" if code == "by-nd-nc" else code
    return Licence(f"LicenseRef-CC-{ordered.upper()}", classes_of(ordered)) if ordered in SIX else None


def _id(code: str, version: str, jurisdiction: str) -> str:
    name = "-".join(filter(None, (code, version, jurisdiction))).upper()
    if (code in SIX and not jurisdiction) or name in _SPDX_PORTS:
        return f"CC-{name}"
    return f"LicenseRef-CC-{name.replace('+', '-PLUS')}"


def classes_of(code: str) -> tuple[str, ...]:
    """Return the classes of a code, the most restrictive first."""
    elements = code.split("-")
    classes = [name for element, name in _RESTRICTIONS if element in elements]
    if "sampling" in code or code == "devnations":
        classes.append("conditional")
    return tuple(classes) or ("attribution",)


_RESTRICTIONS = (("nc", "non-commercial"), ("nd", "no-derivatives"), ("sa", "share-alike"))
