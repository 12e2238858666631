"""Rule files load strictly; every fault of every file is named at once."""

import os
from pathlib import Path

import pytest

from scanner.errors import RuleError
from scanner.ruleset.load import load_rules, shipped_rules

GOOD = """
title: Badge number
severity: low
sensitivity: personal
legal_basis: ['GDPR Art. 4(1)']
confidence: 0.5
status: experimental
match: {kind: pattern, pattern: '(?<![0-9])B[0-9]{4}(?![0-9])'}
must_match: ['badge B1234']
must_not_match: ['badge B123']
remedy: Mask it.
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".yaml").write_text(text)
    return folder


def test_the_path_of_a_file_is_the_id_of_its_rule(tmp_path: Path) -> None:
    ruleset = load_rules([write(tmp_path, pii__badge=GOOD)])
    assert [rule.id for rule in ruleset.rules] == ["pii.badge"]


def test_an_empty_folder_is_an_error_and_never_a_pass(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="an empty ruleset would pass everything"):
        load_rules([tmp_path])


def test_no_folder_at_all_is_an_error() -> None:
    with pytest.raises(RuleError, match="no rule folder"):
        load_rules([])


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="not a folder"):
        load_rules([tmp_path / "absent"])


def test_one_id_in_two_folders_is_an_error(tmp_path: Path) -> None:
    folders = [write(tmp_path / "one", a=GOOD), write(tmp_path / "two", a=GOOD)]
    with pytest.raises(RuleError, match="rule id a is given twice"):
        load_rules(folders)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("severity: low", "severity: low\nseverty: low", "severty: no such key is known", id="unknown-key"),
        pytest.param("severity: low", "severity: mild", "severity: ", id="unknown-severity"),
        pytest.param("must_match: ['badge B1234']", "must_match: []", "must_match: ", id="no-positive-example"),
        pytest.param("must_not_match: ['badge B123']", "must_not_match: []", "must_not_match: ", id="no-negative-one"),
        pytest.param("confidence: 0.5", "confidence: '0.5'", "confidence: ", id="text-is-not-a-number"),
        pytest.param("title: Badge number", "title: true", "title: ", id="a-boolean-is-not-text"),
        pytest.param("kind: pattern", "kind: patern", "match: ", id="unknown-kind"),
        pytest.param("remedy: Mask it.", "", "remedy: ", id="missing-key"),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused_with_file_and_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    folder = write(tmp_path, pii__badge=GOOD.replace(old, new))
    with pytest.raises(RuleError) as caught:
        load_rules([folder])
    assert "badge.yaml: " in str(caught.value)
    assert message in str(caught.value)


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, a=GOOD.replace("low", "mild").replace("title:", "titel:"), b="- a list")
    with pytest.raises(RuleError) as caught:
        load_rules([folder])
    assert str(caught.value).count("a.yaml") >= 3
    assert "b.yaml" in str(caught.value)


def test_a_stray_file_among_the_rules_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, a=GOOD)
    (tmp_path / "b.yml").write_text(GOOD)
    with pytest.raises(RuleError, match=r"rule files end in \.yaml"):
        load_rules([tmp_path])


def test_the_digest_follows_the_content_and_not_the_writing(tmp_path: Path) -> None:
    one = load_rules([write(tmp_path / "one", a=GOOD)]).digest
    commented = load_rules([write(tmp_path / "two", a="# a comment\n" + GOOD)]).digest
    changed = load_rules([write(tmp_path / "three", a=GOOD.replace("{4}", "{5}"))]).digest
    renamed = load_rules([write(tmp_path / "four", b=GOOD)]).digest
    assert one == commented
    assert len({one, changed, renamed}) == 3


def test_the_shipped_rules_load() -> None:
    assert len(load_rules([shipped_rules()]).rules) > 20


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"title: \xff\xfe", "not UTF-8 text", id="not-utf-8"),
        pytest.param(b"title: \xed\xa0\x80", "not UTF-8 text", id="a-surrogate-in-bytes"),
        pytest.param(b'title: "\\ud800"', "title: surrogate U+D800", id="a-surrogate-escaped"),
        pytest.param(b"? [a]\n: b", "a key is a list", id="a-key-that-is-a-list"),
        pytest.param(b"1: b", "not plain data", id="a-key-that-is-a-number"),
        pytest.param(b"title: 99999999999999999999", "not plain data", id="a-number-above-64-bits"),
        pytest.param(b"[" * 3000 + b"]" * 3000, "nested too deep", id="nested-3000-deep"),
        pytest.param(b"[" * 300 + b"]" * 300, "", id="nested-300-deep"),
    ],
)
def test_a_file_that_is_no_rule_at_all_is_named_beside_others(tmp_path: Path, content: bytes, message: str) -> None:
    write(tmp_path, a=GOOD, z="- a list")
    (tmp_path / "b.yaml").write_bytes(content)
    with pytest.raises(RuleError) as caught:
        load_rules([tmp_path])
    assert f"{tmp_path / 'b.yaml'}: " in str(caught.value)
    assert message in str(caught.value)
    assert "z.yaml: " in str(caught.value)


def test_a_link_to_nowhere_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, a=GOOD)
    (tmp_path / "b.yaml").symlink_to(tmp_path / "absent.yaml")
    with pytest.raises(RuleError, match=r"b\.yaml: cannot be read: No such file"):
        load_rules([tmp_path])


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a=GOOD)
    os.mkfifo(tmp_path / "b.yaml")
    with pytest.raises(RuleError, match=r"b\.yaml: not a regular file"):
        load_rules([tmp_path])


def test_dot_folders_are_passed_over_like_dot_files(tmp_path: Path) -> None:
    folder = write(tmp_path / ".kept", a=GOOD)
    (folder / ".git" / "hooks").mkdir(parents=True)
    for name in (".git/config", ".git/b.yaml", ".git/hooks/c.yaml", ".d.yaml"):
        (folder / name).write_text("no rule")
    assert [rule.id for rule in load_rules([folder]).rules] == ["a"]


def test_rules_in_dot_folders_alone_are_no_rules(tmp_path: Path) -> None:
    write(tmp_path, **{".git__a": GOOD})
    with pytest.raises(RuleError, match="holds no rule file"):
        load_rules([tmp_path])
