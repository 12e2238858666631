"""What the README says is true: its commands run, its demo output is the demo's, its policy loads."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import ROOT, SAMPLES, shipped_ruleset
from run_here import run_here
from scanner.policy.baseline import parse_baseline
from scanner.policy.example import prove_policy
from scanner.policy.load import load_policy, parse_policy
from scanner.policy.suppressions import parse_suppressions
from scanner.register.load import parse_register
from scanner.reports.formats import FORMATS
from scanner.ruleset.catalogue import catalogue_of

MODELS = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")
REPORTS = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
CLUSTER = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
NAMES = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
BASELINE = (ROOT / "docs" / "baseline.md").read_text(encoding="utf-8")
POLICY = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
RIGHTS = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.partition("#")[0].strip()
    for language, body in BLOCKS
    if language == "sh"
    for line in body.splitlines()
    if line.startswith("corpus-scanner")
]
GUIDES = "".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs" / "guides").glob("*.md")))
INDEX_NAME = re.compile(
    r"pip install[^\n`]*\b[a-z]{2}[-_](?:core|ent)[-_](?:web|news|wiki)[-_](?:sm|md|lg|trf)(?![-_.0-9])"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the README's commands are run, with the samples as CORPUS."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(SAMPLES, folder / "CORPUS")
    shutil.copytree(ROOT / "examples", folder / "examples")
    run(folder, "corpus-scanner scan CORPUS --out OUT")
    return folder


def run(folder: Path, command: str, **env: str) -> subprocess.CompletedProcess[str]:
    # One worker: what is written does not depend on their number, and each compiles the patterns first.
    jobs = {"CORPUS_SCANNER_JOBS": "1"}
    environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "COLUMNS": "80", **jobs, **env}
    words = shlex.split(command)
    here = {"scan", "report", "gate", "diff", "baseline", "policy"}
    if words[1] in here and "ray" not in words:  # Ray leaves settings behind in its process and home
        return run_here(folder, words, environment)
    words[0] = str(Path(sys.executable).parent / words[0])
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_readme_has_its_commands() -> None:
    assert len(COMMANDS) >= 7


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(place: Path, command: str) -> None:
    if "FINDING" in command:
        listed = run(place, "corpus-scanner findings OUT --rule pii.email --limit 1").stdout
        found = re.search(r'"finding":"(\w+)"', listed)
        assert found is not None
        command = command.replace("FINDING", found[1])
    if command == "corpus-scanner rules check":  # of all rules it takes a minute, which tools/check.sh spends already
        command += " --no-shipped-rules --rules examples/rules"
    # OUT stays as it is: in whatever order tests run, a baseline made of it is one of what is judged.
    answer = run(place, command.replace("--out OUT", "--out AGAIN --overwrite").replace("diff OLD", "diff OUT"))
    judged = command.split()[1] in {"scan", "gate"}
    assert answer.returncode in ({0, 1, 3} if judged else {0}), answer.stderr


def test_the_commands_on_long_runs_work(place: Path) -> None:
    policy = "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 0.5, min_bytes_read: 0.5}\n"
    (place / "few.yaml").write_text(policy + "gates: [{rule: '*', max_count: 1000, not_looked: note}]\n")
    few = "--no-shipped-rules --rules examples/rules --policy few.yaml --exclude 'damaged/*'"
    body = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(corpus-scanner scan [^#\n]*)", body, re.MULTILINE)
    folder = 0
    for command in commands:
        folder += "--resume" not in command
        words = command.strip().replace("--out OUT", f"--out long{folder}")
        answer = run(place, f"{words} {few}")
        assert answer.returncode == 0, answer.stderr
    assert len(commands) == 8


def test_the_demo_prints_what_the_readme_says(place: Path) -> None:
    (shown,) = [body for language, body in BLOCKS if language == "text" and "Verdict" in body]
    answer = run(place, "corpus-scanner scan CORPUS --out out/demo --overwrite")
    assert [line.rstrip() for line in answer.stdout.splitlines()] == [line.rstrip() for line in shown.splitlines()][:-1]
    assert shown.splitlines()[-1] in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_policy_of_the_readme_loads(tmp_path: Path) -> None:
    (body,) = [body for language, body in BLOCKS if language == "yaml"]
    (tmp_path / "policy.yaml").write_text(body)
    policy, _ = load_policy(tmp_path / "policy.yaml")
    assert len(policy.gates) == 3


def test_no_text_of_ours_asks_a_package_index_for_a_name_of_spacys() -> None:
    assert INDEX_NAME.search("pip install zh-core-web-sm")
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "scanner").rglob("*.py")):
        assert not INDEX_NAME.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("command", re.findall(r"^corpus-scanner models (?!.*whl).*", MODELS, re.MULTILINE))
def test_a_command_of_the_page_about_models_works(place: Path, command: str) -> None:
    assert run(place, command).returncode == 0


@pytest.mark.parametrize("command", re.findall(r"^corpus-scanner .*", NAMES, re.MULTILINE))
def test_a_command_of_the_page_about_names_works(place: Path, command: str) -> None:
    answer = run(place, command.replace("scan samples", "scan CORPUS"))
    assert answer.returncode == 1, answer.stderr  # the samples are planted with trouble


@pytest.mark.parametrize("command", re.findall(r"^corpus-scanner .*", RIGHTS, re.MULTILINE))
def test_a_command_of_the_page_about_rights_works(place: Path, command: str) -> None:
    answer = run(place, command.replace("samples/", "CORPUS/"))
    scans = " scan " in command
    assert answer.returncode == (1 if scans else 0), answer.stderr  # the samples are planted with trouble
    assert scans or answer.stdout.startswith(("allowed", "disallowed", "{"))


@pytest.mark.parametrize("command", re.findall(r"^(corpus-scanner scan samples.*?) *#", CLUSTER, re.MULTILINE))
def test_a_command_of_the_page_about_clusters_works(place: Path, command: str) -> None:
    answer = run(place, command.replace("scan samples", "scan CORPUS").replace("--out OUT", "--out SPREAD --overwrite"))
    assert answer.returncode == 1, answer.stderr  # the samples are planted with trouble


@pytest.mark.parametrize("command", re.findall(r"^ *(corpus-scanner .*)", REPORTS, re.MULTILINE))
def test_a_command_of_the_page_about_reports_works(place: Path, command: str) -> None:
    (place / "corpus.txt").write_text("CORPUS/text/chat.jsonl\n")
    assert run(place, command.replace(" OUT ", " OUT --into told ", 1)).returncode == 0


def test_every_format_has_a_line_in_the_page_about_reports() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in REPORTS] == []


@pytest.mark.parametrize("command", re.findall(r"^corpus-scanner .*", POLICY, re.MULTILINE))
def test_a_command_of_the_page_about_policies_works(place: Path, command: str) -> None:
    if "--baseline" in command and not (place / "baseline.jsonl").exists():  # tests run in any order
        run(place, "corpus-scanner baseline make OUT --file baseline.jsonl")
    answer = run(place, command)
    judged = " gate " in command and "--new-only" not in command
    assert answer.returncode in ({1, 3} if judged else {0, 3}), answer.stderr  # the samples are planted with trouble


def test_the_files_of_the_page_about_policies_load() -> None:
    policy, suppressions = re.findall(r"^```yaml\n(.*?)^```", POLICY, re.MULTILINE | re.DOTALL)
    held, faults = parse_policy(policy)
    assert held is not None, faults
    assert list(prove_policy(held, catalogue_of(shipped_ruleset()))) == []
    assert parse_suppressions(suppressions)[1] == ()


def test_the_commands_of_the_page_about_baselines_keep_what_is_there_and_find_nothing_new(tmp_path: Path) -> None:
    (tmp_path / "CORPUS").mkdir()
    shutil.copy(SAMPLES / "text" / "chat.jsonl", tmp_path / "CORPUS")
    codes = [run(tmp_path, command).returncode for command in re.findall(r"^corpus-scanner .*", BASELINE, re.MULTILINE)]
    assert codes == [1, 0, 0]


def test_the_baseline_of_the_page_about_baselines_loads() -> None:
    (lines,) = re.findall(r"^```json\n(.*?)^```", BASELINE, re.MULTILINE | re.DOTALL)
    assert parse_baseline(lines)[1] == ()


@pytest.mark.parametrize("command", re.findall(r"^corpus-scanner .*", SOURCES, re.MULTILINE))
def test_a_command_of_the_page_about_sources_works(place: Path, command: str) -> None:
    answer = run(place, command.replace("scan samples", "scan CORPUS").replace("--out OUT", "--out SOURCES"))
    assert answer.returncode == (1 if " scan " in command else 0), answer.stderr  # the samples are planted with trouble


def test_the_register_of_the_page_about_sources_loads() -> None:
    (body,) = re.findall(r"^```yaml\n(.*?)^```", SOURCES, re.MULTILINE | re.DOTALL)
    register, faults = parse_register(body)
    assert register is not None, faults


@pytest.mark.parametrize("command", sorted({*re.findall(r"^corpus-scanner .*", GUIDES, re.MULTILINE)} - {*COMMANDS}))
def test_a_command_of_the_guides_works(place: Path, command: str) -> None:
    if "--baseline" in command and not (place / "baseline.jsonl").exists():  # tests run in any order
        run(place, "corpus-scanner baseline make OUT --file baseline.jsonl")
    answer = run(place, command.replace("report OUT ", "report OUT --into guide "))
    assert answer.returncode in ({1, 3} if " gate " in command else {0}), answer.stderr


def test_files_of_a_run_are_those_of_its_manifest_as_the_guide_checks_it(place: Path, tmp_path: Path) -> None:
    (script,) = re.findall(r"^```sh\n(cd OUT\n.*?)^```", GUIDES, re.MULTILINE | re.DOTALL)
    shutil.copytree(place / "OUT", tmp_path / "OUT")
    check = ["sh", "-c", script]
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 0
    (tmp_path / "OUT" / "verdict.json").write_bytes(b"{}")
    assert subprocess.run(check, cwd=tmp_path, check=False).returncode == 1


def test_no_document_or_code_names_a_path_of_some_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607  # git is on the path
    pattern = re.compile(rb"/(?:" + b"|".join((b"root", b"home", b"work")) + rb")/[a-z]")
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".sh", ".txt", ".json"} and path.is_file():
            assert not pattern.search(path.read_bytes()), name
