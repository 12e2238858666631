"""A saved run → `report.pdf` in English and `report.zh-CN.pdf` in Chinese, to be filed and signed."""

from collections.abc import Iterator
from typing import Final

from scanner.reports.html.show import shorten
from scanner.reports.pdf import words
from scanner.reports.pdf.blocks import Block, Document, Heading
from scanner.reports.pdf.fonts import find_fonts
from scanner.reports.pdf.judged import tell_allowances, tell_outcome, tell_reasons
from scanner.reports.pdf.persons import tell_persons
from scanner.reports.pdf.scope import corpus_digest, tell_scope
from scanner.reports.pdf.signing import tell_pins, tell_questions, tell_signatures
from scanner.reports.pdf.teller import Language, Teller
from scanner.reports.pdf.typeset import typeset
from scanner.reports.pdf.works import tell_duplicates, tell_rights
from scanner.types.saved_run import SavedRun

FILES: Final[dict[Language, str]] = {"en": "report.pdf", "zh": "report.zh-CN.pdf"}
_LATIN: Final = ("Libertinus Serif", "DejaVu Sans Mono")
"""Both come with typst."""
_DIGITS: Final = 12


def render_pdf(run: SavedRun) -> Iterator[tuple[str, bytes]]:
    """Yield the report in each language; raises `ExtraError` where typst or a Chinese font is missing."""
    choice = find_fonts()
    for language, path in FILES.items():
        yield path, typeset(compose(run, language, choice.family), choice)


def compose(run: SavedRun, language: Language, chinese: str) -> Document:
    """Return the report in one language; `chinese` is the family of its Chinese letters."""
    teller = Teller(language)
    digest = corpus_digest(run.corpus.shards)[:_DIGITS]
    return Document(
        language=language,
        fonts=(*_LATIN, chinese),
        title=teller.say(words.TITLE),
        subtitle=teller.say(words.SUBTITLE, policy=shorten(run.verdict.policy, 200)),
        running=teller.say(words.RUNNING, digest=digest),
        foot=teller.say(words.FOOT, version=run.lock.tool_version),
        page=teller.say(words.PAGE, n="{n}", total="{total}"),
        blocks=tuple(_blocks(run, teller)),
    )


def _blocks(run: SavedRun, teller: Teller) -> Iterator[Block]:
    yield from tell_outcome(run, teller)
    measured = [
        *tell_scope(run, teller),
        *tell_reasons(run, teller),
        *tell_persons(run, teller),
        *tell_rights(run.corpus, teller),
        *tell_duplicates(run.corpus, teller),
        *tell_allowances(run, teller),
        *tell_pins(run, teller),
    ]
    yield from measured
    yield from tell_questions(run, teller)
    sections = sum(isinstance(block, Heading) and block.level == 1 for block in measured)
    yield from tell_signatures(run, teller, section=sections + 1)
