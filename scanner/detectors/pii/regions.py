"""A document → the regions whose telephone numbering plan its numbers may be written in."""

from dataclasses import dataclass

from phonenumbers import SUPPORTED_REGIONS

from scanner.types.document import Document

_LANGUAGES: dict[str, tuple[str, ...]] = {
    "ar": ("SA", "EG", "AE"),
    "bg": ("BG",),
    "cs": ("CZ",),
    "da": ("DK",),
    "de": ("DE", "AT", "CH"),
    "el": ("GR",),
    "en": ("US", "GB", "AU", "IN"),
    "es": ("ES", "MX", "AR", "CO", "CL"),
    "et": ("EE",),
    "fa": ("IR",),
    "fi": ("FI",),
    "fr": ("FR", "BE", "CH"),
    "he": ("IL",),
    "hi": ("IN",),
    "hr": ("HR",),
    "hu": ("HU",),
    "id": ("ID",),
    "it": ("IT", "CH"),
    "ja": ("JP",),
    "ko": ("KR",),
    "lt": ("LT",),
    "lv": ("LV",),
    "ms": ("MY",),
    "nb": ("NO",),
    "nl": ("NL", "BE"),
    "nn": ("NO",),
    "no": ("NO",),
    "pl": ("PL",),
    "pt": ("BR", "PT"),
    "ro": ("RO",),
    "ru": ("RU",),
    "sk": ("SK",),
    "sl": ("SI",),
    "sr": ("RS",),
    "sv": ("SE",),
    "th": ("TH",),
    "tr": ("TR",),
    "uk": ("UA",),
    "vi": ("VN",),
    "zh": ("CN",),
}
"""Where most text in a language comes from, most populous first."""
_NOT_COUNTRIES = frozenset(
    {"ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "so", "st", "to", "tv", "ws"}
)
"""Country domains sold to all the world: they say nothing about where a page is from."""
_OTHER_NAMES = {"uk": "GB"}


@dataclass(frozen=True, slots=True)
class Region:
    """A numbering plan to read a number in."""

    code: str
    """ISO 3166-1 alpha-2, as libphonenumber knows it."""
    told: bool
    """True when the page's own domain names the country; False when it is guessed from the language."""


def regions_of(document: Document) -> tuple[Region, ...]:
    """Return the regions to try, the likeliest first; none when neither host nor language suggests one."""
    told = _region_of_host(document.host)
    guesses = _LANGUAGES.get(document.language or "", ())
    own = (Region(told, told=True),) if told else ()
    return own + tuple(Region(code, told=False) for code in guesses if code != told)


def _region_of_host(host: str | None) -> str | None:
    if host is None:
        return None
    last = host.rpartition(".")[2].lower()
    code = _OTHER_NAMES.get(last, last.upper())
    return code if last not in _NOT_COUNTRIES and code in SUPPORTED_REGIONS else None
