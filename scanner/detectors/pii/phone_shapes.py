"""Text → places that have the shape of a telephone number, and the look-alikes among them."""

import re
from enum import Enum

_DIGIT = "[0-9０-９]"
_BETWEEN = "[ \u00a0\u2009\u202f.\\-\u2010\u2011\u2013\uff0d/()（）]"
"""What may stand between digits: blanks, dots, dashes, slashes, brackets, in half and full width."""
_DIGITS_ON = f"(?:{_BETWEEN}{{0,4}}{_DIGIT})"
_NOT_BEFORE = "(?<![0-9０-９A-Za-z+＋=_#/&%$€£¥@-])(?<![0-9０-９][.:])"
_NOT_BEFORE_BRACKET = f"(?:{_NOT_BEFORE}|(?<=[A-Za-z])(?=[(（]))"
_NOT_AFTER = "(?![0-9０-９A-Za-z_@])"

SEPARATORS = re.compile(f"{_BETWEEN}{{1,4}}")
"""A run of signs between two groups of digits."""

_PHONE_WORDS = (
    # The first letters of all the words, so that most places are refused by one look.
    r"(?=[TtFfMmPpCcHhRrSsWwТтФф电電手联热熱专传傳座客咨致拨来报전☎✆☏📞])(?:"
    r"(?<![A-Za-z])(?:[Tt]el|TEL|[Ff]on|[Ff]ono|FON|[Ff]ax|FAX|[Cc]all|CALL|[Cc]ell|[Mm]obile?|MOBILE?|[Mm]óvil|[Hh]andy"
    r"|[Tt]lf|[Tt]fno|[Ss]ms|SMS|[Pp]h|[TFMP](?=[.:]))(?![A-Za-z])"
    r"|[Tt]ele[fp]h?[oó]n|[Tt]él[eé]phone|TELE[FP]H?ON|[Pp]hone|PHONE|[Hh]otline|[Tt]elefax|[Ff]ax(?=nummer|:)"
    r"|[Rr]ufnummer|[Rr]ufen|[Ww]hats[Aa]pp|[Tt]elefoon|[Pp]uhelin|[Тт]ел|[Фф]акс"
    r"|电话|電話|手机|手機|联系方式|联系人|联系我们|热线|熱線|专线|传真|傳真|座机|客服|咨询|致电|拨打|来电|报料|전화|☎|✆|☏|📞)"
)
PHONE_WORDS = re.compile(_PHONE_WORDS)

INTERNATIONAL = (
    re.compile(f"(?<![0-9０-９+＋])(?P<value>[+＋]{_BETWEEN}{{0,4}}{_DIGIT}{_DIGITS_ON}{{6,16}})(?!{_DIGIT})"),
    re.compile(f"{_NOT_BEFORE}(?P<value>[0０]{{2}}{_BETWEEN}{{0,3}}[1-9１-９]{_DIGITS_ON}{{6,15}}){_NOT_AFTER}"),
)
"""ITU-T E.123 §7: `+`, country code, at most 15 digits (E.164 §6.1), one `(0)` that some write between; or with 00."""


class Plan(Enum):
    """Which numbering plans use a shape."""

    TRUNK = "all outside North America"
    NORTH_AMERICAN = "countries with code 1"
    CHINESE = "mainland China"
    ANY = "any, as a word in front says what it is"


NATIONAL = (
    # With the trunk prefix 0 of most numbering plans, 8 to 14 digits: (030) 1234567, 0571-87654321, 01 23 45 67 89.
    (
        Plan.TRUNK,
        re.compile(f"{_NOT_BEFORE_BRACKET}(?P<value>[(（]?[0０][ ]?[1-9１-９]{_DIGITS_ON}{{6,12}}){_NOT_AFTER}"),
    ),
    # Three-three-four: (202) 456-1111, 1-202-456-1111, 202.456.1111.
    (
        Plan.NORTH_AMERICAN,
        re.compile(
            f"{_NOT_BEFORE_BRACKET}(?P<value>(?:1[ .-])?(?:[(][2-9][0-9]{{2}}[)][ ]?|[2-9][0-9]{{2}}[ .-])"
            f"[2-9][0-9]{{2}}[ .\u2013-][0-9]{{4}})(?![0-9A-Za-z_@-])"
        ),
    ),
    # Service numbers: 400-810-8888, 4008-10-8888.
    (
        Plan.CHINESE,
        re.compile(f"{_NOT_BEFORE}(?P<value>[48]00[0-9]?[ -][0-9]{{2,4}}[ -]?[0-9]{{3,4}}){_NOT_AFTER}"),
    ),
    (
        Plan.ANY,
        re.compile(
            f"(?:{_PHONE_WORDS})[^0-9０-９+＋]{{0,12}}(?P<value>[(（]?{_DIGIT}{_DIGITS_ON}{{5,14}}){_NOT_AFTER}"
        ),
    ),
)
"""Numbers without country code; what region they are read in is decided by the document."""

