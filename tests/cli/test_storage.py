"""A corpus in a store is scanned, shown and listed as one in a folder is, and its secrets appear nowhere."""

import io
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpora import ROOT, SAMPLES, write_jsonl
from loopback import BUCKET, SECRET, Store, serving
from scanner.cli import main
from scanner.cli.storage import read_storage
from scanner.errors import ConfigError
from scanner.types.storage import Storage, Transfer

PAGE = (ROOT / "docs" / "storage.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^corpus-scanner .*", PAGE, re.MULTILINE)
SHARDS = ("text/news.jsonl.gz", "text/books.parquet", "text/page.html")
RULES = ("--no-shipped-rules", "--rules", "rules", "--policy", "policy.yaml", "--tag-key", "key", "-q")
OPTIONS = ("--storage-options", "storage.toml")
POLICY = (
    "schema: corpus-scanner/policy/v1\ntitle: t\ncoverage: {min_records_read: 1.0, min_bytes_read: 1.0}\n"
    "gates: [{rule: pii.email, max_count: 0}]\n"
)
QUERY = "X-Amz-Signature=5f4dcc3b5aa765d61d8327deb882cf99"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with rules, options and a local copy of what the store holds."""

    folder: Path
    store: Store

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in this process: to start one takes seconds."""
        told, errors, code = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO(), 0
        heard = signal.getsignal(signal.SIGTERM)
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(errors):
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["corpus-scanner", *words])
            patch.setattr(sys, "excepthook", sys.excepthook)
            patch.setenv("COLUMNS", "160")
            try:
                main.run()
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 0
            finally:
                signal.signal(signal.SIGTERM, heard)
        told.flush()
        return subprocess.CompletedProcess(words, code, told.buffer.getvalue().decode(), errors.getvalue())

    def scan(self, out: str, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("scan", *words, "-o", out, *RULES, *OPTIONS)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("store")
    for shard in SHARDS:
        (folder / "corpus" / shard).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / shard, folder / "corpus" / shard)
    write_jsonl(folder / "corpus" / "letters.jsonl", ["Write to mira.oldfield@corpus-sample-press.org."])
    (folder / "rules" / "pii").mkdir(parents=True)
    shutil.copy(ROOT / "rules" / "pii" / "email.yaml", folder / "rules" / "pii")
    (folder / "policy.yaml").write_text(POLICY)
    (folder / "key").write_bytes(b"a key for tests only, 32 bytes..")
    corpus = folder / "corpus"
    objects = {f"p/{path.relative_to(corpus)}": path.read_bytes() for path in corpus.rglob("*") if path.is_file()}
    with serving(**objects) as store:
        (folder / "storage.toml").write_text(
            f'[s3]\nkey = "someone"\nsecret = "{SECRET}"\nendpoint_url = "http://127.0.0.1:{store.port}"\n'
            '[s3.client_kwargs]\nregion_name = "us-east-1"\n'
            "[transfer]\nblock_bytes = 16384\ntries = 6\nfirst_wait_s = 0.01\n"
        )
        yield Place(folder, store)


@pytest.fixture(scope="module")
def scanned(place: Place) -> subprocess.CompletedProcess[str]:
    """Scan the store into `far` with workers, a few connections broken."""
    place.store.faults = ["-", "reset", "503", "-", "cut"]
    return place.scan("far", f"s3://{BUCKET}/p/", "-j", "2")


def test_a_scan_of_a_store_writes_the_files_of_a_scan_of_the_folder(
    place: Place, scanned: subprocess.CompletedProcess[str]
) -> None:
    near = place.scan("near", "corpus", "-j", "1")
    assert (scanned.returncode, scanned.stderr) == (near.returncode, near.stderr)
    manifests = [json.loads((place.folder / out / "manifest.json").read_bytes()) for out in ("far", "near")]
    assert manifests[0] == manifests[1]
    assert len(manifests[0]["files"]) > len(SHARDS)


def test_a_finding_is_shown_from_the_store(place: Place, scanned: subprocess.CompletedProcess[str]) -> None:
    assert scanned.returncode in {0, 1}, scanned.stderr
    lines = map(json.loads, place.run("findings", "far").stdout.splitlines())
    key = next(line["finding"] for line in lines if line["shard"] == "letters.jsonl")
    words = ("show", "far", key, "--corpus", f"s3://{BUCKET}/p/", *OPTIONS)
    assert "⟦mira.oldfield@corpus-sample-press.org⟧" in place.run(*words).stdout


def test_a_shard_that_does_not_come_whole_fails_and_the_others_do_not(place: Place) -> None:
    place.store.faults = ["403"]
    answer = place.scan("denied", f"s3://{BUCKET}/p/", "-j", "1")
    assert answer.returncode == 3
    shards = json.loads((place.folder / "denied" / "corpus.json").read_bytes())["shards"]
    assert sorted(shard["status"] for shard in shards.values()) == ["failed", "read", "read", "read"]


