"""`titles.zh.json` → Chinese titles of rules, by the English ones: a rule retold, or one of yours, stays English."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def chinese_titles() -> Mapping[str, str]:
    """Return the Chinese titles by the English ones."""
    read: dict[str, str] = json.loads(files("scanner.reports.words").joinpath("titles.zh.json").read_bytes())
    return read
