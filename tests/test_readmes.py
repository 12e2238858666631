"""The Chinese README says what the English one says: commands, links, tables and headings, in the same order."""

import re
from pathlib import Path

import pytest

from corpora import ROOT

ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = ROOT / "docs" / "guides" / "zh"
CLAIMS_TOO_MUCH = re.compile(r"(?<!不)合规|干净|(?<!不)安全|没有问题")


def code(text: str) -> list[tuple[str, list[str]]]:
    """Return kind and lines of each block, without what only says in words what a line is for."""
    return [(kind, [_told(kind, line) for line in body.splitlines()]) for kind, body in BLOCK.findall(text)]


def _told(kind: str, line: str) -> str:
    if kind == "sh":
        return line.partition(" #")[0].strip()
    files = re.findall(r"OUT/\S+", line)
    return " ".join(files) if line.startswith("OUT/") else line.rstrip()


def prose(text: str) -> str:
    return BLOCK.sub("", text)


def rows(text: str) -> list[str]:
    return [line for line in prose(text).splitlines() if line.startswith("|")]


def links(text: str) -> list[str]:
    """Return what is linked to; guides lie in a folder of each language."""
    found = re.findall(r"\]\(([^)]+)\)", prose(text))
    return [link.replace("docs/guides/zh/", "docs/guides/") for link in found if not link.startswith("README")]


def test_each_readme_begins_with_a_link_to_the_other() -> None:
    assert ENGLISH.splitlines()[2] == "English · [简体中文](README.zh-CN.md)"
    assert CHINESE.splitlines()[2] == "[English](README.md) · 简体中文"


def test_both_readmes_show_the_same_commands_output_files_and_policy() -> None:
    assert code(CHINESE) == code(ENGLISH)


def test_both_readmes_link_to_the_same_pages_in_the_same_order() -> None:
    assert links(CHINESE) == links(ENGLISH)


def test_both_readmes_have_the_same_headings_by_level() -> None:
    levels = [re.findall(r"^(#+) ", prose(text), re.MULTILINE) for text in (ENGLISH, CHINESE)]
    assert levels[0] == levels[1]


def test_tables_of_both_readmes_have_the_same_rows_with_the_same_code_in_them() -> None:
    pairs = list(zip(rows(ENGLISH), rows(CHINESE), strict=True))
    assert [(row.count(" | "), re.findall(r"`[^`]+`", row)) for row, _ in pairs] == [
        (row.count(" | "), re.findall(r"`[^`]+`", row)) for _, row in pairs
    ]


def test_numbers_in_the_prose_of_both_readmes_are_the_same() -> None:
    numbers = [sorted(re.findall(r"(?<![\w.-])\d[\d,.]*\d|\b\d\b", prose(text))) for text in (ENGLISH, CHINESE)]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("page", [ROOT / "README.zh-CN.md", *sorted(GUIDES.glob("*.md"))], ids=lambda page: page.stem)
def test_chinese_pages_promise_nothing_that_no_scan_can_tell(page: Path) -> None:
    assert not CLAIMS_TOO_MUCH.search(page.read_text(encoding="utf-8"))
