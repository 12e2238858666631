"""Names that want to be more than names inject nothing and hide nothing."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from reports.html.pages import attribute, pages_of, rows_of, tree_of
from saved_runs import HOSTILE, sample_run
from scanner.reports.html.index import render_index
from scanner.reports.html.nodes import visible
from scanner.reports.html.show import shorten

OURS = (
    "#",
    "./",
    "../",
    "shards/",
    "corpus.json",
    "verdict.json",
    "policy.json",
    "rules.json",
    "lock.json",
    "manifest.json",
)


def kinds_of(tree: LexborHTMLParser) -> set[str]:
    assert tree.root is not None
    return {str(node.tag) for node in tree.root.traverse()}


def test_a_page_of_hostile_names_has_the_scripts_and_elements_of_ours_alone() -> None:
    known = kinds_of(tree_of("sample"))
    for path in pages_of("hostile"):
        tree = tree_of("hostile", path)
        assert len(tree.css("script:not([type])")) == 1
        assert not tree.css("img, iframe, link, [onerror], [style]")
        assert kinds_of(tree) <= known
        assert all(str(attribute(link, "href")).startswith(OURS) for link in tree.css("a[href]"))


def test_every_hostile_name_is_shown_as_it_is_with_what_hides_made_visible() -> None:
    shown = {node.text() for node in tree_of("hostile").css("#shards bdi")}
    assert shown == {shorten(visible(name)) if len(name) > 72 else visible(name) for name in HOSTILE}
    assert "\u202e" not in pages_of("hostile")["index.html"].partition('id="shard-rows"')[0]


def test_names_of_others_stand_in_a_direction_of_their_own() -> None:
    names = [node for node in tree_of("hostile").css(".name") if node.text().startswith(("<script>", "=HYPER"))]
    assert names
    assert {node.tag for node in names} == {"bdi"}


def test_the_rows_for_the_script_hold_each_name_whole() -> None:
    rows = rows_of("hostile")
    assert {row[0] for row in rows} == set(HOSTILE)
    long = next(row for row in rows if len(row[0]) == 4000)
    assert long[10] is None, "no file can have that name, so nothing links to it"
    turned = next(row for row in rows if "\u202e" in row[0])
    assert "⟨U+202E⟩" in turned[11]


def test_a_usual_row_says_only_what_it_must() -> None:
    assert {len(row) for row in rows_of("sample")} == {9}


def test_a_folder_named_like_a_page_of_ours_has_its_page_elsewhere() -> None:
    run = sample_run()
    (summary, *_) = run.corpus.shards.values()
    page = render_index(replace(run, corpus=replace(run.corpus, shards={"a.html/b": summary}))).decode()
    assert 'href="shards/a.html%25/b.html"' in page
    assert '"shards/a.html%/b.html"' in page.partition('id="shard-rows"')[2]
