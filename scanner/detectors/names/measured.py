"""How right the built-in taggers were on labelled text they were not trained on (see the model cards)."""

from typing import Final

from scanner.types.estimate import Measured

_EWT = "Universal NER, English EWT dev (web text), held out in three folds"
_GSD = "Universal NER, Chinese GSD dev (encyclopaedia)"

_ENGLISH: Final = {
    "PERSON": Measured("built-in tagger", _EWT, 0.699, 0.851, 0.901),
    "LOCATION": Measured("built-in tagger", _EWT, 0.692, 0.704, 0.799),
}
_CHINESE_BEHIND_GATE: Final = {
    "PERSON": Measured("built-in tagger", _GSD, 0.701, 0.804, 0.910),
    "LOCATION": Measured("built-in tagger, behind its gate for persons", _GSD, 0.582, 0.245, 0.291),
}
_CHINESE: Final = {
    "PERSON": Measured("built-in tagger without its gate", _GSD, 0.699, 0.804, 0.906),
    "LOCATION": Measured("built-in tagger without its gate", _GSD, 0.613, 0.680, 0.808),
}
"""By kind of name; exact spans, after signs at their edges."""


def built_in_measured(language: str, kind: str, *, gate: bool) -> Measured:
    """Return how right the built-in tagger of a language is; `gate` is of the Chinese one."""
    if language == "en":
        return _ENGLISH[kind]
    return (_CHINESE_BEHIND_GATE if gate else _CHINESE)[kind]
