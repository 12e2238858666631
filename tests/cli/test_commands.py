"""The command line as a user meets it: words in, text and exit code out."""

import inspect
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import ROOT, SAMPLES, write_jsonl
from run_here import scanner
from scanner.cli.scan import scan
from scanner.cli.settings import Settings

MAIL = "mira.oldfield@corpus-sample-press.org"
CALL_WORDS = {"context", "paths", "overwrite", "resume", "dry_run", "estimate", "config", "no_suppressions", "today"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "corpus" / "letters.jsonl", ["Plain words.", f"写信给{MAIL}。", "More words."]).parent


def test_without_words_the_help_names_every_command(tmp_path: Path) -> None:
    answer = scanner("--help", cwd=tmp_path)
    assert answer.returncode == 0
    assert {"scan", "findings", "show", "rules", "models", "config"} <= set(answer.stdout.split())


def test_a_scan_says_where_the_reports_are_and_never_what_it_found(tmp_path: Path, corpus: Path) -> None:
    answer = scanner("scan", str(corpus), "--out", "out", "--jobs", "1", cwd=tmp_path)
    assert answer.returncode in {0, 1}, answer.stderr
    assert "out/summary.md" in answer.stdout
    assert "pii.email" in answer.stdout
    assert MAIL not in answer.stdout + answer.stderr


