"""What GitHub shows stays below its limits, leads with the verdict, and obeys no hostile name."""

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from saved_runs import HOSTILE, hostile_run, many_shards, sample_run
from scanner.reports.ci.github import DROPPED, MAX_SUMMARY, render_annotations, render_step_summary
from scanner.types.policy import Outcome, Reason
from scanner.types.saved_run import SavedRun

SECTIONS = ["Not read", "Set aside, new, left to people", "Findings", "Shards", "Gates", "Rights", "Duplicates"]


def sections_of(text: str) -> list[str]:
    return [part.partition("<")[0] for part in text.split("<summary>")[1:]]


def run_with(*reasons: Reason) -> SavedRun:
    run = sample_run()
    return replace(run, verdict=replace(run.verdict, reasons=reasons))


def test_the_first_line_is_the_verdict_then_reasons_then_coverage() -> None:
    lines = render_step_summary(sample_run()).decode().splitlines()
    assert lines[0] == "## ❌ FAIL: at least one bound of the policy is crossed"
    assert lines[2].startswith("- **fail** · critical · pii.cn.bank-card · `corpus`: 5 findings, allowed 0")
    coverage = next(number for number, line in enumerate(lines) if line.startswith("Policy "))
    assert "21 shards, 268 documents" in lines[coverage]
    assert coverage < next(number for number, line in enumerate(lines) if "<details" in line)


def test_all_sections_are_there_in_order() -> None:
    assert [name for name in sections_of(render_step_summary(sample_run()).decode()) if name in SECTIONS] == SECTIONS


def test_a_summary_of_very_many_shards_fits() -> None:
    assert len(render_step_summary(many_shards(2_000))) <= MAX_SUMMARY


def test_sections_are_dropped_in_the_stated_order_until_it_fits() -> None:
    run = sample_run()
    whole = render_step_summary(run)
    present = [name for name in DROPPED if name in sections_of(whole.decode())]
    seen = [present]
    for limit in range(len(whole) - 1, 0, -400):
        body = render_step_summary(run, limit)
        left = [name for name in present if name in sections_of(body.decode())]
        if left != seen[-1]:
            seen.append(left)
        if left:
            assert len(body) <= limit
    assert seen == [present[number:] for number in range(len(present) + 1)]
    assert (
        "Left out, since GitHub shows no more than 1 MiB: Duplicates"
        in render_step_summary(run, len(whole) - 1).decode()
    )


def test_the_verdict_stays_whatever_the_limit() -> None:
    assert render_step_summary(sample_run(), 10).decode().startswith("## ❌ FAIL")


def test_hostile_names_make_no_element_but_our_own() -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render_step_summary(hostile_run()).decode())
    html = [token.content for each in tokens for token in (each, *(each.children or ())) if "html" in token.type]
    assert {line for block in html for line in block.split("\n") if line} <= {
        "<details open><summary>Not read</summary>",
        *(f"<details><summary>{name}</summary>" for name in (*SECTIONS, "Sources")),
        "</details>",
    }
    kinds = {token.type for each in tokens for token in (each, *(each.children or ()))}
    assert not kinds & {"link_open", "image", "fence", "code_block"}


def test_there_are_ten_annotations_at_most_and_the_last_counts_the_others() -> None:
    lines = render_annotations(sample_run()).decode().splitlines()
    telling = [each for each in sample_run().verdict.reasons if each.outcome is not Outcome.PASS]
    assert len(lines) == 10
    assert f"and {len(telling) - 9} more reasons" in lines[-1]
    assert "pii.cn.bank-card" in lines[0]


def test_ten_reasons_need_no_line_that_counts() -> None:
    reasons = [Reason(Outcome.FAIL, "pii.email", f"shard {number}", "told", "high") for number in range(10)]
    lines = render_annotations(run_with(*reasons)).decode().splitlines()
    assert len(lines) == 10
    assert "more reasons" not in lines[-1]


def test_a_pass_annotates_nothing() -> None:
    assert render_annotations(run_with(Reason(Outcome.PASS, "a", "corpus", "a note", "low"))) == b""


def test_what_github_reads_as_its_own_is_escaped() -> None:
    told = "100 %\r\n::set-output name=a::b"
    body = render_annotations(run_with(Reason(Outcome.FAIL, "a,b:c", "corpus", told, "high"))).decode()
    assert (
        body == "::error title=Bound crossed%3A a%2Cb%3Ac::corpus: 100 %25\ufffd\ufffd::set-output name=a::b (high)\n"
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_in_its_command(name: str) -> None:
    (line,) = render_annotations(run_with(Reason(Outcome.FAIL, "pii.a", name, name, "high"))).decode().splitlines()
    assert line.startswith("::error title=Bound crossed%3A pii.a::")
