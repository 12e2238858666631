"""The site of the documents: links of the repository become links between pages, and one that leads nowhere is told."""

import html.parser
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from make_site.pages import slug_of, target_of
from make_site.write import Section, make, sections

from corpora import ROOT

SMALL = (Section("Start", ("README.md", "docs/a.md", "docs/more/"), {}),)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a checkout with four documents."""
    for path, text in {
        "README.md": "# Tool\n\n[a](docs/a.md#two-words) [all](docs/more/) [data](data.yaml)\n",
        "docs/a.md": "# A\n\n## Two words\n\n[up](../README.md) [here](#two-words) `(?<![A-Z])` <script>\n",
        "docs/more/b.md": "# B\n\n[中文](../a.md)\n\n## 中文 标题\n",
        "data.yaml": "x: 1\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of this checkout."""
    folder = tmp_path_factory.mktemp("whole") / "site"
    assert make(ROOT, sections(), folder) == []
    return folder


class _Addresses(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value for key, value in attrs if key in {"href", "src"} and value]
        self.ids |= {value for key, value in attrs if key == "id" and value}


def test_every_link_of_the_site_leads_to_a_file_and_a_heading_and_none_to_a_network(whole: Path) -> None:
    pages = {}
    for path in whole.rglob("*.html"):
        pages[path] = _Addresses()
        pages[path].feed(path.read_text(encoding="utf-8"))
    assert len(pages) > 300
    for path, page in pages.items():
        for address in page.found:
            if not address.startswith("https://"):  # a reader may follow it; nothing is loaded from there
                file, _, anchor = unquote(address).partition("#")
                goal = Path(posixpath.normpath(path.parent / file)) if file else path
                assert goal.is_file(), f"{path}: {address}"
                assert not anchor or goal not in pages or anchor in pages[goal].ids, f"{path}: {address}"


def test_nothing_of_the_site_is_loaded_but_its_own_style(whole: Path) -> None:
    loaded = set()
    for path in whole.rglob("*.html"):
        loaded |= set(re.findall(r"<(?:link|script|img|iframe)[^>]*>", path.read_text(encoding="utf-8")))
    assert {posixpath.basename(re.findall(r'href="([^"]+)"', tag)[0]) for tag in loaded} == {"style.css"}


def test_the_same_documents_give_the_same_bytes(small: Path) -> None:
    for name in ("one", "two"):
        assert make(small, SMALL, small / name) == []
    written = [{p.relative_to(small / n): p.read_bytes() for p in (small / n).rglob("*.*")} for n in ("one", "two")]
    assert written[0] == written[1]
    assert Path("data.yaml") in written[0]
    assert Path("docs/more/folder.html") in written[0]


def test_markup_in_a_document_is_text(small: Path) -> None:
    make(small, SMALL, small / "site")
    page = (small / "site" / "docs" / "a.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page
    assert "(?&lt;![A-Z])" in page


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("b.md", "leads nowhere"),
        ("a.md#three", "no such heading"),
        ("#three", "no such heading"),
        ("../../outside.md", "leads nowhere"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_and_nothing_is_written(small: Path, link: str, fault: str) -> None:
    with (small / "docs" / "a.md").open("a", encoding="utf-8") as page:
        page.write(f"\n[lost]({link})\n")
    assert make(small, SMALL, small / "site") == [f"docs/a.md: {link}{': ' if 'no ' in fault else ' '}{fault}"]
    assert not (small / "site").exists()


def test_a_page_that_the_navigation_does_not_reach_is_told(small: Path) -> None:
    (small / "docs" / "lost.md").write_text("# Lost\n", encoding="utf-8")
    assert make(small, SMALL, small / "site") == ["docs/lost.md: not in nav.yaml"]


def test_an_entry_of_the_navigation_without_a_file_is_told(small: Path) -> None:
    nav = (*SMALL, Section("More", ("docs/gone.md",), {}))
    assert make(small, nav, small / "site") == ["nav.yaml: docs/gone.md is not there"]


def test_anchors_are_those_that_github_gives() -> None:
    assert slug_of("What licences come to") == "what-licences-come-to"
    assert slug_of("`duplicates.parquet`") == "duplicatesparquet"
    assert slug_of("中文 标题：二") == "中文-标题二"


def test_the_readme_is_the_first_page() -> None:
    assert target_of("README.md") == "index.html"
    assert target_of("docs/guides/index.md") == "docs/guides/index.html"
    assert target_of("docs/formats/") == "docs/formats/folder.html"
