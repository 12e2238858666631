"""Options on names that make no sense, alone or together, are told and never silently left aside."""

from pathlib import Path
from typing import Any

import pytest
import typer

from scanner.cli.name_words import name_options, ner_models
from scanner.cli.scan import CONTEXT, scan, words_of
from scanner.detectors.options import NameOptions
from scanner.errors import UsageError

SECOND = ("--second-ner-model", "built-in")


def options(*words: str) -> NameOptions:
    """Return what a scan command would do about names."""
    lone = typer.Typer()
    lone.command(context_settings=CONTEXT)(scan)
    command: Any = typer.main.get_command(lone)
    return name_options(words_of(command.make_context("scan", [*words, "-"])))[1]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # where no configuration file lies
    return tmp_path


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("--names", "sample", "--names-share", "0"), "--names-share 0.0: expected more than 0", id="none"),
        pytest.param(("--names-share", "0.2"), "--names-share: needs --names sample, not all", id="share of all"),
        pytest.param(
            ("--names-share", "0.05"), "--names-share: needs --names sample", id="share of all, as if not said"
        ),
        pytest.param(
            ("--names", "off", "--names-share", "0.2"),
            "--names-share: needs --names sample, not off",
            id="share of off",
        ),
        pytest.param(
            (*SECOND, "--second-ner-share", "0"), "--second-ner-share 0.0: expected more", id="second of none"
        ),
        pytest.param(
            ("--second-ner-share", "0.5"), "--second-ner-share: needs --second-ner-model", id="share of no second"
        ),
        pytest.param(
            ("--names", "sample", "--names-seed", "\udcff\udcfe"),
            "--names-seed: holds bytes that are no UTF-8",
            id="a seed of odd bytes",
        ),
        pytest.param(("--ner-model", "en="), "--ner-model en=: name a pipeline, for example en=en_core", id="no name"),
        pytest.param(
            ("--ner-model", "=en_core_web_sm"), "--ner-model =en_core_web_sm: say its language", id="no language"
        ),
        pytest.param(("--ner-model", ""), "--ner-model: name a pipeline", id="nothing"),
        pytest.param(("--second-ner-model", "zh="), "--second-ner-model zh=: name a pipeline", id="no second name"),
    ],
)
def test_words_that_would_do_nothing_are_refused(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        options(*words)
    assert message in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("NAMES_SHARE", "0.2", "--names-share: needs --names sample, not all (environment CORPUS_SCANNER_NAMES_SHARE)"),
        ("SECOND_NER_SHARE", "0.2", "(environment CORPUS_SCANNER_SECOND_NER_SHARE)"),
        ("NAMES_SEED", "\udcff", "--names-seed: holds bytes that are no UTF-8 (environment"),
    ],
)
def test_so_they_are_where_the_environment_says_them(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CORPUS_SCANNER_{name}", value)
    with pytest.raises(UsageError) as caught:
        options()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("names-share = 0.2", "--names-share: needs --names sample, not all (file)"),
        ("names = 'sample'\nnames_share = 0.0", "--names-share 0.0: expected more than 0, up to 1 (file)"),
        ("second-ner-share = 0.2", "--second-ner-share: needs --second-ner-model (file)"),
    ],
)
def test_so_they_are_where_a_file_says_them(text: str, message: str, folder: Path) -> None:
    (folder / "corpus-scanner.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        options()
    assert message in str(caught.value)


def test_words_that_make_sense_are_taken() -> None:
    assert options() == NameOptions()
    sampled = options("--names", "sample", "--names-share", "0.2", "--names-seed", "种子")
    assert sampled == NameOptions("sample", 0.2, "种子")
    second = options(*SECOND, "--second-ner-share", "1")
    assert (second.second_models, second.second_share) == ((("en", "built-in"), ("zh", "built-in")), 1.0)


def test_pipelines_are_told_by_their_language() -> None:
    assert ner_models(["fr_core_news_sm", "de=folder/of=mine"]) == (("de", "folder/of=mine"), ("fr", "fr_core_news_sm"))
