"""Words in two languages → HTML that holds both; the page shows the one that is chosen."""

import re
from collections.abc import Mapping
from functools import cache

from scanner.reports.html.nodes import Child, Node, el, escape, join
from scanner.reports.words.languages import Words

_GAP = re.compile(r"\{(\w+)\}")


@cache
def _parts(text: str) -> tuple[str, ...]:
    """Return text, name of a gap, text, name, …, text."""
    return tuple(_GAP.split(text))


def _filled(text: str, gaps: Mapping[str, Child | Words | int]) -> str:
    parts = _parts(text)
    if len(parts) == 1:
        return escape(text)
    return "".join(
        part if number % 2 == 0 and not part else _part(part, number, gaps) for number, part in enumerate(parts)
    )


def _part(part: str, number: int, gaps: Mapping[str, Child | Words | int]) -> str:
    if number % 2 == 0:
        return escape(part)
    gap = gaps[part]
    return join([f"{gap:,}" if isinstance(gap, int) else gap if isinstance(gap, Node) else str(gap)]).html


def say(words: Words, **gaps: Child | Words | int) -> Node:
    """Return the words in both languages, each marked as such; a gap may itself be words.

    The language of a page is English until it is Chinese, and then nothing of class `en` is shown.
    """
    en = {name: gap.en if isinstance(gap, Words) else gap for name, gap in gaps.items()}
    zh = {name: gap.zh if isinstance(gap, Words) else gap for name, gap in gaps.items()}
    return Node(
        f'<span class="en">{_filled(words.en, en)}</span><span class="zh" lang="zh-Hans">{_filled(words.zh, zh)}</span>'
    )


def label(tag: str, attribute: str, words: Words, attributes: Mapping[str, str | int | None], *children: Child) -> Node:
    """Return an element, one attribute of which (or for `text` its content) is in the language that is chosen."""
    told = {**attributes, "data-say": attribute, "data-en": words.en, "data-zh": words.zh}
    if attribute == "text":
        return el(tag, told, words.en)
    return el(tag, {**told, attribute: words.en}, *children)


def either(en: Child, zh: Child) -> Node:
    """Return what is made for each language apart."""
    return join([el("span", "en", en), el("span", {"class": "zh", "lang": "zh-Hans"}, zh)])
