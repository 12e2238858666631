"""A report → parts of the page that count documents by language and by host, and what the run rests on."""

from collections.abc import Mapping, Sequence

from scanner.reports.html.charts import bar
from scanner.reports.html.duplicates import host_of
from scanner.reports.html.nodes import Child, Node, el, join
from scanner.reports.html.page import section
from scanner.reports.html.show import code, count, english
from scanner.reports.html.speak import say
from scanner.reports.html.tables import Head, Many, capped_table, row, table
from scanner.reports.words import frame, shards
from scanner.reports.words.languages import Words
from scanner.types.report import GroupTally, Totals
from scanner.types.saved_run import SavedRun


def render_groups(totals: Totals, file: str) -> Node:
    """Return languages and hosts, those with most documents first."""
    return el(
        "section",
        {"id": "languages", "aria-labelledby": "languages-title"},
        el("h2", {"id": "languages-title"}, say(shards.LANGUAGES_AND_HOSTS)),
        el(
            "div",
            "two",
            _group(shards.LANGUAGES, frame.LANGUAGE_HEAD, totals.languages, file, "languages"),
            _group(shards.HOSTS, frame.HOST, totals.hosts, file, "hosts"),
        ),
    )


def _group(caption: Words, head: Words, groups: Mapping[str, GroupTally], file: str, key: str) -> Node:
    heads = (Head(head), Head(frame.PICTURE, "picture"), Head(frame.DOCUMENTS, "number"))
    ranked = sorted(groups.items(), key=lambda entry: (-entry[1].documents, entry[0]))
    most = max((group.documents for group in groups.values()), default=0)
    rows = (
        row(
            heads,
            (
                host_of(named),
                bar(group.documents, most),
                count(group.documents, file, "totals", key, named, "documents"),
            ),
        )
        for named, group in ranked
    )
    return el("div", None, capped_table(caption, heads, Many(len(groups), rows), 15, file))


def render_pins(run: SavedRun) -> Node:
    """Return what decides the numbers: rules, policy, report, program and lists, by their digests."""
    heads = (Head(frame.WHAT), Head(shards.DIGEST))
    told: Sequence[tuple[Words, Child]] = (
        (shards.RULESET, _digest(run.corpus.ruleset)),
        (shards.POLICY, join([english(run.verdict.policy), " ", _digest(run.verdict.policy_digest)])),
        (shards.REPORT, _digest(run.verdict.report_digest)),
        (shards.TOOL, code(f"corpus-scanner {run.lock.tool_version}")),
    )
    files = ("corpus.json", "verdict.json", "policy.json", "rules.json", "lock.json", "manifest.json")
    links = join((el("a", {"href": file}, code(file)) for file in files), " · ")
    return section(
        "rests",
        shards.RESTS_ON,
        table(shards.RESTS_ON, heads, [row(heads, (say(words), shown)) for words, shown in told], hide_caption=True),
        _lists(run),
        el("p", None, say(shards.FILES), ": ", links),
    )


def _digest(digest: str) -> Node:
    return el("span", "digest", digest)


def _lists(run: SavedRun) -> Node:
    heads = (Head(frame.RULE), Head(shards.ENTRIES, "number"), Head(shards.UPDATED), Head(shards.DIGEST))
    rows = [
        row(
            heads,
            (
                code(rule),
                count(pin.entries, "corpus.json", "lists", rule, "entries"),
                say(shards.UNDATED) if pin.updated is None else pin.updated,
                _digest(pin.sha256),
            ),
        )
        for rule, pin in sorted(run.corpus.lists.items())
    ]
    return capped_table(shards.LISTS, heads, rows, 60)
