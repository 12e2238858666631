"""A postal address as written → whether its postcode can be one of the country, and of the state it names."""

import re
from collections.abc import Callable, Iterator

from scanner.validators.written import fold_width

_STATES = (
    ("AL", ("Alabama", "Ala"), "350-352 354-369"),
    ("AK", ("Alaska",), "995-999"),
    ("AZ", ("Arizona", "Ariz"), "850 852-853 855-857 859-860 863-865"),
    ("AR", ("Arkansas", "Ark"), "716-729 755"),
    ("CA", ("California", "Calif"), "900-908 910-928 930-961"),
    ("CO", ("Colorado", "Colo"), "800-816"),
    ("CT", ("Connecticut", "Conn"), "060-069"),
    ("DC", (), "200 202-205 569"),
    ("DE", ("Delaware", "Del"), "197-199"),
    ("FL", ("Florida", "Fla"), "320-339 341-342 344 346-347 349"),
    ("GA", ("Georgia",), "300-319 398-399"),
    ("GU", (), "969"),
    ("HI", ("Hawaii",), "967-968"),
    ("IA", ("Iowa",), "500-516 520-528"),
    ("ID", ("Idaho",), "832-838"),
    ("IL", ("Illinois", "Ill"), "600-620 622-629"),
    ("IN", ("Indiana", "Ind"), "460-479"),
    ("KS", ("Kansas",), "660-662 664-679"),
    ("KY", ("Kentucky",), "400-427"),
    ("LA", ("Louisiana",), "700-701 703-708 710-714"),
    ("MA", ("Massachusetts", "Mass"), "010-027 055"),
    ("MD", ("Maryland",), "206-212 214-219"),
    ("ME", ("Maine",), "039-049"),
    ("MI", ("Michigan", "Mich"), "480-499"),
    ("MN", ("Minnesota", "Minn"), "550-551 553-567"),
    ("MO", ("Missouri",), "630-631 633-641 644-658"),
    ("MS", ("Mississippi", "Miss"), "386-397"),
    ("MT", ("Montana",), "590-599"),
    ("NC", ("North Carolina",), "270-289"),
    ("ND", ("North Dakota",), "580-588"),
    ("NE", ("Nebraska",), "680-681 683-693"),
    ("NH", ("New Hampshire",), "030-038"),
    ("NJ", ("New Jersey",), "070-089"),
    ("NM", ("New Mexico",), "870-871 873-875 877-884"),
    ("NV", ("Nevada",), "889-891 893-895 897-898"),
    ("NY", ("New York",), "005 063 100-149"),
    ("OH", ("Ohio",), "430-459"),
    ("OK", ("Oklahoma", "Okla"), "730-731 734-741 743-749"),
    ("OR", ("Oregon", "Ore"), "970-979"),
    ("PA", ("Pennsylvania",), "150-196"),
    ("PR", ("Puerto Rico",), "006-007 009"),
    ("RI", ("Rhode Island",), "028-029"),
    ("SC", ("South Carolina",), "290-299"),
    ("SD", ("South Dakota",), "570-577"),
    ("TN", ("Tennessee", "Tenn"), "370-385"),
    ("TX", ("Texas", "Tex"), "733 750-799 885"),
    ("UT", ("Utah",), "840-847"),
    ("VA", ("Virginia",), "201 220-246"),
    ("VI", (), "008"),
    ("VT", ("Vermont",), "050-054 056-059"),
    ("WA", ("Washington", "Wash"), "980-986 988-994"),
    ("WI", ("Wisconsin", "Wis"), "530-532 534-535 537-549"),
    ("WV", ("West Virginia", "W Va"), "247-268"),
    ("WY", ("Wyoming",), "820-831 834"),
)
"""Letters, names and short forms of a state, and the first three digits of its ZIP codes.

USPS, Domestic Mail Manual, labeling list L002; names as in Publication 28, appendix B.
"""


def _numbers(ranges: str) -> Iterator[str]:
    """Yield the three digits of every number in ranges such as `005 100-149`."""
    for span in ranges.split():
        first, _, last = span.partition("-")
        yield from (f"{number:03}" for number in range(int(first), int(last or first) + 1))


