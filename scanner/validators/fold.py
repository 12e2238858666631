"""Text → the same text, character for character, with case and kinds of blanks levelled."""

_BLANKS = "\t\n\x0b\x0c\r\x85\u00a0\u2028\u2029\u3000"
"""Unicode White_Space that stands in crawled text; every one becomes a plain blank."""


def fold_blanks(text: str) -> str:
    """Return the text with a plain blank for every kind of blank or line break; the length stays the same."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text


def fold_case(text: str) -> str:
    """Return the text in lower case; the length stays the same, and a character's form does not depend on others.

    `str.lower` keeps neither promise for two characters (Unicode SpecialCasing): U+0130 becomes two, and a capital
    sigma is another letter at a word's end.
    """
    lower = text if text.isascii() else text.replace("\u0130", "i")
    return lower.lower().replace("\u03c2", "\u03c3")
