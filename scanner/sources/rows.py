"""Rows of JSON or Parquet → events, and whether the whole file had no text field."""

import re
from collections.abc import Iterable
from typing import Any

from scanner.sources.facts import facts_of
from scanner.sources.fields import Texts, texts_of
from scanner.sources.host import host_of
from scanner.sources.json_value import Invalid
from scanner.sources.options import ReadOptions
from scanner.types.document import Damaged, Document, Failed, FailReason, Skipped, SkipReason, TextField

_MOST_NAMES = 20
_NAME = re.compile("[A-Za-z_$][A-Za-z0-9_.$[\\]-]*|[\u4e00-\u9fff]{1,2}")
"""Names as schemas have them, and short Chinese ones; no blanks: keys such as people's names are data, not schema."""
_LONGEST_NAME = 40
_MOST_DIGITS = 4


class Rows:
    """Turns rows into events; remembers how many had no field for text."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._rows = 0
        self._without_field = 0
        self._names: dict[str, None] = {}

    def event(self, value: Any, record: str, *, clipped: bool = False) -> Document | Skipped | Failed:
        """Return what one row comes to; a text alone is a row with nothing but `text`.

        `clipped`: only the beginning of the row was handed over.
        """
        self._rows += 1
        if isinstance(value, Invalid):
            return Failed(record, FailReason.INVALID_JSON, "not a JSON value")
        if isinstance(value, str):
            value = {"text": value}
        if not isinstance(value, dict):
            return Failed(record, FailReason.NOT_TEXT, f"expected an object, found {_kind(value)}")
        texts = texts_of(value, self._options.text_fields, main_content=self._options.main_content)
        if texts.fields:
            return self._document(value, record, texts, clipped=clipped)
        if texts.not_text is not None:
            return Failed(record, FailReason.NOT_TEXT, f"field {clean_name(texts.not_text)} does not hold text")
        if texts.missing is not None or not texts.known:
            return self.without_field(value, record)
        return Skipped(record, SkipReason.NO_TEXT)

    def without_field(self, names: Iterable[str], record: str) -> Failed:
        """Return the event of a row in which no field holds text."""
        listed = clean_names(names)
        if not self._without_field:
            self._names = dict.fromkeys(names)
        self._without_field += 1
        wanted = ", ".join(map(clean_name, self._options.text_fields))
        what = f"no field {wanted}" if wanted else "no known text field"
        return Failed(record, FailReason.NO_TEXT_FIELD, f"{what}; fields seen: {listed}")

    def damage(self) -> Damaged | None:
        """Return the event that says no row of the file had a field for text, if that is so."""
        if not self._rows or self._without_field < self._rows:
            return None
        advice = "name one with --text-field"
        listed = clean_names(self._names)
        return Damaged(FailReason.NO_TEXT_FIELD, f"no row has a text field; fields seen: {listed}; {advice}")

    def _document(self, row: dict[str, Any], record: str, texts: Texts, *, clipped: bool) -> Document:
        facts = facts_of(row, self._options)
        fields, cut = clip(texts.fields, self._options.max_record_bytes)
        return Document(
            record,
            fields,
            facts.url,
            host_of(facts.url),
            facts.headers,
            texts.markup,
            facts.declared_license,
            facts.fetched_at,
            facts.language,
            None,
            clipped or cut,
        )


def clip(fields: tuple[TextField, ...], max_bytes: int) -> tuple[tuple[TextField, ...], bool]:
    """Return the fields, those above `max_bytes` cut at a code point, and whether any was."""
    # A text has at most four bytes a character, so most need no encoding to tell.
    if all(len(field.text) * 4 <= max_bytes for field in fields):
        return fields, False
    cut = tuple(TextField(field.name, _clip_text(field.text, max_bytes)) for field in fields)
    return cut, any(len(after.text) < len(before.text) for before, after in zip(fields, cut, strict=True))


def _clip_text(text: str, max_bytes: int) -> str:
    start = text[:max_bytes].encode("utf-8", "replace")
    return text if len(text) <= max_bytes >= len(start) else start[:max_bytes].decode("utf-8", "ignore")


def clean_names(names: Iterable[str]) -> str:
    """Return at most twenty field names as they may be shown."""
    shown = [clean_name(name) for name in names]
    more = len(shown) - _MOST_NAMES
    return (", ".join(shown[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")) or "none"


def clean_name(name: str) -> str:
    """Return a field name, or `(unprintable name)` where it looks like data rather than a name."""
    many_digits = sum(character.isdigit() for character in name) > _MOST_DIGITS
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME or many_digits:
        return "(unprintable name)"
    return name


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, list):
        return "an array"
    return "a number"
