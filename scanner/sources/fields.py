"""One row → its texts, field by field, each once."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from scanner.sources.decode import decode
from scanner.sources.facts import reach
from scanner.sources.field_names import CONTAINERS, HTML_TEXT, MAIN_TEXT, OTHER_TEXT, ROLE_TEXT
from scanner.sources.html import page_of_text, parse_page
from scanner.sources.markup import markup_of
from scanner.types.document import Markup, TextField

_MOST_COMPARISONS = 10**9
"""Characters looked through to tell whether a text stands in another; beyond it both are kept."""
_PAGE_STARTS = ("<!doctype html", "<html")
_KNOWN = frozenset((*MAIN_TEXT, *OTHER_TEXT, *HTML_TEXT))


class Texts(NamedTuple):
    """What a row's text fields hold."""

    fields: tuple[TextField, ...] = ()
    markup: Markup | None = None
    known: bool = True
    """Whether there is any field that should hold text."""
    main: bool = False
    """Whether one of the main names was found."""
    not_text: str | None = None
    """Name of a field that should hold text and holds something else."""
    missing: str | None = None
    """Name of a field asked for that the row does not have."""


_NOTHING = Texts(known=False)


def texts_of(row: dict[str, Any], named: Sequence[str], *, main_content: bool) -> Texts:
    """Return the texts of a row: of exactly the fields `named`, or of the usual ones, there or in an object of it."""
    if named:
        return _named_texts(row, named, main_content=main_content)
    found = _usual_texts(row, "", main_content=main_content)
    if found.main:
        return found
    for name in CONTAINERS:
        inner = row.get(name)
        if isinstance(inner, dict):
            wrapped = _usual_texts(inner, f"{name}.", main_content=main_content)
            if wrapped.fields:
                return wrapped._replace(fields=(*found.fields, *wrapped.fields))
            if not found.known:
                found = wrapped
    return found


def _named_texts(row: dict[str, Any], named: Sequence[str], *, main_content: bool) -> Texts:
    fields: list[TextField] = []
    markup = None
    for name in named:
        value = reach(row, name)
        if value is None and not _has(row, name):
            return Texts(missing=name)
        if value is None or value == "":
            continue
        if name.rpartition(".")[2] in HTML_TEXT and isinstance(value, str | bytes):
            text, markup = _page(value, main_content=main_content)
            fields.append(TextField(name, text))
            continue
        texts = [field for field in _texts_in(name, value) if field.text.strip()]
        if not texts and not _is_empty(value):
            return Texts(not_text=name)
        fields.extend(texts)
    return Texts(tuple(field for field in fields if field.text.strip()), markup, main=True)


def _has(row: Any, name: str) -> bool:
    if not isinstance(row, dict):
        return False
    if name in row:
        return True
    first, dot, rest = name.partition(".")
    return bool(dot) and _has(row.get(first), rest)


def _usual_texts(row: dict[str, Any], prefix: str, *, main_content: bool) -> Texts:
    present = _KNOWN & row.keys()
    if not present:
        return _NOTHING
    main, not_text = _main_texts(row, prefix, present)
    if not main and not_text:
        return Texts(not_text=not_text)
    taken = list(main)
    if len(present) == len(main) == 1:
        return Texts((main[0],), _markup_in(main[0].text), main=True)  # the common case: a text and nothing else
    for name in OTHER_TEXT:
        if name in present:
            taken.extend(_new(list(_texts_in(prefix + name, row[name])), taken))
    markup = _markup_in(main[0].text) if main else None
    for name in HTML_TEXT:
        if name in present and isinstance(row[name], str | bytes) and row[name]:
            text, markup = _page(row[name], main_content=main_content)
            taken.extend(_new([TextField(prefix + name, _unseen_lines(text, taken))], taken))
    if not taken:
        not_text = next((prefix + name for name in sorted(present) if not _is_empty_or_page(row, name)), None)
    return Texts(tuple(taken), markup, main=bool(main), not_text=not_text if not taken else None)


def _is_empty_or_page(row: dict[str, Any], name: str) -> bool:
    return _is_empty(row[name]) or (name in HTML_TEXT and isinstance(row[name], str | bytes))


def _main_texts(row: dict[str, Any], prefix: str, present: frozenset[str]) -> tuple[list[TextField], str | None]:
    """Return the texts under the main names, and the first main name that holds something else."""
    taken: list[TextField] = []
    not_text = None
    for name in MAIN_TEXT:
        if name not in present or (value := row[name]) is None:
            continue
        texts = [field for field in _texts_in(prefix + name, value) if field.text.strip()]
        if not texts and not _is_empty(value):
            not_text = not_text or prefix + name
        taken.extend(_new(texts, taken))
    return taken, not_text


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | bytes | list | tuple) and not value) or _is_blank(value)


def _is_blank(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list | tuple) and all(part is None or _is_blank(part) for part in value)


def _new(texts: list[TextField], taken: Sequence[TextField]) -> list[TextField]:
    """Return the texts that are neither blank nor part of one taken already."""
    texts = [field for field in texts if field.text.strip()]
    if not taken or len(texts) * sum(len(field.text) for field in taken) > _MOST_COMPARISONS:
        return texts
    return [field for field in texts if not any(field.text in other.text for other in taken)]


def _texts_in(name: str, value: Any) -> Iterator[TextField]:
    """Yield the texts of a value: a text, a list of texts (as lines), a chat, parts of a message."""
    if isinstance(value, str):
        yield TextField(name, value)
    elif isinstance(value, bytes):
        yield TextField(name, decode(value))
    elif isinstance(value, list | tuple):
        if all(part is None or isinstance(part, str) for part in value):
            yield TextField(name, "\n".join(part for part in value if part))
        else:
            for number, part in enumerate(value):
                yield from _turn(f"{name}[{number}]", part)


def _turn(name: str, part: Any) -> Iterator[TextField]:
    """Yield the texts of one turn of a chat: `{role, content}`, `{from, value}`, `{type: text, text}`, a pair."""
    if isinstance(part, dict):
        for key in ROLE_TEXT:
            inner = part.get(key)
            if isinstance(inner, str):
                yield TextField(f"{name}.{key}", inner)
            elif isinstance(inner, list | tuple):
                yield TextField(f"{name}.{key}", "\n".join(_parts(inner)))
    elif isinstance(part, str | bytes) or (isinstance(part, list | tuple) and all(isinstance(p, str) for p in part)):
        yield from _texts_in(name, part)


def _parts(parts: Sequence[Any]) -> Iterator[str]:
    for part in parts:
        text = part.get("text") if isinstance(part, dict) else part
        if isinstance(text, str) and text:
            yield text


def _page(value: str | bytes, *, main_content: bool) -> tuple[str, Markup]:
    if isinstance(value, bytes):
        return parse_page(value, None, main_content)
    return page_of_text(value, main_content=main_content)


def _markup_in(text: str) -> Markup | None:
    """Return the rights markup of a text that is a page's source; the text itself is scanned as it stands."""
    return markup_of(text) if text[:64].lstrip()[:14].lower().startswith(_PAGE_STARTS) else None


def _unseen_lines(page: str, taken: Sequence[TextField]) -> str:
    """Return the lines of a page's text that no text taken before has: a corpus may keep both page and extract."""
    if not taken:
        return page
    seen = {line.strip() for field in taken for line in field.text.splitlines()}
    return "\n".join(line for line in page.splitlines() if line.strip() not in seen)
