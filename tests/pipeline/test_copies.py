"""Copies over whole runs: which document is kept, what `duplicates.parquet` says, and what is redundant."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora import plan_in, run_in, run_plan
from scanner.sidecars.tables import read_rows
from scanner.sources.options import ReadOptions
from scanner.types.duplicates import DuplicateClusters, GroupCopies, Recaptures, Volume
from shard_bytes import http, warc_record

STORY = " ".join(f"The {at}th boat left the harbour before the fog came down over the wall." for at in range(12))
NEAR = STORY + " One line more."
OTHER = "Bread is baked on Thursdays in the old mill, and sold at its door until noon."


def _shard(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _page(text: str, url: str, day: int | None = None) -> dict[str, str]:
    return {"text": text, "url": url} | ({} if day is None else {"timestamp": f"2024-05-{day:02d}T10:00:00Z"})


def _run(
    folder: Path, shards: Mapping[str, Sequence[Mapping[str, str]]]
) -> tuple[DuplicateClusters, list[dict[str, Any]]]:
    for name, rows in shards.items():
        _shard(folder / "corpus" / name, rows)
    duplicates = run_in(folder / "out", [folder / "corpus"]).corpus.duplicates
    assert duplicates is not None
    return duplicates, [dict(row) for row in read_rows(folder / "out" / "duplicates.parquet")]


CORPUS = {
    "a.jsonl": [_page(STORY, "https://a.example/1", 9), _page(OTHER, "https://a.example/2", 9)],
    "b.jsonl": [
        _page(NEAR, "https://b.example/1", 5),
        _page(STORY, "https://a.example/1", 7),
        _page(STORY, "https://b.example/9"),
    ],
}


def test_the_earliest_capture_is_kept_wherever_it_lies(tmp_path: Path) -> None:
    _, rows = _run(tmp_path, CORPUS)
    assert [(row["shard"], row["document"], row["kind"], row["kept"], row["host"]) for row in rows] == [
        ("b.jsonl", "line:0", "exact", True, "b.example"),
        ("a.jsonl", "line:0", "near", False, "a.example"),
        ("b.jsonl", "line:1", "near", False, "a.example"),
        ("b.jsonl", "line:2", "near", False, "b.example"),
    ]
    assert {row["size"] for row in rows} == {4}
    assert rows[0]["similarity"] == 1.0 > rows[1]["similarity"] > 0.8
    assert len({row["text_tag"] for row in rows[1:]}) == 1 != rows[0]["text_tag"]


def test_findings_name_every_copy_but_the_kept_one_of_each_rule(tmp_path: Path) -> None:
    _run(tmp_path, CORPUS)
    found = {
        (row["rule"], name, row["document"])
        for name in CORPUS
        for row in read_rows(tmp_path / "out" / "findings" / f"{name}.parquet")
        if row["rule"].startswith("duplicate.")
    }
    near = {("a.jsonl", "line:0"), ("b.jsonl", "line:1"), ("b.jsonl", "line:2")}
    exact = {("a.jsonl", "line:0"), ("b.jsonl", "line:2")}  # the capture of day 7 is before that of day 9
    assert found == {("duplicate.near", *place) for place in near} | {("duplicate.exact", *place) for place in exact}


def test_exact_and_near_copies_and_captures_of_a_url_are_counted_apart(tmp_path: Path) -> None:
    duplicates, _ = _run(tmp_path, CORPUS)
    exact = duplicates.exact
    assert (exact.texts, exact.documents, exact.redundant_documents, exact.elsewhere) == (1, 3, 2, 1)
    assert duplicates.recaptures == Recaptures(urls=1, documents=2, same_text=1, changed_text=0)
    assert duplicates.redundant == Volume(3, 3 * len(STORY.split()), 3 * len(STORY), 3 * len(STORY))
    whole, words = [STORY, STORY, STORY, NEAR, OTHER], len(STORY.split())
    characters = sum(map(len, whole))
    assert duplicates.compared == Volume(5, sum(len(text.split()) for text in whole), characters, characters)
    assert duplicates.hosts == {"a.example": GroupCopies(2, 2, 2 * words), "b.example": GroupCopies(2, 1, words)}
    assert duplicates.languages == {"en": GroupCopies(4, 3, 3 * words)}


@pytest.mark.parametrize("names", [("z.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")], ids=str)
def test_clusters_have_the_same_ids_whatever_the_shards_are_called(tmp_path: Path, names: tuple[str, str]) -> None:
    _, one = _run(tmp_path / "one", CORPUS)
    _, two = _run(tmp_path / "two", dict(zip(names, CORPUS.values(), strict=True)))
    assert {row["cluster"] for row in one} == {row["cluster"] for row in two}
    assert {row["text_tag"] for row in one} == {row["text_tag"] for row in two}


def test_without_times_the_first_document_of_the_first_shard_is_kept(tmp_path: Path) -> None:
    texts = [{"text": STORY}, {"text": NEAR}]
    _, rows = _run(tmp_path, {"b.jsonl": texts, "a.jsonl": texts})
    assert [(row["shard"], row["document"]) for row in rows if row["kept"]] == [("a.jsonl", "line:0")]


def test_a_page_captured_again_with_another_text_is_no_copy(tmp_path: Path) -> None:
    duplicates, rows = _run(
        tmp_path, {"a.jsonl": [_page(STORY, "https://a.example/1"), _page(OTHER, "https://a.example/1")]}
    )
    assert duplicates.recaptures == Recaptures(urls=1, documents=2, same_text=0, changed_text=1)
    assert rows == []
    assert duplicates.redundant == Volume()


def test_the_summary_tells_shares_and_hosts(tmp_path: Path) -> None:
    _run(tmp_path, CORPUS)
    text = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "| Redundant documents | 3 | 60.0% |" in text
    assert "| exact copies of another | 2 | 40.0% |" in text
    assert "| Repeated captures of a URL with the same text | 1 | 20.0% |" in text
    assert "| `a.example` | 2 | 2 |" in text


def test_paragraphs_that_pages_share_are_counted_apart_from_copies(tmp_path: Path) -> None:
    footer = "All prices include tax and are shown " + " ".join(f"in{at}" for at in range(20))
    pages = [f"{' '.join(f'{stem}{at}' for at in range(40))}\n{footer}" for stem in ("tide", "bread", "stone")]
    shards = {
        "a.jsonl": [_page(pages[0], "https://a.example/1"), _page(pages[0], "https://a.example/2")],
        "b.jsonl": [_page(pages[1], "https://b.example/1"), _page(pages[2], "https://b.example/2")],
    }
    duplicates, _ = _run(tmp_path, shards)
    repeated = duplicates.repeated
    assert repeated is not None
    assert (repeated.paragraphs, repeated.occurrences) == (1, 3)  # the copy of the first page is left out
    assert repeated.redundant_characters == 2 * len(footer)
    assert repeated.characters == sum(map(len, pages))
    assert repeated.hosts == {"b.example": 2, "a.example": 1}
    text = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert "1 paragraphs are there more than once, 3 times in all" in text
    assert footer not in text


def test_texts_that_were_cut_off_after_the_same_beginning_are_near_copies_and_not_exact_ones(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    pages = [f"<html><body><p>{STORY}</p><p>{'x' * 3000}{number}</p></body></html>".encode() for number in range(3)]
    records = [
        warc_record(http(page, "Content-Type: text/html"), url=f"https://a.example/{number}")
        for number, page in enumerate(pages)
    ]
    (corpus / "a.warc").write_bytes(b"".join(records))
    plan = replace(plan_in(tmp_path / "out"), read_options=ReadOptions(max_record_bytes=len(pages[0]) - 1000))
    duplicates = run_plan(plan, [corpus]).corpus.duplicates
    assert duplicates is not None
    assert (duplicates.documents, duplicates.exact.documents) == (3, 0)


def test_lines_of_documents_without_tokens_are_no_repeated_text(tmp_path: Path) -> None:
    shards = {"a.jsonl": [{"text": "! ? " * 40}] * 50 + [{"text": STORY}]}
    duplicates, _ = _run(tmp_path, shards)
    assert duplicates.repeated is not None
    assert duplicates.repeated.redundant_characters == 0
