"""Two finished runs: documents of the one that are in the other, by signatures alone."""

import shutil
from pathlib import Path
from random import Random

import pytest

from made.duplicate_runs import run_of
from scanner.dedup.options import Scheme, SignatureOptions
from scanner.errors import NothingToScanError, OutputError
from scanner.pipeline.compare import compare_runs
from scanner.pipeline.comparison_files import prepare_folder, write_report
from scanner.sidecars.tables import read_rows
from scanner.types.comparison import Comparison

CHINESE = "渡轮每天早上九点从北码头开往群岛，星期日和节假日改为十点，乘客应当提前半小时到达并且随身携带有效的证件。"


def _words(seed: int, count: int = 80) -> list[str]:
    random = Random(seed)
    return [f"{random.choice('bcdfglmnprst')}{random.choice('aeiou')}{random.randrange(10**5)}" for _ in range(count)]


def _text(seed: int, *, changed: int = 0) -> str:
    words = _words(seed)
    words[: 40 * changed : 40] = ["changed"] * changed
    return " ".join(words)


REFERENCE = {
    "a.jsonl": [_text(1), "too short to be kept", _text(2), _text(1)],
    "sub/b.jsonl": [_text(3), CHINESE * 2],
}
CORPUS = {
    "x.jsonl": [_text(10), _text(2, changed=1), _text(11), "too short to be kept"],
    "y.jsonl": [_text(1, changed=1), _text(1), _text(2), CHINESE * 2, _text(1)],
}


def _compared(
    folder: Path, out: Path, reference: Path, bound: float = 0.8
) -> tuple[Comparison, list[tuple[object, ...]]]:
    prepare_folder(folder)
    comparison = compare_runs(out, reference, folder, bound)
    write_report(folder, comparison)
    rows = [tuple(row.values()) for row in read_rows(folder / "matches.parquet")]
    return comparison, rows


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("runs")
    return run_of(folder / "corpus", CORPUS), run_of(folder / "reference", REFERENCE)


