"""Known licences with words in or beside them that limit their use, and files that reserve everything."""

import pytest

from licence_texts import TEXTS
from scanner.detectors.rights.licence import read_licences
from scanner.detectors.rights.licence_claims import claims_of
from scanner.types.document import Document, TextField

HEADER = '# Licensed under the Apache License, Version 2.0 (the "License");\n# you may not use this file\n'
COMMONS = (
    '"Commons Clause" License Condition v1.0\n\nThe Software is provided to you by the Licensor under the License, as'
    " defined below, subject to the following condition. The License does not grant to you the right to Sell it.\n\n"
)
RESERVED = "# Copyright (c) 2020 Harbour Widgets. All rights reserved.\n# Proprietary and confidential.\nx = 1\n"


def claimed(text: str) -> list[tuple[str, str]]:
    document = Document("row:1", (TextField("content", text),))
    return [
        (licence.id, licence.classes[0]) for claim in claims_of(document, read_licences) for licence in claim.licences
    ]


def modified(name: str) -> list[tuple[str, str]]:
    return [(f"LicenseRef-{name}-modified", "conditional")]


@pytest.mark.parametrize(
    "limit",
    [
        "The Software may not be used to train machine learning models.",
        "You must not use\n * this software for the purpose of training\n * language models.",
        "Use for AI training is prohibited.",
        "Text and data mining is not permitted.",
        "For non-commercial use only.",
        "Commercial use requires a separate license.",
        "It may be used for noncommercial research purposes.",
        "For academic use only.",
        "本软件不得用于训练模型。",
        "Licensed with the Commons Clause.",
    ],
)
@pytest.mark.parametrize("name", sorted({"ISC", "Zlib", "BSD-3-Clause"} & set(TEXTS)))
def test_a_licence_text_with_a_limit_beside_it_is_a_modified_one(name: str, limit: str) -> None:
    assert claimed(f"{TEXTS[name]}\n{limit}\n") == modified(name)
    assert claimed(f"{limit}\n\n{TEXTS[name]}") == modified(name)


def test_a_limit_within_a_licence_text_counts() -> None:
    text = TEXTS["ISC"]
    limited = text.replace("for any purpose", "for non-commercial purposes only", 1)
    assert limited != text
    assert ("ISC", "permissive") not in claimed(limited)


def test_the_commons_clause_in_front_of_a_licence_counts() -> None:
    assert claimed(COMMONS + TEXTS["ISC"]) == modified("ISC")


def test_a_notice_with_a_limit_behind_it_is_a_modified_one() -> None:
    assert claimed(f"{HEADER}# for non-commercial purposes only\n") == modified("Apache-2.0")


@pytest.mark.parametrize(
    "denial",
    [
        "This file is NOT licensed",
        "It is no longer distributed",
        "This isn't",
        "never to be licensed",
        "NOT\n# licensed",
    ],
)
def test_a_notice_that_is_denied_is_no_claim(denial: str) -> None:
    assert claimed(f"# {denial} under the Apache License, Version 2.0.\n") == []


@pytest.mark.parametrize(
    "said",
    ["Not only licensed", "If not otherwise noted, licensed", "This is not ours. It is licensed", "Licensed"],
)
def test_other_negations_deny_nothing(said: str) -> None:
    assert claimed(f"# {said} under the Apache License, Version 2.0.\n") == [("Apache-2.0", "permissive")]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_licence_limits_itself(name: str) -> None:
    assert [found for found, _ in claimed(TEXTS[name])] == [name]


@pytest.mark.parametrize(
    "code",
    [
        "def train(model):\n    '''Not for use while training stops.'''\n",
        "# commercial banks\n",
        "ai = training(data)\n",
    ],
)
def test_code_that_speaks_of_models_and_trade_limits_nothing(code: str) -> None:
    assert claimed(HEADER + code) == [("Apache-2.0", "permissive")]


@pytest.mark.parametrize("reserved", [RESERVED, RESERVED.upper().replace("X = 1", ""), RESERVED.replace("#", "//")])
def test_a_comment_that_calls_a_file_proprietary_and_confidential_is_a_claim(reserved: str) -> None:
    assert claimed(reserved) == [("LicenseRef-Proprietary", "no-permission")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Copyright (c) 2020 Harbour Widgets. All rights reserved.\nx = 1\n", id="rights reserved alone"),
        pytest.param(RESERVED.replace("# ", ""), id="prose"),
        pytest.param("# proprietary and confidential data is masked here\n", id="no notice"),
        pytest.param("x = 1\n" * 400 + RESERVED, id="far down"),
    ],
)
def test_other_reservations_are_no_claim(text: str) -> None:
    assert claimed(text) == []


def test_a_licence_wins_over_what_reserves_everything_beside_it() -> None:
    assert claimed(RESERVED + HEADER) == [("Apache-2.0", "permissive")]
    assert claimed("# All rights reserved.\n" + TEXTS["BSD-3-Clause"]) == [("BSD-3-Clause", "permissive")]
