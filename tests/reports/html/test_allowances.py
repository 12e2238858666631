"""What is new, what was set aside and what is left to people stands on the page only where there is any."""

import json
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from reports.html.pages import attribute, resolve, told_by, tree_of
from saved_runs import sample_run
from scanner.reports.codec import to_json
from scanner.reports.html.index import render_index
from scanner.types.baseline import BaselineComparison, RuleAgainst
from scanner.types.policy import Verdict
from scanner.types.suppression import Suppressed

MOVED = BaselineComparison("d", 3, 1, 2, 0, {"pii.email": RuleAgainst(5, 9, 4, 0), "pii.iban": RuleAgainst(1, 1, 0, 0)})
ASIDE = (
    Suppressed("pii.email", "host a.example", "a <b>phone book</b>", "Ana", "2027-01-31", "used", 7, 5, 2),
    Suppressed("pii.iban", "shard \u202ex.jsonl", "旧数据", "李雷", "2026-01-31", "expired", 0, 0, 0),
)


def allowed() -> Verdict:
    left = ("whether it may stay", "是否可以保留")
    return replace(sample_run().verdict, baseline=MOVED, suppressed=ASIDE, as_of="2026-11-30", left_to_people=left)


def page_of(verdict: Verdict) -> LexborHTMLParser:
    tree = LexborHTMLParser(render_index(replace(sample_run(), verdict=verdict)))
    for node in tree.css(".zh"):
        node.decompose()
    return tree


def test_nothing_is_new_and_nothing_set_aside_where_nothing_was_given() -> None:
    assert tree_of("sample").css_first("#new, #aside") is None


def test_what_is_new_stands_on_the_first_screen_with_its_numbers() -> None:
    tree = page_of(allowed())
    assert [attribute(part, "id") for part in tree.css(".screen > section")] == ["verdict", "new", "coverage", "human"]
    told = told_by(tree, "#new")
    assert "4 more findings than in the baseline · 0 fewer" in told
    assert "Shards known to the baseline: 3 ; with another content than then: 1 ; new: 2 ; gone: 0 ." in told
    assert [told_by(row, "th") for row in tree.css("#new tbody tr")] == ["pii.email"]


def test_a_baseline_that_is_kept_says_so() -> None:
    same = replace(MOVED, rules={"pii.email": RuleAgainst(5, 5, 0, 0)})
    told = told_by(page_of(replace(allowed(), baseline=same)), "#new")
    assert "No rule found more or less than the baseline holds." in told


def test_what_was_set_aside_is_listed_expired_first_with_who_answers_for_it() -> None:
    rows = page_of(allowed()).css("#aside tbody tr")
    expired, used = (" ".join(row.text(separator=" ").split()) for row in rows)
    assert "expired" in expired
    assert "⟨U+202E⟩x.jsonl" in expired
    assert "李雷" in expired
    assert "≥ 7 5 2027-01-31 Ana a <b>phone book</b>" in used


def test_what_the_policy_leaves_to_people_stands_with_the_questions() -> None:
    assert "whether it may stay" in told_by(page_of(allowed()), "#human")


def test_numbers_of_a_verdict_lead_to_their_place_in_it() -> None:
    verdict = json.loads(to_json(allowed()))
    links = [str(attribute(each, "href")) for each in page_of(allowed()).css("a[href^='verdict.json#/']")]
    assert sum("/baseline/" in link or "/suppressed/" in link for link in links) > 10
    for link in links:
        resolve(verdict, link.partition("#")[2])