def test_each_document_of_the_reference_has_its_best_counterpart(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    comparison, rows = _compared(tmp_path / "found", *runs)
    assert rows == [
        ("a.jsonl", "line:0", 1.0, True, "y.jsonl", "line:1"),
        ("a.jsonl", "line:2", 1.0, True, "y.jsonl", "line:2"),
        ("a.jsonl", "line:3", 1.0, True, "y.jsonl", "line:1"),
        ("sub/b.jsonl", "line:1", 1.0, True, "y.jsonl", "line:3"),
    ]
    reference, corpus = comparison.reference, comparison.corpus
    assert (reference.documents, reference.compared, reference.found) == (6, 5, 4)
    assert (corpus.documents, corpus.compared, corpus.found) == (9, 8, 6)
    assert comparison.share_found == 0.8
    assert comparison.exact_found == 4
    assert reference.found_by_shard == {"a.jsonl": 3, "sub/b.jsonl": 1}
    assert corpus.found_by_shard == {"x.jsonl": 1, "y.jsonl": 5}


def test_a_near_copy_is_found_as_near_and_not_as_exact(tmp_path: Path) -> None:
    corpus = run_of(tmp_path / "corpus", {"x.jsonl": [_text(1, changed=1)]})
    reference = run_of(tmp_path / "reference", {"a.jsonl": [_text(1), _text(5)]})
    comparison, [row] = _compared(tmp_path / "found", corpus, reference)
    assert 0.8 < float(str(row[2])) < 1.0
    assert row[3] is False
    assert (comparison.exact_found, comparison.share_found) == (0, 0.5)


def test_what_is_accepted_through_the_allowance_is_counted_apart_and_said(tmp_path: Path) -> None:
    texts = [_text(seed) for seed in range(20)]
    words = [text.split() for text in texts]
    changed = [" ".join((*own[:20], "changed", *own[21:60], "changed", *own[61:])) for own in words]  # J is 66 / 86
    corpus = run_of(tmp_path / "corpus", {"x.jsonl": changed})
    comparison, rows = _compared(tmp_path / "found", corpus, run_of(tmp_path / "reference", {"a.jsonl": texts}))
    similarities = [float(str(row[2])) for row in rows]
    at_bound = sum(similarity >= 0.8 for similarity in similarities)
    reference = comparison.reference
    assert 0 < at_bound < len(rows)
    assert (reference.found, reference.found_at_bound) == (len(rows), at_bound)
    assert (comparison.corpus.found, comparison.corpus.found_at_bound) == (len(rows), at_bound)
    assert min(similarities) >= comparison.min_estimate == 0.7422
    summary = (tmp_path / "found" / "summary.md").read_text()
    assert "accepted is every estimate of 0.7422 or more" in summary
    assert f"| of them estimated at 0.8 or more | {at_bound} | {at_bound} |" in summary
    assert f"by the allowance | {len(rows) - at_bound} | {len(rows) - at_bound} |" in summary
    assert "similarities are therefore overstated" in summary


def test_of_texts_with_one_signature_the_very_same_is_the_counterpart(tmp_path: Path) -> None:
    shouted, dotted = _text(1).upper(), _text(1) + "..."
    corpus = run_of(
        tmp_path / "corpus", {"x.jsonl": [shouted, _text(2).upper()], "y.jsonl": [dotted, _text(1), _text(1)]}
    )
    texts = [_text(1), _text(2), shouted, _text(1), _text(1).title()]
    comparison, rows = _compared(tmp_path / "found", corpus, run_of(tmp_path / "reference", {"a.jsonl": texts}))
    assert [row[1:] for row in rows] == [
        ("line:0", 1.0, True, "y.jsonl", "line:1"),
        ("line:1", 1.0, False, "x.jsonl", "line:1"),
        ("line:2", 1.0, True, "x.jsonl", "line:0"),
        ("line:3", 1.0, True, "y.jsonl", "line:1"),
        ("line:4", 1.0, False, "x.jsonl", "line:0"),
    ]
    assert comparison.exact_found == 3


def test_lost_records_of_both_runs_are_told(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    place = tmp_path / "corpus" / "z.jsonl"
    place.parent.mkdir()
    place.write_text("{broken\n")
    comparison, _ = _compared(tmp_path / "found", run_of(tmp_path, CORPUS), runs[1])
    assert (comparison.corpus.lost_records, comparison.reference.lost_records) == (1, 0)


def test_what_is_written_names_no_text_and_is_the_same_bytes_again(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    _compared(tmp_path / "one", *runs)
    for run in runs:  # the folder's place does not count, nor the order in which files were made
        shutil.copytree(run, tmp_path / run.parent.name)
    _compared(tmp_path / "two", tmp_path / "corpus", tmp_path / "reference")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["comparison.json", "matches.parquet", "summary.md"]
    for name in names:
        body = (tmp_path / "one" / name).read_bytes()
        assert body == (tmp_path / "two" / name).read_bytes()
        assert _words(1)[0].encode() not in body


def test_signatures_of_other_options_are_refused_naming_both(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    other = run_of(tmp_path, REFERENCE, SignatureOptions(scheme=Scheme.AFFINE32))
    with pytest.raises(OutputError, match=r"scheme oph; they cannot be compared with .*scheme affine32"):
        _compared(tmp_path / "found", runs[0], other)


@pytest.mark.parametrize("name", ["signatures/y.jsonl.parquet", "corpus.json"])
def test_a_run_that_was_changed_is_refused(tmp_path: Path, runs: tuple[Path, Path], name: str) -> None:
    shutil.copytree(runs[0], tmp_path / "changed")
    (tmp_path / "changed" / name).write_bytes((runs[1] / "corpus.json").read_bytes())
    with pytest.raises(OutputError, match=r"not the file that manifest\.json names"):
        _compared(tmp_path / "found", tmp_path / "changed", runs[1])
    (tmp_path / "changed" / name).unlink()
    with pytest.raises(OutputError, match=r"not there|holds no corpus\.json"):
        compare_runs(tmp_path / "changed", runs[1], tmp_path / "found", 0.8)


def test_a_run_without_signatures_is_refused(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    bare = run_of(tmp_path, REFERENCE, rules="example")
    with pytest.raises(OutputError, match="keeps no signatures"):
        _compared(tmp_path / "found", runs[0], bare)


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    with pytest.raises(OutputError, match=r"holds no manifest\.json"):
        _compared(tmp_path / "found", runs[0], tmp_path)


def test_nothing_to_compare_is_no_share_of_zero(tmp_path: Path, runs: tuple[Path, Path]) -> None:
    short = run_of(tmp_path, {"a.jsonl": ["too short to be kept"]})
    with pytest.raises(NothingToScanError, match="long enough"):
        _compared(tmp_path / "found", runs[0], short)


def test_a_folder_that_holds_anything_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="is not empty"):
        prepare_folder(tmp_path)
