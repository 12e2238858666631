"""The word right in front of a number → the rules whose kind of number it names.

A number right behind the name of an id is that id or none: a tax number with a wrong check digit is not a telephone
number, though the numbering plan of some country would take it.
"""

import re
from collections.abc import Sequence

from scanner.detectors.pii.words import plain
from scanner.types.rule import PatternMatch, PhoneMatch, Rule

_FRONT_CHARS = 48
_SIGNS_MOST = 8
_BLANKS = str.maketrans(dict.fromkeys("\t\r\n\u00a0\u3000_-", " "))
_FILLERS = (
    *("number", "numbers", "no", "nr", "num", "id", "is", "was", "are", "of", "code"),
    *("nummer", "lautet", "ist", "est", "es", "jest", "är", "er", "on", "é", "è", "είναι", "μου", "je", "moj"),
    *("számom", "es:", "mi", "mein", "ma", "mon", "le", "la", "el"),
)
"""Words of several languages between a name and its number: `mi DNI es`, `το ΑΜΚΑ μου είναι`."""
_FILLING = "号號码碼为為是"
_TURNS = 5
_EVERYDAY = frozenset({"my number", "My Number"})
"""The name of the Japanese number, and what anybody says of a telephone number."""
_LETTERS_FEWEST = 3
_WEAK_ODDS = (0.05, 0.95)
"""A rule that needs no words and whose odds lie between these does not outweigh the name of another kind in front.

Below, the check is the better evidence; above, the rule has its own name inside its expression."""
_GROUPS = re.compile(r"(?<![0-9a-z])(?:[a-z]{2})?[0-9]{1,6}(?:[ .][0-9]{1,6}){0,5}[ .]\Z")
"""Groups of digits of the same number, an IBAN's country in front of them or not."""
_ASCII_WORD = re.compile("[0-9a-z]")


class Labels:
    """Names of numbers, from the context words of the rules that have a check."""

    def __init__(self, rules: Sequence[Rule], phone_words: re.Pattern[str]) -> None:
        """Collect the names; words that speak of telephones name no id."""
        owners: dict[str, set[str]] = {}
        self._weak: set[str] = set()
        for rule in rules:
            match = rule.match
            if isinstance(match, PhoneMatch):
                self._weak.add(rule.id)
            elif isinstance(match, PatternMatch) and rule.file.odds is not None:
                is_gated = bool(match.context) and match.bare_confidence is None
                if _WEAK_ODDS[0] < rule.file.odds < _WEAK_ODDS[1] and not is_gated:
                    self._weak.add(rule.id)
                for word in match.context:
                    if word not in _EVERYDAY and not _is_short(word) and not phone_words.fullmatch(word):
                        owners.setdefault(plain(word).translate(_BLANKS), set()).add(rule.id)
        self._owners = {word: frozenset(ids) for word, ids in owners.items()}
        lengths: dict[str, set[int]] = {}
        for word in self._owners:
            lengths.setdefault(word[-1], set()).add(len(word))
        self._lengths = {last: sorted(some, reverse=True) for last, some in lengths.items()}

    def speak_against(self, rule_id: str, text: str, start: int) -> bool:
        """Tell whether the word right in front of `start` names other kinds of numbers than this rule's."""
        if rule_id not in self._weak or text[start] in "+＋":
            return False
        owners = self._named(text[max(0, start - _FRONT_CHARS) : start])
        return owners is not None and rule_id not in owners

    def _named(self, front: str) -> frozenset[str] | None:
        """Return the rules of the longest name at the end of a text, behind signs and words like `number is`.

        Groups of digits in front of a number belong to it: what begins inside an id is no number of its own.
        """
        front = _GROUPS.sub("", front.lower().translate(_BLANKS))
        for _ in range(_TURNS):
            front = _without_signs(front)
            for length in self._lengths.get(front[-1:], ()):
                found = self._owners.get(front[-length:]) if length <= len(front) else None
                if found is not None and not _is_glued(front, length):
                    return found
            shorter = _without_filler(front)
            if shorter == front:
                return None
            front = shorter
        return None


def _is_short(word: str) -> bool:
    """Tell whether a word has two letters, such as `cc`, which mean too many things to speak against a number."""
    return word.isascii() and len(word) < _LETTERS_FEWEST


def _without_signs(front: str) -> str:
    end = len(front)
    while end and len(front) - end < _SIGNS_MOST and not front[end - 1].isalnum():
        end -= 1
    return front[:end]


def _without_filler(front: str) -> str:
    if front[-1:] and front[-1] in _FILLING:
        return front[:-1]
    if not front.endswith(_FILLERS):
        return front
    for filler in _FILLERS:
        if front.endswith(filler) and not _is_glued(front, len(filler)):
            return front[: -len(filler)]
    return front


def _is_glued(front: str, length: int) -> bool:
    """Tell whether the last so many characters are the end of a longer ASCII word."""
    return (
        length < len(front)
        and _ASCII_WORD.match(front[-length]) is not None
        and _ASCII_WORD.match(front[-length - 1]) is not None
    )
