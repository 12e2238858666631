"""Which fonts a report is set in, and what is said where something is missing."""

import shutil
import sys
from pathlib import Path

import pytest

from reports.pdf.texts import fonts_here
from saved_runs import sample_run
from scanner.errors import ExtraError
from scanner.reports.formats import render
from scanner.reports.pdf.fonts import CHINESE, find_fonts


def test_a_chinese_font_of_this_machine_is_found() -> None:
    assert fonts_here().family in CHINESE


def test_a_font_is_found_in_a_folder_below_those_given(tmp_path: Path) -> None:
    family = fonts_here().family
    font = min(each.path for each in fonts_here().fonts.fonts() if each.family == family and each.path is not None)
    (tmp_path / "below").mkdir()
    shutil.copy(font, tmp_path / "below")
    assert find_fonts([tmp_path]).family == family


def test_without_a_chinese_font_the_error_names_fonts_and_how_to_install_one(tmp_path: Path) -> None:
    with pytest.raises(ExtraError) as raised:
        find_fonts([tmp_path])
    assert str(tmp_path) in str(raised.value)
    assert "Noto Serif CJK SC" in str(raised.value)
    assert "apt-get install fonts-wqy-microhei" in str(raised.value)


def test_no_other_font_of_the_machine_is_used() -> None:
    families = set(fonts_here().fonts.families())
    assert {"Libertinus Serif", "DejaVu Sans Mono", fonts_here().family} <= families
    beside = {each.path for each in fonts_here().fonts.fonts() if each.path and each.family == fonts_here().family}
    folders = {Path(path).parent for path in beside}
    assert all(Path(each.path).parent in folders for each in fonts_here().fonts.fonts() if each.path)


def test_without_typst_the_error_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExtraError, match=r"pip install 'typst>=0.15'"):
        list(render(sample_run(), ["pdf"]))
