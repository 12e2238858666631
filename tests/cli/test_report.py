"""`report` as a user meets it."""

import json
from pathlib import Path

from corpora import write_jsonl
from run_here import scanner


def test_a_finished_run_is_told_again_without_its_corpus(tmp_path: Path) -> None:
    corpus = write_jsonl(tmp_path / "corpus" / "a.jsonl", ["Plain words."])
    words = ("--no-shipped-rules", "--rules", str(Path(__file__).parents[2] / "examples" / "rules"))
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 1.0, min_bytes_read: 1.0}\n"
        "gates: [{rule: '*', max_count: 0}]\n"
    )
    scanned = scanner("scan", "corpus", "-o", "out", "-j", "1", "--policy", "policy.yaml", *words, cwd=tmp_path)
    assert scanned.returncode == 0, scanned.stderr
    corpus.unlink()
    summary = (tmp_path / "out" / "summary.md").read_bytes()
    (tmp_path / "out" / "summary.md").unlink()
    told = scanner("report", "out", "--format", "markdown", cwd=tmp_path)
    assert (told.returncode, told.stdout, told.stderr) == (0, "out/summary.md\n", "")
    assert (tmp_path / "out" / "summary.md").read_bytes() == summary


def test_a_folder_that_is_no_run_ends_with_2_and_says_so(tmp_path: Path) -> None:
    told = scanner("report", str(tmp_path), cwd=tmp_path)
    assert told.returncode == 2
    assert "not the output of a finished scan" in told.stderr


def test_a_list_of_shards_is_what_results_point_at(tmp_path: Path) -> None:
    (tmp_path / "corpus.txt").write_text("# shards\ncorpus/a.jsonl\n")
    write_jsonl(tmp_path / "corpus" / "a.jsonl", ["Address: 10 Downing Street, SW1A 2AA", "Plain words."])
    rules = str(Path(__file__).parents[2] / "examples" / "rules")
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 1.0, min_bytes_read: 1.0}\n"
        "gates: [{rule: '*', max_count: 0}]\n"
    )
    words = ("--policy", "policy.yaml", "--no-shipped-rules", "--rules", rules)
    scanned = scanner("scan", "@corpus.txt", "-o", "out", "-j", "1", *words, cwd=tmp_path)
    assert scanned.returncode == 1, scanned.stderr
    told = scanner("report", "out", "-f", "gitlab", "-f", "sarif", "--shard-list", "corpus.txt", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (0, "out/codequality.json\nout/results.sarif\n")
    (result,) = json.loads((tmp_path / "out" / "results.sarif").read_bytes())["runs"][0]["results"]
    (entry,) = json.loads((tmp_path / "out" / "codequality.json").read_bytes())
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    assert entry["location"] == {"path": "corpus.txt", "lines": {"begin": 2}}


def test_the_formats_are_listed(tmp_path: Path) -> None:
    assert "markdown\n" in scanner("report", "--list", cwd=tmp_path).stdout


def test_without_a_folder_there_is_nothing_to_report(tmp_path: Path) -> None:
    told = scanner("report", cwd=tmp_path)
    assert (told.returncode, "expected the folder of a finished scan" in told.stderr) == (2, True)
