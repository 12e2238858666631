"""Text → places that have the shape of a telephone number, and the look-alikes among them."""

import re
from collections.abc import Iterator

from scanner.validators.written import digits_of, fold_width

_DIGIT = "[0-9０-９]"
_BETWEEN = "[ \u00a0\u2009\u202f\u3000.\\-\u2010-\u2015\u2212\uff0d/()（）·]"
"""What may stand between digits: blanks, dots, dashes, slashes, brackets, in half and full width."""
_DIGITS_ON = f"(?:{_BETWEEN}{{0,4}}{_DIGIT})"
_NOT_BEFORE = "(?<![0-9０-９A-Za-z+＋=_#/&%$€£¥@-])(?<![0-9０-９][.:])"

SEPARATORS = re.compile(f"{_BETWEEN}{{1,4}}")
"""A run of signs between two groups of digits."""

PLUS = re.compile(f"(?<![0-9０-９+＋])(?P<value>[+＋]{_BETWEEN}{{0,4}}{_DIGIT}{_DIGITS_ON}{{6,16}})(?!{_DIGIT})")
"""ITU-T E.123 §7: `+`, country code, at most 15 digits (E.164 §6.1), one `(0)` that some write between."""
ZEROS = re.compile(
    f"{_NOT_BEFORE}(?P<value>[0０]{{2}}{_BETWEEN}{{0,3}}[1-9１-９]{_DIGITS_ON}{{6,15}})(?![0-9０-９A-Za-z_@])"
)
"""The same with 00, the access code that most countries dial (ITU-T E.164 §6.2.4)."""
DIGITS = re.compile(
    f"(?<![0-9０-９+＋=_#&%$€£¥@])(?<![0-9０-９][.:])(?P<value>[(（]?{_DIGIT}{_DIGITS_ON}{{6,15}})(?![0-9０-９_@])"
)
"""Any digits in a row or in groups; what they are is asked of the words in front and of the numbering plans."""
VANITY = re.compile(
    r"(?<![0-9A-Za-z_/.-])(?P<value>1[ .-]8(?:00|33|44|55|66|77|88)[ .-]"
    r"(?=[0-9-]{0,5}[A-Z]{3})[0-9A-Z]{3}-?[0-9A-Z]{4})(?![0-9A-Za-z_-])"
)
"""North American free numbers spelled in letters (ITU-T E.161 §3.2)."""
SHORT = re.compile(
    r"(?<![0-9A-Za-z+=_#/&%$€£¥@.,:-])"
    r"(?P<value>95[0-9]{3,4}|96[0-9]{3,4}|100(?:00|01|10|50|86|99)|1118[35]|12[123][0-9]{2})"
    r"(?![0-9A-Za-z_%@]|[.,:/-][0-9]|[年月日元万亿个条名人次分米倍])"
)
"""Chinese service numbers of five or six digits (MIIT numbering plan 2017: 95xxx, 96xxx, 1xxxx)."""
_SHORT_BEFORE = re.compile(r"(?:电话|热线|专线|客服|拨打|致电|咨询|投诉|举报|报修|短信|平台|服务号)[^0-9。;\n]{0,8}\Z")
_SHORT_BEHIND = re.compile(r"[^0-9A-Za-z。,;\n]{0,8}?(?:热线|电话|专线|客服)")

