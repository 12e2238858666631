"""Pages as trees, each made once: what tests of the HTML report look at."""

import json
from functools import cache
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from saved_runs import hostile_run, many_shards, sample_run
from scanner.reports.formats import render
from scanner.types.saved_run import SavedRun


@cache
def run_of(name: str) -> SavedRun:
    if name == "many":
        return many_shards(10_000)
    return hostile_run() if name == "hostile" else sample_run()


@cache
def pages_of(name: str) -> dict[str, str]:
    """Return the pages of a run by path; of the many shards the index alone."""
    told = render(run_of(name), ["html"])
    if name == "many":
        path, body = next(told)
        return {path: body.decode()}
    return {path: body.decode() for path, body in told}


@cache
def tree_of(name: str, path: str = "index.html") -> LexborHTMLParser:
    return LexborHTMLParser(pages_of(name)[path])


def first_of(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the first node that a selector means; there must be one."""
    node = tree.css_first(selector)
    assert node is not None, selector
    return node


def told_by(tree: LexborHTMLParser | LexborNode, selector: str) -> str:
    """Return the text of the first node that a selector means, blanks made one."""
    return " ".join(first_of(tree, selector).text(separator=" ").split())


def attribute(node: LexborNode, name: str) -> str | None:
    return node.attributes.get(name)


def resolve(document: Any, fragment: str) -> Any:
    """Return what a JSON pointer in a fragment leads to (RFC 6901 §6); raises where it leads nowhere."""
    for part in fragment.split("/")[1:]:
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        document = document[int(key) if isinstance(document, list) else key]
    return document


def rows_of(name: str) -> list[list[Any]]:
    """Return the rows that the script draws shards from."""
    (data,) = tree_of(name).css("#shard-rows")
    rows: list[list[Any]] = json.loads(data.text())
    return rows
