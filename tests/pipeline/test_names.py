"""Names are looked for where a pipeline of the language is named, and elsewhere said not to be looked for."""

from dataclasses import replace
from pathlib import Path

from corpora import plan_in, terms, write_jsonl
from scanner.detectors.options import DetectorOptions
from scanner.engines.in_process import InProcess
from scanner.pipeline.run import run_scan
from scanner.sidecars.layout import Layout
from scanner.sidecars.tables import read_rows
from scanner.sources.discover import discover

FRENCH = (
    "La directrice de la bibliothèque, Madeleine Charpentier, a présenté le nouveau catalogue aux habitants "
    "de la ville de Bordeaux pendant la soirée du printemps."
)
CHINESE = "图书馆的馆长在春天的晚会上向市民介绍了新的目录，大家都很高兴地参加了活动。"


def test_an_official_pipeline_finds_names_in_its_language_and_the_rest_is_not_looked_for(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", [FRENCH, CHINESE])
    options = DetectorOptions(b"k" * 32, (("fr", "fr_core_news_sm"),))
    plan = replace(plan_in(tmp_path / "out"), detector_options=options)
    Layout(plan.out).prepare(overwrite=False)
    finished = run_scan(plan, discover([str(corpus)]), InProcess(plan), terms(), lambda _: None)
    rows = [row for row in read_rows(plan.out / "findings" / "a.jsonl.parquet") if row["rule"] == "pii.person-name"]
    assert [FRENCH[row["start"] : row["end"]] for row in rows] == ["Madeleine Charpentier"]
    tally = finished.corpus.totals.rules["pii.person-name"]
    assert sum(tally.not_looked.values()) == 1
    assert tally.documents == 1


def test_without_a_pipeline_names_are_not_looked_for_and_never_zero(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", [FRENCH, CHINESE])
    plan = plan_in(tmp_path / "out")
    Layout(plan.out).prepare(overwrite=False)
    finished = run_scan(plan, discover([str(corpus)]), InProcess(plan), terms(), lambda _: None)
    tally = finished.corpus.totals.rules["pii.person-name"]
    assert (tally.findings, sum(tally.not_looked.values())) == (0, 2)
    assert "| pii.person-name | no NER model was named | 2 |" in (plan.out / "summary.md").read_text()