_PREFIXES = {
    "".join(name.upper().split()): frozenset(_numbers(ranges))
    for letters, names, ranges in _STATES
    for name in (letters, *names)
}
_AREAS_BY_FIRST_LETTER = (
    ("A", "BL"),
    ("B", "-ABDHLNRST"),
    ("C", "ABFHMORTVW"),
    ("D", "ADEGHLNTY"),
    ("E", "-CHNX"),
    ("F", "KY"),
    ("G", "-LUY"),
    ("H", "ADGPRSUX"),
    ("I", "GMPV"),
    ("J", "E"),
    ("K", "ATWY"),
    ("L", "-ADELNSU"),
    ("M", "-EKL"),
    ("N", "-EGNPRW"),
    ("O", "LX"),
    ("P", "AEHLOR"),
    ("R", "GHM"),
    ("S", "-AEGKLMNOPRSTWY"),
    ("T", "ADFNQRSW"),
    ("U", "B"),
    ("W", "-ACDFNRSV"),
    ("Y", "O"),
    ("Z", "E"),
)
"""Second letters of the 124 postcode areas; `-` stands for none. Jersey, Guernsey and the Isle of Man are among them.

Royal Mail, PAF Programmers' Guide.
"""
_BRITISH_AREAS = frozenset(first + second.strip("-") for first, seconds in _AREAS_BY_FIRST_LETTER for second in seconds)
_UNUSED_GERMAN_REGIONS = frozenset({"00", "05", "43", "62"})
_LEAST_GERMAN_CODE = 1067
_FRENCH_OVERSEAS = frozenset({"971", "972", "973", "974", "975", "976", "977", "978", "980", "986", "987", "988"})
_LAST_FRENCH_DEPARTMENT = 95

_WORD = re.compile(r"[A-Z]+")
_ZIP = re.compile(r"[^0-9A-Za-z]{1,3}([0-9]{3})[0-9]{2}(?:[-–][0-9]{4})?\Z")
_POSTCODE = re.compile(r"(?<![A-Za-z])([A-Z]{1,2})[0-9][0-9A-Z]?[ \u00a0]{0,2}[0-9][ABD-HJLNP-UW-Z]{2}\Z")
_FIVE_DIGITS = re.compile(r"(?<![0-9])(?:[0-9]{5}|[0-9]{2} [0-9]{3})(?![0-9])")


def is_american_address(text: str) -> bool:
    """Tell whether the ZIP code at the end, if there is one, belongs to the state in front of it."""
    written = fold_width(text)
    code = _ZIP.search(written)
    if code is None:
        return True
    words = _WORD.findall(written[: code.start()].upper().replace(".", ""))
    # Two words first: what ends in West Virginia ends in Virginia as well.
    state = next((name for count in (2, 1) if (name := "".join(words[-count:])) in _PREFIXES), "")
    return code[1] in _PREFIXES.get(state, ())


def is_british_address(text: str) -> bool:
    """Tell whether the text ends in a postcode of one of the 124 areas, its last letters none of C I K M O V."""
    code = _POSTCODE.search(fold_width(text))
    return code is not None and code[1] in _BRITISH_AREAS


def is_german_address(text: str) -> bool:
    """Tell whether the last five digits can be a Postleitzahl: from 01067 (Dresden), in a region that is given out."""
    code = _last_code(text)
    return code[:2] not in _UNUSED_GERMAN_REGIONS and int(code or 0) >= _LEAST_GERMAN_CODE


def is_french_address(text: str) -> bool:
    """Tell whether the last five digits begin with a department: 01 to 95, or three digits overseas."""
    code = _last_code(text)
    return 1 <= int(code[:2] or 0) <= _LAST_FRENCH_DEPARTMENT or code[:3] in _FRENCH_OVERSEAS


def _last_code(text: str) -> str:
    """Return the last five digits that stand together, or as 75 002; nothing where there are none."""
    codes = _FIVE_DIGITS.findall(fold_width(text))
    return codes[-1].replace(" ", "") if codes else ""


ADDRESSES: dict[str, Callable[[str], bool]] = {
    "de-postal-address": is_german_address,
    "fr-postal-address": is_french_address,
    "gb-postal-address": is_british_address,
    "us-postal-address": is_american_address,
}
