"""Addresses of licences: by their host, each of several, and with what is said beside them."""

import pytest

from scanner.detectors.rights.licence import canonical_licence, read_licences

BY, NC = "https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by-nc/4.0/"
ATTRIBUTION = "Attribution 4.0 International"


def ids(text: str) -> list[str] | None:
    licences = read_licences(text)
    return None if licences is None else [licence.id for licence in licences]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/creativecommons.org/licenses/by/4.0/",
        "https://x_creativecommons.org/licenses/by/4.0/",
        "#creativecommons.org/licenses/by/4.0/",
        "https://x.example/r?u=https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org@evil.example/licenses/by/4.0/",
        "evil.example/spdx.org/licenses/MIT",
        "https://evil.example/spdx.org/licenses/MIT",
        "https://evilapache.org/licenses/license-2.0",
        "https://foounlicense.org",
        "https://notgnu.org/licenses/gpl-3.0.html",
        "https://evil.example/?data.gov.tw/license",
        f"{BY}https://creativecommons.org/licenses/by-nc/4.0/",
    ],
)
def test_only_the_host_of_an_address_says_whose_licence_it_is(url: str) -> None:
    assert read_licences(url) is None


@pytest.mark.parametrize(
    ("url", "licence"),
    [
        ("https://creativecommons.org:443/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org./licenses/by/4.0/", "CC-BY-4.0"),
        ("https://WWW.Apache.ORG:443/licenses/LICENSE-2.0", "Apache-2.0"),
        ("http://www.gnu.org./licenses/gpl-3.0.html#top", "GPL-3.0-only"),
        ("//spdx.org/licenses/MIT.html?x=1", "MIT"),
        ("https://data.gov.tw/license", "OGDL-Taiwan-1.0"),
        ("https://www.govdata.de/dl-de/by-2-0", "DL-DE-BY-2.0"),
        ("https:\\/\\/opensource.org\\/licenses\\/MIT", "MIT"),
    ],
)
def test_ports_dots_case_and_schemes_of_a_host_make_no_difference(url: str, licence: str) -> None:
    assert ids(url) == [licence]


@pytest.mark.parametrize("between", [", ", ",", "; ", " ", " and ", " | ", "\n"])
def test_each_of_several_addresses_counts(between: str) -> None:
    assert ids(f"{BY}{between}{NC}") == ["CC-BY-4.0", "CC-BY-NC-4.0"]
    assert canonical_licence(f"{BY}{between}{NC}") == ("CC-BY-NC-4.0", "non-commercial")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"GPL-3.0-only AND {BY}", ["CC-BY-4.0", "GPL-3.0-only"]),
        (f"GPL-3.0-only OR {BY}", ["CC-BY-4.0"]),
        (f"CC BY-NC 4.0 {BY}", ["CC-BY-4.0", "CC-BY-NC-4.0"]),
        (f"CC BY 4.0 ({BY})", ["CC-BY-4.0"]),
        (f"Creative Commons {ATTRIBUTION} License <{BY}>", ["CC-BY-4.0"]),
        (f"See {BY}.", ["CC-BY-4.0"]),
        (f"© 2020 Zoë Q. This work is licensed under a CC BY license, {BY}", ["CC-BY-4.0"]),
        (f"Open access under {NC}, which permits non-commercial reuse", ["CC-BY-NC-4.0"]),
        (f"Unless otherwise noted, all content is under {BY}", ["CC-BY-4.0"]),
        ("Apache License, Version 2.0 https://www.apache.org/licenses/LICENSE-2.0", ["Apache-2.0"]),
    ],
)  # fmt: skip
def test_what_stands_beside_an_address_counts_with_it(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"All rights reserved; formerly {BY}",
        f"{BY} for text; no AI training",
        f"Not available under {BY} any more. All rights reserved.",
        f"{BY} for non-commercial use",
        f"{BY}, https://terms.example/ours",
        f"{BY} for text, GPL for code",
        f"{BY} except the pictures",
        f"{BY}。不得用于训练",
        f"{BY} may not be used to train models",
    ],
)
def test_an_address_with_a_reserve_beside_it_is_not_read_without_it(text: str) -> None:
    assert read_licences(text) is None
