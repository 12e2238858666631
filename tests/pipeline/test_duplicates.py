"""Near-duplicates over shards: left beside each shard, whatever its size, with the place of the first."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpora import bodies, plan_in
from scanner.dedup import runs
from scanner.dedup.clusters import find_clusters
from scanner.dedup.content import content_digest
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.dedup.signature import Signer
from scanner.engines.in_process import InProcess
from scanner.engines.processes import Processes
from scanner.errors import OutputError
from scanner.pipeline import copies as pipeline_copies
from scanner.pipeline import duplicates
from scanner.pipeline.duplicates import copies_of, find_duplicates
from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import PARAGRAPHS, signatures_schema
from scanner.sidecars.tables import PAGES, TableWriter, read_rows

IDS = ("a", "b", "sub/c", "d")
SIGNER = Signer(SignatureOptions())


def _texts(seed: int) -> dict[str, list[str]]:
    """Texts by shard, the third shard without any; most are one of few, some with a word changed, some have no word."""
    random = np.random.default_rng(seed)
    stock = [" ".join(map(str, random.integers(0, 10**6, 60).tolist())) for _ in range(12)]
    texts: dict[str, list[str]] = {}
    for shard_id, count in zip(IDS, (30, 1, 0, 45), strict=True):
        texts[shard_id] = [
            random.choice(["...", f"{random.choice(stock)} {random.integers(3)}"], p=[0.1, 0.9]) for _ in range(count)
        ]
    return texts


def _sign(plan: ScanPlan, texts: dict[str, list[str]], options: SignatureOptions) -> None:
    for shard_id, own in texts.items():
        schema = signatures_schema(options.permutations, options.as_text())
        with TableWriter(Layout(plan.out).first_signatures(shard_id), schema, rows_per_block=8) as table:
            for place, (row, count) in enumerate(zip(*Signer(options).sign(own), strict=True)):
                table.add(f"line:{place}", int(count), content_digest(own[place]), row.tobytes())
        with TableWriter(Layout(plan.out).paragraphs(shard_id), PARAGRAPHS) as table:
            for _ in own:
                table.add([], [])
        with TableWriter(Layout(plan.out).pages(shard_id), PAGES) as table:
            for place, text in enumerate(own):
                table.add(f"line:{place}", None, "(no url)", "en", len(text), len(text.encode()), None, None, [], [])


@pytest.mark.parametrize("seed", range(3))
def test_each_shard_has_its_copies_as_one_search_over_all_texts_says(tmp_path: Path, seed: int) -> None:
    plan, texts = plan_in(tmp_path), _texts(seed)
    _sign(plan, texts, plan.signature_options)
    summary = find_duplicates(plan, IDS)
    owners = [(shard_id, place) for shard_id in IDS for place in range(len(texts[shard_id]))]
    clusters = find_clusters(*SIGNER.sign([text for shard_id in IDS for text in texts[shard_id]]), 0.8)
    expected = {
        (shard_id, f"line:{place}"): (round(clusters.similarity[row], 4), *owners[members[0]])
        for members in clusters.members
        for row in members[1:]
        for shard_id, place in (owners[row],)
    }
    found = {
        (shard_id, row["document"]): (row["similarity"], row["first_shard"], row["first_row"])
        for shard_id in IDS
        if (path := Layout(plan.out).copies(shard_id)).exists()
        for row in read_rows(path)
        if row["rule"] == "duplicate.near"
    }
    assert found == expected
    assert summary.redundant_documents == len(expected) > 0
    assert {(shard_id, document) for shard_id in IDS for document in copies_of(plan, shard_id)} == set(expected)
    assert (summary.clusters, summary.largest) == (len(clusters.members), max(map(len, clusters.members)))


def test_the_chance_of_being_compared_is_told_by_similarity(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    _sign(plan, _texts(1), plan.signature_options)
    chances = find_duplicates(plan, IDS).chance_compared
    assert list(chances) == ["0.5", "0.6", "0.7", "0.8", "0.9"]
    assert list(chances.values()) == sorted(chances.values())
    assert chances["0.8"] >= 0.99


def test_signatures_of_another_scheme_are_never_compared(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    _sign(plan, _texts(1), SignatureOptions(scheme=Scheme.AFFINE32))
    with pytest.raises(OutputError, match=r"scheme affine32.*cannot be compared.*scheme oph"):
        find_duplicates(plan, IDS)


def test_either_scheme_can_be_chosen(tmp_path: Path) -> None:
    options = SignatureOptions(scheme=Scheme.AFFINE32)
    plan = replace(plan_in(tmp_path), signature_options=options)
    _sign(plan, _texts(1), options)
    assert find_duplicates(plan, IDS).redundant_documents > 0


def test_no_shard_means_no_cluster(tmp_path: Path) -> None:
    assert find_duplicates(plan_in(tmp_path), []).clusters == 0


@pytest.fixture
def _cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few documents be many parts."""
    monkeypatch.setattr(duplicates, "_FEW_DOCUMENTS", 0)
    monkeypatch.setattr(pipeline_copies, "ROWS_A_RUN", 20)
    monkeypatch.setattr(runs, "_FEW_ROWS", 10)


@pytest.mark.usefixtures("_cut_small")
def test_parts_that_workers_do_come_to_the_same_as_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    plans = [plan_in(tmp_path / name) for name in ("workers", "here", "whole")]
    for plan in plans:
        _sign(plan, _texts(2), plan.signature_options)
    workers, here, whole = (Layout(plan.out) for plan in plans)
    found = [find_duplicates(plans[0], IDS, Processes(plans[0], 2), told.append)]
    found.append(find_duplicates(plans[1], IDS, InProcess(plans[1]), told.append))
    assert len(list(workers.runs.glob("rows-*"))) == len(list(here.runs.glob("rows-*"))) == 2
    monkeypatch.undo()
    found.append(find_duplicates(plans[2], IDS))
    assert len(list(whole.runs.glob("rows-*"))) == 1
    assert found[0] == found[1] == found[2]
    copies = [bodies(layout.work / "copies") for layout in (workers, here, whole)]
    assert copies[0] == copies[1] == copies[2] != {}
    assert told == []


@pytest.mark.usefixtures("_cut_small")
def test_signatures_of_another_scheme_are_refused_by_name_where_workers_read_them(tmp_path: Path) -> None:
    plan = plan_in(tmp_path)
    _sign(plan, _texts(1), SignatureOptions(scheme=Scheme.AFFINE32))
    told: list[str] = []
    with pytest.raises(OutputError, match=r"scheme affine32.*cannot be compared.*scheme oph"):
        find_duplicates(plan, IDS, Processes(plan, 2), told.append)
    # Of two workers either may be the first to fail.
    assert re.match(r"part [12] of 2 is done by the command itself: OutputError in read_signatures", told[0])
