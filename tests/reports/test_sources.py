"""The part of the summary on the register: what its owner wrote is text, whatever it looks like."""

from dataclasses import replace

import pytest

from scanner.aggregation.totals import no_totals
from scanner.reports.sources import render_sources
from scanner.types.report import CORPUS_SCHEMA, CorpusReport
from scanner.types.rights import RightsSummary, SourceSummary, UnregisteredSummary

SOURCE = SourceSummary(
    "Press",
    ("hold", "process"),
    "contract",
    "P-1",
    {"train": "allow"},
    (),
    12345,
    {"reserved": 7, "unknown": 1},
    {"inside": 1, "outside": 4, "time-unknown": 3},
    {"train": 7, "licence": 2},
)
NONE = UnregisteredSummary(0, 0, {})


def rendered(sources: dict[str, SourceSummary] | None, unregistered: UnregisteredSummary | None = NONE) -> str:
    rights = RightsSummary({}, {}, {}, {}, sources=sources, unregistered=unregistered)
    return render_sources(CorpusReport(CORPUS_SCHEMA, "", {}, no_totals(), None, rights=rights))


def test_a_source_has_a_line_with_its_figures() -> None:
    text = rendered({"press": SOURCE})
    assert "| `press` | Press | hold, process | contract P-1 | 12,345 | 7 | train 7 | 2 | 4 |" in text
    assert "no known period: 3" in text
    assert "Every document belongs to a registered source." in text


def test_what_is_missing_is_named() -> None:
    bare = replace(SOURCE, documents=0, unstated=("collected", "contact"), period={"not-stated": 1})
    text = rendered({"press": bare})
    assert "Registered, and not met in this corpus: `press`." in text
    assert "Without `collected` in the register: `press`." in text
    assert "| – |" in text  # the dash of a figure that cannot be had


def test_unregistered_domains_are_listed_the_largest_first() -> None:
    documents = {f"{letter}.example": number for number, letter in enumerate("abcdefghijklmnopqrst", 1)}
    text = rendered({}, UnregisteredSummary(210, 20, documents))
    assert "210 documents of 20 domains belong to no registered source." in text
    assert text.index("`t.example`") < text.index("`s.example`")
    assert "`a.example`" not in text
    assert "rights/sources.parquet" in text


def test_without_a_register_there_is_no_such_part() -> None:
    assert rendered(None, None) == ""


@pytest.mark.parametrize("written", ["a|b", "a`b", "a\nb", "<script>alert(1)</script>", "[x](javascript:1)", "*b*"])
def test_what_the_register_says_breaks_out_of_no_cell(written: str) -> None:
    text = rendered({"press": replace(SOURCE, party=written, reference=written)})
    (line,) = (line for line in text.splitlines() if line.startswith("| `press`"))
    unescaped = line.replace("\\|", "")
    assert unescaped.count("|") == 10
    assert not any(sign in line for sign in ("a`b", "<script>", "[x]", " *b*"))
