from pathlib import Path

import pytest

from scanner.detectors.pii.pipelines import check_models
from scanner.errors import ModelError


def test_an_installed_pipeline_passes() -> None:
    check_models((("fr", "fr_core_news_sm"),))


def test_no_pipeline_passes() -> None:
    check_models(())


@pytest.mark.parametrize(
    ("language", "name", "message"),
    [
        pytest.param("en", "en_core_web_sm", "python -m spacy download en_core_web_sm", id="official, not installed"),
        pytest.param("zh", "zh_core_web_trf", "python -m spacy download zh_core_web_trf", id="official, chinese"),
        pytest.param("en", "acme_names", "install the wheel its makers publish", id="unknown: no guess"),
        pytest.param("en", "./nowhere/names", "no folder of a spaCy pipeline", id="a path that is not there"),
        pytest.param("en", "fr_core_news_sm", "is a pipeline for language fr", id="wrong language"),
        pytest.param("EN", "fr_core_news_sm", "no language code", id="capitals"),
        pytest.param("english", "fr_core_news_sm", "no language code", id="a name of a language"),
    ],
)
def test_a_pipeline_that_cannot_be_had_is_named_with_what_to_do(language: str, name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        check_models(((language, name),))


def test_a_name_that_no_one_publishes_is_never_offered_for_pip() -> None:
    with pytest.raises(ModelError) as raised:
        check_models((("en", "en_core_web_sm"), ("zh", "zh-core-web-sm")))
    assert "pip install" not in str(raised.value)


def test_a_folder_without_a_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.cfg and meta\.json"):
        check_models((("en", str(tmp_path)),))


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ModelError) as raised:
        check_models((("en", "en_core_web_sm"), ("fr", "fr_core_news_sm"), ("fr", "fr_core_news_sm")))
    assert "en_core_web_sm" in str(raised.value)
    assert "language fr: 2 pipelines are named, one is possible" in str(raised.value)