def test_a_policy_that_is_crossed_ends_with_1_and_one_that_holds_with_0(tmp_path: Path, corpus: Path) -> None:
    policy = (
        "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {{min_records_read: 1.0, min_bytes_read: 1.0}}\n"
        "gates: [{{rule: pii.email, max_count: {}}}]\n"
    )
    for bound, code in ((0, 1), (1, 0)):
        (tmp_path / "policy.yaml").write_text(policy.format(bound))
        words = ("scan", str(corpus), "-o", f"out{bound}", "-j", "1", "--policy", "policy.yaml", "--quiet")
        answer = scanner(*words, cwd=tmp_path)
        assert (answer.returncode, answer.stdout) == (code, ""), answer.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("scan", "absent", "-o", "out"), 2, "absent", id="no-such-path"),
        pytest.param(("scan", "corpus"), 2, "--out", id="no-output-folder"),
        pytest.param(("scan", "corpus", "-o", "out", "--nonsense"), 2, "--nonsense", id="unknown-option"),
        pytest.param(("scan", "corpus", "-o", "out", "--policy", "absent.yaml"), 2, "absent.yaml", id="no-policy-file"),
        pytest.param(("scan", "corpus", "-o", "out", "--no-shipped-rules"), 2, "empty ruleset", id="no-rules"),
        pytest.param(
            ("scan", "corpus", "-o", "out", "--ner-model", "en_core_web_sm"), 2, "spacy download", id="no-pipeline"
        ),
        pytest.param(("scan", "corpus", "-o", "out", "--progress", "loud"), 2, "auto, bar or plain", id="bad-word"),
        pytest.param(("scan", "empty", "-o", "out"), 3, "empty", id="a-folder-without-a-shard"),
        pytest.param(("findings", "corpus"), 2, "not the output of a finished scan", id="not-a-run"),
        pytest.param(("rules", "explain", "nonsense"), 2, "no such rule", id="unknown-rule"),
    ],
)
def test_a_mistake_ends_in_one_message_and_its_code(
    tmp_path: Path, corpus: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    assert corpus.is_dir()
    (tmp_path / "empty").mkdir()
    answer = scanner(*words, cwd=tmp_path)
    assert answer.returncode == code, answer.stderr
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_second_run_into_the_same_folder_needs_to_be_told(tmp_path: Path, corpus: Path) -> None:
    words = ("scan", str(corpus), "-o", "out", "-j", "1", "-q")
    first = scanner(*words, cwd=tmp_path)
    assert scanner(*words, cwd=tmp_path).returncode == 2
    assert scanner(*words, "--overwrite", cwd=tmp_path).returncode == first.returncode


def test_a_folder_that_holds_what_is_to_be_scanned_is_refused_as_output(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "corpus" / "shards" / "a.jsonl", ["Plain words."])
    answer = scanner("scan", "corpus", "-o", "corpus", "--overwrite", cwd=tmp_path)
    assert answer.returncode == 2
    assert "which is to be scanned" in answer.stderr
    assert (tmp_path / "corpus" / "shards" / "a.jsonl").exists()


def test_a_bad_rule_is_refused_before_an_earlier_run_is_replaced(tmp_path: Path, corpus: Path) -> None:
    scanner("scan", str(corpus), "-o", "out", "-j", "1", "-q", cwd=tmp_path)
    rule = (ROOT / "rules" / "pii" / "email.yaml").read_text(encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "mail.yaml").write_text(rule.replace("validator: email", "validator: nonsense"))
    for jobs in ("1", "2"):
        answer = scanner("scan", str(corpus), "-o", "out", "-j", jobs, "--overwrite", "--rules", "more", cwd=tmp_path)
        assert answer.returncode == 2
        assert "'nonsense' is not one of" in answer.stderr
    assert (tmp_path / "out" / "corpus.json").exists()


def test_a_reader_that_leaves_early_does_not_change_the_exit_code(tmp_path: Path) -> None:
    scanner("scan", str(SAMPLES), "-o", "out", "-j", "1", "-q", cwd=tmp_path)
    command = f"'{Path(sys.executable).parent / 'corpus-scanner'}' findings out; echo $? >code"
    subprocess.run(["sh", "-c", f"({command}) | true"], cwd=tmp_path, check=False)  # noqa: S607  # sh is on the path
    assert (tmp_path / "code").read_text().strip() == "0"


def test_an_interrupted_scan_writes_its_reports_and_ends_with_3(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "stuck.jsonl")
    write_jsonl(tmp_path / "good.jsonl", ["Plain words."])
    command = [str(Path(sys.executable).parent / "corpus-scanner"), "scan", "stuck.jsonl", "good.jsonl"]
    command += ["--names", "off"]
    for sign in (signal.SIGINT, signal.SIGTERM):
        environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
        words = [*command, "-o", f"out{sign}", "-j", "2", "-v"]
        with subprocess.Popen(words, cwd=tmp_path, env=environment, stdout=-1, stderr=-1, text=True) as process:
            assert process.stderr is not None
            while "good.jsonl" not in (line := process.stderr.readline()):  # a slow start prints its progress first
                if not line:
                    break
            process.send_signal(sign)
            try:
                _, errors = process.communicate(timeout=60)
            finally:
                process.kill()  # or leaving would wait for ever where the signal was not heard
        assert process.returncode == 3, errors
        assert "Traceback" not in errors
        states = json.loads((tmp_path / f"out{sign}" / "corpus.json").read_bytes())["shards"]
        assert states["stuck.jsonl"]["faults"][0]["reason"] == "interrupted"
        assert "--resume goes on from there" in errors
    (tmp_path / "stuck.jsonl").unlink()
    write_jsonl(tmp_path / "stuck.jsonl", ["Other words."])
    words = [*command[1:], "-o", f"out{signal.SIGINT}", "-j", "1", "-v", "--resume"]
    answer = scanner(*words, cwd=tmp_path, env={"XDG_CONFIG_HOME": str(tmp_path)})  # with another key all is read again
    assert answer.returncode in {0, 1}, answer.stderr
    assert "gone on: 1 shard taken over as read before, 1 read\n" in answer.stderr
    assert not (tmp_path / f"out{signal.SIGINT}" / "work").exists()


def test_going_on_and_starting_over_at_once_is_refused(tmp_path: Path, corpus: Path) -> None:
    answer = scanner("scan", str(corpus), "-o", "out", "--resume", "--overwrite", cwd=tmp_path)
    assert answer.returncode == 2
    assert "--resume goes on from an earlier run, --overwrite removes it" in answer.stderr


def test_standard_input_is_a_shard(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "corpus-scanner"), "scan", "-", "-o", "out", "-q"]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    text = json.dumps({"text": f"mail {MAIL}"}).encode()
    answer = subprocess.run(command, input=text, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert answer.returncode in {0, 1}, answer.stderr
    report = json.loads((tmp_path / "out" / "corpus.json").read_bytes())
    assert report["totals"]["rules"]["pii.email"]["findings"] == 1


def test_findings_are_printed_as_lines_and_show_reads_the_text_again(tmp_path: Path, corpus: Path) -> None:
    scanner("scan", str(corpus), "-o", "out", "-j", "1", "-q", cwd=tmp_path)
    answer = scanner("findings", "out", "--rule", "pii.email", cwd=tmp_path)
    (line,) = [json.loads(line) for line in answer.stdout.splitlines()]
    assert (line["shard"], line["document"], line["field"]) == ("letters.jsonl", "line:1", "text")
    assert (line["start"], line["end"]) == (3, 3 + len(MAIL))
    assert MAIL not in answer.stdout
    shown = scanner("show", "out", line["finding"], "--corpus", str(corpus), cwd=tmp_path)
    assert f"写信给⟦{MAIL}⟧。" in shown.stdout
    assert "read letters.jsonl again" in shown.stderr


def test_show_refuses_a_shard_that_changed_since(tmp_path: Path, corpus: Path) -> None:
    scanner("scan", str(corpus), "-o", "out", "-j", "1", "-q", cwd=tmp_path)
    key = json.loads(scanner("findings", "out", cwd=tmp_path).stdout.splitlines()[0])["finding"]
    write_jsonl(corpus / "letters.jsonl", ["Changed."])
    answer = scanner("show", "out", key, "--corpus", str(corpus), cwd=tmp_path)
    assert answer.returncode == 2
    assert "SHA-256 differs" in answer.stderr


def test_a_dry_run_lists_shards_and_writes_nothing(tmp_path: Path) -> None:
    answer = scanner("scan", str(SAMPLES), "--dry-run", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    for word in ("warc", "wet", "wat", "parquet", "jsonl", "html", "markdown", "zstd", "bz2", "xz", "nothing was read"):
        assert word in answer.stdout
    assert [path.name for path in tmp_path.iterdir() if path.name != "config"] == []


def test_flag_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    def jobs(*flags: str, **env: str) -> str:
        answer = scanner("config", "show", *flags, cwd=tmp_path, env=env)
        assert answer.returncode == 0, answer.stderr
        found = re.search(r"jobs\W+(\d+)\W+(\w+)", answer.stdout)
        assert found is not None
        return f"{found[1]} {found[2]}"

    assert jobs() == "0 default"
    (tmp_path / "corpus-scanner.toml").write_text("jobs = 3\n")
    assert jobs() == "3 file"
    assert jobs(CORPUS_SCANNER_JOBS="4") == "4 environment"
    assert jobs("--jobs", "5", CORPUS_SCANNER_JOBS="4") == "5 flag"


def test_every_fault_of_a_configuration_file_is_named_at_once(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "my.toml").write_text('jobz = 3\njobs = "three"\noverwrite = true\n')
    answer = scanner("scan", str(corpus), "-o", "out", "--config", "my.toml", cwd=tmp_path)
    assert answer.returncode == 2
    for word in ("jobz: not a setting", "jobs: expected a whole number", "overwrite: not a setting"):
        assert word in answer.stderr


def test_a_configuration_file_knows_every_option_but_the_words_of_one_call() -> None:
    options = set(inspect.signature(scan).parameters)
    assert set(Settings.__slots__) == options - CALL_WORDS


def test_the_key_is_kept_for_the_user_only(tmp_path: Path, corpus: Path) -> None:
    scanner("scan", str(corpus), "-o", "out", "-j", "1", "-q", cwd=tmp_path)
    key = tmp_path / "config" / "corpus-scanner" / "tag.key"
    assert key.stat().st_mode & 0o777 == 0o600
    secret = key.read_bytes()
    assert all(secret not in path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
