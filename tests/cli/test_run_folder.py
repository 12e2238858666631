"""Commands read a run in a store as they read one in a folder, and send back what they write."""

import json
import shutil
from pathlib import Path

import pytest

from cli.test_storage import OPTIONS, Place
from loopback import BUCKET
from scanner.pipeline.saved_run import digest_of_files
from stored_runs import HERE, put_near, stored

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
    del place.store.objects["runs/one/rules.json"]
    lacking = place.run("diff", HERE, "near", *OPTIONS)
    assert absent.stderr == (
        f"corpus-scanner: s3://{BUCKET}: not the output of a finished scan: it holds no manifest.json\n"
    )
    assert changed.stderr.startswith(f"corpus-scanner: s3://{BUCKET}: verdict.json: not the file that manifest.json")
    assert lacking.stderr == f"corpus-scanner: s3://{BUCKET}: rules.json: named by manifest.json, and not there\n"
    assert (absent.returncode, changed.returncode, lacking.returncode) == (2, 2, 2)


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
