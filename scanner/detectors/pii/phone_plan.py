"""Digits and a region → the number they are in that region's numbering plan, and what kind of number that is."""

import functools
import re
from dataclasses import dataclass
from typing import Any, Literal

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

Kind = Literal["line", "hotline", "example"]
"""Somebody's line, an organisation's service number, or one kept for fiction."""

NORTH_AMERICA = frozenset(phonenumbers.region_codes_for_country_code(1))
_NUMBERS_KEPT = 1
"""A number with country code is asked about first for what it says of its page, and then for itself; no more of what
was found is held in memory than that needs."""
_OPEN_PLANS = frozenset({"DE", "AT"})
"""Plans without fixed lengths accept nearly any digits; there a national number must begin with 0."""
_HOTLINES = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.UAN,
    }
)
_FICTIONAL_OF = (
    r"\+1[2-9][0-9]{2}555(?!1212|4334)[0-9]{4}",  # NANP: 555-0100 to 555-0199 (ATIS-0300115); the rest rings nowhere
    r"\+44(?:2079460|1(?:1[3-8]|[2-6]1)4960|1914980|2896496|2920180|1632960|7700900|8081570|9098790|3069990)[0-9]{3}",
    r"\+33(?:19900|26191|35301|46571|53649|63998)[0-9]{4}",
    r"\+49(?:3023125|6990009|4066969|2214710|8999998)[0-9]{3}",
    r"\+353209[0-9]{6}",
    r"\+61(?:[2378](?:5550|7010)[0-9]{4}|491570[0-9]{3}|491571[0-9]{3}|1800160401|1800975711|1300975707)",
)
"""Numbers set aside for films and manuals: NANPA, Ofcom, ARCEP, Bundesnetzagentur, ComReg, ACMA."""
_FICTIONAL = re.compile("|".join(_FICTIONAL_OF))
_LINES = (
    *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan"),
    "voicemail",
)
"""What a number can be; one that is none of these has no type (phonenumberutil.number_type)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a plan accepts, or that lies in a range kept for fiction."""

    international: str
    """E.164 form without extension: `+` and at most 15 digits."""
    kind: Kind
    parsed: PhoneNumber

    @property
    def is_north_american(self) -> bool:
        """Whether its country code is 1."""
        return self.parsed.country_code == 1

    def groups(self) -> list[str]:
        """Return the groups in which libphonenumber writes the number in its own country."""
        written = phonenumbers.format_number(self.parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        return re.findall("[0-9]+", written)


def number_in(written: str, region: str | None) -> Number | None:
    """Return the number as the plan reads it; None where the plan knows no such number."""
    parsed = parsed_in(written, region)
    if parsed is None:
        return None
    international = f"+{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"
    if _FICTIONAL.fullmatch(international):
        return Number(international, "example", parsed)
    number_type = phonenumbers.number_type(parsed)
    if number_type == PhoneNumberType.UNKNOWN:
        return None
    return Number(international, "hotline" if number_type in _HOTLINES else "line", parsed)


@functools.lru_cache(maxsize=_NUMBERS_KEPT)
def parsed_in(written: str, region: str | None) -> PhoneNumber | None:
    """Return digits as libphonenumber reads them, valid or not; None where it sees no number."""
    try:
        return phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None


def is_possible(written: str) -> bool:
    """Tell whether a number with country code has a length that its country's plan knows."""
    parsed = parsed_in(written, None)
    return parsed is not None and bool(phonenumbers.is_possible_number(parsed))


def has_country_code(digits: str) -> bool:
    """Tell whether digits behind a + begin with a country code and are not too few or too many (E.164 §6.1)."""
    known = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    return len(digits) in range(7, 17) and any(int(digits[:width]) in known for width in (1, 2, 3))


def may_be(digits: str, region: str) -> bool:
    """Tell by lengths and the plan's one expression whether it is worth parsing, which takes eighty times as long."""
    if region in _OPEN_PLANS and not digits.startswith("0"):
        return False
    plan = _plan(region)
    return plan is None or plan.fullmatch(digits) is not None


def _sharing(country_code: int) -> tuple[str, ...]:
    """Return the regions whose numbers are read in each other's plans."""
    return tuple(phonenumbers.region_codes_for_country_code(country_code))


@functools.cache
def _plan(region: str) -> re.Pattern[str] | None:
    """Return trunk prefix and national number as one expression; None where the plan rewrites prefixes."""
    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if plan.national_prefix_transform_rule:
        return None
    code = plan.country_code
    trunk = plan.national_prefix_for_parsing or "(?!)"
    plans = [phonenumbers.PhoneMetadata.metadata_for_region(each) for each in _sharing(code)]
    lines = [getattr(plan, name) for plan in plans for name in _LINES]
    numbers = {line.national_number_pattern for line in lines if line and line.national_number_pattern}
    fiction = [each.removeprefix(f"\\+{code}") for each in _FICTIONAL_OF if each.startswith(f"\\+{code}")]
    return re.compile(f"(?:{code})?(?:{trunk})?(?:{'|'.join([*sorted(numbers), *fiction])})")
