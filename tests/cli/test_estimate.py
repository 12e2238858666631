"""`scan --estimate`: hours and cost on stdout, and nothing anywhere else."""

import errno
import signal
import sqlite3
import tempfile
from pathlib import Path

import pytest

from corpora import ROOT, write_jsonl
from run_here import scanner_here as scanner

POLICY = "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 0.5, min_bytes_read: 0.5}\n"
FEW = ("--no-shipped-rules", "--rules", str(ROOT / "examples" / "rules"), "--policy", "few.yaml", "--names", "off")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "few.yaml").write_text(POLICY + "gates: [{rule: '*', max_count: 1000, not_looked: note}]\n")
    write_jsonl(tmp_path / "corpus" / "a.jsonl", [f"Plain words, number {number}." for number in range(40)])
    return tmp_path


def test_an_estimate_says_time_disk_and_cost_and_writes_nothing(place: Path) -> None:
    before = {path for path in place.rglob("*") if "config" not in path.parts}
    answer = scanner("scan", "corpus", "--estimate", "-o", "out", "--cost-per-core-hour", "0.04", *FEW, cwd=place)
    assert answer.returncode == 0, answer.stderr
    for words in ("from 1 of 1 shards", "documents: about 40", "core time per TB: ", "cost per TB: about ", "disk: "):
        assert words in answer.stdout
    assert {path for path in place.rglob("*") if "config" not in path.parts} == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("--dry-run",), 2, "give one of --dry-run and --estimate", id="two-ways-not-to-scan"),
        pytest.param(("--first-shards", "2"), 2, "--first-shards: an estimate speaks of all", id="of-a-sample"),
        pytest.param(("--memory-limit", "much"), 2, "--memory-limit much: expected a size", id="as-a-scan"),
        pytest.param(("--shards-seed", "\udcff"), 2, "--shards-seed: not UTF-8", id="seed-no-text"),
        pytest.param(("--exclude", "*"), 3, "nothing to scan", id="nothing-there"),
    ],
)
def test_an_estimate_that_makes_no_sense_ends_in_one_message(
    place: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    answer = scanner("scan", "corpus", "--estimate", *words, *FEW, cwd=place)
    assert answer.returncode == code
    assert message in answer.stderr


def test_a_price_without_an_estimate_is_a_mistake(place: Path) -> None:
    answer = scanner("scan", "corpus", "-o", "out", "--cost-per-core-hour", "1", *FEW, cwd=place)
    assert answer.returncode == 2
    assert "--cost-per-core-hour: is of --estimate only" in answer.stderr


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_estimate_that_is_ended_from_outside_says_so_and_leaves_no_url_behind(
    place: Path, monkeypatch: pytest.MonkeyPatch, sign: signal.Signals
) -> None:
    def end(*_: object) -> None:
        assert list(place.glob("corpus-scanner-*/out/work"))
        signal.raise_signal(sign)

    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr("scanner.cli.forecast.forecast", end)
    answer = scanner("scan", "corpus", "--estimate", "-j", "1", "-q", *FEW, cwd=place)
    assert answer.returncode == 3
    assert answer.stderr == "corpus-scanner: interrupted before it was done: no verdict comes of this call\n"
    assert not list(place.glob("corpus-scanner-*"))


def full_disk() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "private"), full_disk()], ids=["file", "store"])
def test_where_a_disk_is_full_it_is_said_where(place: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fill(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setattr("scanner.cli.forecast.forecast", fill)
    monkeypatch.setattr("scanner.pipeline.run.run_scan", fill)
    estimate = scanner("scan", "corpus", "--estimate", "-j", "1", "-q", *FEW, cwd=place)
    scan = scanner("scan", "corpus", "-o", "out", "-j", "1", "-q", *FEW, cwd=place)
    assert (estimate.returncode, scan.returncode) == (2, 2)
    assert estimate.stderr == f"corpus-scanner: {place}: no space is left there; TMPDIR names another place\n"
    assert (
        scan.stderr == "corpus-scanner: out: no space is left there; what was read stays; --resume goes on from there\n"
    )
    assert not list(place.glob("corpus-scanner-*"))


def test_a_seed_that_draws_nothing_is_a_mistake(place: Path) -> None:
    answer = scanner("scan", "corpus", "-o", "out", "--shards-seed", "a", *FEW, cwd=place)
    assert answer.returncode == 2
    assert "--shards-seed: draws nothing without --time-budget" in answer.stderr
