"""Configuration files: what cannot be a setting is named by its key."""

from pathlib import Path

import pytest

from scanner.cli.settings import read_config
from scanner.errors import ConfigError


def config(folder: Path, text: str) -> Path:
    path = folder / "corpus-scanner.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("jobs = 99999999999999999999", "jobs: no setting takes such a value", id="above-64-bits"),
        pytest.param("rules = [[99999999999999999999]]", "rules: no setting", id="above-64-bits-in-a-list"),
        pytest.param(
            "ner-model = ['a']\nner_model = ['b']",
            "ner_model: the same setting as ner-model",
            id="one-setting-in-two-spellings",
        ),
        pytest.param(f"rules = {'[' * 3000}{']' * 3000}", "nested too deep", id="nested-3000-deep"),
        pytest.param(f"rules = {'[' * 300}{']' * 300}", "", id="nested-300-deep"),
        pytest.param("names-share = nan", "names-share: expected a number, it is nan", id="no-number"),
        pytest.param("job = 1", "job: not a setting", id="unknown"),
    ],
)
def test_what_cannot_be_a_setting_is_an_error_of_the_file(tmp_path: Path, text: str, message: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert f"{path}: {message}" in str(caught.value)


def test_either_spelling_alone_is_the_setting(tmp_path: Path) -> None:
    assert read_config(config(tmp_path, "ner-model = ['a']\nmain_content = true")) == {
        "ner_model": ["a"],
        "main_content": True,
    }
