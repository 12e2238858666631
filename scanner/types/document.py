"""What a source hands over: documents, site files, and an account of everything that was not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Format(StrEnum):
    """What a shard holds, told from its content."""

    WARC = "warc"
    WET = "wet"
    WAT = "wat"
    JSONL = "jsonl"
    JSON = "json"
    PARQUET = "parquet"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class Compression(StrEnum):
    """How a shard's bytes are packed, told from its first bytes."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"
    BZ2 = "bz2"
    XZ = "xz"
    LZ4 = "lz4"


@dataclass(frozen=True, slots=True)
class Shard:
    """One input file: unit of work and of reporting."""

    id: str
    """Path below the scanned folder with `/` between parts; unsafe characters percent-encoded."""
    uri: str
    """Where it is opened; never written to a report. `-` is standard input."""
    bytes: int
    """Size as stored, before decompression; 0 where unknown."""
    version: str | None = None
    """What a remote store calls this content, `ETag=…` or the like; None where that is unknown."""


@dataclass(frozen=True, slots=True)
class TextField:
    """One text of a document; findings give offsets into it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link element or anchor that speaks of rights: `rel` tokens in lower case, target as written."""

    rel: tuple[str, ...]
    href: str
    type: str = ""
    element: str = "link"
    """`link` or `a`."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page's HTML says about rights, lifted out when the page is parsed for its text."""

    metas: tuple[tuple[str, str], ...] = ()
    """(name or property in lower case, content as written), in page order."""
    links: tuple[Link, ...] = ()
    """Link elements with a rel that names a licence, anchors with rel=license, anchors to known licence hosts."""
    scripts: tuple[tuple[str, str], ...] = ()
    """(media type in lower case, content) of data blocks that may speak of rights: RSL, JSON-LD with a licence."""
    hints: tuple[str, ...] = ()
    """What only a person can read: `terms-of-service` for a link to terms, `paywall`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page or record with text."""

    id: str
    """Place in its shard: `record:12`, `line:17`, `row:5`, `part:0` (counted from 0)."""
    fields: tuple[TextField, ...]
    """At least one; a shard with one text a document calls it `text`."""
    url: str | None = None
    host: str | None = None
    """Lower case, without user, port or IP literals (those read `(ip address)`)."""
    headers: tuple[tuple[str, str], ...] | None = None
    """HTTP headers in order, names in lower case; None: this format cannot show them."""
    markup: Markup | None = None
    """None: this format cannot show the page's HTML."""
    declared_license: str | None = None
    """What a licence column or field of the shard says, as written."""
    fetched_at: datetime | None = None
    """When it was crawled, in UTC."""
    language: str | None = None
    """ISO 639-1 code; `und` when it could not be told; None until it was looked at."""
    offset: int | None = None
    """Byte offset of the record in the shard as stored, where the format has one."""
    clipped: bool = False
    """True when only the first `max_record_bytes` were read."""

    @property
    def text(self) -> str:
        """All texts of the document, a line break between fields."""
        if len(self.fields) == 1:
            return self.fields[0].text
        return "\n".join(field.text for field in self.fields)


class SiteFileKind(StrEnum):
    """Files that speak for a whole site."""

    ROBOTS = "robots"
    TDMREP = "tdmrep"
    TRUST = "trust"
    AI = "ai"
    RSL = "rsl"
    """A licence document, which speaks for whatever points to it."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A capture of a file that speaks for its whole site; judged against pages of every shard."""

    kind: SiteFileKind
    record: str
    """Id of the record that held it, as in `Document.id`."""
    authority: str
    """`scheme://host[:port]`, lower case, default port left out (RFC 9309 §2.3); of a licence document its address:
    that, path and query."""
    status: int
    """HTTP status code."""
    content_type: str
    body: bytes
    fetched_at: datetime | None
    location: str | None = None
    """Where a redirect leads: absolute, authority as above, then path and query; None where it leads nowhere clear."""
    whole: bool = True
    """False where the body was cut off or could not be decoded: what is missing may be the line that reserves."""


class SkipReason(StrEnum):
    """Why a record was set aside on purpose."""

    NOT_CONTENT = "not_content"
    """warcinfo, request, continuation: records about the crawl, not of it."""
    REVISIT = "revisit"
    """The same payload was stored by an earlier record."""
    METADATA = "metadata"
    """A metadata record other than WAT's."""
    NO_TEXT = "no_text"
    """An empty body, or fields that are all empty."""
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FONT = "font"
    PDF = "pdf"
    ARCHIVE = "archive"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    """Above `max_record_bytes` in a format that cannot be read in part."""

    @property
    def loses_text(self) -> bool:
        """Whether text that should have been scanned was not."""
        return self in {SkipReason.TOO_LARGE, SkipReason.PDF}


class FailReason(StrEnum):
    """Why a record, or the rest of a shard, could not be read."""

    INVALID_JSON = "invalid_json"
    NO_TEXT_FIELD = "no_text_field"
    NOT_TEXT = "not_text"
    """The text field holds something else than text."""
    MALFORMED_RECORD = "malformed_record"
    """A WARC record whose headers or HTTP head cannot be read."""
    BAD_ENCODING = "bad_encoding"
    TRUNCATED = "truncated"
    """The shard ends in the middle of a record or a compressed block."""
    CORRUPT = "corrupt"
    """Compressed data or file structure is damaged."""
    UNKNOWN_FORMAT = "unknown_format"
    UNREADABLE = "unreadable"
    """The file or object could not be opened or read."""
    TRANSFER = "transfer"  # a remote object could not be brought over whole
    CHANGED = "changed"  # a remote object is not, or is no longer, the one that was listed
    POISON = "poison"  # workers died over the record, so that it was left out
    WORKER_DIED = "worker_died"
    TOOL_FAULT = "tool_fault"  # the program itself failed on the shard, and is owed a mend
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Opened:
    """First event of a shard: what it turned out to be."""

    format: Format
    compression: Compression


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record set aside, and why."""

    record: str
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Failed:
    """A record that could not be read; reading goes on behind it."""

    record: str
    reason: FailReason
    detail: str
    """What was expected and seen; never text of the record (field names are allowed)."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """The rest of the shard could not be read; what came before counts."""

    reason: FailReason
    detail: str
    record: str | None = None
    """The record that was cut, where one had begun."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Last event of a shard."""

    bytes_read: int
    """Bytes of the stored file that were consumed."""
    sha256: str
    """Of the stored bytes that were consumed, lower-case hex."""


ReadEvent = Opened | Document | SiteFile | Skipped | Failed | Damaged | Closed
"""One `Opened`, then records in order, at most one `Damaged`, then one `Closed`."""

ReadEvents = Iterable[ReadEvent]
