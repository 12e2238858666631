"""The guides for readers are true: what files, fields, excerpts and rules they name is there, in both languages."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from corpora import ROOT, shipped_ruleset
from saved_runs import GOLDEN, sample_run
from scanner.reports.formats import render
from scanner.sidecars.attribution import SOURCES
from scanner.sidecars.copies import DUPLICATES
from scanner.sidecars.ledger import DOMAINS, LEDGER
from scanner.sidecars.tables import FINDINGS

GUIDES = ROOT / "docs" / "guides"
PAGES = sorted(GUIDES.rglob("*.md"))
SHARD = "shards/SHARD.json"
SAVED = {"corpus.json": "corpus.json", "verdict.json": "verdict.json", SHARD: "shards/text/chat.jsonl.json"}
SCHEMAS = {
    "corpus.json": "corpus-report",
    "verdict.json": "verdict",
    SHARD: "shard-report",
    "lock.json": "lock",
    "manifest.json": "manifest",
    "rules.json": "rules",
    "policy.json": "policy",
}
OTHERS = {"index.html", "run.json", "baseline.jsonl", "examples/robots.jsonl", "examples/pages.jsonl"}
SPAN = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"([\w./-]+\.(?:jsonl?|parquet|csv|md|html|sarif|xml|txt))(?:#(/\S*)|\[([\w, ]+)\])?")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RULE = re.compile(r"(?:pii|rights|licence|secret|duplicate)\.[\w.-]*\w")


def name_of(path: Path) -> str:
    return str(path.relative_to(GUIDES))


def spans(page: Path) -> list[str]:
    return SPAN.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))


def named(page: Path) -> list[re.Match[str]]:
    return [found for span in spans(page) if (found := FILE.fullmatch(span))]


def columns() -> dict[str, list[str]]:
    parts = dict(render(sample_run(), ("csv", "parquet")))
    table = pq.read_schema(io.BytesIO(parts["shards.parquet"]))
    return {
        "duplicates.parquet": DUPLICATES.names,
        "findings/SHARD.parquet": FINDINGS.names,
        "rights/ledger.parquet": LEDGER.names,
        "rights/domains.parquet": DOMAINS.names,
        "rights/sources.parquet": SOURCES.names,
        "shards.parquet": table.names,
        "shards.csv": next(csv.reader(io.StringIO(parts["shards.csv"].decode()))),
    }


def place(held: Any, pointer: str) -> Any:
    """Return what stands at a JSON pointer, whose `*` is any key; KeyError where nothing does."""
    for word in pointer.split("/")[1:]:
        key = word.replace("~1", "/").replace("~0", "~")
        if key == "*":
            held = next(iter(held.values()), None)
        else:
            held = held[int(key)] if isinstance(held, list) else held[key]
    return held


def is_in_schema(pointer: str, schema: dict[str, Any]) -> bool:
    nodes = [schema]
    for key in pointer.split("/")[1:]:
        nodes = [inner for node in nodes for inner in _inside(schema, node, key)]
    return bool(nodes)


def _inside(schema: dict[str, Any], node: dict[str, Any], key: str) -> list[dict[str, Any]]:
    if "$ref" in node:
        return _inside(schema, schema["$defs"][node["$ref"].rpartition("/")[2]], key)
    found = [inner for part in (*node.get("anyOf", ()), *node.get("allOf", ())) for inner in _inside(schema, part, key)]
    if key in node.get("properties", {}):
        return [*found, node["properties"][key]]
    more = key == "*" and (node.get("additionalProperties") or node.get("items"))
    return [*found, more] if isinstance(more, dict) else found


def is_there(file: str, pointer: str) -> bool:
    if file in SAVED:
        try:
            place(json.loads((GOLDEN / SAVED[file]).read_bytes()), pointer)
        except (KeyError, TypeError, AttributeError, IndexError):
            pass
        else:
            return True
    schema = json.loads((ROOT / "docs" / "formats" / f"{SCHEMAS[file]}.v1.schema.json").read_bytes())
    return is_in_schema(pointer, schema)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_field_that_a_guide_names_is_in_a_report_or_its_schema(page: Path) -> None:
    wrong = [found[0] for found in named(page) if found[2] and not is_there(found[1], found[2])]
    assert wrong == []


def test_a_field_that_is_nowhere_is_told_from_one_that_is() -> None:
    assert is_there("corpus.json", "/rights/uses/train")
    assert is_there("corpus.json", "/rights/sources/*/grants")
    assert not is_there("corpus.json", "/rights/uses/trains")
    assert not is_there("lock.json", "/rulesets")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_column_that_a_guide_names_is_in_its_table(page: Path) -> None:
    known = columns()
    for found in named(page):
        assert not found[3] or set(found[3].split(", ")) <= set(known[found[1]]), found[0]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_guide_names_is_written_by_the_program(page: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = {file for line in readme.splitlines() for file in re.findall(r"\bOUT/(\S+)", line)}
    rendered = set(re.findall(r"`([\w.-]+[.]\w+)`", (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")))
    assert {found[1] for found in named(page)} - told - rendered - OTHERS == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_an_excerpt_in_a_guide_is_part_of_the_report_it_is_said_to_be_from(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        if block[1] == "json":
            file, pointer = re.findall(r"`([\w./]+\.json)#(/[^`]+)`", text[: block.start()])[-1]
            whole, shown = place(json.loads((GOLDEN / file).read_bytes()), pointer), json.loads(block[2])
            assert {key: whole[key] for key in shown} == shown, pointer


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_rule_that_a_guide_names_is_shipped(page: Path) -> None:
    known = {rule.id for rule in shipped_ruleset().rules}
    named_rules = set(RULE.findall(" ".join(span for span in spans(page) if not FILE.fullmatch(span))))
    assert named_rules <= known


@pytest.mark.parametrize("page", sorted(GUIDES.glob("*.md")), ids=name_of)
def test_a_guide_in_chinese_says_what_the_english_one_says(page: Path) -> None:
    chinese = GUIDES / "zh" / page.name
    texts = [path.read_text(encoding="utf-8") for path in (page, chinese)]
    assert BLOCK.findall(texts[0]) == BLOCK.findall(texts[1])
    assert sorted(spans(page)) == sorted(spans(chinese))
    counts = [[len(re.findall(mark, text, re.MULTILINE)) for mark in ("^#", "^\\|")] for text in texts]
    assert counts[0] == counts[1]
    links = [
        {link.replace("../", "").replace("zh/", "") for link in re.findall(r"\]\(([^)]+)\)", text)} for text in texts
    ]
    assert links[0] == links[1]
