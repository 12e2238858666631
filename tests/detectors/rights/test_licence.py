"""Licences as people write them, in any place a document has for them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detectors.rights.licence import RANKS, canonical_licence, read_licences
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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CC BY 4.0", ("CC-BY-4.0", "attribution")),
        ("cc-by-4.0", ("CC-BY-4.0", "attribution")),
        ("CC_BY_NC_SA_4.0", ("CC-BY-NC-SA-4.0", "non-commercial")),
        ("CC BY NC-ND 3.0 IGO", ("CC-BY-NC-ND-3.0-IGO", "non-commercial")),
        ("CCBY 4.0", ("CC-BY-4.0", "attribution")),
        ("cc by 4", ("CC-BY-4.0", "attribution")),
        ("cc-by-sa", ("LicenseRef-CC-BY-SA", "share-alike")),
        ("cc-nc", ("LicenseRef-CC-NC", "non-commercial")),
        ("cc", ("LicenseRef-CC", "unknown")),
        ("CC0", ("CC0-1.0", "public-domain")),
        ("cc-zero", ("CC0-1.0", "public-domain")),
        ("CC0 1.0 Universal", ("CC0-1.0", "public-domain")),
        ("Creative Commons Zero v1.0 Universal", ("CC0-1.0", "public-domain")),
        ("Creative Commons Attribution-ShareAlike 4.0 International Public License", ("CC-BY-SA-4.0", "share-alike")),
        ("Creative Commons Attribution 4.0 International (CC BY 4.0)", ("CC-BY-4.0", "attribution")),
        ("Attribution-NonCommercial 4.0 International", ("CC-BY-NC-4.0", "non-commercial")),
        ("署名-非商业性使用-禁止演绎 4.0 国际", ("CC-BY-NC-ND-4.0", "non-commercial")),
        ("知识共享署名-相同方式共享 3.0 中国大陆许可协议", ("LicenseRef-CC-BY-SA-3.0-CN", "share-alike")),
        ("創用CC 姓名標示-非商業性-禁止改作 3.0 台灣", ("LicenseRef-CC-BY-NC-ND-3.0-TW", "non-commercial")),
        ("Apache 2.0", ("Apache-2.0", "permissive")),
        ("Apache License, Version 2.0", ("Apache-2.0", "permissive")),
        ("apache-2.0", ("Apache-2.0", "permissive")),
        ("MIT", ("MIT", "permissive")),
        ("The MIT License (MIT)", ("MIT", "permissive")),
        ("license:mit", ("MIT", "permissive")),
        ("bsd", ("LicenseRef-BSD", "permissive")),
        ("GPL-2.0", ("GPL-2.0-only", "copyleft")),
        ("GPL-2.0+", ("GPL-2.0-or-later", "copyleft")),
        ("GNU General Public License v3.0", ("GPL-3.0-only", "copyleft")),
        ("agpl-3.0", ("AGPL-3.0-only", "copyleft")),
        ("lgpl", ("LicenseRef-LGPL", "copyleft")),
        ("odc-by", ("ODC-By-1.0", "attribution")),
        ("odbl", ("ODbL-1.0", "share-alike")),
        ("pddl", ("PDDL-1.0", "public-domain")),
        ("gfdl", ("LicenseRef-GFDL", "share-alike")),
        ("GFDL-1.3-or-later", ("GFDL-1.3-or-later", "share-alike")),
        ("cdla-sharing-1.0", ("CDLA-Sharing-1.0", "share-alike")),
        ("openrail++", ("LicenseRef-OpenRAIL", "conditional")),
        ("llama3.1", ("LicenseRef-Llama-3", "conditional")),
        ("BUSL-1.1", ("BUSL-1.1", "conditional")),
        ("PolyForm-Noncommercial-1.0.0", ("PolyForm-Noncommercial-1.0.0", "non-commercial")),
        ("Public domain", ("LicenseRef-Public-Domain", "public-domain")),
        ("other", ("LicenseRef-Other", "unknown")),
        ("unknown", ("LicenseRef-Unknown", "unknown")),
        ("https://opensource.org/licenses/BSD-3-Clause", ("BSD-3-Clause", "permissive")),
        ("https://www.gnu.org/licenses/old-licenses/gpl-2.0.txt", ("GPL-2.0-only", "copyleft")),
        ("https://www.apache.org/licenses/LICENSE-2.0.html", ("Apache-2.0", "permissive")),
        ("https://opendatacommons.org/licenses/odbl/1-0/", ("ODbL-1.0", "share-alike")),
        ("https://spdx.org/licenses/ISC.html", ("ISC", "permissive")),
    ],
)  # fmt: skip
def test_names(name: str, expected: tuple[str, str]) -> None:
    assert canonical_licence(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("CC BY 4.0, but not for training", id="a condition on top"),
        pytest.param("CC BY 6.0", id="version that does not exist"),
        pytest.param("CC0 4.0", id="CC0 has one version"),
        pytest.param("CC BY-ND-SA 4.0", id="elements that exclude each other"),
        pytest.param("by", id="half a name"),
        pytest.param("MIT is a university in Massachusetts", id="prose"),
        pytest.param("LicenseRef-House-Terms", id="somebody's own reference"),
        pytest.param("MIT AND LicenseRef-House-Terms", id="one part that cannot be told"),
        pytest.param("MIT AND", id="an unfinished expression"),
        pytest.param("x" * 5000, id="too long to be a name"),
    ],
)
def test_what_cannot_be_told_is_not_guessed(name: str) -> None:
    assert read_licences(name) is None


@pytest.mark.parametrize("nothing", ["", "  ", "none", "NULL", "nan", "[]", "N/A", "无"])
def test_a_column_may_declare_nothing(nothing: str) -> None:
    assert read_licences(nothing) == ()


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        pytest.param("MIT OR GPL-3.0-only", ["MIT"], id="the least restrictive alternative"),
        pytest.param("GPL-3.0-only OR MIT", ["MIT"], id="in any order"),
        pytest.param("MIT AND GPL-3.0-only", ["MIT", "GPL-3.0-only"], id="joined licences all count"),
        pytest.param(
            "(MIT AND GPL-2.0-only) OR CC-BY-NC-4.0", ["MIT", "GPL-2.0-only"], id="an alternative by its strictest"
        ),
        pytest.param("GPL-2.0-only WITH Classpath-exception-2.0", ["GPL-2.0-only"], id="an exception"),
        pytest.param("CC-BY-NC-4.0 OR proprietary", ["CC-BY-NC-4.0"], id="what must be bought is no way out"),
        pytest.param("CC BY 4.0 or Apache 2.0", ["Apache-2.0"], id="names for ids"),
        pytest.param("MIT/Apache-2.0", ["MIT"], id="a slash is an alternative"),
        pytest.param("MIT, ISC", ["MIT", "ISC"], id="a comma joins"),
        pytest.param('["MIT", "Apache-2.0"]', ["MIT", "Apache-2.0"], id="a JSON list"),
        pytest.param("['cc-by-4.0']", ["CC-BY-4.0"], id="a Python list"),
        pytest.param('["MIT", "house terms"]', ["MIT", "LicenseRef-Unreadable"], id="a list with a riddle"),
        pytest.param('["MIT", "mit"]', ["MIT"], id="the same twice"),
    ],
)
def test_ours_expressions_and_lists(expression: str, ids: list[str]) -> None:
    assert [licence.id for licence in read_licences(expression) or ()] == ids


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("()", id="nothing in parentheses"),
        pytest.param("( OR MIT", id="an operator after a parenthesis"),
        pytest.param("(" * 300, id="many parentheses"),
        pytest.param("MIT OR " * 50, id="no last alternative"),
        pytest.param("MIT ISC", id="no operator"),
    ],
)
def test_broken_expressions_are_not_read(text: str) -> None:
    assert read_licences(text) is None


def test_a_list_within_lists_without_end_is_read_as_one() -> None:
    assert read_licences("[" * 50_000 + "'MIT'" + "]" * 50_000) == read_licences("MIT")


def test_the_most_restrictive_of_several_is_the_canonical_one() -> None:
    assert canonical_licence('["MIT", "cc-by-nc-4.0", "GPL-3.0-only"]') == ("CC-BY-NC-4.0", "non-commercial")


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "MIT",
                "AND",
                "OR",
                "WITH",
                "(",
                ")",
                "+",
                "CC",
                "BY",
                "NC",
                "4.0",
                "/",
                ",",
                "[",
                "]",
                "GPL-2.0",
                "é",
                "'",
            ]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_whatever_is_declared_gives_known_words_or_nothing(text: str) -> None:
    for licence in read_licences(text) or ():
        assert set(licence.classes) <= set(RANKS)
        assert licence.id.isascii()
        assert " " not in licence.id


def test_codes_of_the_six_licences_are_spelt_once() -> None:
    assert {canonical_licence(f"cc-{code}-4.0") for code in SIX} == {
        canonical_licence(f"https://creativecommons.org/licenses/{code}/4.0/") for code in SIX
    }
