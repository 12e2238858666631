"""Words in two languages → texts in one of them."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from scanner.reports.html.show import shorten
from scanner.reports.pdf.blocks import Cell
from scanner.reports.words import findings, reasons
from scanner.reports.words.gaps import why_in_chinese
from scanner.reports.words.languages import Words
from scanner.reports.words.titles import chinese_titles
from scanner.types.catalogue import RuleCard

Language = Literal["en", "zh"]
_GAP: Final = re.compile(r"\{(\w+)\}")
_LONGEST: Final = 400
NAME_CHARS: Final = 64


@dataclass(frozen=True, slots=True)
class Teller:
    """Says everything in one language."""

    language: Language

    def say(self, words: Words, **gaps: str | int | Words) -> str:
        """Return the words with their gaps filled."""

        def filled(found: re.Match[str]) -> str:
            gap = gaps[found[1]]
            return f"{gap:,}" if isinstance(gap, int) else gap if isinstance(gap, str) else self._chosen(gap)

        return _GAP.sub(filled, self._chosen(words))

    def title(self, card: RuleCard) -> str:
        """Return the title of a rule; in English where nobody has translated it."""
        return self._chosen(Words(card.title, chinese_titles().get(card.title, card.title)))

    def message(self, text: str) -> str:
        """Return a reason of the verdict; in English where the sentence is not known."""
        told = None if self.language == "en" else reasons.in_chinese(text)
        return shorten(text if told is None else f"{told[0]}{told[1]}", _LONGEST)

    def gap(self, reason: str) -> str:
        """Return why a rule could not be applied."""
        return self._chosen(Words(reason, why_in_chinese(reason) or reason))

    def lost(self, reason: str) -> str:
        """Return why a record was skipped, or could not be read."""
        return self._chosen(findings.REASONS.get(reason, Words(reason, reason)))

    def place(self, where: str) -> Cell:
        """Return where a reason holds: what kind of place, and its name."""
        known = {
            "corpus": reasons.CORPUS,
            "shards": reasons.SHARDS,
            "sources": reasons.SOURCES,
            "hosts": reasons.HOSTS,
        }.get(where)
        if known is not None:
            return Cell(self._chosen(known))
        kind, _, named = where.partition(" ")
        words = {"shard": reasons.SHARD, "source": reasons.SOURCE, "host": reasons.HOST}.get(kind)
        if words is None:
            return Cell(code=shorten(where, NAME_CHARS))
        return Cell(self.say(words, name="").strip(), shorten(named, NAME_CHARS))

    def _chosen(self, words: Words) -> str:
        return words.en if self.language == "en" else words.zh
