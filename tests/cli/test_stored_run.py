"""A run in a store has the bytes of one in a folder, whatever breaks on the way, and is read as that is."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.test_storage import OPTIONS, POLICY, QUERY, Place
from cli.test_storage import RULES as BY
from corpora import ROOT, write_jsonl
from loopback import BUCKET, SECRET, serving
from scanner.pipeline import stored_run
from scanner.pipeline.saved_run import digest_of_files

RULES = ("pii/email.yaml", "duplicate/near.yaml")
HERE = f"s3://{BUCKET}/runs/one"
TEXT = " ".join(f"word{number}" for number in range(60))
Files = dict[str, bytes]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("stored")
    mail = "Write to mira.oldfield@corpus-sample-press.org."
    corpus = [write_jsonl(folder / "corpus" / name, [TEXT, mail, f"{TEXT} {name}"]) for name in ("a.jsonl", "b.jsonl")]
    for rule in RULES:
        (folder / "rules" / rule).parent.mkdir(parents=True)
        shutil.copy(ROOT / "rules" / rule, folder / "rules" / rule)
    (folder / "policy.yaml").write_text(POLICY)
    (folder / "other.yaml").write_text(POLICY.replace("max_count: 0", "max_count: 9"))
    (folder / "key").write_bytes(b"a key for tests only, 32 bytes..")
    with serving() as store:
        store.objects = {f"p/{path.name}": path.read_bytes() for path in corpus}
        (folder / "storage.toml").write_text(
            f'[s3]\nkey = "someone"\nsecret = "{SECRET}"\nendpoint_url = "http://127.0.0.1:{store.port}"\n'
            '[s3.client_kwargs]\nregion_name = "us-east-1"\n[transfer]\ntries = 3\nfirst_wait_s = 0.01\n'
        )
        made = Place(folder, store)
        assert made.scan("near", f"s3://{BUCKET}/p/", "-j", "1").returncode == 1
        yield made


@pytest.fixture(autouse=True)
def _fresh(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start each test with an empty store but for the corpus, and an empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place.store.refill(**{name: body for name, body in place.store.objects.items() if name.startswith("p/")})


def scan(place: Place, *words: str, out: str = HERE) -> tuple[int, str]:
    place.store.asked.clear()
    answer = place.run("scan", f"s3://{BUCKET}/p/", "-o", out, *BY, *OPTIONS, "-j", "1", *words)
    assert answer.stdout == ""
    assert SECRET not in answer.stderr
    return answer.returncode, answer.stderr


def stored(place: Place) -> Files:
    start = "runs/one/"
    found = {name.removeprefix(start): body for name, body in place.store.objects.items() if name.startswith(start)}
    found.pop("run.json", None)
    return found


def near(place: Place) -> Files:
    folder = place.folder / "near"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    del files["run.json"]
    return files


def put_near(place: Place) -> None:
    """Put the run of the folder into the store."""
    folder = place.folder / "near"
    run = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    place.store.objects |= {f"runs/one/{name}": body for name, body in run.items()}


def local_runs(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache" / "corpus-scanner" / "runs").glob("*"))


def test_a_run_in_a_store_is_that_of_a_folder_with_its_manifest_last(place: Place, tmp_path: Path) -> None:
    place.store.put_faults = ["-", "503", "reset", "torn", "-", "lost"]
    assert scan(place) == (1, "")
    assert stored(place) == near(place)
    puts = [line.split()[1] for line in place.store.asked if line.startswith("PUT")]
    assert (puts[0], puts[-1]) == ("runs/one/run.json", "runs/one/manifest.json")
    assert local_runs(tmp_path) == []
    written = b"".join(place.store.objects[f"runs/one/{name}"] for name in (*near(place), "run.json"))
    assert not [word for word in (SECRET, "runs/one", str(tmp_path)) if word.encode() in written]


def test_a_run_that_cannot_be_sent_is_kept_and_sent_later_without_a_shard_being_read(
    place: Place, tmp_path: Path
) -> None:
    place.store.put_faults = ["-", "-", "503", "-", *["reset"] * 99]
    code, told = scan(place)
    (folder,) = local_runs(tmp_path)
    assert code == 2
    assert told.startswith(f"corpus-scanner: s3://{BUCKET}: given up after 3 tries: the connection could not be made")
    assert f"lies in {folder}; --resume sends it without scanning again" in told
    assert "manifest.json" not in stored(place)
    place.store.put_faults = []
    assert "an unfinished run there; add --resume" in scan(place)[1]
    assert scan(place, "--resume") == (1, "")
    assert [line for line in place.store.asked if line.startswith("GET p/")] == []
    assert stored(place) == near(place)
    assert local_runs(tmp_path) == []


def test_an_unsent_run_of_other_words_is_scanned_anew(place: Place, tmp_path: Path) -> None:
    place.store.put_faults = ["-", *["403"] * 99]
    assert scan(place)[0] == 2
    place.store.put_faults = []
    assert scan(place, "--resume", "--policy", "other.yaml") == (0, "")
    assert [line for line in place.store.asked if line.startswith("GET p/")]
    assert json.loads(stored(place)["verdict.json"])["outcome"] == "pass"
    assert local_runs(tmp_path) == []


def test_a_store_that_takes_nothing_is_told_before_a_shard_is_read(place: Place) -> None:
    place.store.broken_puts = "403"
    assert scan(place) == (2, f"corpus-scanner: s3://{BUCKET}: the store denies access\n")
    assert [line for line in place.store.asked if line.startswith("GET p/")] == []


def test_an_interrupt_while_it_is_sent_leaves_a_run_to_go_on_from(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(stored_run, "send_run", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        code, told = scan(place)
    assert (code, len(local_runs(tmp_path))) == (3, 1)
    assert "interrupted before all was sent" in told
    assert scan(place, "--resume") == (1, "")
    assert stored(place) == near(place)


def test_a_run_in_the_way_is_replaced_only_where_that_is_said(place: Place) -> None:
    put_near(place)
    place.store.objects["runs/one/shards/gone.jsonl.json"] = b"{}"
    code, told = scan(place)
    assert (code, "holds a finished run there; add --resume" in told) == (2, True)
    assert [line for line in place.store.asked if not line.startswith(("GET", "HEAD"))] == []
    assert scan(place, "--overwrite", "--policy", "other.yaml") == (0, "")
    changes = [line for line in place.store.asked if not line.startswith(("GET", "HEAD"))]
    assert changes[0] == "DELETE runs/one/manifest.json"
    assert changes[-2:] == ["PUT runs/one/manifest.json", "DELETE runs/one/shards/gone.jsonl.json"]
    assert stored(place).keys() == near(place).keys()


@pytest.mark.parametrize("name", ["letters.txt", "shards/part-0.json"])
def test_what_no_run_wrote_is_never_replaced(place: Place, name: str) -> None:
    place.store.objects[f"runs/one/{name}"] = b"mine"
    code, told = scan(place, "--overwrite")
    assert (code, "which no scan wrote" in told) == (2, True)
    assert stored(place) == {name: b"mine"}


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("https://example.org/runs/", "--out: https://example.org: web servers take no files"),
        (f"https://me:{SECRET}@example.org/runs?{QUERY}", "--out: https://example.org: web servers take no files"),
        ("hf://datasets/someone/corpus/run", "--out: hf://datasets/someone/corpus: each file would be a commit"),
        ("ftp://example.org/run", "ftp://: no such store is known"),
        (f"s3://{BUCKET}/p", "holds a.jsonl, which is to be scanned"),
    ],
)
def test_places_that_take_no_run_are_refused(place: Place, out: str, message: str) -> None:
    code, told = scan(place, out=out)
    assert (code, message in told, QUERY in told) == (2, True, False), told
    assert [line for line in place.store.asked if line.startswith(("PUT", "GET p/"))] == []


def test_a_working_folder_may_be_named_and_kept(place: Place, tmp_path: Path) -> None:
    named = ("--work-dir", str(tmp_path / "here"), "--keep-work")
    assert scan(place, *named) == (1, "")
    assert (tmp_path / "here" / "work" / "pages").is_dir()
    assert stored(place) == near(place)
    assert scan(place, *named, "--resume") == (1, "")
    assert [line for line in place.store.asked if line.startswith("GET p/")] == []
    assert "only with --out in a store" in place.run("scan", "corpus", "-o", "out", "--work-dir", "x").stderr


READ = (
    ("findings",),
    ("report", "--into", "into", "-f", "markdown", "-f", "html"),
    ("gate", "--json"),
    ("gate", "--policy", "other.yaml"),
    ("diff", "near"),
    ("baseline", "make", "--file", "baseline.jsonl"),
    ("compare", "near", "--out", "compared", "--json"),
    ("sources", "draft"),
)


@pytest.mark.parametrize("words", READ, ids=" ".join)
def test_commands_read_a_run_in_a_store_as_they_read_that_of_a_folder(place: Place, words: tuple[str, ...]) -> None:
    put_near(place)
    answers = []
    for out, options in (("near", ()), (HERE, OPTIONS)):
        command = words[:2] if words[0] in {"baseline", "sources"} else words[:1]
        answer = place.run(*command, out, *words[len(command) :], *options)
        answers.append((answer.returncode, answer.stdout, answer.stderr))
        shutil.rmtree(place.folder / "compared", ignore_errors=True)
    assert answers[0] == answers[1]
    assert answers[0][0] in {0, 1}
    assert answers[0][2] == ""
    assert [line for line in place.store.asked if line.startswith("PUT")] == []


def test_what_a_command_writes_comes_to_the_store_with_the_manifest_last(place: Place, tmp_path: Path) -> None:
    put_near(place)
    shutil.copytree(place.folder / "near", tmp_path / "copy")
    for words in (("report", "-f", "csv"), ("gate", "--write", "--policy", "other.yaml")):
        place.store.asked.clear()
        local = place.run(words[0], str(tmp_path / "copy"), *words[1:])
        answer = place.run(words[0], HERE, *words[1:], *OPTIONS)
        told = local.stdout.replace(f"{tmp_path / 'copy'}/", f"s3://{BUCKET}: ")
        assert (answer.returncode, answer.stdout) == (local.returncode, told), answer.stderr
        assert [line for line in place.store.asked if line.startswith("PUT")][-1] == "PUT runs/one/manifest.json"
    kept = {name: (tmp_path / "copy" / name).read_bytes() for name in stored(place)}
    assert stored(place) == kept


def test_a_judgement_that_did_not_come_whole_is_told_until_it_is_made_again(place: Place) -> None:
    put_near(place)
    words = ("gate", HERE, "--write", "--policy", "other.yaml", *OPTIONS)
    place.store.put_faults = ["-", "-", "-", *["503"] * 99]
    broken = place.run(*words)
    assert (broken.returncode, broken.stdout) == (2, "")
    place.store.put_faults = []
    assert "`gate --write` was cut short here" in place.run("report", HERE, *OPTIONS).stderr
    assert place.run(*words).returncode == 0
    assert place.run("report", HERE, *OPTIONS).returncode == 0
    assert "gate.pending" not in stored(place)


@pytest.mark.parametrize("name", ["../../evil.json", "/etc/evil.json", "shards/../../evil.json", "shards/..\\evil"])
def test_a_manifest_that_names_files_elsewhere_writes_none(place: Place, name: str) -> None:
    put_near(place)
    manifest = json.loads(place.store.objects["runs/one/manifest.json"])
    manifest["files"][f"shards/{name}" if name.startswith("..") else name] = "0" * 64
    manifest["digest"] = digest_of_files(manifest["files"])
    place.store.objects["runs/one/manifest.json"] = json.dumps(manifest).encode()
    answer = place.run("report", HERE, "-f", "markdown", *OPTIONS)
    refused = "manifest.json names a file outside of the run" in answer.stderr
    assert refused or name.startswith("/")  # which is no file that the command asks for
    assert [line for line in place.store.asked if "evil" in line] == []


def test_a_run_that_was_changed_or_is_absent_is_told_by_its_place(place: Place) -> None:
    absent = place.run("gate", HERE, *OPTIONS)
    put_near(place)
    place.store.objects["runs/one/verdict.json"] += b" "
    changed = place.run("gate", HERE, *OPTIONS)
    assert absent.stderr == (
        f"corpus-scanner: s3://{BUCKET}: not the output of a finished scan: it holds no manifest.json\n"
    )
    assert changed.stderr.startswith(f"corpus-scanner: s3://{BUCKET}: verdict.json: not the file that manifest.json")
    assert (absent.returncode, changed.returncode) == (2, 2)


def test_a_run_on_a_web_server_is_read_and_never_written(place: Place) -> None:
    put_near(place)
    web = f"{place.store.web}/runs/one"
    assert place.run("findings", web).stdout == place.run("findings", "near").stdout != ""
    for words in (("report",), ("gate", "--write")):
        answer = place.run(words[0], web, *words[1:])
        assert (answer.returncode, "web servers take no files" in answer.stderr) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "near", "--into", HERE),
        ("baseline", "make", "near", "--file", f"{HERE}.jsonl"),
        ("compare", "near", "near", "--out", HERE),
    ],
    ids=" ".join,
)
def test_other_outputs_stay_on_this_machine(place: Place, words: tuple[str, ...]) -> None:
    answer = place.run(*words)
    assert (answer.returncode, "is written to this machine only" in answer.stderr) == (2, True)
    assert not (place.folder / "s3:").exists()
