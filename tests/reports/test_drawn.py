"""A run over a sample of shards says so in every format that tells the whole."""

import json
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.html.pages import told_by
from saved_runs import drawn_run, sample_run
from scanner.reports.ci.gates import State, gate_states
from scanner.reports.codec import corpus_report_from, to_json
from scanner.reports.formats import render
from scanner.reports.markdown import render_summary
from scanner.reports.pdf.blocks import Facts, Outcome, Text
from scanner.reports.pdf.report import compose
from scanner.reports.words.reasons import in_chinese
from scanner.types.policy import Outcome as VerdictOutcome

SHORT = ("markdown", "sarif", "junit", "github-summary", "dataset-card", "croissant", "cyclonedx")


@pytest.mark.parametrize("name", SHORT)
def test_a_format_says_that_it_speaks_of_a_sample_and_only_then(name: str) -> None:
    ((_, told),) = render(drawn_run(), [name])
    ((_, whole),) = render(sample_run(), [name])
    assert b"21 of 200 shards" in told
    assert b" of 9,000,000 bytes" in told
    assert b"179 shards" in told
    assert b"sample of" not in whole
    assert b"a sample: " not in whole


@pytest.mark.parametrize("words", ["A sample of 21 of 200 shards", "这是抽样：200 个分片中的 21 个"])
def test_the_page_says_so_beside_the_verdict_in_both_languages(words: str) -> None:
    tree = LexborHTMLParser(next(render(drawn_run(), ["html"]))[1].decode())
    assert words.replace(" ", "") in "".join(told_by(tree, "#verdict").split())
    assert "0.51% – 51.23%" in told_by(tree, "#sample table")
    assert not LexborHTMLParser(next(render(sample_run(), ["html"]))[1].decode()).css("#sample")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "A sample of 21 of 200 shards"), ("zh", "这是抽样：200 个分片中的 21 个")]
)
def test_the_report_to_sign_says_so_in_its_box_and_under_what_was_not_looked_at(language: str, words: str) -> None:
    blocks = compose(drawn_run(), language, "any").blocks  # type: ignore[arg-type]  # by parameters
    (box,) = [block for block in blocks if isinstance(block, Outcome)]
    assert any(words in line for line in box.told)
    assert any(words in block.text for block in blocks if isinstance(block, Text))
    facts = [cell.text for block in blocks if isinstance(block, Facts) for _, cell in block.rows]
    assert any("21" in text and "200" in text for text in facts)


def test_what_a_sample_leaves_open_is_an_error_of_the_build_and_no_pass() -> None:
    run = drawn_run()
    states = {each.state for each in gate_states(run)}
    assert State.UNDECIDED in states
    assert State.KEPT not in {each.state for each in gate_states(run) if each.gate.max_count is not None}


def undecided() -> Iterator[str]:
    for reason in drawn_run().verdict.reasons:
        if reason.outcome is VerdictOutcome.INCOMPLETE and "shards" in reason.message:
            yield reason.message


def test_what_would_decide_a_gate_is_said_in_chinese_too() -> None:
    messages = [*undecided(), *(each.message for each in drawn_run().verdict.reasons if "a sample: " in each.message)]
    assert len(messages) > 50
    known = [message for message in messages if in_chinese(message) is not None]
    assert len(known) / len(messages) > 0.9


def test_a_seed_of_somebodys_choosing_breaks_no_table() -> None:
    run = drawn_run("`|<b>\n# x")
    told = render_summary(run.corpus, run.verdict, run.catalogue)
    assert "\n# x" not in told


def test_a_sample_is_kept_in_the_report_as_it_was() -> None:
    corpus = drawn_run().corpus
    body = to_json(corpus)
    assert corpus_report_from(body).sample == corpus.sample
    assert json.loads(body)["sample"]["of_shards"] == 200
