"""The pages in a browser, opened from files: languages, sorting, filtering, narrow windows, and no complaint."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Browser, browse
from reports.html.pages import pages_of

SHARD = "shards/crawl/en-pages.warc.gz.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browse() as opened:
        yield opened
        assert opened.complaints == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a page of each run, each below a folder of its name."""
    out = tmp_path_factory.mktemp("pages")
    for name in ("sample", "many", "hostile"):
        for path, page in pages_of(name).items():
            if path in {"index.html", SHARD} or path.startswith("shards/=HYPERLINK"):
                place = out / name / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(page, encoding="utf-8")
    return out


def shown(browser: Browser) -> list[str]:
    """Return the names in the table of shards, as they are drawn."""
    names: list[str] = browser.run("[...document.querySelectorAll('#shard-table tbody th')].map(e => e.textContent)")
    return names


def test_the_language_changes_at_once_and_nothing_is_remembered(browser: Browser, folder: Path) -> None:
    page = (folder / "sample" / "index.html").as_uri()
    browser.open(page)
    language = "[document.documentElement.lang, document.title, document.querySelector('h1 a').innerText]"
    assert browser.run(language) == ["en", "Fail: Corpus scan report", "Fail"]
    browser.run("document.querySelector('#to-zh').click()")
    assert browser.run(language) == ["zh-Hans", "未通过：语料扫描报告", "未通过"]
    visible = "[...document.querySelectorAll('.en,.zh')].filter(e => e.checkVisibility()).map(e => e.className)"
    assert set(browser.run(visible)) == {"zh"}
    assert browser.run("document.querySelector('#shards a[data-page]').hash") == "#lang=zh"
    assert browser.run("document.querySelector('#state option').textContent") == "全部状态"
    assert browser.run("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    browser.open(page)
    assert browser.run("document.documentElement.lang") == "en"
    browser.open((folder / "sample" / SHARD).as_uri() + "#lang=zh")
    assert browser.run("document.documentElement.lang") == "zh-Hans"
    assert browser.run("document.querySelector('header a').href").endswith("/sample/index.html#lang=zh")


def test_a_link_from_a_rule_to_its_places_unfolds_them(browser: Browser, folder: Path) -> None:
    browser.open((folder / "sample" / SHARD).as_uri() + "#places-pii.email")
    assert browser.run("document.querySelector('#places details[open]').id") == "places-pii.email"
    browser.run("document.querySelector('#findings tbody a').click()")
    opened = "new Promise(done => setTimeout(() => done(document.querySelectorAll('#places [open]').length), 50))"
    assert browser.run(opened) == 2


def test_tables_sort_by_their_heads_and_say_so(browser: Browser, folder: Path) -> None:
    browser.open((folder / "sample" / "index.html").as_uri())
    head = "document.querySelectorAll('#shard-table thead th')[{}]"
    browser.run(head.format(3) + ".querySelector('button').click()")
    sorts = browser.run(
        "[...document.querySelectorAll('#shard-table th[aria-sort]')].map(e => [e.cellIndex, e.ariaSort])"
    )
    assert sorts == [[3, "descending"]]
    assert shown(browser)[0] == "crawl/en-pages.warc.gz"
    browser.run(head.format(1) + ".querySelector('button').click()")
    assert shown(browser) == sorted(shown(browser))
    rules = "document.querySelector('#findings table')"
    browser.run(f"{rules}.querySelectorAll('th')[3].querySelector('button').click()")
    assert browser.run(f"{rules}.tBodies[0].rows[0].querySelector('code').textContent") == "pii.email"


def test_ten_thousand_shards_open_and_filter_in_less_than_a_second(browser: Browser, folder: Path) -> None:
    browser.open((folder / "many" / "index.html").as_uri())
    loaded = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    assert browser.run(loaded) < 1000 * slowness()
    filtered = """(() => {
        const find = document.querySelector('#find'), from = performance.now();
        find.value = 'part-009999'; find.dispatchEvent(new Event('input')); document.body.offsetHeight;
        return performance.now() - from;
    })()"""
    assert browser.run(filtered) < 1000 * slowness()
    assert shown(browser) == ["crawl/009/part-009999.warc.gz"]
    assert browser.run("document.querySelector('[data-found]').textContent") == "1"
    link = browser.run("document.querySelector('#shard-table tbody a').href")
    assert link == (folder / "many/shards/crawl/009/part-009999.warc.gz.html").as_uri() + "#lang=en"
    browser.run(
        """const [find, state, next] = ["#find", "#state", "#next"].map((id) => document.querySelector(id));
        find.value = ""; find.dispatchEvent(new Event("input"));
        state.value = "damaged"; state.dispatchEvent(new Event("change"));
        next.click()"""
    )
    assert len(shown(browser)) == 200
    assert set(browser.run("[...document.querySelectorAll('#shard-table tbody tr')].map(e => e.className)")) == {
        "damaged"
    }


def slowness() -> float:
    """Return by how much a machine that is busy with other work may be slower."""
    return 1.0 + os.getloadavg()[0] / (os.cpu_count() or 1)


@pytest.mark.parametrize("name", ["sample", "hostile"])
def test_a_narrow_window_needs_no_scrolling_sideways(browser: Browser, folder: Path, name: str) -> None:
    for path in sorted((folder / name).rglob("*.html")):
        browser.open(path.as_uri(), width=390, height=844)
        for switch in ("#to-en", "#to-zh"):
            browser.run(f"document.querySelector('{switch}').click()")
            assert browser.run("document.documentElement.scrollWidth") == 390, (path.name, switch)


def test_a_narrow_table_of_findings_shows_every_column_without_scrolling(browser: Browser, folder: Path) -> None:
    for path in ("index.html", SHARD):
        browser.open((folder / "sample" / path).as_uri(), width=390, height=844)
        wide = browser.run("(e => e.scrollWidth - e.clientWidth)(document.querySelector('#findings .scroll'))")
        assert wide <= 0, path


def test_hostile_names_are_drawn_as_text(browser: Browser, folder: Path) -> None:
    browser.open((folder / "hostile" / "index.html").as_uri())
    names = shown(browser)
    assert "<script>alert(1)</script>.jsonl" in names
    assert "=HYPERLINK(0)|`a`[b](c)⟨U+202E⟩jsonl.exe" in names
    assert browser.run("document.querySelectorAll('img, iframe, #shard-table script').length") == 0


def test_without_scripts_both_languages_can_be_read_and_chosen(browser: Browser, folder: Path) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open((folder / "many" / "index.html").as_uri())
        visible = "[...document.querySelectorAll('main .{}')].some(e => e.checkVisibility())"
        assert [browser.run(visible.format(each)) for each in ("en", "zh")] == [True, False]
        browser.run("document.querySelector('#to-zh').checked = true")
        assert [browser.run(visible.format(each)) for each in ("en", "zh")] == [False, True]
        assert len(shown(browser)) == 100
        assert browser.run("document.querySelector('[data-no-script]').checkVisibility()")
        assert not browser.run("document.querySelector('#find').checkVisibility()")
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
