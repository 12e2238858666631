"""A saved run → the first screen: verdict with reasons, coverage, what is new, what needs a human."""

from scanner.reports.html.allowances import render_left, render_news
from scanner.reports.html.charts import mark, stack
from scanner.reports.html.facts import PRIVATE, Sum, sum_of, unlooked_rules
from scanner.reports.html.nodes import NOTHING, Child, Node, el, join
from scanner.reports.html.page import definitions, section
from scanner.reports.html.questions import Asked, questions_of
from scanner.reports.html.reasons import families
from scanner.reports.html.sample import tell_sample
from scanner.reports.html.show import count, english, percent, sourced
from scanner.reports.html.speak import say
from scanner.reports.looked import bytes_in_broken, is_observable
from scanner.reports.words import first, frame, rights, shards
from scanner.reports.words.languages import Words
from scanner.types.policy import Outcome
from scanner.types.report import CorpusReport
from scanner.types.saved_run import SavedRun

_FILE = "corpus.json"
_QUESTIONS_SHOWN = 6


def render_first(run: SavedRun) -> Node:
    """Return the first screen; what is new stands there only where a baseline was given."""
    fresh = render_news(run.verdict.baseline)
    return join([el("div", "screen", _verdict(run), fresh, _coverage(run), _human(run)), _glance(run)])


def _verdict(run: SavedRun) -> Node:
    verdict = run.verdict
    heading = el(
        "h1",
        {"id": "verdict-title"},
        el("span", "sr", say(frame.TITLE), say(frame.COLON)),
        sourced(say(frame.OUTCOME[verdict.outcome]), "verdict.json", "outcome"),
    )
    told = el(
        "div",
        None,
        el("p", "means", say(first.MEANS[verdict.outcome])),
        el(
            "p",
            "soft",
            say(first.POLICY, policy=english(verdict.policy)),
            " ",
            _crossed(run),
            el("a", {"href": "#reasons"}, say(first.ALL_REASONS)),
        ),
        tell_sample(run.corpus),
        _qualified(run),
    )
    head = el("div", "says", el("div", "word", mark(verdict.outcome), heading), told)
    return el(
        "section",
        {"id": "verdict", "class": f"verdict {verdict.outcome.value}", "aria-labelledby": "verdict-title"},
        head,
        families(verdict, run.catalogue.cards()),
    )


def _crossed(run: SavedRun) -> Node:
    """Return how many bounds are crossed: the families below name the gravest only."""
    crossed = sum(reason.outcome is Outcome.FAIL for reason in run.verdict.reasons)
    if not crossed:
        return NOTHING
    words = say(first.SUM_ONE) if crossed == 1 else say(first.SUM, n=crossed)
    return join([el("b", None, words), " "])


def _qualified(run: SavedRun) -> Node:
    """Return what the verdict is given with: it is another one without."""
    used = [each for each in run.verdict.suppressed if each.state == "used"]
    if not used:
        return NOTHING
    findings = sourced(f"{sum(each.findings for each in used):,}", "verdict.json", "suppressed")
    return el("p", "soft", say(first.QUALIFIED, findings=findings, n=f"{len(used):,}"))


def _coverage(run: SavedRun) -> Node:
    read = run.corpus.totals.coverage
    broken = sum(each.status in {"damaged", "failed"} for each in run.corpus.shards.values())
    rows: list[tuple[Child, Child]] = [
        (say(first.READ_SHARDS), say(frame.OF, n=len(run.corpus.shards) - broken, total=len(run.corpus.shards))),
        (say(first.DOCUMENTS), _covered(read.documents, "documents")),
        (say(first.LOST), _bad(_covered(read.lost_records, "lost_records"), read.lost_records)),
        (say(first.BROKEN_SHARDS), _bad(el("a", {"href": "#shards"}, f"{broken:,}"), broken)),
        (say(first.UNLOOKED), el("a", {"href": "#unlooked"}, f"{len(unlooked_rules(run.corpus)):,}")),
        (say(first.GATES), _gates(run)),
    ]
    return section("coverage", first.COVERAGE, _gauge(run.corpus), definitions(rows), style="coverage")


