"""How right the built-in taggers were on labelled text they were not trained on (see the model cards)."""

from typing import Final

from scanner.types.estimate import Measured

_EWT = "Universal NER, English EWT dev (web text), held out in three folds"
_GSD = "Universal NER, Chinese GSD dev (encyclopaedia)"

BUILT_IN_MEASURED: Final = {
    ("en", "PERSON"): Measured("built-in tagger", _EWT, 0.644, 0.761, 0.851),
    ("en", "LOCATION"): Measured("built-in tagger", _EWT, 0.648, 0.719, 0.812),
    ("zh", "PERSON"): Measured("built-in tagger", _GSD, 0.703, 0.792, 0.894),
    ("zh", "LOCATION"): Measured("built-in tagger", _GSD, None, None),
}
"""By ISO 639-1 language and kind of name; exact spans, after signs at their edges."""
