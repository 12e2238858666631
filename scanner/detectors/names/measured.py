"""How right the built-in taggers were on labelled text they were not trained on (see the model cards)."""

from typing import Final

from scanner.types.estimate import Measured

_EWT = "Universal NER, English EWT dev (web text), held out in three folds"
_GSD = "Universal NER, Chinese GSD dev (encyclopaedia)"

BUILT_IN_MEASURED: Final = {
    ("en", "PERSON"): Measured("built-in tagger", _EWT, 0.671, 0.837, 0.901),
    ("en", "LOCATION"): Measured("built-in tagger", _EWT, 0.682, 0.704, 0.802),
    ("zh", "PERSON"): Measured("built-in tagger", _GSD, 0.701, 0.804, 0.910),
    ("zh", "LOCATION"): Measured("built-in tagger", _GSD, None, None),
}
"""By ISO 639-1 language and kind of name; exact spans, after signs at their edges."""
