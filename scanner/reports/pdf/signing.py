"""A saved run → the sections that people fill in, and the one on what all of it rests on."""

import hashlib
from collections.abc import Iterator

from scanner.reports.codec import to_json
from scanner.reports.html.questions import questions_of
from scanner.reports.html.show import shorten
from scanner.reports.pdf import words
from scanner.reports.pdf.blocks import Blanks, Block, Cell, Facts, Heading, Signatures, Text
from scanner.reports.pdf.scope import corpus_digest
from scanner.reports.pdf.teller import NAME_CHARS, Teller
from scanner.reports.words import first, shards
from scanner.types.saved_run import SavedRun

_PEOPLE = 3
_DIGITS = 16
_LISTS_SHOWN = 60


def tell_questions(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the section with room for answers: what this scan asks, what is always asked, what the policy leaves."""
    say = teller.say
    yield Heading(say(words.PEOPLE))
    yield Text(say(words.PEOPLE_LEAD))
    raised = tuple((f"{asked.shown} {say(first.QUESTIONS[asked.question])}", "", 1) for asked in questions_of(run))
    if raised:
        yield Heading(say(words.RAISED), 2)
        yield Blanks(raised)
    if run.verdict.left_to_people:
        yield Heading(say(words.OF_POLICY), 2)
        yield Blanks(tuple((shorten(each, 400), "", 1) for each in run.verdict.left_to_people))
    yield Heading(say(words.ALWAYS), 2)
    yield Blanks(tuple((say(question), "", lines) for question, lines in words.ALWAYS_ASKED))


def tell_signatures(run: SavedRun, teller: Teller, section: int) -> Iterator[Block]:
    """Yield the section that is signed; `section` is the number of the one with the answers."""
    say = teller.say
    digest = f"{corpus_digest(run.corpus.shards)[:_DIGITS]}…"
    yield Heading(say(words.SIGN), on_new_page=True)
    yield Text(say(words.SIGN_LEAD, digest=digest, section=section))
    yield Blanks(((say(words.CONDITIONS), "", 2), (say(words.MANIFEST), "", 1)))
    people = tuple(say(words.PERSON, n=number) for number in range(1, _PEOPLE + 1))
    yield Signatures(tuple(map(say, words.LABELS)), people, tuple(map(say, words.CHOICES)))


def tell_pins(run: SavedRun, teller: Teller) -> Iterator[Block]:
    """Yield the section on digests and versions."""
    yield Heading(teller.say(words.RESTS))
    yield Text(teller.say(words.RESTS_LEAD))
    yield Facts(tuple(_pins(run, teller)))


def _pins(run: SavedRun, teller: Teller) -> Iterator[tuple[str, Cell]]:
    say, lock, verdict = teller.say, run.lock, run.verdict
    yield say(shards.TOOL), Cell(f"corpus-scanner {lock.tool_version}")
    yield say(words.CORPUS_DIGEST), Cell(code=corpus_digest(run.corpus.shards))
    yield say(shards.RULESET), Cell(code=run.corpus.ruleset)
    yield say(shards.POLICY), Cell(shorten(verdict.policy, 200), verdict.policy_digest)
    yield say(words.FILE_OF, name="corpus.json"), Cell(code=verdict.report_digest)
    for name, body in (("verdict.json", verdict), ("lock.json", lock), ("rules.json", run.catalogue)):
        yield say(words.FILE_OF, name=name), Cell(code=hashlib.sha256(to_json(body)).hexdigest())
    given = (
        (words.REGISTER, lock.sources),
        (words.BASELINE, lock.baseline or (verdict.baseline.digest if verdict.baseline else None)),
        (words.SUPPRESSIONS, lock.suppressions or verdict.suppressions_digest),
    )
    for told, digest in given:
        yield say(told), Cell(say(words.NOT_GIVEN)) if digest is None else Cell(code=digest)
    if verdict.as_of is not None:
        yield say(words.AS_OF), Cell(verdict.as_of)
    for rule, pin in sorted(run.corpus.lists.items())[:_LISTS_SHOWN]:
        named = say(words.LIST_OF, rule=shorten(rule, NAME_CHARS))
        yield named, Cell(pin.updated or say(shards.UNDATED), pin.sha256)
    if lock.libraries:
        versions = (f"{name} {version}" for name, version in sorted(lock.libraries.items()))
        yield say(words.LIBRARIES), Cell(say(words.COMMA).join(versions))
