"""A corpus in the store of this machine, its run in a folder, and what a run in the store holds."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.test_storage import OPTIONS, POLICY, Place
from cli.test_storage import RULES as BY
from corpora import ROOT, write_jsonl
from loopback import BUCKET, SECRET, serving

RULES = ("pii/email.yaml", "duplicate/near.yaml")
HERE = f"s3://{BUCKET}/runs/one"
TEXT = " ".join(f"word{number}" for number in range(60))
Files = dict[str, bytes]


@contextmanager
def stored_place(folder: Path) -> Iterator[Place]:
    """Give a folder with rules, options and a run of the corpus in the store, `near`."""
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
