"""A document → the regions whose telephone numbering plan its numbers may be written in."""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import SUPPORTED_REGIONS

from scanner.detectors.pii.phone_plan import parsed_in
from scanner.detectors.pii.phone_shapes import PLUS
from scanner.types.document import Document
from scanner.validators.written import fold_width

_LANGUAGES: dict[str, tuple[str, ...]] = {
    "ar": ("SA", "EG", "AE"),
    "bg": ("BG",),
    "cs": ("CZ",),
    "da": ("DK",),
    "de": ("DE", "AT", "CH"),
    "el": ("GR",),
    "en": ("US", "GB", "AU", "IN", "IE", "ZA", "NZ"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE", "EC", "US"),
    "et": ("EE",),
    "fa": ("IR",),
    "fi": ("FI",),
    "fr": ("FR", "BE", "CH", "CA"),
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


_SHOWN_LOOKED_AT = 32
"""Numbers with a country code that are asked about, from the beginning of a text."""
_MOST_SHOWN = 3
_PLUS_SIGNS = "+＋"


@dataclass(frozen=True, slots=True)
class Region:
    """A numbering plan to read a number in."""

    code: str
    """ISO 3166-1 alpha-2, as libphonenumber knows it."""
    told: bool
    """True when the page itself names the country, by its domain or by numbers with country code; False: a guess."""


def regions_of(document: Document, text: str = "") -> tuple[Region, ...]:
    """Return the regions to try, the likeliest first; none when nothing suggests one.

    The host's country comes first, then those whose code stands before other numbers of the text, as a page that writes
    one number with +49 writes its national ones in Germany's plan; the language only guesses.
    """
    return _regions(document.host, document.language, text)


@functools.lru_cache(maxsize=2)
def _regions(host: str | None, language: str | None, text: str) -> tuple[Region, ...]:
    """Asked again and again while one text is looked at."""
    own = _region_of_host(host)
    told = tuple(dict.fromkeys((*((own,) if own else ()), *_shown(text))))
    guesses = _LANGUAGES.get(language or "", ())
    return (
        *(Region(code, told=True) for code in told),
        *(Region(code, told=False) for code in guesses if code not in told),
    )


def _shown(text: str) -> tuple[str, ...]:
    """Regions of the numbers written with + and country code."""
    shown: dict[str, None] = {}
    for match in itertools.islice(_with_plus(text), _SHOWN_LOOKED_AT):
        code = _region_of_number(fold_width(match["value"]))
        if code is not None:
            shown[code] = None
    return tuple(shown)[:_MOST_SHOWN]


def _with_plus(text: str) -> Iterator[re.Match[str]]:
    """Yield what has the shape of an international number; looking for the signs first is fifty times as fast."""
    nexts = [text.find(sign) for sign in _PLUS_SIGNS]
    while places := [place for place in nexts if place >= 0]:
        place = min(places)
        match = PLUS.match(text, place)
        if match is not None:
            yield match
        end = place + 1 if match is None else match.end()
        nexts = [text.find(sign, end) if 0 <= at < end else at for sign, at in zip(_PLUS_SIGNS, nexts, strict=True)]


def _region_of_number(written: str) -> str | None:
    number = parsed_in(written, None)
    if number is None:
        return None
    code = phonenumbers.region_code_for_number(number)
    return str(code) if code in SUPPORTED_REGIONS else None


def _region_of_host(host: str | None) -> str | None:
    if host is None:
        return None
    last = host.rpartition(".")[2].lower()
    code = _OTHER_NAMES.get(last, last.upper())
    return code if last not in _NOT_COUNTRIES and code in SUPPORTED_REGIONS else None
