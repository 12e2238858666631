"""What is claimed for files of code: notices and texts, tags of parts, columns, and what contradicts what."""

import pytest

from licence_texts import TEXTS
from scanner.detectors.options import DetectorOptions
from scanner.detectors.rights.build import bounded_reader, build_rights
from scanner.detectors.rights.licence import RANKS, read_licences
from scanner.detectors.rights.licence_claims import Trust, claims_of
from scanner.detectors.rights.licence_detector import in_conflict
from scanner.detectors.rights.statements.licences import licence_statements
from scanner.types.document import Document, Markup, TextField
from scanner.types.finding import Detection, Finding, Statement
from scanner.types.rule import LicenceMatch, Rule, RuleFile

GPL = (
    "/* under the terms of the GNU General Public License as published by the Free Software Foundation;\n"
    " * either version 2 of the License, or (at your option) any later version. */\n"
)
TAG = "// SPDX-License-Identifier: "


def file_of(text: str, declared: str | None = None, url: str | None = None, markup: Markup | None = None) -> Document:
    return Document("row:1", (TextField("content", text),), url=url, declared_license=declared, markup=markup)


def claimed(document: Document) -> list[tuple[Trust, str]]:
    return [(claim.trust, licence.id) for claim in claims_of(document, read_licences) for licence in claim.licences]


def conflict(document: Document) -> bool:
    return in_conflict(list(claims_of(document, read_licences)))


def detect(document: Document) -> list[Detection]:
    match = LicenceMatch("licence", (*RANKS,))  # type: ignore[arg-type]  # every class is tried
    rule = Rule("licence.any", RuleFile("t", "high", "rights", ("law",), 0.8, "stable", match, ("x",), ("y",), "r"))
    return [
        found for detector in build_rights((rule,), DetectorOptions(b"key")) for found in detector.detect([document])
    ]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(file_of(GPL), [(Trust.NOTICE, "GPL-2.0-or-later")], id="notice"),
        pytest.param(file_of(TEXTS["ISC"]), [(Trust.WHOLE, "ISC")], id="text"),
        pytest.param(file_of(TEXTS["ISC"], url="https://a.example/"), [(Trust.PART, "ISC")], id="text within a page"),
        pytest.param(file_of(TEXTS["ISC"], markup=Markup((), ())), [], id="a page's licence is in its markup"),
        pytest.param(file_of(f"{TAG}MIT\n{TAG}ISC\n"), [(Trust.TAG, "MIT"), (Trust.TAG, "ISC")], id="two tags"),
        pytest.param(
            file_of(f"{TAG}MIT\n// SPDX-SnippetBegin\n{TAG}GPL-2.0-only\n// SPDX-SnippetEnd\n"),
            [(Trust.TAG, "MIT"), (Trust.PART, "GPL-2.0-only")],
            id="tag of a snippet",
        ),
        pytest.param(
            file_of(f"{TAG}GPL-2.0 WITH Linux-syscall-note\n"),
            [(Trust.TAG, "GPL-2.0-only WITH Linux-syscall-note")],
            id="an exception",
        ),
        pytest.param(
            file_of("Dual licensed under the MIT or GPL Version 2 licenses."), [(Trust.NOTICE, "MIT")], id="a choice"
        ),
    ],
)
def test_a_claim_has_the_trust_of_its_place(document: Document, expected: list[tuple[Trust, str]]) -> None:
    assert claimed(document) == expected


@pytest.mark.parametrize(
    ("document", "torn"),
    [
        pytest.param(file_of(GPL, declared="MIT"), True, id="repository and file"),
        pytest.param(file_of(GPL, declared="GPL-2.0"), False, id="a column seldom knows of later versions"),
        pytest.param(file_of(GPL, declared="GPL-3.0"), True, id="another version"),
        pytest.param(
            file_of(f"{TAG}GPL-2.0 WITH Linux-syscall-note\n", declared="GPL-2.0"), False, id="nor of exceptions"
        ),
        pytest.param(file_of(f"{TAG}BSD-3-Clause\n", declared="BSD"), False, id="a family and one of its versions"),
        pytest.param(file_of(f"{TAG}MIT-0\n", declared="MIT"), True, id="a name that only looks like a version"),
        pytest.param(file_of(f"{TAG}MIT\n{GPL}"), True, id="tag and notice"),
        pytest.param(file_of(f"{TAG}ISC\n{TEXTS['ISC']}"), False, id="tag and its text"),
        pytest.param(file_of(TEXTS["ISC"] + TEXTS["Zlib"]), False, id="texts of several parts"),
        pytest.param(file_of(TEXTS["ISC"], declared="MIT", url="https://a.example/"), False, id="a page quotes a text"),
        pytest.param(
            file_of(f"{TAG}MIT\nSPDX-SnippetBegin\n{TAG}GPL-2.0-only\nSPDX-SnippetEnd\n", declared="MIT"),
            False,
            id="a part under another licence",
        ),
    ],
)
def test_what_contradicts_what(document: Document, *, torn: bool) -> None:
    assert conflict(document) is torn


def test_a_text_counts_as_much_as_of_it_was_found() -> None:
    whole = next(found for found in detect(file_of(TEXTS["BSD-3-Clause"])) if isinstance(found, Finding))
    changed = TEXTS["BSD-3-Clause"].replace("COPYRIGHT HOLDER", "HARBOUR WIDGETS")
    partly = next(found for found in detect(file_of(changed)) if isinstance(found, Finding))
    assert 0.6 <= partly.confidence < whole.confidence <= 0.8


def test_tags_of_reuse_are_counted_without_the_holder() -> None:
    found = detect(file_of(f"// SPDX-FileCopyrightText: 2019 Jane Example\n{TAG}MIT\n"))
    assert Statement("row:1", "reuse", "copyright and licence") in found
    assert "Jane" not in repr(found)


def test_statements_tell_a_text_from_a_notice_and_a_part() -> None:
    said = [
        (one.place, one.said_by, one.value)
        for document in (file_of(TEXTS["ISC"]), file_of(GPL), file_of(TEXTS["ISC"], url="https://a.example/"))
        for one in licence_statements(document, bounded_reader())
    ]
    assert said == [
        ("licence text", "file", "allow"),
        ("licence notice", "file", "conditional"),
        ("part", "page", "unknown"),
    ]


@pytest.mark.parametrize(
    ("declared", "ids"),
    [
        ("permissive", ["LicenseRef-Permissive"]),
        ("no_license", ["LicenseRef-No-Licence"]),
        ("MIT, Apache-2.0", ["MIT", "Apache-2.0"]),
        ('["MIT", "Apache-2.0"]', ["MIT", "Apache-2.0"]),
        ("['gpl-3.0']", ["GPL-3.0-only"]),
        ("BSD-3-Clause", ["BSD-3-Clause"]),
        ("CDDL", ["LicenseRef-CDDL"]),
    ],
)
def test_columns_of_code_datasets_are_read(declared: str, ids: list[str]) -> None:
    assert [name for trust, name in claimed(file_of("x = 1", declared=declared)) if trust is Trust.COLUMN] == ids
