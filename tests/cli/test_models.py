"""`models list`, `models verify`, and scans with pipelines that are there and that are not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpora import write_jsonl
from made.pipelines import NAME, install, make_package

FRENCH = (
    "La directrice de la bibliothèque, Madeleine Charpentier, a présenté le nouveau catalogue aux habitants "
    "de la ville de Bordeaux pendant la soirée du printemps."
)


def scanner(*words: str, cwd: Path, site: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with a folder of packages that Python looks into first."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(cwd), "COLUMNS": "160", "PYTHONPATH": str(site or cwd)}
    command = [str(Path(sys.executable).parent / "corpus-scanner"), *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    make_package(folder)
    install(folder)
    return folder


def test_the_list_names_taggers_and_pipelines_with_digests_and_what_is_known_of_them(
    tmp_path: Path, site: Path
) -> None:
    answer = scanner("models", "list", cwd=tmp_path, site=site)
    assert answer.returncode == 0, answer.stderr
    lines = answer.stdout.splitlines()
    shown = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if line.startswith("│")]
    assert [(row[0], row[1], row[4]) for row in shown] == [
        ("built-in", "en", "verified"),
        ("built-in", "zh", "verified"),
        ("fr_core_news_sm", "fr", "verified"),
        (NAME, "qq", "unchanged since installed, origin unknown"),
    ]
    assert [row[3] for row in shown] == ["CC BY-SA 4.0", "Apache-2.0 and MIT; CC BY-SA 4.0", "LGPL-LR", "MIT"]
    assert answer.stdout.count("sha256:") == 5


def test_the_list_goes_on_past_a_broken_package(tmp_path: Path, site: Path) -> None:
    (site / NAME / "meta.json").unlink()
    answer = scanner("models", "list", cwd=tmp_path, site=site)
    assert (answer.returncode, "unusable" in answer.stdout) == (0, True), answer.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("built-in", "fr_core_news_sm"), 0, id="all verified"),
        pytest.param(("built-in", NAME), 2, id="one is not"),
        pytest.param(("built-in", NAME, "--allow-unknown"), 0, id="one is unknown, which is allowed"),
        pytest.param(("en_core_web_sm", "--allow-unknown"), 2, id="one is not there"),
        pytest.param(("./nowhere.whl", "--allow-unknown"), 2, id="a wheel is not there"),
    ],
)
def test_verifying_ends_with_0_only_if_everything_named_is_verified(
    tmp_path: Path, site: Path, words: tuple[str, ...], code: int
) -> None:
    answer = scanner("models", "verify", *words, cwd=tmp_path, site=site)
    assert answer.returncode == code, answer.stderr
    assert bool(answer.stderr) == bool(code)
    assert "Traceback" not in answer.stderr


def test_a_changed_pipeline_is_never_allowed(tmp_path: Path, site: Path) -> None:
    (site / NAME / "__init__.py").write_text("import this\n")
    answer = scanner("models", "verify", NAME, "--allow-unknown", cwd=tmp_path, site=site)
    assert answer.returncode == 2
    assert f"{NAME}: CHANGED (differs from what was installed: {NAME}/__init__.py)" in answer.stdout


def test_the_advice_warns_of_package_indexes_and_names_the_makers_command(tmp_path: Path, site: Path) -> None:
    answer = scanner("models", "verify", NAME, "zh-core-web-sm", cwd=tmp_path, site=site)
    assert "zh-core-web-sm: no installed spaCy pipeline" in answer.stderr
    assert "python -m spacy download zh_core_web_sm" in answer.stderr
    assert f"python -m spacy download {NAME} (never from a package index" in answer.stderr
    assert "pip install" not in answer.stderr


def test_a_scan_with_an_official_pipeline_finds_names_and_locks_its_digest(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "corpus" / "a.jsonl", [FRENCH])
    words = ("scan", "corpus", "-o", "out", "-j", "1", "-q", "--ner-model", "fr=fr_core_news_sm")
    answer = scanner(*words, cwd=tmp_path)
    assert answer.returncode in {0, 1}, answer.stderr
    listed = scanner("findings", "out", "--rule", "pii.person-name", cwd=tmp_path).stdout
    (found,) = [json.loads(line) for line in listed.splitlines()]
    assert FRENCH[found["start"] : found["end"]] == "Madeleine Charpentier"
    pins = json.loads((tmp_path / "out" / "lock.json").read_bytes())["options"]["ner_models"]
    (pin,) = (each for each in pins if each.startswith("fr="))
    assert pin.startswith("fr=core_news_sm-3.8.0 sha256:")
    assert pin.endswith(" verified")


def test_a_scan_with_a_missing_pipeline_says_how_to_get_it_and_writes_nothing(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "corpus" / "a.jsonl", [FRENCH])
    words = ("--ner-model", "en=en_core_web_sm", "--ner-model", "zh_core_web_trf")
    answer = scanner("scan", "corpus", "-o", "out", *words, cwd=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr == (
        "corpus-scanner: en_core_web_sm: spaCy pipeline for language en is not installed; "
        "install it with: python -m spacy download en_core_web_sm\n"
        "zh_core_web_trf: spaCy pipeline for language zh is not installed; "
        "install it with: python -m spacy download zh_core_web_trf\n"
    )
    assert not (tmp_path / "out").exists()
