"""Nothing is fetched or sent at run time: the whole program runs the same where Python may open no connection."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpora import ROOT, SAMPLES, write_jsonl

SHARDS = ("crawl/pages.warc.wet.gz", "text/news.jsonl.gz", "text/books.parquet", "text/page.html")
RULES = (
    *("pii/email.yaml", "pii/person-name.yaml", "pii/phone/international.yaml", "secret/json-web-token.yaml"),
    *("rights/robots/everyone.yaml", "licence/copyleft.yaml", "duplicate/near.yaml"),
)
"""One of every kind: to compile all of them takes each worker many seconds and opens no more connections."""
POLICY = "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 1.0, min_bytes_read: 1.0}\n"
GATES = "gates: [{rule: pii.email, max_count: 0}]\n"
SCAN = ("corpus-scanner", "scan", "corpus", "-q", "--no-shipped-rules", "--rules", "rules", "--policy", "policy.yaml")
NAMES = ("--ner-model", "built-in", "--ner-model", "fr=fr_core_news_sm")
FRENCH = "La directrice de la bibliothèque, Madeleine Charpentier, a présenté le catalogue aux habitants de la ville."


@dataclass(frozen=True, slots=True)
class Guarded:
    """A folder in which commands run without a network."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command; what it tries is noted in `log`."""
        (self.folder / "log").unlink(missing_ok=True)
        return run(self.folder, *command, PYTHONPATH=str(ROOT / "tests" / "no_network"))

    def notes(self, word: str) -> list[str]:
        """Return the lines that say `start` or `attempt`, each with its process."""
        return [line for line in (self.folder / "log").read_text().splitlines() if line.split()[1] == word]


def run(folder: Path, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), "OFFLINE_LOG": str(folder / "log"), **env}
    words = [str(Path(sys.executable).parent / command[0]), *command[1:]]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    """Return a folder with a small corpus of several formats, in `corpus`."""
    folder = tmp_path_factory.mktemp("offline")
    for shard in SHARDS:
        (folder / "corpus" / shard).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / shard, folder / "corpus" / shard)
    write_jsonl(folder / "corpus" / "french.jsonl", [FRENCH])
    for rule in RULES:
        (folder / "rules" / rule).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "rules" / rule, folder / "rules" / rule)
    shutil.copytree(ROOT / "examples" / "rules", folder / "rules", dirs_exist_ok=True)
    (folder / "policy.yaml").write_text(POLICY + GATES)
    return Guarded(folder)


@pytest.fixture(scope="module")
def scanned(guarded: Guarded) -> subprocess.CompletedProcess[str]:
    """Scan the corpus into `out`, with workers and all kinds of name taggers; what was noted is kept in `scan-log`."""
    answer = guarded.run(*SCAN, "-j", "2", "-o", "out", *NAMES)
    shutil.copy(guarded.folder / "log", guarded.folder / "scan-log")
    return answer


def test_a_scan_with_names_opens_no_connection(guarded: Guarded, scanned: subprocess.CompletedProcess[str]) -> None:
    noted = [line.split() for line in (guarded.folder / "scan-log").read_text().splitlines()]
    assert [words for words in noted if words[1] == "attempt"] == []
    assert len({words[0] for words in noted}) > 2  # this process and its workers
    assert scanned.returncode == 1, scanned.stderr
    rules = json.loads((guarded.folder / "out" / "corpus.json").read_bytes())["totals"]["rules"]
    assert rules["pii.person-name"]["findings"] > 0


def test_a_scan_ends_as_it_does_with_a_network(guarded: Guarded, scanned: subprocess.CompletedProcess[str]) -> None:
    free = run(guarded.folder, *SCAN, "-j", "1", "-o", "free", *NAMES)
    assert (scanned.returncode, scanned.stderr) == (free.returncode, free.stderr)
    for name in ("corpus.json", "verdict.json", "lock.json", "manifest.json"):
        assert (guarded.folder / "out" / name).read_bytes() == (guarded.folder / "free" / name).read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("scan", "corpus", "--dry-run"),
        ("rules", "list"),
        ("rules", "check", "--no-shipped-rules", "--rules", str(ROOT / "examples" / "rules")),
        ("models", "list"),
        ("models", "verify", "built-in", "fr_core_news_sm"),
        ("config", "show"),
        ("--version",),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_other_command_opens_no_connection(guarded: Guarded, words: tuple[str, ...]) -> None:
    answer = guarded.run("corpus-scanner", *words)
    assert guarded.notes("attempt") == []
    assert answer.returncode == 0, answer.stderr


def test_reading_a_finished_run_opens_no_connection(
    guarded: Guarded, scanned: subprocess.CompletedProcess[str]
) -> None:
    assert scanned.returncode == 1
    listed = guarded.run("corpus-scanner", "findings", "out", "--limit", "1")
    attempts = guarded.notes("attempt")
    key = json.loads(listed.stdout)["finding"]
    shown = guarded.run("corpus-scanner", "show", "out", key, "--corpus", "corpus")
    assert attempts + guarded.notes("attempt") == []
    assert (listed.returncode, shown.returncode) == (0, 0), shown.stderr


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import socket; socket.create_connection(('localhost', 9))", id="a connection"),
        pytest.param("import socket; socket.getaddrinfo('localhost', 9)", id="a name looked up"),
        pytest.param("import socket; socket.socket()", id="a socket made"),
        pytest.param("import urllib.request as u; u.urlopen('http://localhost:9')", id="a page fetched"),
        pytest.param("import socket; socket.socket(type=socket.SOCK_DGRAM)", id="a datagram"),
    ],
)
def test_the_guard_itself_forbids_and_notes(guarded: Guarded, code: str) -> None:
    answer = guarded.run("python", "-c", code)
    assert answer.returncode != 0
    assert guarded.notes("attempt")


def test_the_guard_lets_processes_of_this_machine_talk(guarded: Guarded) -> None:
    code = "import socket; a, b = socket.socketpair(); a.send(b'x'); assert b.recv(1) == b'x'"
    answer = guarded.run("python", "-c", code)
    assert (answer.returncode, guarded.notes("attempt")) == (0, []), answer.stderr
