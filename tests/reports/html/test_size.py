"""The index stays below 2 MB whatever the corpus, keeps the worst shards, and says what it left out."""

from dataclasses import replace

from reports.html.pages import pages_of, rows_of, run_of, tree_of
from saved_runs import sample_run
from scanner.reports.html.facts import ranked_shards
from scanner.reports.html.index import MAX_BYTES, render_index
from scanner.types.report import GroupTally


def test_ten_thousand_shards_fit_and_all_are_listed() -> None:
    assert len(pages_of("many")["index.html"].encode()) <= MAX_BYTES
    assert [row[0] for row in rows_of("many")] == [name for name, _ in ranked_shards(run_of("many").corpus)]
    assert tree_of("many").css_first("#left-out") is None


def test_without_scripts_the_worst_are_shown_and_the_rest_is_named() -> None:
    tree = tree_of("many")
    assert len(tree.css("#shard-table tbody tr")) == 100
    told = tree.css_first("[data-no-script] .en")
    assert told is not None
    assert told.text().startswith("The 100 worst of 10,000 shards.")


def test_of_shards_that_do_not_fit_the_worst_are_kept_and_the_others_counted() -> None:
    run = sample_run()
    kinds = list(run.corpus.shards.values())
    names = {f"{'深' * 300}/{number:05}": kinds[number % len(kinds)] for number in range(4000)}
    page = render_index(replace(run, corpus=replace(run.corpus, shards=names)))
    assert len(page) <= MAX_BYTES
    text = page.decode()
    listed = text.partition('id="shard-rows">')[2].partition("</script>")[0].count("\n") + 1
    assert 1000 < listed < 4000
    assert f"{4000 - listed:,} shards of lesser risk are left out" in text
    worst = ranked_shards(replace(run.corpus, shards=names))[0][0]
    assert worst in text


def test_names_of_any_length_stay_within_the_bound() -> None:
    run = sample_run()
    shards = {f"{number}" + "深" * 4000: summary for number, summary in enumerate(run.corpus.shards.values())}
    hosts = {f"{number}" + "深" * 4000: GroupTally(5, {}) for number in range(3000)}
    corpus = replace(run.corpus, shards=shards, totals=replace(run.corpus.totals, hosts=hosts, languages=hosts))
    reasons = tuple(replace(each, where="shard " + "深" * 4000, message="深" * 4000) for each in run.verdict.reasons)
    told = render_index(replace(run, corpus=corpus, verdict=replace(run.verdict, reasons=reasons * 20)))
    assert len(told) <= MAX_BYTES


def test_pages_of_shards_are_small_since_there_may_be_very_many() -> None:
    sizes = [len(page.encode()) for path, page in pages_of("sample").items() if path != "index.html"]
    assert sum(sizes) / len(sizes) < 50_000


def test_rules_with_the_same_gaps_share_a_row_of_a_page() -> None:
    tree = tree_of("sample", "shards/text/chat.jsonl.html")
    rows = tree.css("#unlooked tbody tr")
    rules = {rule for row in rows for rule in row.css("td")[-1].text().split(", ")}
    (report,) = [each for each in run_of("sample").shard_reports() if each.shard.id == "text/chat.jsonl"]
    assert rules == {rule for rule, tally in report.totals.rules.items() if tally.not_looked}
    assert len(rows) < len(rules) / 3
