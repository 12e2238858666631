"""`dataset-card.md` begins with front matter of words that the Hub knows, and claims no licence of the corpus."""

from dataclasses import replace
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from saved_runs import hostile_run, sample_run
from scanner.reports.metadata.dataset_card import render_card, size_of
from scanner.types.report import GroupTally
from scanner.types.saved_run import SavedRun


def front(run: SavedRun) -> dict[str, Any]:
    _, head, _ = render_card(run).decode().split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(head)
    return found


def with_licences(found: dict[str, int]) -> SavedRun:
    run = sample_run()
    signals = {**run.corpus.totals.signals, "licence": found}
    return replace(run, corpus=replace(run.corpus, totals=replace(run.corpus.totals, signals=signals)))


def test_the_front_matter_has_keys_and_words_of_the_hub() -> None:
    head = front(sample_run())
    assert head.keys() == {"license", "language", "size_categories"}
    assert {"cc-by-sa-4.0", "mit", "gpl-3.0", "other", "unknown"} <= set(head["license"])
    assert head["language"][:2] == ["en", "zh"]
    assert head["size_categories"] == ["n<1K"]


@pytest.mark.parametrize(
    ("found", "licences"),
    [
        pytest.param({"MIT": 3}, ["mit"], id="all documents state one"),
        pytest.param({"MIT": 3, "none found": 1}, ["mit", "unknown"], id="some state none"),
        pytest.param({"none found": 4}, ["unknown"], id="none state one"),
        pytest.param({}, ["unknown"], id="not looked for"),
        pytest.param({"LicenseRef-x\n---": 1}, ["other"], id="unknown to the Hub"),
    ],
)
def test_licences_are_identifiers_of_the_hub(found: dict[str, int], licences: list[str]) -> None:
    assert front(with_licences(found))["license"] == licences


@pytest.mark.parametrize(
    ("documents", "word"),
    [(0, "n<1K"), (999, "n<1K"), (1_000, "1K<n<10K"), (2_500_000, "1M<n<10M"), (10**12, "n>1T")],
)
def test_sizes_are_those_of_the_hub(documents: int, word: str) -> None:
    assert size_of(documents) == word


def test_a_language_that_is_no_code_stays_out_of_the_front_matter() -> None:
    run = sample_run()
    languages = {"en": GroupTally(1, {}), "x\n---\n": GroupTally(2, {})}
    odd = replace(run, corpus=replace(run.corpus, totals=replace(run.corpus.totals, languages=languages)))
    assert front(odd)["language"] == ["en"]


def test_the_text_says_what_people_must_fill_in_and_that_counts_prove_no_absence() -> None:
    text = render_card(sample_run()).decode()
    assert "To be filled in by people: creator" in text
    assert "evidence, not proof of absence" in text
    assert "which is no licence of the corpus; 151 of 268 documents state none." in text
    assert "| E-mail address (pii.email) | medium | 101 | 37.69 % |" in text


def test_hostile_names_make_no_markup() -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render_card(hostile_run()).decode())
    kinds = {token.type for each in tokens for token in (each, *(each.children or ()))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
