"""Standards that call some personal information sensitive: their versions, and the classes they name.

A rule says under which class of each standard what it finds falls. When a standard is replaced, its new version is a
change here and in the rules, never a silent one: the versions are part of the lock of every run.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import ConfigDict

GdprClass = Literal[
    "none", "origin", "political", "belief", "trade-union", "genetic", "biometric", "health", "sex-life", "criminal"
]
"""Art. 9(1), and Art. 10 for `criminal`."""
PiplClass = Literal[
    "none",
    "biometric",
    "religion",
    "specific-identity",
    "medical-health",
    "financial-account",
    "whereabouts",
    "minor",
    "other",
]
"""Art. 28 as GB/T 45574-2025 annex A lists it; the bare resident identity number is no longer in that list."""
CcpaClass = Literal[
    "none",
    "government-id",
    "account-access",
    "precise-geolocation",
    "origin",
    "citizenship",
    "belief",
    "union",
    "communications",
    "genetic",
    "biometric",
    "health",
    "sex-life",
]
"""Cal. Civ. Code 1798.140(ae)."""


@dataclass(frozen=True, slots=True)
class SensitiveAs:
    """The class of a rule's findings under each standard; `none`: personal at most, not sensitive."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)
    gdpr: GdprClass
    pipl: PiplClass
    ccpa: CcpaClass


@dataclass(frozen=True, slots=True)
class Standard:
    """What a key of `SensitiveAs` speaks of."""

    title: str
    version: str


STANDARDS: dict[str, Standard] = {
    "gdpr": Standard("GDPR Art. 9(1) and 10", "Regulation (EU) 2016/679, applied from 2018-05-25"),
    "pipl": Standard("PIPL Art. 28 with GB/T 45574-2025 annex A", "PIPL of 2021-11-01; GB/T 45574-2025 of 2025-11-01"),
    "ccpa": Standard("CCPA, Cal. Civ. Code 1798.140(ae)", "as amended by CPRA, operative 2023-01-01"),
}