_LOOK_ALIKES = re.compile(
    r"[(（]?(?:"
    r"[0-3]?[0-9](?P<sep>[./-])[ ]?[0-3]?[0-9](?P=sep)[ ]?(?:(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9]|[./-][0-9]))"
    r"|(?:19|20)[0-9]{2}[./-][01]?[0-9][./-][0-3]?[0-9](?![0-9])"  # 2024-12-31
    r"|(?:19|20)[0-9]{2} ?[-–/] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"  # 2023/24
    r"|[0-2]?[0-9][.:][0-5][0-9] ?[-–] ?[0-2]?[0-9][.:][0-5][0-9]"  # 8.30 - 18.00
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])"  # an IPv4 address
    r"|[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])"  # 1.234.567
    r"|[0-9]+\.[0-9]+$"  # a decimal number
    r")"
)
"""What the candidate must not begin with: dates (31.1.24, 01/31/2024), seasons, opening hours, addresses, amounts."""
_LABELS = re.compile(
    r"(?:ISBN|ISSN|EAN|DOI|[Ff]iscale|FISCALE|[Ii]va|IVA|USt|UID|NIF|CIF|SIRET|SIREN|RCS|HRB|HRA|IBAN|BIC|BLZ|PLZ|[Kk]onto|[Kk]to"
    r"|[Oo]rder|[Ii]nvoice|[Ii]tem|SKU|[Vv]ersion|备|许可证|编号|单号|工号|证号|邮编|账号|帐号|学号|流水号)"
    r"[ -]?(?:1[03]|[Nn]o|[Nn]r|[Nn]umber|I[Dd]|IdNr|号|号码)?[^0-9A-Za-z\n]{0,6}$"
)
"""A label right in front that says the digits are something else."""
_LABEL_CHARS = 28

_FICTIONAL_NUMBER = re.compile(
    r"\+1[2-9][0-9]{2}55501[0-9]{2}"  # NANP: 555-0100 to 555-0199 (ATIS-0300115)
    r"|\+44(?:2079460|1(?:1[3-8]|[2-6]1)4960|1914980|2896496|2920180|1632960|7700900|8081570|9098790|3069990)[0-9]{3}"
    r"|\+33(?:19900|26191|35301|46571|53649|63998)[0-9]{4}"
    r"|\+49(?:3023125|6990009|4066969|2214710|8999998)[0-9]{3}"
    r"|\+61(?:[2378](?:5550|7010)[0-9]{4}|491570[0-9]{3})"
)
"""Numbers set aside for films and manuals, they ring nowhere: NANPA, Ofcom, ARCEP, Bundesnetzagentur, ACMA."""


_ROW_CHARS = 60
_ROW = re.compile(f"(?:{_BETWEEN}|{_DIGIT})*")


def is_in_row(text: str, start: int) -> bool:
    """Tell whether nothing but digits and separators stand in the 60 characters before: a table, not a phone number."""
    return start >= _ROW_CHARS and _ROW.fullmatch(text, start - _ROW_CHARS, start) is not None


def is_look_alike(text: str, start: int, end: int) -> bool:
    """Tell whether a candidate for a national number is a date, an amount, an address or a labelled id."""
    if _LOOK_ALIKES.match(text, start, end):
        return True
    return _LABELS.search(text, max(0, start - _LABEL_CHARS), start) is not None


def is_written_apart(written: str) -> bool:
    """Tell whether the digits stand in groups, as people write phone numbers, and not in one run as ids are.

    A single 0 in front of a blank (0 61 51 / 4050) is a group only with a bracket or slash behind; tables have many.
    """
    if written.startswith("0 ") and not re.search("[()/]", written):
        return False
    return SEPARATORS.search(written, 1) is not None


def is_fictional(international: str) -> bool:
    """Tell whether a number in E.164 form belongs to a range kept for films and manuals."""
    return _FICTIONAL_NUMBER.fullmatch(international) is not None
