"""`gate`, `baseline`, `diff` and `policy` as a user meets them."""

import json
from pathlib import Path

import pytest

from corpora import ROOT, write_jsonl
from run_here import scanner_here as scanner

RULES = ("--no-shipped-rules", "--rules", "rules")
POLICY = (
    "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {{min_records_read: 1.0, min_bytes_read: 1.0}}\n"
    "gates: [{{rule: pii.email, max_count: {}}}]\n"
)
SUPPRESSIONS = (
    "schema: corpus-scanner/suppressions/v1\nsuppressions:\n"
    "  - {rule: pii.email, where: {shard: '*'}, reason: our own, owner: office, expires: 2026-12-31}\n"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a run that fails for one finding, and one over a shard more."""
    folder = tmp_path_factory.mktemp("gate")
    (folder / "rules" / "pii").mkdir(parents=True)
    text = (ROOT / "rules" / "pii" / "email.yaml").read_text(encoding="utf-8")
    (folder / "rules" / "pii" / "email.yaml").write_text(text, encoding="utf-8")
    (folder / "none.yaml").write_text(POLICY.format(0))
    (folder / "one.yaml").write_text(POLICY.format(1))
    (folder / "s.yaml").write_text(SUPPRESSIONS)
    write_jsonl(folder / "corpus" / "a.jsonl", ["Plain words.", "Write to mira@corpus-sample-press.org today."])
    words = ("-j", "1", "-q", "--policy", "none.yaml", *RULES)
    scanned = scanner("scan", "corpus", "-o", "old", *words, cwd=folder)
    assert scanned.returncode == 1, scanned.stderr
    write_jsonl(
        folder / "corpus" / "b.jsonl", ["Or to jan@corpus-sample-press.org and to ada@corpus-sample-press.org."]
    )
    assert scanner("scan", "corpus", "-o", "new", *words, cwd=folder).returncode == 1
    made = scanner("baseline", "make", "old", "--file", "baseline.jsonl", cwd=folder)
    assert (made.returncode, made.stdout.partition(",")[0]) == (0, "baseline.jsonl: 1 shard"), made.stderr
    return folder


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param((), 1, "pii.email, corpus: 1 finding, allowed 0", id="its own policy"),
        pytest.param(("--policy", "one.yaml"), 0, "Verdict: PASS (t)", id="another policy"),
        pytest.param(
            ("--suppressions", "s.yaml", "--today", "2026-12-31"),
            0,
            "used: pii.email at shard *",
            id="set aside",
        ),
        pytest.param(("--suppressions", "s.yaml", "--today", "2027-01-01"), 1, "held until 2026-12-31", id="over"),
        pytest.param(("--suppressions", "s.yaml", "--no-suppressions"), 1, "1 finding", id="not applied"),
        pytest.param(("--baseline", "baseline.jsonl", "--new-only"), 0, "1 shard known", id="nothing new"),
        pytest.param(("--new-only",), 1, "No baseline was given: a gate that asks for what is new", id="all is new"),
        pytest.param(("--today", "soon"), 2, "--today soon", id="no day"),
        pytest.param(
            ("--policy", "eu-gapi"), 2, "neither a file nor a shipped policy (default, strict", id="no policy"
        ),
        pytest.param(("--policy", "strict"), 2, "names no rule of the ruleset", id="a policy on other rules"),
        pytest.param(("--baseline", "none.yaml"), 2, "not a baseline", id="no baseline"),
        pytest.param(("--suppressions", "none.yaml"), 2, "none.yaml: suppressions: ", id="no suppressions"),
    ],
)
def test_a_finished_run_is_judged_by_what_is_said(place: Path, words: tuple[str, ...], code: int, told: str) -> None:
    before = (place / "old" / "manifest.json").read_bytes()
    answer = scanner("gate", "old", *words, cwd=place)
    assert answer.returncode == code, answer.stderr
    assert told in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stderr
    assert (place / "old" / "manifest.json").read_bytes() == before


def test_what_is_new_fails_and_says_so(place: Path) -> None:
    answer = scanner("gate", "new", "--baseline", "baseline.jsonl", "--new-only", "--json", cwd=place)
    verdict = json.loads(answer.stdout)
    assert (answer.returncode, verdict["outcome"]) == (1, "fail")
    assert verdict["reasons"][0]["message"] == "beyond the baseline: 2 findings, allowed 0"
    assert verdict["baseline"]["rules"]["pii.email"] == {"before": 1, "now": 3, "over": 2, "fewer": 0}


def test_a_scan_judges_as_a_gate_does_and_pins_what_it_was_judged_by(place: Path) -> None:
    held = ("--baseline", "baseline.jsonl", "--suppressions", "s.yaml", "--today", "2026-06-01")
    words = ("-o", "held", "-j", "1", "--policy", "none.yaml", "--new-only", *RULES)
    scanned = scanner("scan", "corpus", *words, *held, cwd=place)
    assert scanned.returncode == 0, scanned.stderr
    assert "Set aside by 1 suppressions: 3 findings" in scanned.stdout
    assert "Findings beyond the baseline: 2" in scanned.stdout
    lock = json.loads((place / "held" / "lock.json").read_bytes())
    assert (lock["as_of"], len(lock["baseline"]), len(lock["suppressions"])) == ("2026-06-01", 64, 64)
    again = scanner("gate", "held", *held, "--json", cwd=place)
    assert again.stdout == (place / "held" / "verdict.json").read_text(encoding="utf-8")


def test_a_faulty_suppression_is_refused_before_anything_is_read_or_replaced(place: Path) -> None:
    (place / "bad.yaml").write_text(SUPPRESSIONS.replace("pii.email", "pii.nothing"))
    words = ("-o", "old", "--overwrite", "-q", "--policy", "none.yaml", *RULES)
    answer = scanner("scan", "corpus", *words, "--suppressions", "bad.yaml", cwd=place)
    assert answer.returncode == 2
    assert "'pii.nothing' names no rule" in answer.stderr
    assert (place / "old" / "corpus.json").exists()


def test_a_verdict_is_written_where_that_is_asked_for(place: Path) -> None:
    scanner("scan", "corpus", "-o", "mine", "-j", "1", "-q", "--policy", "none.yaml", *RULES, cwd=place)
    (place / "five.yaml").write_text(POLICY.format(5))
    answer = scanner("gate", "mine", "--policy", "five.yaml", "--write", cwd=place)
    assert (answer.returncode, "mine/summary.md" in answer.stdout) == (0, True), answer.stderr
    assert (place / "mine" / "shards" / "a.jsonl.html").exists()
    assert "mine/shards: 2 pages" in answer.stdout
    assert ".jsonl.html" not in answer.stdout
    assert "PASS" in (place / "mine" / "summary.md").read_text(encoding="utf-8")
    assert scanner("gate", "mine", cwd=place).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("--rule", "pii.emial"), "--rule pii.emial: matches no rule of that run", id="rule"),
        pytest.param(("--shard", "c.jsonl"), "--shard c.jsonl: matches no shard of that run", id="shard"),
    ],
)
def test_findings_of_a_rule_or_shard_there_is_not_are_refused_and_not_told_as_none(
    place: Path, words: tuple[str, str], told: str
) -> None:
    answer = scanner("findings", "old", *words, cwd=place)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr
    known = scanner("findings", "old", "--format", "table", "--rule", "pii.*", "--shard", "a.*", cwd=place)
    assert (known.returncode, known.stdout.count("pii.email")) == (0, 1)


def test_reports_that_a_later_scan_would_take_for_shards_are_warned_of(place: Path, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", ["Plain words."])
    words = (str(tmp_path), "-j", "1", "--policy", "none.yaml", *RULES)
    inside = scanner("scan", *words, "-o", str(tmp_path / "out"), cwd=place)
    assert "lies inside" in inside.stderr
    assert inside.stderr.endswith("name a folder outside of it, or leave them out by --exclude\n")
    beside = scanner("scan", *words, "-o", "beside", "--exclude", "out/*", cwd=place)
    assert (beside.returncode, beside.stderr) == (0, "")
    assert "1 shard ·" in beside.stdout


def test_a_scan_says_which_files_of_a_folder_it_does_not_look_at(place: Path, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", ["Plain words."])
    for number in range(7):
        write_jsonl(tmp_path / f".part{number}\x1b.jsonl", ["Write to mira@corpus-sample-press.org today."])
    for words, told in (((), True), (("-q",), False)):
        answer = scanner("scan", str(tmp_path), "--dry-run", *words, cwd=place)
        assert ("neither file nor folder: .part0\ufffd.jsonl, " in answer.stderr) is told
        assert ("and 2 more\n" in answer.stderr) is told
    assert scanner("scan", str(tmp_path / "a.jsonl"), "--dry-run", cwd=place).stderr == ""


def test_a_link_that_leads_to_itself_is_a_shard_that_fails_and_no_fault_of_the_tool(
    place: Path, tmp_path: Path
) -> None:
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    words = ("-o", "looped", "-j", "1", "--policy", "none.yaml", *RULES)
    answer = scanner("scan", str(tmp_path), *words, cwd=place)
    assert (answer.returncode, "fault of the tool" in answer.stderr) == (3, False)
    assert "Too many levels of symbolic links" in answer.stdout + answer.stderr


def test_two_runs_are_compared_in_three_forms_and_a_regression_ends_with_1_only_when_asked(place: Path) -> None:
    table = scanner("diff", "old", "new", cwd=place)
    assert (table.returncode, table.stderr) == (0, "")
    assert "b.jsonl" in table.stdout
    assert "Verdict: FAIL → FAIL" in table.stdout
    assert "# What changed" in scanner("diff", "old", "new", "--markdown", cwd=place).stdout
    assert json.loads(scanner("diff", "old", "new", "--json", cwd=place).stdout)["shards"]["added"] == ["b.jsonl"]
    assert scanner("diff", "old", "new", "--fail-on-regression", cwd=place).returncode == 0
    assert scanner("diff", "old", "new", "--json", "--markdown", cwd=place).returncode == 2


def test_policies_are_listed_shown_checked_and_proved(place: Path) -> None:
    assert "cn-tc260" in scanner("policy", "list", cwd=place).stdout
    shown = scanner("policy", "show", "eu-gpai", cwd=place).stdout
    assert shown.startswith("# Evidence for providers")
    (place / "copy.yaml").write_text(shown, encoding="utf-8")
    assert scanner("policy", "check", "copy.yaml", cwd=place).returncode == 0
    assert "9 examples proved" in scanner("policy", "test", "copy.yaml", cwd=place).stdout
    assert scanner("policy", "show", "lax", cwd=place).returncode == 2
    assert "holds none" in scanner("policy", "test", "none.yaml", *RULES, cwd=place).stderr


def test_all_faults_of_a_policy_are_named_at_once_with_gates_on_rules_there_are_not(place: Path) -> None:
    gates = "{rule: pii.nothing, max_count: 0}, {rule: pii.email, max_cuont: 1}, "
    gates += "{rule: 'pii.*', max_count: 0, but_not: [x]}"
    (place / "bad-policy.yaml").write_text(POLICY.format(0).partition("gates:")[0] + f"tittle: x\ngates: [{gates}]\n")
    answer = scanner("policy", "check", "bad-policy.yaml", "default", cwd=place)
    assert answer.returncode == 2
    for part in (
        "tittle",
        "gates[0].rule: 'pii.nothing'",
        "gates[1].max_cuont",
        "gates[1]: give",
        "gates[2].but_not: 'x'",
    ):
        assert part in answer.stderr, part