def test_a_dry_run_lists_what_the_store_holds(place: Place) -> None:
    answer = place.run("scan", f"s3://{BUCKET}/p/", "--dry-run", *OPTIONS)
    assert answer.returncode == 0, answer.stderr
    assert "text/books.parquet" in answer.stdout
    assert "4 shards" in answer.stdout


def test_no_secret_and_no_signature_appears_in_any_output(place: Place) -> None:
    url = f"http://someone:{SECRET}@127.0.0.1:{place.store.port}/{BUCKET}/p/letters.jsonl?{QUERY}"
    answer = place.scan("web", url, "-j", "1")
    assert answer.returncode in {0, 1}, answer.stderr
    place.store.faults = ["500"] * 99
    broken = place.scan("broken", url, "-j", "1")
    place.store.faults = []
    absent = place.scan("absent", url.replace("letters", "none"), "-j", "1")
    assert (broken.returncode, absent.returncode) == (2, 2)
    said = "".join(each.stdout + each.stderr for each in (answer, broken, absent))
    written = b"".join(path.read_bytes() for path in place.folder.glob("*/**/*.json"))
    for secret in (SECRET, QUERY, QUERY.partition("=")[2]):
        assert secret not in said
        assert secret.encode() not in written


def test_captures_beside_the_corpus_may_lie_in_a_store(place: Place) -> None:
    place.store.objects["robots/example.org.txt"] = b"User-agent: GPTBot\nDisallow: /\n"
    words = ("letters.jsonl", "robots", f"s3://{BUCKET}/robots/")
    answer = place.scan(words[1], f"corpus/{words[0]}", "--robots", words[2], "-j", "1")
    assert answer.returncode in {0, 1}, answer.stderr
    assert "robots_snapshot" in (place.folder / "robots" / "lock.json").read_text()


def test_the_commands_of_the_page_about_stores_work(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{place.store.port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "someone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place.folder / "cache"))
    (place.folder / "shards.txt").write_text(f"s3://{BUCKET}/p/letters.jsonl\ncorpus/text/page.html\n")
    for command in COMMANDS:
        given = shlex.split(command, comments=True)[1:]
        answer = place.run(*given, *((*RULES, "-j", "1") if "--out" in given else ()))
        assert answer.returncode in {0, 1}, (command, answer.stderr)
        assert ("--dry-run" in given or given[0] == "report") == (answer.returncode == 0), command


def test_the_options_of_the_page_about_stores_load(tmp_path: Path) -> None:
    (body,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "storage.toml").write_text(body, encoding="utf-8")
    assert read_storage(tmp_path / "storage.toml").transfer == Transfer()


def test_options_in_json_are_taken_too(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text('{"s3": {"anon": true}, "transfer": {"tries": 2, "timeout_s": 5}}')
    assert read_storage(tmp_path / "s.json") == Storage({"s3": {"anon": True}}, Transfer(tries=2, timeout_s=5))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("s.toml", f'[s4]\nkey = "{SECRET}"', "s4: not a store; known are az, gs", id="unknown-store"),
        pytest.param("s.toml", f's3 = "{SECRET}"', "s3: expected a table", id="no-table"),
        pytest.param("s.toml", f"[s3]\nkey = {SECRET}", "not TOML", id="no-toml"),
        pytest.param("s.json", f'{{"s3": {SECRET}}}', "not JSON", id="no-json"),
        pytest.param("s.json", f'["{SECRET}"]', "expected a table a store", id="a-list"),
        pytest.param("s.toml", "[transfer]\ntrys = 3", "transfer.trys: not known; expected block_bytes", id="misspelt"),
        pytest.param("s.toml", "[transfer]\ntries = 0", "transfer.tries: expected a whole number above", id="zero"),
        pytest.param("s.toml", "[transfer]\ntries = 1.5", "expected a whole number above zero", id="half"),
        pytest.param("s.toml", '[transfer]\ntimeout_s = "1"', "expected a number above zero", id="text"),
        pytest.param("s.toml", "[transfer]\ntimeout_s = nan", "expected a number above zero", id="no-number"),
        pytest.param("absent.toml", None, "cannot be read: No such file", id="no-file"),
    ],
)
def test_a_fault_of_the_options_is_named_without_their_values(
    tmp_path: Path, name: str, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError) as raised:
        read_storage(tmp_path / name)
    assert message in str(raised.value)
    assert SECRET not in str(raised.value)


def test_options_show_nothing_of_themselves() -> None:
    assert SECRET not in repr(Storage({"s3": {"secret": SECRET}}))
