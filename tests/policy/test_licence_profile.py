"""Licence profiles: what is shipped, what a file of one's own may say, and what is refused."""

import re
from pathlib import Path

import pytest

from corpora import ROOT
from scanner.errors import PolicyError
from scanner.policy.licence_profile import SHIPPED, load_licence_profile, parse_licence_profile
from scanner.types.licence_profile import CLASSES, NEUTRAL

DOCS = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
HEAD = "schema: corpus-scanner/licence-profile/v1\ntitle: ours\nclasses:\n"
OWN = HEAD + "".join(f"  {each}: deny\n" for each in CLASSES)


def test_the_neutral_profile_is_what_holds_unless_another_is_named() -> None:
    assert load_licence_profile("neutral")[0] == NEUTRAL


@pytest.mark.parametrize("name", SHIPPED)
def test_the_docs_say_what_a_shipped_profile_says(name: str) -> None:
    profile, _ = load_licence_profile(name)
    head = re.search(r"^\| class \| .*", DOCS, re.MULTILINE)
    assert head is not None
    column = [cell.strip(" `") for cell in head[0].split("|")].index(name)
    rows = (re.search(rf"^\| {each} \|.*", DOCS, re.MULTILINE) for each in CLASSES)
    told = {row[0].split("|")[1].strip(): row[0].split("|")[column].strip() for row in rows if row}
    assert told == profile.classes


def test_a_file_of_ones_own_is_read_and_every_content_has_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(OWN + "licences: {CC-BY-4.0: allow}\n")
    profile, digest = load_licence_profile(str(path))
    assert profile.effect_of("CC-BY-4.0", ("attribution",)) == "allow"
    assert profile.effect_of("CC-BY-4.0 WITH X-exception", ("attribution",)) == "allow"
    assert profile.effect_of("LicenseRef-CC-BY-4.0-modified", ("attribution",)) == "deny"
    assert profile.effect_of("CC-BY-3.0", ("attribution",)) == "deny"
    path.write_text(OWN)
    assert load_licence_profile(str(path))[1] != digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN.replace("  copyleft: deny\n", ""), "classes: nothing is said of copyleft"),
        (OWN.replace("copyleft: deny", "copyleft: never"), "classes.copyleft"),
        (OWN.replace("copyleft", "copy-left"), "classes.copy-left"),
        (OWN + "agents: []\n", "agents"),
        (OWN + "licences: {MIT: maybe}\n", "licences.MIT"),
        ("- a\n", "licence profile ours: "),
        ("a: [", "licence profile ours: "),
    ],
)
def test_a_faulty_profile_is_refused_with_its_key(text: str, message: str) -> None:
    with pytest.raises(PolicyError, match=re.escape(message)):
        parse_licence_profile(text, "ours")


def test_a_name_that_is_no_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(PolicyError, match=r"licence profile lenient: neither a file .* nor one of neutral, commercial"):
        load_licence_profile("lenient")


@pytest.mark.parametrize(
    ("licence", "classes", "effects"),
    [
        ("CC-BY-NC-SA-4.0", ("non-commercial", "share-alike"), "conditional deny allow deny deny"),
        ("CC-BY-NC-ND-4.0", ("non-commercial", "no-derivatives"), "conditional deny conditional deny deny"),
        ("MPL-2.0", ("copyleft",), "conditional conditional conditional conditional deny"),
        ("GPL-3.0-only", ("copyleft",), "conditional conditional conditional deny deny"),
        ("MIT", ("permissive",), "allow allow allow allow allow"),
        ("LicenseRef-New", (), "unknown unknown unknown unknown unknown"),
    ],
)
def test_a_licence_comes_to(licence: str, classes: tuple[str, ...], effects: str) -> None:
    assert [load_licence_profile(name)[0].effect_of(licence, classes) for name in SHIPPED] == effects.split()
