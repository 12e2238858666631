"""A number as written → whether it can be an identifier issued in the United States."""

from stdnum.us import ssn

from scanner.validators.written import digits_of

_EXAMPLES = frozenset({"123456789", "123121234", "111223333", "123456780"})
"""Sequences that forms and manuals print as examples; stdnum knows 078-05-1120 and the other famous ones."""
_FEWEST_DISTINCT_DIGITS = 3


def is_ssn(text: str) -> bool:
    """Tell whether the text can be a social security number.

    Social Security Administration, SSN randomization of 25 June 2011: area 000, 666 and 900 to 999, group 00 and serial
    0000 are never issued. There is no check digit, so the context of the number has to speak.
    """
    number = digits_of(text)
    if number in _EXAMPLES or len(set(number)) < _FEWEST_DISTINCT_DIGITS:
        return False
    return bool(ssn.is_valid(number))
