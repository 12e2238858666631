"""Field names are shown where they look like a schema's, and never where they may be data."""

import pytest

from scanner.sources.rows import clean_name


@pytest.mark.parametrize("name", ["text", "meta.url", "messages[3].content", "warc_headers", "文本", "$schema"])
def test_a_name_of_a_schema_is_shown(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["Mira Oldfield", "mira@corpus-sample-press.org", "13800138000", "id_1380013", "a" * 50, "王小明同学", "x\n"],
)
def test_ours_a_name_that_may_be_data_is_not_shown(name: str) -> None:
    assert clean_name(name) == "(unprintable name)"
