"""All that is said is said in English and Chinese, and a page in Chinese holds no other English than it must."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpora import ROOT
from reports.html.pages import pages_of, run_of, tree_of
from scanner.reports import words
from scanner.reports.html.speak import say
from scanner.reports.words.languages import Words
from scanner.reports.words.reasons import in_chinese
from scanner.reports.words.titles import chinese_titles
from scanner.types.baseline import ALL_NEW, BEYOND, NEW

HAN = re.compile("[\u4e00-\u9fff]")
GAP = re.compile(r"\{\w+\}")
SAME = {"PDF", "SHA-256", "{n} of {total}", ": ", ", "}
"""The same in both languages."""
PROPER = re.compile(
    r"(?:pii|rights)[.][a-z.-]+|corpus-scanner|English|JSON|URL|HTTP|HTML|PDF|IP|MB|SHA-256|TDMRep|AIPREF|RSL|IBAN|MAC|IPv[46]|AI|copyleft|Content-Signal|"
    r"X-Robots-Tag|(?:robots|ai|trust)\.txt|tdmrep\.json"
)
"""Names that Chinese readers write as they are."""


def all_words() -> Iterator[tuple[str, Words]]:
    for module in pkgutil.iter_modules(words.__path__):
        loaded = importlib.import_module(f"scanner.reports.words.{module.name}")
        for name, value in vars(loaded).items():
            entries = value.items() if isinstance(value, dict) else [("", value)]
            for key, each in entries:
                if isinstance(each, Words):
                    yield f"{module.name}.{name}.{key}", each


@pytest.mark.parametrize("told", [pytest.param(each, id=name) for name, each in all_words()])
def test_words_say_the_same_in_both_languages_with_the_same_gaps(told: Words) -> None:
    assert told.en.strip()
    assert sorted(GAP.findall(told.en)) == sorted(GAP.findall(told.zh))
    if told.en not in SAME and re.search("[a-z]{3}", GAP.sub("", told.en)):
        assert HAN.search(told.zh), told
        assert not HAN.search(told.en), told


def test_all_words_are_said_somewhere() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "scanner/reports/html").rglob("*.py"))
    names = {name.rpartition(".")[0] for name, _ in all_words()}
    unsaid = [name for name in names if not re.search(rf"\b{name.replace('.', '[.]')}\b", code)]
    assert unsaid == []


def chinese_of(node: LexborNode) -> str:
    """Return what is shown in Chinese: without ids, names that others chose, and English marked as such."""
    said = node.attributes.get("class") or ""
    if node.tag in {"script", "style", "title", "code", "bdi", "template"} or "digest" in said.split():
        return ""
    if "en" in said.split() or (node.tag != "html" and node.attributes.get("lang") == "en"):
        return ""
    if node.attributes.get("data-say") == "text":
        return str(node.attributes["data-zh"])
    if node.tag == "-text":
        return node.text_content or ""
    return " ".join(chinese_of(child) for child in node.iter(include_text=True))


@pytest.mark.parametrize(
    "path", ["index.html", "shards/crawl/en-pages.warc.gz.html", "shards/damaged/clipped.warc.gz.html"]
)
def test_a_page_in_chinese_holds_no_english_that_is_not_marked(path: str) -> None:
    root = tree_of("sample", path).root
    assert root is not None
    left = PROPER.sub("", chinese_of(root))
    assert re.findall("[A-Za-z]{2,}", left) == []
    assert len(HAN.findall(left)) > 500


def test_what_each_language_shows_is_marked_as_that_language() -> None:
    for page in pages_of("sample").values():
        tree = LexborHTMLParser(page)
        assert {node.attributes.get("lang") for node in tree.css("html, .en")} == {"en", None}
        assert {node.attributes.get("lang") for node in tree.css(".zh")} == {"zh-Hans"}
        for node in tree.css("[data-say]"):
            assert node.attributes["data-en"]
            assert node.attributes["data-zh"]


def test_every_reason_of_the_samples_is_known_in_chinese() -> None:
    told = [in_chinese(reason.message) for reason in run_of("sample").verdict.reasons]
    assert None not in told


@pytest.mark.parametrize(
    ("message", "chinese", "rest"),
    [
        pytest.param("1 finding, allowed 0", "1 处命中，允许 0", "", id="count"),
        pytest.param(
            "37.7 % of documents, allowed 5 %; 101 with findings in 268 documents",
            "37.7% 的文档，允许 5%；268 份文档中有 101 份命中",
            "",
            id="share",
        ),
        pytest.param(
            "was read up to a fault only: truncated: ends", "只读到故障处为止：", "truncated: ends", id="keeps-details"
        ),
        pytest.param(f"{NEW}: 2 findings, allowed 0", "基线之后新增：2 处命中，允许 0", "", id="new"),
        pytest.param(
            f"{BEYOND}: 2 findings, allowed 0", "在基线已有的分片中超出基线：2 处命中，允许 0", "", id="beyond"
        ),
        pytest.param(f"{ALL_NEW}: 2 findings, allowed 0", "超出基线：2 处命中，允许 0", "", id="all-new"),
    ],
)
def test_a_reason_is_told_in_chinese_with_its_numbers(message: str, chinese: str, rest: str) -> None:
    assert in_chinese(message) == (chinese, rest)


def test_a_sentence_that_nobody_translated_stays_as_it_is() -> None:
    assert in_chinese("something quite new: 3") is None


def test_titles_in_chinese_are_those_of_shipped_rules() -> None:
    titles, shipped = chinese_titles(), {card.title for card in run_of("sample").catalogue.rules}
    assert set(titles) - shipped == set(), "retold in English: tell it in titles.zh.json, too"
    assert len(shipped - set(titles)) < len(shipped) / 20, "most rules of ours are told in Chinese"
    assert all(HAN.search(title) or title.endswith("Webhook") for title in titles.values())


def test_a_gap_is_filled_with_text_that_stays_text() -> None:
    told = say(Words("{n} of {name}", "{name}：{n}"), n=1200, name="<b>")
    assert told.html == (
        '<span class="en">1,200 of &lt;b&gt;</span><span class="zh" lang="zh-Hans">&lt;b&gt;：1,200</span>'
    )