_LOOK_ALIKES = re.compile(
    r"[(（]?(?:"
    r"[0-3]?[0-9](?P<sep>[./-])[ ]?[0-3]?[0-9](?P=sep)[ ]?(?:(?:19|20)[0-9]{2}|[0-9]{2}(?![0-9]|[./-][0-9]))(?![0-9])"
    r"|(?:19|20)[0-9]{2}[./-][01]?[0-9][./-][0-3]?[0-9](?![0-9])"  # 2024-12-31
    r"|(?:19|20)[0-9]{2} ?[-–—~/] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"  # 2023/24
    r"|(?:1[89]|20)[0-9]{2}(?: ?[ –/.()-]+ ?(?:1[89]|20)[0-9]{2})+(?![0-9])"  # a row of years
    r"|[0-2]?[0-9][.:][0-5][0-9] ?[-–—~] ?[0-2]?[0-9][.:][0-5][0-9]"  # 8.30 - 18.00
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])"  # an IPv4 address
    r"|[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.])"  # 1.234.567
    r"|[0-9]+\.[0-9]+$"  # a decimal number
    r"|97[89][- ]?[0-9][- 0-9]{8,11}"  # an ISBN
    r")"
)
"""What the candidate must not begin with: dates (31.1.24, 01/31/2024), seasons, opening hours, addresses, amounts."""
_LABELS = re.compile(
    r"(?=[A-Zcfiklmoqsvz备许编单工证邮账帐学流标群号商〒])(?:ISBN|ISSN|Issn|EAN|DOI|PMID|[Ff]iscale|FISCALE|[Ii]va|IVA|USt|UID|NIF|CIF|NIT|Nit|RIF|RUC|CNPJ|CPF|SIRET|SIREN|RCS"
    r"|HRB|HRA|IBAN|BIC|BLZ|PLZ|CEP|VAT|[Kk]onto|[Kk]to|[Zz]oom|[Mm]eeting|QQ|qq|[Cc]ompany|[Ss]teuer"
    r"|[Oo]rder|[Ii]nvoice|[Ii]tem|SKU|[Vv]ersion|[Ll]atitude|[Ll]ongitude"
    r"|[A-Z]{2,4}/[TZJ]|GB|ISO|IEC|DIN|ASTM|JIS|DB[0-9]{2}"
    r"|备|许可证|编号|单号|工号|证号|邮编|账号|帐号|学号|流水号|标识码|QQ群|群号|商品コード|〒)"
    r"[ .-]{0,2}(?:1[03]|[Nn]o|[Nn]r|[Nn]umber|I[Dd]|IdNr|号|号码)?[^0-9A-Za-z\n]{0,6}$"
)
"""A label right in front that says the digits are something else; its first letter is looked at before the list."""
_LABEL_CHARS = 28
_ROW_CHARS = 60
_ROW = re.compile(f"(?:{_BETWEEN}|{_DIGIT})*")
_SINGLE_ZERO = re.compile("0[ .-]")
_BRACKET_OR_SLASH = re.compile("[()/]")
_AREA_IN_BRACKETS = re.compile(r"[(]0?[1-9][0-9]{0,4}[)]")
_NORTH_AMERICAN = re.compile(r"(?:1[ .-])?(?:[(][2-9][0-9]{2}[)] ?|[2-9][0-9]{2}[ ./-])[2-9][0-9]{2}[ .–-][0-9]{4}")
_CHINESE_SERVICE = re.compile(r"[48]00[0-9]?[ -][0-9]{2,4}[ -]?[0-9]{3,4}|400[0-9]{7}")


def is_in_row(text: str, start: int) -> bool:
    """Tell whether nothing but digits and separators stand in the 60 characters before: a table, not a phone number."""
    return start >= _ROW_CHARS and _ROW.fullmatch(text, start - _ROW_CHARS, start) is not None


def is_look_alike(text: str, start: int, end: int) -> bool:
    """Tell whether a candidate for a national number is a date, an amount, an address or a labelled id."""
    if _LOOK_ALIKES.match(text, start, end):
        return True
    return _LABELS.search(text, max(0, start - _LABEL_CHARS), start) is not None


def is_short_named(text: str, start: int, end: int) -> bool:
    """Tell whether words around a short Chinese service number say that it is one."""
    front = fold_width(text[max(0, start - 16) : start])
    return bool(_SHORT_BEFORE.search(front) or _SHORT_BEHIND.match(fold_width(text[end : end + 16])))


def is_written_apart(written: str) -> bool:
    """Tell whether the digits stand in groups, as people write phone numbers, and not in one run as ids are.

    A single 0 (0 61 51 / 4050) is a group only with a bracket or slash behind; tables and ISBNs have many.
    """
    if _SINGLE_ZERO.match(written) and not _BRACKET_OR_SLASH.search(written):
        return False
    return SEPARATORS.search(written, 1) is not None


def is_north_american(written: str) -> bool:
    """Tell whether a number is grouped three-three-four: (202) 456-1111, 1-202-456-1111, 202.456.1111."""
    return _NORTH_AMERICAN.fullmatch(written) is not None


def is_chinese_service(written: str) -> bool:
    """Tell whether a number is written as 400-810-8888, 4008-10-8888 or 4008108888."""
    return _CHINESE_SERVICE.fullmatch(written) is not None


def has_area_in_brackets(written: str) -> bool:
    """Tell whether a number begins with an area code in brackets: (67) 3316-7200."""
    return _AREA_IN_BRACKETS.match(written) is not None


_FEWEST_DIGITS = 7
_MOST_STOPS = 4


def stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the ends to try: the whole candidate, then without its last groups, as numbers may stand in a row."""
    yield end
    separators = list(SEPARATORS.finditer(text, start + 1, end))
    for separator in separators[: -_MOST_STOPS - 1 : -1]:
        if len(digits_of(text[start : separator.start()])) < _FEWEST_DIGITS:
            return
        yield separator.start()
