"""The summary tells what was set aside, what is new and what is left to people, and nothing in it can be markup."""

from dataclasses import replace

from saved_runs import HOSTILE, sample_run
from scanner.reports.allowances import render_allowances
from scanner.types.baseline import BaselineComparison, RuleAgainst
from scanner.types.suppression import Suppressed

VERDICT = replace(sample_run().verdict, left_to_people=())
AGAINST = BaselineComparison("d", 3, 1, 2, 4, {"pii.a": RuleAgainst(5, 9, 6, 2), "pii.b": RuleAgainst(1, 1, 0, 0)})


def suppressed(where: str = "shard a", *, state: str = "used", text: str = "made up") -> Suppressed:
    return Suppressed("pii.a", where, text, text, "2027-01-31", state, 1234, 7, 2)  # type: ignore[arg-type]  # by parameters


def test_a_run_with_nothing_allowed_has_no_such_part() -> None:
    assert not render_allowances(VERDICT)


def test_what_was_set_aside_is_listed_with_owner_reason_and_end_and_what_is_over_comes_first() -> None:
    verdict = replace(VERDICT, suppressed=(suppressed(), suppressed("host b", state="expired")), as_of="2026-06-01")
    told = render_allowances(verdict)
    first, second = (line for line in told.splitlines() if line.startswith("| `pii.a`"))
    assert first == "| `pii.a` | `host b` | expired | ≥ 1,234 | 7 | 2027-01-31 | made up | made up |"
    assert second.startswith("| `pii.a` | `shard a` | used | 1,234 | 7 |")
    assert "on 2026-06-01" in told


def test_rules_that_moved_against_the_baseline_are_told_and_the_others_are_not() -> None:
    told = render_allowances(replace(VERDICT, baseline=AGAINST))
    assert "| pii.a | 5 | 9 | 6 | 2 |" in told
    assert "pii.b" not in told
    assert "known to it: 3 shards; with another content than then: 1; new: 2; gone: 4." in told


def test_a_baseline_that_holds_says_so() -> None:
    assert "No rule found more or less" in render_allowances(replace(VERDICT, baseline=replace(AGAINST, rules={})))


def test_hostile_texts_stay_in_their_cell_and_line() -> None:
    entries = tuple(suppressed(f"shard {text}", text=text) for text in HOSTILE)
    told = render_allowances(replace(VERDICT, suppressed=entries, as_of="2026-06-01", left_to_people=HOSTILE))
    rows = [line for line in told.splitlines() if line.startswith("| `pii.a`")]
    assert len(rows) == len(HOSTILE)
    assert "<script>" not in told.replace("`shard <script>alert(1)</script>.jsonl`", "")
    assert not {"\x00", "\x1b", "\u202e", "\r"} & set(told)


def test_very_many_suppressions_are_counted_and_not_all_shown() -> None:
    verdict = replace(VERDICT, suppressed=tuple(suppressed(f"shard {n}") for n in range(40)), as_of="2026-06-01")
    assert "and 25 more: see `verdict.json`" in render_allowances(verdict)
