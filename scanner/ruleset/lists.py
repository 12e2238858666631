"""A list file that a rule names → its words or domains, ready to travel with the rule (docs/formats/word-list.md)."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scanner.types.report import ListPin
from scanner.types.rule import DomainListMatch, KeywordListMatch, Rule, WordList
from scanner.validators.domain import canonical_domain
from scanner.validators.fold import fold_case

_MAX_CHARS = 200
_MAX_FAULTS = 10
_BYTE_ORDER_MARK = "\ufeff"
_HEAD = re.compile(r"#\s*(?P<key>[A-Za-z]+)\s*:\s*(?P<value>.*)")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BLANKS = re.compile(r"\s+")

ListMatch = KeywordListMatch | DomainListMatch


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    """Without blanks at its ends."""


def with_words(rule: Rule, folder: Path) -> tuple[Rule | None, tuple[str, ...]]:
    """Return the rule with the list it names, or None and the list's faults; a rule of another kind stays as it is.

    `folder` is that of the rule file. Faults name file and line and quote nothing: a list may be confidential.
    """
    match = rule.match
    if not isinstance(match, ListMatch):
        return rule, ()
    path = list_path(match, folder)
    if Path(match.file).is_absolute():
        return None, ("match.file: an absolute path; write it from the folder of the rule file",)
    if not path.is_file():
        return None, (f"match.file: {path}: no such file",)
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, (f"match.file: {path}: cannot be read: {error.strerror}",)
    words, faults = _read(content, match)
    if words is None:
        return None, tuple(f"match.file: {path}: {fault}" for fault in _first(faults))
    return replace(rule, words=words), ()


def list_path(match: ListMatch, folder: Path) -> Path:
    """Return where a rule's list lies."""
    return folder / match.file


def pins_of(rules: Sequence[Rule]) -> dict[str, ListPin]:
    """Return what a report says of each list: by rule, its size, digest and date."""
    return {
        rule.id: ListPin(len(rule.words.entries), rule.words.sha256, rule.words.updated)
        for rule in rules
        if rule.words is not None
    }


def _first(faults: Sequence[str]) -> list[str]:
    more = [f"and {len(faults) - _MAX_FAULTS} more lines"] if len(faults) > _MAX_FAULTS else []
    return [*faults[:_MAX_FAULTS], *more]


def _read(content: bytes, match: ListMatch) -> tuple[WordList | None, tuple[str, ...]]:
    try:
        text = content.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        return None, (f"line {number}: not UTF-8 text",)
    # Not `splitlines`: it also breaks at signs that editors do not count as line ends.
    lines = [_Line(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    entries = [line for line in lines if line.text and not line.text.startswith("#")]
    updated, faults = _updated(lines[: entries[0].number - 1] if entries else lines)
    faults += tuple(f"line {line.number}: {fault}" for line in entries if (fault := _fault(line.text, match)))
    if not entries:
        faults += ("holds no entry; an empty list would be met by nothing",)
    if faults:
        return None, faults
    words = WordList(updated, hashlib.sha256(content).hexdigest(), tuple(_merged(entries, _key_of(match))))
    return words, ()


def _updated(head: Sequence[_Line]) -> tuple[str | None, tuple[str, ...]]:
    """Return the date in the comments above the first entry, or what is wrong with it."""
    for line in head:
        found = _HEAD.fullmatch(line.text)
        if found is None or found["key"].lower() != "updated":
            continue
        written = found["value"].strip()
        try:
            if _ISO_DATE.fullmatch(written):
                return date.fromisoformat(written).isoformat(), ()
        except ValueError:  # the 30th of February
            pass
        return None, (f"line {line.number}: `updated` is not a date such as 2026-01-31",)
    return None, ()


def _fault(text: str, match: ListMatch) -> str:
    if len(text) > _MAX_CHARS:
        return f"longer than {_MAX_CHARS} characters"
    for sign in text:
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\t":
            return f"a control character U+{ord(sign):04X}"
    if isinstance(match, DomainListMatch):
        return "" if canonical_domain(text) else "not a domain name such as example.org, without scheme, port or path"
    word = written_word(text)
    if len(word) == 1 and word.isascii():
        return "a single ASCII character, which would be met everywhere"
    return "" if word else "no word behind the backslash"


def written_word(text: str) -> str:
    r"""Return the word of a line: runs of blanks single, and `\#` for a word that begins with a number sign."""
    return _BLANKS.sub(" ", text.removeprefix("\\") if text.startswith("\\#") else text)


def _key_of(match: ListMatch) -> Callable[[str], str]:
    """Return what makes two lines the same entry."""
    if isinstance(match, DomainListMatch):
        return lambda text: canonical_domain(text) or text
    return fold_case if match.case == "ignore" else str


def _merged(entries: Sequence[_Line], key: Callable[[str], str]) -> Iterator[str]:
    """Yield what is different; the first spelling stays."""
    seen: set[str] = set()
    for line in entries:
        word = written_word(line.text)
        if (form := key(word)) not in seen:
            seen.add(form)
            yield word
