"""Addresses of Creative Commons: every tool it published in every spelling, and nothing else."""

import pytest

from scanner.detectors.rights.licence import canonical_licence
from scanner.detectors.rights.licence_cc import SIX, TOOLS, cc_of_url

PREFIXES = (
    "https://creativecommons.org/",
    "http://www.creativecommons.org/",
    "//creativecommons.org/",
    "creativecommons.org/",
)
TAILS = ("", "/", "/deed", "/deed.fr", "/legalcode", "/legalcode.zh-hans", "/?ref=chooser", "/#top", "/rdf")


def tool_paths() -> list[tuple[str, str]]:
    """(path, id without SPDX or LicenseRef prefix) of every tool that Creative Commons published."""
    named = []
    for (code, version), ports in TOOLS.items():
        section = "publicdomain" if code in {"zero", "mark"} else "licenses"
        for port in ports:
            path = "/".join(filter(None, (section, code, version, port)))
            named.append((path, "-".join(filter(None, (code, version, port))).upper().replace("+", "-PLUS")))
    return named


TOOL_PATHS = tool_paths()


def test_every_published_tool_has_an_id_of_its_own() -> None:
    ids = {path: canonical_licence(f"https://creativecommons.org/{path}/") for path, _ in TOOL_PATHS}
    assert None not in ids.values()
    assert len({found[0] for found in ids.values() if found}) == len(TOOL_PATHS) == 638


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_published_tool_is_known_in_every_spelling_of_its_address(prefix: str) -> None:
    for path, name in TOOL_PATHS:
        expected = {"ZERO-1.0": "CC0-1.0", "MARK-1.0": "CC-PDM-1.0"}.get(name, name)
        for tail in TAILS:
            found = cc_of_url(prefix + path + tail)
            assert found is not None, (prefix, path, tail)
            assert found.id.removeprefix("LicenseRef-").removeprefix("CC-").removeprefix("CC0") in {
                expected,
                expected.removeprefix("CC-").removeprefix("CC0"),
            }
            assert cc_of_url((prefix + path + tail).upper().replace("/", "\\/")) == found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", ("CC-BY-4.0", "attribution")),
        ("https://creativecommons.org/licenses/by-sa/3.0/de/", ("CC-BY-SA-3.0-DE", "share-alike")),
        ("https://creativecommons.org/licenses/by-sa/3.0/fr/", ("LicenseRef-CC-BY-SA-3.0-FR", "share-alike")),
        ("https://creativecommons.org/licenses/nc/2.0/jp/", ("LicenseRef-CC-NC-2.0-JP", "non-commercial")),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0/", ("CC-BY-NC-ND-1.0", "non-commercial")),
        ("https://creativecommons.org/licenses/by-nd-nc/2.0/jp/", ("LicenseRef-CC-BY-NC-ND-2.0-JP", "non-commercial")),
        ("https://creativecommons.org/licenses/nd/1.0/", ("LicenseRef-CC-ND-1.0", "no-derivatives")),
        ("https://creativecommons.org/licenses/sa/1.0/", ("CC-SA-1.0", "share-alike")),
        ("https://creativecommons.org/licenses/sampling+/1.0/", ("LicenseRef-CC-SAMPLING-PLUS-1.0", "conditional")),
        ("https://creativecommons.org/licenses/devnations/2.0/", ("LicenseRef-CC-DEVNATIONS-2.0", "conditional")),
        ("https://creativecommons.org/publicdomain/zero/1.0/", ("CC0-1.0", "public-domain")),
        ("https://creativecommons.org/publicdomain/mark/1.0/deed.de", ("CC-PDM-1.0", "public-domain")),
        ("https://creativecommons.org/publicdomain/certification/1.0/us/", ("CC-PDDC", "public-domain")),
        ("https://creativecommons.org/licenses/publicdomain/", ("CC-PDDC", "public-domain")),
        ("https://i.creativecommons.org/l/by-nc-sa/4.0/88x31.png", ("CC-BY-NC-SA-4.0", "non-commercial")),
        ("https://i.creativecommons.org/p/zero/1.0/88x31.png", ("CC0-1.0", "public-domain")),
        ("http://licensebuttons.net/l/by/3.0/us/80x15.png", ("CC-BY-3.0-US", "attribution")),
        ("https://licensebuttons.net/l/by-sa/88x31.png", ("LicenseRef-CC-BY-SA", "share-alike")),
        ("https://creativecommons.org/licenses/by/4.0/de/", ("CC-BY-4.0", "attribution")),
        ("https:&#x2F;&#x2F;creativecommons.org&#x2F;licenses&#x2F;by&#x2F;4.0", ("CC-BY-4.0", "attribution")),
        ("https://creativecommons.org/licenses/GPL/2.0/", ("GPL-2.0-only", "copyleft")),
        ("https://creativecommons.org/licenses/MIT/", ("MIT", "permissive")),
    ],
)  # fmt: skip
def test_creative_commons_addresses(url: str, expected: tuple[str, str]) -> None:
    assert canonical_licence(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://creativecommons.org/licenses/", id="the list of licences"),
        pytest.param("https://creativecommons.org/choose/", id="the chooser"),
        pytest.param("https://creativecommons.org/choose/zero/1.0/", id="the chooser of CC0"),
        pytest.param("https://creativecommons.org/about/", id="about"),
        pytest.param("https://creativecommons.org/ns#", id="the vocabulary"),
        pytest.param("https://creativecommons.org/", id="the home page"),
        pytest.param("https://creativecommons.org/publicdomain/", id="the list of tools"),
        pytest.param("https://creativecommons.org/publicdomain/zero/4.0/", id="CC0 has one version"),
        pytest.param("https://creativecommons.org/publicdomain/mark/2.0/", id="the mark has one version"),
        pytest.param("https://creativecommons.org/licenses/by/5.0/", id="version that does not exist"),
        pytest.param("https://creativecommons.org/licenses/by/2.1/", id="2.1 was only ported"),
        pytest.param("https://creativecommons.org/licenses/by-nc-xx/4.0/", id="code that does not exist"),
        pytest.param("https://creativecommons.org/licenses/sampling/2.0/", id="retired code in a later version"),
        pytest.param("https://creativecommons.org/licenses/nd/4.0/", id="bare code in a later version"),
        pytest.param("https://creativecommons.org.example/licenses/by/4.0/", id="another host"),
        pytest.param("https://notcreativecommons.org/licenses/by/4.0/", id="a host that ends alike"),
        pytest.param("https://search.creativecommons.org/photos/by/4.0", id="another service"),
        pytest.param("https://schema.org/license", id="schema.org"),
    ],
)
def test_addresses_that_are_no_licence(url: str) -> None:
    assert canonical_licence(url) is None


def test_codes_of_the_six_licences_are_spelt_once() -> None:
    assert {canonical_licence(f"cc-{code}-4.0") for code in SIX} == {
        canonical_licence(f"https://creativecommons.org/licenses/{code}/4.0/") for code in SIX
    }
