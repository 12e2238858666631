"""Where a document claims its licence, what is found of it, and when claims contradict each other."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.build import build_rights
from scanner.detectors.rights.licence import RANKS
from scanner.types.document import Document, Link, Markup, TextField
from scanner.types.finding import DOCUMENT_FIELD, Detection, Finding, Statement
from scanner.types.rule import LicenceMatch, Rule, RuleFile

BY, NC, SA = (f"https://creativecommons.org/licenses/{code}/4.0/" for code in ("by", "by-nc", "by-sa"))


def licence_rule(name: str) -> Rule:
    match = LicenceMatch("licence", (name,))  # type: ignore[arg-type]  # every class is tried
    return Rule(f"licence.{name}", RuleFile("t", "high", "rights", ("law",), 0.8, "stable", match, ("x",), ("y",), "r"))


RULES = tuple(licence_rule(name) for name in (*RANKS, "conflict"))


def document(
    *texts: str,
    metas: tuple[tuple[str, str], ...] = (),
    links: tuple[Link, ...] = (),
    headers: tuple[tuple[str, str], ...] = (),
    declared: str | None = None,
) -> Document:
    fields = tuple(TextField(f"text{number}", text) for number, text in enumerate(texts or ("t",)))
    return Document("record:5", fields, headers=headers, markup=Markup(metas, links), declared_license=declared)


def detect(given_document: Document) -> list[Detection]:
    return [
        found
        for detector in build_rights(RULES, DetectorOptions(b"key"))
        for found in detector.detect([given_document])
    ]


def classes(given_document: Document) -> set[str]:
    return {found.rule.removeprefix("licence.") for found in detect(given_document) if isinstance(found, Finding)}


def stated(given_document: Document) -> list[str]:
    return [found.value for found in detect(given_document) if isinstance(found, Statement)]


@pytest.mark.parametrize(
    "claiming",
    [
        pytest.param(document(headers=(("Link", f'<{NC}>; rel="license"'),)), id="Link header"),
        pytest.param(document(headers=(("link", f"<a.css>; rel=preload, <{NC}>; rel=license"),)), id="second link"),
        pytest.param(document(links=(Link(("license",), NC),)), id="link element"),
        pytest.param(document(links=(Link(("nofollow", "license"), NC, element="a"),)), id="anchor"),
        pytest.param(document(links=(Link(("copyright",), NC, element="a"),)), id="anchor with the older word"),
        pytest.param(document(links=(Link((), NC, element="a"),)), id="anchor that only leads there"),
        pytest.param(document(metas=(("dc.rights", f"Notes, {NC}"),)), id="address in a rights element"),
        pytest.param(document(metas=(("dcterms.license", "CC BY-NC 4.0"),)), id="name in a licence element"),
        pytest.param(document(declared="cc-by-nc-4.0"), id="licence column"),
        pytest.param(document(f"Under {NC}."), id="address in the text"),
        pytest.param(document("# SPDX-License-Identifier: CC-BY-NC-4.0"), id="SPDX tag"),
    ],
)  # fmt: skip
def test_a_licence_is_found_wherever_it_is_claimed(claiming: Document) -> None:
    assert classes(claiming) == {"non-commercial"}
    assert stated(claiming) == ["CC-BY-NC-4.0"]


@pytest.mark.parametrize(
    "silent",
    [
        pytest.param(document(headers=(("link", f'<{NC}>; rel="license"; anchor="#figure"'),)), id="link of a part"),
        pytest.param(document(headers=(("link", f'<{NC}>; rel="next"'),)), id="another relation"),
        pytest.param(document(links=(Link(("stylesheet",), "a.css"),)), id="another element"),
        pytest.param(document(links=(Link(("copyright",), "/imprint", element="a"),)), id="a notice"),
        pytest.param(document(metas=(("copyright", "Cooking Club"),)), id="a name of somebody"),
        pytest.param(document(metas=(("description", NC),)), id="another meta element"),
        pytest.param(document(declared="  "), id="an empty column"),
        pytest.param(document("Nothing at creativecommons.org/choose/ today"), id="no licence behind the address"),
        pytest.param(document("SPDX-License-Identifier:"), id="an empty tag"),
        *(
            pytest.param(
                document(links=(Link(("license",), f"https://creativecommons.org/{page}", element="a"),)), id=page
            )
            for page in ("publicdomain/zero/4.0/", "licenses/by/9.0/", "ns#", "choose/", "")
        ),
    ],
)
def test_where_nothing_is_claimed_nothing_is_found(silent: Document) -> None:
    assert classes(silent) == set()
    assert stated(silent) == ["none found"]


def test_every_restriction_of_a_licence_is_found() -> None:
    both = document(links=(Link(("license",), "https://creativecommons.org/licenses/by-nc-nd/4.0/"),))
    assert classes(both) == {"non-commercial", "no-derivatives"}


def test_places_in_the_text_are_given_in_code_points_of_their_field() -> None:
    text = f"𝒜 诗歌 {SA}。 # SPDX-License-Identifier: CC-BY-SA-4.0\n"
    places = [
        (found.field, text[found.start : found.end], found.confidence)
        for found in detect(document("first", text))
        if isinstance(found, Finding)
    ]
    assert places == [("text1", SA, 0.4), ("text1", "SPDX-License-Identifier: CC-BY-SA-4.0", 0.8)]


def test_many_claims_of_a_whole_document_are_one_finding_with_the_best_confidence() -> None:
    many = document(links=(Link((), NC, element="a"), Link(("license",), NC)), declared="cc-by-nc-4.0")
    (found,) = (one for one in detect(many) if isinstance(one, Finding))
    assert (found.field, found.start, found.end, found.confidence) == (DOCUMENT_FIELD, 0, 0, 0.8)


@pytest.mark.parametrize(
    "torn",
    [
        pytest.param(document(links=(Link(("license",), BY), Link(("license",), NC, element="a"))), id="two links"),
        pytest.param(document(links=(Link(("license",), NC),), declared="cc-by-4.0"), id="column and page"),
        pytest.param(document(f"{BY} and {NC}"), id="two addresses and nothing better"),
        pytest.param(document("# SPDX-License-Identifier: MIT", declared="gpl-3.0"), id="file and column"),
        pytest.param(document(links=(Link(("license",), BY),), declared="CC BY 3.0"), id="two versions"),
    ],
)
def test_different_licences_for_one_document_are_a_conflict_and_all_are_stated(torn: Document) -> None:
    assert "conflict" in classes(torn)
    assert len(stated(torn)) == 2


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(document(links=(Link(("license",), BY),), declared="CC BY 4.0"), id="one licence spelt twice"),
        pytest.param(document(f"Not {NC}", links=(Link(("license",), BY),)), id="text beside a claim of the page"),
        pytest.param(document(links=(Link(("license",), SA),), declared="cc-by-sa"), id="the family of the licence"),
        pytest.param(document(links=(Link(("license",), SA),), declared="other"), id="a column that says nothing"),
        pytest.param(
            document("SPDX-License-Identifier: MIT", declared='["MIT", "ISC"]'), id="one of those in the column"
        ),
        pytest.param(
            document("SPDX-License-Identifier: MIT\nSPDX-License-Identifier: ISC"), id="two tags hold both (REUSE 3.3)"
        ),
    ],
)
def test_claims_that_agree_are_no_conflict(whole: Document) -> None:
    assert "conflict" not in classes(whole)


@pytest.mark.parametrize(
    "riddle",
    [
        pytest.param(document(declared="terms of the house"), id="column"),
        pytest.param(document(links=(Link(("license",), "/terms"),)), id="link to terms of its own"),
        pytest.param(document(metas=(("license", "ask the editor"),)), id="meta element"),
        pytest.param(document("SPDX-License-Identifier: LicenseRef-House"), id="tag"),
    ],
)
def test_what_a_document_calls_its_licence_never_enters_a_report(riddle: Document) -> None:
    assert classes(riddle) == {"unknown"}
    assert stated(riddle) == ["LicenseRef-Unreadable"]


@pytest.mark.parametrize(
    "flood",
    [
        pytest.param(document(declared="(" + "," * 400_000), id="column"),
        pytest.param(document(metas=(("license", "[" + "MIT," * 400_000),)), id="meta element"),
        pytest.param(document(links=(Link(("license",), "//creativecommons.org/&#" + "9" * 9000),)), id="link"),
    ],
)
def test_a_declaration_without_end_is_a_licence_that_cannot_be_told(flood: Document) -> None:
    before = time.process_time()
    assert classes(flood) == {"unknown"}
    assert time.process_time() - before < 1


def test_a_link_to_licensing_terms_in_rsl_is_conditional() -> None:
    pointing = document(links=(Link(("license",), "https://a.example/rsl.xml", "application/rsl+xml"),))
    assert classes(pointing) == {"conditional"}


@given(
    st.text(max_size=80),
    st.sampled_from([NC, NC.upper(), NC.replace("/", "\\/"), "//creativecommons.org/licenses/by-nc/4.0"]),
)
def test_addresses_are_found_at_their_place_in_any_text(before: str, address: str) -> None:
    text = f"{before} {address} end"
    spans = {text[found.start : found.end] for found in detect(document(text)) if isinstance(found, Finding)}
    assert address in spans


def test_without_licence_rules_nothing_is_read() -> None:
    assert build_rights((), DetectorOptions(b"key")) == ()
