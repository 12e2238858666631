"""How shards are read: chosen once a run, the same in every worker."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Bounds and field names; dotted names reach into nested objects (`meta.url`)."""

    max_record_bytes: int = 32 * 2**20
    """Most bytes of one record that are held; the rest is clipped or the record refused."""
    main_content: bool = False
    """Scan only the main content of HTML pages instead of all visible text."""
    text_fields: tuple[str, ...] = ()
    """Exactly these fields hold the text; none: the usual names are looked for."""
    url_field: str | None = None
    license_field: str | None = None
    date_field: str | None = None
    language_field: str | None = None