def _gauge(corpus: CorpusReport) -> Node:
    read = corpus.totals.coverage
    if not read.bytes_total:
        return NOTHING
    share = min(1.0, read.bytes_read / read.bytes_total)
    broken = min(share, bytes_in_broken(corpus) / read.bytes_total)
    whole, partly = first.BYTES_READ, first.BYTES_PASSED
    if corpus.sample is not None:  # beside them lie shards of which no byte was read
        whole, partly = first.SAMPLE_READ, first.SAMPLE_PASSED
    shown = "100 %" if read.bytes_read >= read.bytes_total else f"{min(99.9, 100 * share):.1f} %"
    return join(
        [
            el(
                "p",
                "gauge",
                el("b", None, sourced(shown, _FILE, "totals", "coverage", "bytes_read")),
                el("span", None, say(partly, share=percent(broken)) if broken else say(whole)),
            ),
            stack({"bar": share - broken, "conditional": broken}, 1.0, {}),
        ]
    )


def _covered(number: int, key: str) -> Node:
    return count(number, _FILE, "totals", "coverage", key)


def _bad(shown: Node, number: int) -> Node:
    return el("span", "bad", shown) if number else shown


def _gates(run: SavedRun) -> Node:
    decided, total = (
        sourced(f"{number:,}", "verdict.json", key)
        for number, key in ((run.verdict.gates_decided, "gates_decided"), (run.verdict.gates_total, "gates_total"))
    )
    return say(frame.OF, n=decided, total=total)


def _human(run: SavedRun) -> Node:
    lines = [
        el("li", None, el("b", None, _linked(asked)), el("span", None, say(first.QUESTIONS[asked.question])))
        for asked in questions_of(run)
    ]
    shown, rest = lines[:_QUESTIONS_SHOWN], lines[_QUESTIONS_SHOWN:]
    more = NOTHING
    if rest:
        more = el(
            "details", None, el("summary", None, say(first.MORE_QUESTIONS, n=len(rest))), el("ul", "questions", *rest)
        )
    return section(
        "human",
        first.HUMAN,
        el("p", "lead", say(first.HUMAN_LEAD)),
        el("ul", "questions", *shown),
        more,
        render_left(run.verdict),
        style="human",
    )


def _linked(asked: Asked) -> Node:
    if isinstance(asked.source, str):
        return el("a", {"href": f"#{asked.source}", "class": "n"}, asked.shown)
    return sourced(asked.shown, _FILE, *asked.source)


def _found(total: Sum) -> Node:
    told = total.shown() if total.is_looked_for else say(frame.NOT_LOOKED_FOR)
    return el("a", {"href": "#personal", "class": "n"}, told)


def _glance(run: SavedRun) -> Node:
    corpus, cards = run.corpus, run.catalogue.rules
    private = sum_of(corpus, (card for card in cards if card.sensitivity in PRIVATE))
    tiles: list[tuple[Words, Child]] = [
        (shards.SHARDS_TILE, f"{len(corpus.shards):,}"),
        (frame.DOCUMENTS, _covered(corpus.totals.coverage.documents, "documents")),
        (first.FAMILY["personal"], _found(private)),
    ]
    secrets = sum_of(corpus, (card for card in cards if card.sensitivity == "secret"))
    tiles.append((first.FAMILY["secret"], _found(secrets)))
    if corpus.rights is not None and any(corpus.rights.uses.get("train", {}).values()):
        train = corpus.rights.uses["train"]
        reserved, whole = train.get("reserved", 0), sum(train.values())
        linked = count(reserved, _FILE, "rights", "uses", "train", "reserved") if reserved else "0"
        told = join([linked, el("small", None, f" {percent(reserved / whole)}")])
        unseen = not reserved and not is_observable(corpus.totals.signals, corpus.totals.coverage.documents)
        tiles.append((rights.RESERVED_TILE, say(rights.NOT_OBSERVABLE) if unseen else told))
    if corpus.duplicates is not None:
        copies = corpus.duplicates.redundant_documents
        share = percent(copies / max(1, corpus.totals.coverage.documents))
        linked = count(copies, _FILE, "duplicates", "redundant_documents")
        tiles.append((rights.COPIES_TILE, join([linked, el("small", None, f" {share}")])))
    told = join(el("div", None, el("dt", None, say(words)), el("dd", None, shown)) for words, shown in tiles)
    return section("glance", first.GLANCE, el("dl", "tiles", told))
