"""What the classes of licences mean for training: the schema of profile files, and the neutral profile."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final, Literal, get_args

from pydantic import ConfigDict, Field

PROFILE_SCHEMA: Final = "corpus-scanner/licence-profile/v1"
LicenceClass = Literal[
    "public-domain",
    "permissive",
    "attribution",
    "share-alike",
    "copyleft",
    "no-derivatives",
    "non-commercial",
    "conditional",
    "no-permission",
    "unknown",
]
CLASSES: Final[tuple[LicenceClass, ...]] = get_args(LicenceClass)
"""The least restrictive first."""
Effect = Literal["allow", "unknown", "conditional", "deny"]
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
"""The least restrictive first; `unknown` grants nothing and reserves nothing."""


@dataclass(frozen=True, slots=True)
class LicenceProfile:
    """Who trains, and what for: class of a licence → what it comes to for them."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)
    schema: Literal["corpus-scanner/licence-profile/v1"]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    classes: dict[LicenceClass, Effect]
    """Every class exactly once."""
    licences: dict[Annotated[str, Field(min_length=1, max_length=100)], Effect] = field(default_factory=dict)
    """SPDX id or `LicenseRef-…` → effect, for licences that are an exception from their class."""

    def effect_of(self, licence: str, classes: tuple[str, ...]) -> Effect:
        """Return the effect of a licence by its id, or without its exception, else the strictest of its classes."""
        own = self.licences.get(licence) or self.licences.get(licence.partition(" WITH ")[0])
        if own is not None:
            return own
        effects = (effect for named, effect in self.classes.items() if named in classes)
        return max(effects, key=EFFECTS.index, default="unknown")


NEUTRAL: Final = LicenceProfile(
    PROFILE_SCHEMA,
    "neutral: what the licence says, whoever trains",
    {
        "public-domain": "allow",
        "permissive": "allow",
        "attribution": "allow",
        "share-alike": "conditional",
        "copyleft": "conditional",
        "no-derivatives": "conditional",
        "non-commercial": "conditional",
        "conditional": "conditional",
        "no-permission": "unknown",
        "unknown": "conditional",
    },
)
"""Terms that anyone keeps by naming the author allow; other terms are for a person to weigh. A notice that all rights
are reserved grants nothing and reserves nothing that silence would not."""
