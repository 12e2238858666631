"""Rule files load strictly; every fault of every file is named at once."""

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
        pytest.param("severity: low", "severity: low\nseverty: low", "severty: Unexpected", id="unknown-key"),
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
