"""Every page: offline, one inline style and script named by digest, readable by people who do not see it."""

import base64
import hashlib
import json
import re
from itertools import chain

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.html.pages import attribute, pages_of, resolve, run_of, told_by, tree_of
from saved_runs import GOLDEN, drawn_run, sample_run
from scanner.reports.formats import render
from scanner.reports.html.facts import SEVERITIES
from scanner.reports.html.index import render_index
from scanner.reports.markdown import render_summary
from scanner.sidecars.layout import Layout
from scanner.types.policy import Outcome

STAND_INS = {"(no url)", "(ip address)"}
"""Told in words on the page."""
PATHS = ("index.html", "shards/crawl/en-pages.warc.gz.html", "shards/damaged/clipped.warc.gz.html")


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@pytest.mark.parametrize("path", PATHS)
def test_the_policy_allows_the_one_style_and_the_one_script_of_the_page_alone(path: str) -> None:
    tree = tree_of("sample", path)
    (style,) = tree.css("style")
    (script,) = tree.css("script:not([type])")
    (policy,) = tree.css("meta[http-equiv=Content-Security-Policy]")
    assert attribute(policy, "content") == (
        f"default-src 'none'; style-src {digest(style.text())}; script-src {digest(script.text())}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not tree.css("link, img, iframe, object, embed, base, form, [style], [src]")


def test_no_page_holds_an_address_of_elsewhere() -> None:
    for path, page in pages_of("sample").items():
        assert "://" not in page, path


def test_a_page_lies_beside_the_json_of_its_shard() -> None:
    layout = Layout(GOLDEN)
    wanted = {
        layout.shard_report(shard).relative_to(GOLDEN).with_suffix(".html").as_posix()
        for shard in run_of("sample").corpus.shards
    }
    assert set(pages_of("sample")) == {"index.html", *wanted}


@pytest.mark.parametrize("path", PATHS)
def test_a_screen_reader_finds_landmarks_captions_and_heads(path: str) -> None:
    tree = tree_of("sample", path)
    assert [len(tree.css(landmark)) for landmark in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    (skip, *_) = tree.css("body > a")
    assert attribute(skip, "href") == "#report"
    for table in tree.css("table"):
        assert table.css_first("caption") is not None
        assert all(attribute(head, "scope") == "col" for head in table.css("thead th"))
        assert all(attribute(head, "scope") == "row" for head in table.css("tbody th"))
        assert all(row.css_first("th") is not None for row in table.css("tbody tr"))
    for part in tree.css("section"):
        named = tree.css_first(f"#{attribute(part, 'aria-labelledby')}")
        assert named is not None
        assert named.text().strip()
    for drawing in tree.css("svg"):
        assert attribute(drawing, "aria-hidden") == "true"


@pytest.mark.parametrize("path", PATHS)
def test_ids_are_there_once_and_links_within_the_page_lead_somewhere(path: str) -> None:
    tree = tree_of("sample", path)
    ids = [attribute(node, "id") for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {str(attribute(link, "href"))[1:] for link in tree.css('a[href^="#"]')}
    assert targets <= set(ids)


def test_every_number_leads_to_its_place_in_the_json() -> None:
    files = {name: json.loads((GOLDEN / name).read_bytes()) for name in ("corpus.json", "verdict.json")}
    links = [str(attribute(link, "href")).partition("#") for link in tree_of("sample").css("a[href*='.json#/']")]
    assert len(links) > 800
    for file, _, fragment in links:
        resolve(files[file], fragment)


def test_a_number_is_the_one_that_its_link_leads_to() -> None:
    corpus = json.loads((GOLDEN / "corpus.json").read_bytes())
    told = [
        (link.text().strip(), resolve(corpus, str(attribute(link, "href")).partition("#")[2]))
        for link in tree_of("sample").css("a[href^='corpus.json#/']")
    ]
    numbers = [(shown, meant) for shown, meant in told if isinstance(meant, int) and re.fullmatch("[0-9,]+", shown)]
    assert len(numbers) > 400
    assert all(shown == f"{meant:,}" for shown, meant in numbers)


@pytest.mark.parametrize("path", PATHS[1:])
def test_numbers_of_a_shard_lead_into_the_json_beside_the_page(path: str) -> None:
    report = json.loads((GOLDEN / path.replace(".html", ".json")).read_bytes())
    name = path.rpartition("/")[2].replace(".html", ".json")
    links = [str(attribute(link, "href")).partition("#") for link in tree_of("sample", path).css("a[href*='#/']")]
    assert len(links) > 20
    for file, _, fragment in links:
        assert file == f"./{name}"
        resolve(report, fragment)
    assert tree_of("sample", path).css_first('header a[href="./../../index.html"]') is not None


def test_links_to_shards_lead_to_their_pages() -> None:
    targets = {attribute(link, "href") for link in tree_of("sample").css("#shards a[data-page]")}
    assert targets == set(pages_of("sample")) - {"index.html"}


def test_the_same_run_gives_the_same_bytes() -> None:
    again = {path: body.decode() for path, body in render(sample_run(), ["html"])}
    assert again == pages_of("sample")


def test_verdict_coverage_and_questions_come_before_all_else() -> None:
    ids = [attribute(part, "id") for part in tree_of("sample").css("main section")]
    assert ids[:3] == ["verdict", "coverage", "human"]


def test_the_first_screen_says_how_many_bounds_are_crossed_and_what_was_counted() -> None:
    run, told = run_of("sample"), told_by(tree_of("sample"), "#verdict")
    crossed = sum(reason.outcome is Outcome.FAIL for reason in run.verdict.reasons)
    assert f"{crossed} of its bounds are crossed." in told
    assert "5 found, allowed 0" in told
    assert "允许 0" in told
    assert "5 处，允许 0" in told


def test_a_page_of_a_shard_says_first_how_much_was_found_of_each_severity() -> None:
    told = told_by(tree_of("sample", PATHS[1]), "#read .sums")
    summary = run_of("sample").corpus.shards["crawl/en-pages.warc.gz"]
    counts = [int(each.replace(",", "")) for each in re.findall(r"[0-9][0-9,]*", told)]
    assert counts == [summary.findings[word] for word in SEVERITIES if summary.findings.get(word)]


def test_what_was_not_looked_for_is_told_and_is_no_zero() -> None:
    shown = {told_by(row, "th code"): row for row in tree_of("sample").css("#unlooked tbody tr")}
    missed = {rule: tally.not_looked for rule, tally in run_of("sample").corpus.totals.rules.items()}
    assert set(shown) == {rule for rule, reasons in missed.items() if reasons}
    assert told_by(shown["pii.person-name"], "td.num") == "268"


def test_damaged_shards_stand_first_and_apart() -> None:
    first, second, third, *_ = tree_of("sample").css("#shard-table tbody tr")
    assert [attribute(row, "class") for row in (first, second, third)] == ["damaged", "damaged", "read"]


def test_places_are_told_and_are_those_of_the_report() -> None:
    path = PATHS[1]
    report = json.loads((GOLDEN / path.replace(".html", ".json")).read_bytes())
    known = {place["key"] for place in chain.from_iterable(report["totals"]["samples"].values())}
    shown = {place.text() for place in tree_of("sample", path).css("#places li code")}
    assert len(shown) > 40
    assert shown <= known


def test_what_the_summary_names_and_counts_is_on_the_page() -> None:
    run = run_of("sample")
    summary = render_summary(run.corpus, run.verdict, run.catalogue)
    page = told_by(tree_of("sample"), "body")
    names = {name for told in re.findall("`([^`]+)`", summary) for name in told.split(", ")} - STAND_INS
    names |= set(re.findall(r"(?:pii|rights|licence|secret|duplicate)\.[a-z][a-z.0-9-]+", summary))
    assert len(names) > 200
    assert [name for name in sorted(names) if name not in page] == []
    numbers = set(re.findall(r"(?<![\w.,])[1-9][0-9]?(?:,[0-9]{3})+(?![\w.,])", summary))
    assert len(numbers) > 5
    assert [number for number in sorted(numbers) if number not in page] == []


def test_a_sample_of_shards_is_not_shown_as_if_all_bytes_were_read() -> None:
    for run, is_of_sample in ((drawn_run(), True), (sample_run(), False)):
        told = LexborHTMLParser(render_index(run)).css(".coverage .gauge")[0].text()
        assert ("of the stored bytes of the sample" in told, "样本存储字节" in told) == (is_of_sample, is_of_sample)
