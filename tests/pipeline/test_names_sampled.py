"""Names in a sample: drawn alike whoever draws, estimated with intervals that hold what a full scan finds."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpora import KEY, plan_in, run_plan, write_jsonl
from scanner.detectors.names.draw import draws
from scanner.detectors.names.strata import Stratum, share_drawn, strata_for
from scanner.detectors.options import DetectorOptions, NameOptions
from scanner.detectors.pii.readers import Readers
from scanner.pipeline.run import Finished
from scanner.policy.judge import judge
from scanner.reports.codec import shard_report_from
from scanner.ruleset.catalogue import catalogue_of
from scanner.sidecars.tables import read_rows
from scanner.types.document import Document, TextField
from scanner.types.finding import NOT_DRAWN
from scanner.types.policy import CoverageFloor, Gate, Outcome, Policy

NAMED = "The letter was written by Mary Johnson, who works with Peter Brown in the library of the town."
NAMELESS = "The water of the river was cold and the children were not allowed to swim in it that year."
CHINESE = "记者王建国昨日在北京采访了图书馆的馆长，市民都很高兴地参加了活动。"
MODELS = (("en", "built-in"), ("zh", "built-in"))


def texts(count: int) -> list[str]:
    """Return English documents of which a third holds names, with a number each, so that all differ."""
    return [f"{NAMED if number % 3 == 0 else NAMELESS} {number}" for number in range(count)]


def scanned(out: Path, paths: Sequence[Path], names: NameOptions) -> Finished:
    plan = replace(plan_in(out), detector_options=DetectorOptions(KEY, MODELS, names), batch_documents=7)
    return run_plan(plan, paths)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Finished]:
    folder = tmp_path_factory.mktemp("sampled")
    write_jsonl(folder / "corpus" / "a.jsonl", texts(200))
    write_jsonl(
        folder / "corpus" / "b.jsonl", [*texts(60), *([CHINESE] * 20), "Ein Brief an alle Freunde und Kollegen."]
    )
    return folder / "out", scanned(folder / "out", [folder / "corpus"], NameOptions("sample", 0.3))


def test_the_interval_of_a_sample_holds_what_is_there(sampled: tuple[Path, Finished]) -> None:
    estimate = sampled[1].corpus.estimates["pii.person-name"]
    assert estimate.documents == 280
    assert 30 < estimate.looked < 150
    truth = (67 + 20 + 20) / 280
    assert estimate.share_low < truth < estimate.share_high
    assert estimate.findings_high is not None
    assert estimate.findings_low <= 2 * 87 + 20 <= estimate.findings_high  # a stratum all alike has no error


def test_what_was_not_drawn_is_not_looked_for_and_findings_come_from_the_drawn(sampled: tuple[Path, Finished]) -> None:
    out, finished = sampled
    tally = finished.corpus.totals.rules["pii.person-name"]
    estimate = finished.corpus.estimates["pii.person-name"]
    assert tally.not_looked[NOT_DRAWN] == estimate.documents - estimate.looked
    assert sum(tally.not_looked.values()) == tally.not_looked[NOT_DRAWN] + 1  # the German one
    strata = finished.corpus.totals.strata["pii.person-name"]
    assert tally.documents == sum(stratum.met for stratum in strata.values())
    assert {name.split()[0] for name in strata} == {"en", "zh"}
    assert finished.corpus.totals.strata["pii.profile"].keys() == strata.keys()
    assert "Estimated from a sample" in (out / "summary.md").read_text()


def test_every_shard_has_its_own_estimate(sampled: tuple[Path, Finished]) -> None:
    reports = [shard_report_from(path.read_bytes()) for path in sorted((sampled[0] / "shards").glob("*.json"))]
    assert [report.estimates["pii.person-name"].documents for report in reports] == [200, 80]


def test_a_gate_is_decided_on_the_estimate_and_says_so(sampled: tuple[Path, Finished]) -> None:
    corpus = sampled[1].corpus
    for bound, outcome in ((0.9, Outcome.PASS), (0.1, Outcome.FAIL)):
        gate = Gate("pii.person-name", max_documents_share=bound, decide_on="upper_bound_95")
        policy = Policy("corpus-scanner/policy/v1", "t", CoverageFloor(0.9, 0.9), (gate,))
        verdict = judge(policy, "p", corpus, iter(()), "r", catalogue_of(plan_in(sampled[0]).ruleset))
        reasons = [reason for reason in verdict.reasons if reason.subject == "pii.person-name"]
        assert {reason.outcome for reason in reasons} == {outcome}
        assert f"estimated from {corpus.estimates['pii.person-name'].looked} of 280 documents" in reasons[0].message


def test_the_same_documents_are_drawn_whatever_the_batch(sampled: tuple[Path, Finished], tmp_path: Path) -> None:
    again = scanned(tmp_path / "out", [sampled[0].parent / "corpus"], NameOptions("sample", 0.3))
    assert again.corpus == sampled[1].corpus
    other = scanned(tmp_path / "other", [sampled[0].parent / "corpus"], NameOptions("sample", 0.3, seed="another"))
    assert other.corpus.totals.strata != again.corpus.totals.strata


def test_a_share_of_all_reads_all_and_gives_the_counts(sampled: tuple[Path, Finished], tmp_path: Path) -> None:
    corpus = scanned(tmp_path / "out", [sampled[0].parent / "corpus"], NameOptions("sample", 1.0)).corpus
    estimate, tally = corpus.estimates["pii.person-name"], corpus.totals.rules["pii.person-name"]
    assert (estimate.looked, estimate.documents) == (280, 280)
    assert NOT_DRAWN not in tally.not_looked
    assert {estimate.findings_low, estimate.findings, estimate.findings_high} == {tally.findings}
    assert {estimate.share_low, estimate.share, estimate.share_high} == {round(tally.documents / 280, 6)}


@pytest.mark.parametrize("weight", [0.2, 1.0, 1.9])
def test_a_larger_share_draws_more_of_every_stratum_in_proportion_to_its_weight_while_small(weight: float) -> None:
    stratum = Stratum("some", 0.0, weight)
    shares = [share_drawn(share / 20, stratum) for share in range(21)]
    assert shares == sorted(shares)
    assert shares[1] == pytest.approx(weight / 20)
    assert (shares[0], shares[-1]) == (0, 1)


def test_draws_are_spread_evenly_and_differ_by_purpose_and_place() -> None:
    documents = [Document(f"line:{number}", (TextField("text", "the same text"),)) for number in range(2000)]
    drawn = [draws(document, "", "names") for document in documents]
    assert 0.45 < sum(each < 0.5 for each in drawn) / len(drawn) < 0.55
    both = sum(draws(each, "", "names") < 0.5 and draws(each, "", "second") < 0.5 for each in documents)
    assert 0.2 < both / len(documents) < 0.3


@pytest.mark.parametrize(
    ("language", "less", "more"),
    [
        ("en", NAMELESS, NAMED),
        ("zh", "今天的天气很好。", CHINESE),
    ],
)
def test_a_text_with_names_scores_above_one_without(language: str, less: str, more: str) -> None:
    reader = Readers(MODELS).reader(language)
    low, high = strata_for(reader, [less, more])
    assert low.least < high.least


def test_a_second_pipeline_reads_a_share_and_its_agreement_is_told(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", texts(90))
    names = NameOptions(second_models=(("en", "built-in"),), second_share=0.5)
    agreement = scanned(tmp_path / "out", [corpus], names).corpus.agreements["pii.person-name"]
    assert (agreement.second.documents, sum(band.names for band in agreement.bands.values())) == (90, 60)
    assert 25 < agreement.second.looked < 65
    assert all(band.share == 1.0 for band in agreement.bands.values())
    assert agreement.both_low < 60 <= agreement.both + 1e-6
    assert "A second opinion on pii.person-name" in (tmp_path / "out" / "summary.md").read_text()


def test_the_report_says_what_counts_of_names_rest_on(sampled: tuple[Path, Finished]) -> None:
    measured = sampled[1].corpus.measured
    assert {"pii.person-name", "pii.place-name", "pii.profile"} <= measured.keys()
    assert measured["pii.person-name"].keys() == {"en", "zh"}
    summary = (sampled[0] / "summary.md").read_text()
    assert "Names: what their counts rest on" in summary
    assert "cannot be told from private" in summary


def test_a_finding_of_a_mixed_page_is_read_in_its_own_language(tmp_path: Path) -> None:
    page = f"{CHINESE}{NAMED}"
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", [page])
    scanned(tmp_path / "out", [corpus], NameOptions())
    rows = [
        row for row in read_rows(tmp_path / "out" / "findings" / "a.jsonl.parquet") if row["rule"] == "pii.person-name"
    ]
    assert {page[row["start"] : row["end"]] for row in rows} == {"王建国", "Mary Johnson", "Peter Brown"}


def test_the_measured_figures_are_those_of_the_languages_read(tmp_path: Path) -> None:
    """Chinese lines on German pages: no page is Chinese, yet the counts rest on the Chinese tagger."""
    page = f"Der Brief wurde von der Lehrerin an alle Kinder der Schule geschrieben.\n{CHINESE}"
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", [f"{page}\n{number}" for number in range(5)])
    corpus_report = scanned(tmp_path / "out", [corpus], NameOptions()).corpus
    assert corpus_report.totals.names_read_in == {"zh": 5}
    summary = (tmp_path / "out" / "summary.md").read_text()
    assert "(zh)" in summary
    assert "(en)" not in summary
