"""Where a corpus comes from, as its owner says. The dataclasses are also the schema of source registers."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import ConfigDict, Field

from scanner.types.rights import Use

_STRICT = ConfigDict(extra="forbid", strict=True)
REGISTER_SCHEMA: Final = "corpus-scanner/sources/v1"
NO_SOURCE: Final = ""
"""Stands in tables for documents that no source of the register covers."""
Right = Literal["hold", "process", "operate"]
"""China's three data-property rights: to hold data resources (数据资源持有权), to process and use data
(数据加工使用权), to operate data products (数据产品经营权)."""
Basis = Literal["contract", "licence", "own", "public", "other"]
"""On what the rights rest; `public`: collected because anybody could, which grants nothing by itself."""
Grant = Literal["allow", "deny", "conditional"]
Modality = Literal["text", "code", "image", "audio", "video", "other"]
Said = Annotated[str, Field(min_length=1, max_length=500)]
Listed = Annotated[tuple[Said, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Period:
    """Days of collection, both inclusive."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    first: Annotated[date, Field(alias="from")]
    last: Annotated[date | None, Field(alias="to")] = None
    """None: it goes on."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What belongs to a source; a document that any of the patterns matches does."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    domains: Listed | None = None
    """`example.org`, with all its sub-domains."""
    urls: Listed | None = None
    """`example.org/blog/`: a host, and a path as in robots.txt, with `*` and a closing `$`."""
    shards: Listed | None = None
    """`news/*.jsonl.gz`: shard ids, with `*` and `?`."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a corpus."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    id: Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$", max_length=80)]
    party: Said
    """Whom the data come from."""
    rights: Annotated[tuple[Right, ...], Field(min_length=1)]
    """Which of the three rights are claimed."""
    basis: Basis
    match: Covered
    reference: Annotated[str, Field(max_length=500)] = ""
    """Number of the contract, address or clause of the licence: what an auditor asks to see."""
    grants: Annotated[dict[Use, Grant], Field(min_length=1)] | None = None
    """Uses that the contract or licence speaks of; the others are as the source published them."""
    licence: Said | None = None
    """SPDX id, or a licence as anybody writes it."""
    collected: Period | None = None
    modality: Annotated[tuple[Modality, ...], Field(min_length=1)] | None = None
    contact: Said | None = None
    """Never in a report: it may be a person."""

    @property
    def unstated(self) -> tuple[str, ...]:
        """What an auditor asks for and nobody wrote."""
        fields = ("reference", "collected", "modality", "contact")
        return tuple(name for name in fields if not getattr(self, name))


@dataclass(frozen=True, slots=True)
class Register:
    """All sources of a corpus."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    schema: Literal["corpus-scanner/sources/v1"]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
