"""A character or class of a parsed expression → a class for Hyperscan that lets at least the same through."""

import re
from typing import Any

_LAST = 0x10FFFF
_NON_ASCII = "\\x{80}-\\x{10ffff}"
_ASCII_OF = {
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_SPACE": "\\x{9}-\\x{d}\\x{1c}-\\x{20}",
    "CATEGORY_WORD": "0-9A-Za-z_",
    "CATEGORY_NOT_DIGIT": "\\x{0}-\\x{2f}\\x{3a}-\\x{7f}",
    "CATEGORY_NOT_SPACE": "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{7f}",
    "CATEGORY_NOT_WORD": "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{7f}",
}
"""ASCII part of each class; outside ASCII every character is let through, whatever Unicode version is at work."""
_ANY = f"[\\x{{0}}-\\x{{{_LAST:x}}}]"

_CROSSING = {
    **dict.fromkeys("iI", "\\x{130}\\x{131}"),
    **dict.fromkeys("sS", "\\x{17f}"),
    **dict.fromkeys("kK", "\\x{212a}"),
}


def character(operation: str, argument: Any, flags: int) -> str:
    """Translate a node that matches one character."""
    if operation == "ANY":
        return _ANY if flags & re.DOTALL else "[^\\x{a}]"
    if operation == "NOT_LITERAL":
        return _ANY if flags & re.IGNORECASE else f"[^\\x{{{argument:x}}}]"
    if operation != "IN":
        return f"[{item_of(operation, argument, flags)}]"
    if str(argument[0][0]) != "NEGATE":
        return f"[{''.join(item_of(name, value, flags) for name, value in argument)}]"
    plain = all(str(name) in {"LITERAL", "RANGE"} for name, _ in argument[1:])
    if flags & re.IGNORECASE or not plain:
        return _ANY
    return f"[^{''.join(item_of(name, value, flags) for name, value in argument[1:])}]"


def item_of(operation: Any, argument: Any, flags: int) -> str:
    """Translate one member of a class, without the brackets around it."""
    name = str(operation)
    if name == "CATEGORY":
        return _ASCII_OF[str(argument)] + ("" if flags & re.ASCII else _NON_ASCII)
    low, high = (argument, argument) if name == "LITERAL" else argument
    own = f"\\x{{{low:x}}}-\\x{{{high:x}}}"
    if not flags & re.IGNORECASE:
        return own
    # Letters in both cases, and the few pairs that cross the border of ASCII: U+0130 and U+0131 with i, U+017F with s,
    # U+212A with k. Beyond ASCII a letter with case may have any other as its twin.
    letters = {chr(code).swapcase() for code in range(low, min(high, 0x7F) + 1) if chr(code).isalpha()}
    twins = "".join(f"\\x{{{ord(letter):x}}}" for letter in sorted(letters))
    crossing = "".join(_CROSSING.get(letter, "") for letter in sorted(letters))
    return own + twins + crossing + ("" if _is_caseless(low, high) else f"IKSiks{_NON_ASCII}")


def _is_caseless(low: int, high: int) -> bool:
    """Tell whether characters beyond ASCII in the range have no case: a single one that says so, or ideographs."""
    if high < 0x80:  # noqa: PLR2004  # end of ASCII
        return True
    one = chr(low)
    if low == high:
        return one.lower() == one.upper() == one.title() == one
    return low >= 0x3000 and high <= 0x9FFF  # noqa: PLR2004  # CJK punctuation, kana and ideographs (Unicode blocks)
