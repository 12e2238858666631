"""A run that is sent to a store has the bytes of one in a folder, whatever breaks on the way."""

import json
from pathlib import Path

import pytest

from cli.test_storage import QUERY, Place
from loopback import BUCKET, SECRET
from scanner.pipeline import stored_run
from scanner.pipeline.stored_run import send_run
from scanner.sources.remote.prefix import Prefix
from stored_runs import near, put_near, scan, stored


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


def test_an_unsent_sample_is_never_sent_for_the_whole(place: Place, tmp_path: Path) -> None:
    place.store.put_faults = ["-", *["403"] * 99]
    assert scan(place, "--first-shards", "1")[0] == 2
    place.store.put_faults = []
    assert scan(place, "--resume") == (1, "")
    assert stored(place) == near(place)
    assert local_runs(tmp_path) == []


def test_a_run_is_held_until_it_is_sent_and_leaves_alone_what_others_put_there_meanwhile(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(folder: Path, prefix: Prefix) -> int:
        place.store.objects["runs/one/letters.txt"] = b"mine"
        assert (folder / "run.lock").exists()
        assert "another run is at work in it" in scan(place, "--resume")[1]
        return send_run(folder, prefix)

    monkeypatch.setattr(stored_run, "send_run", send)
    assert scan(place) == (1, "")
    assert stored(place) == near(place) | {"letters.txt": b"mine"}
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
