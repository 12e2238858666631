"""Text in front of a number → whether it says that the number is a telephone number, and how plainly."""

import re
from collections.abc import Iterable
from enum import IntEnum

from scanner.validators.written import fold_width

_NEAR = 40
"""How far in front of a number a word like `phone` still speaks for it."""
_BEHIND = 14
_LIST = 64
"""How far back a row of numbers that share one word may go: `Tel. 021-12345678 / 87654321`."""

_LATIN = (
    r"(?:(?:(?<![0-9A-Za-z])(?i:tel|tél|fon|fono|phones?|fax|mobile?|móvil|movil|cell|celular|handy|tlf|tfno|telf|sms|ph|mob"
    r"|gsm|natel|puh|fijo|cel|kom(?=\.))"
    r"|(?<![A-Z])(?:Tel|Fon|Phone|Fax|Mobil|Handy))(?![A-Za-z])"
    r"|(?i:tele[fp]h?[oó]n|tél[eé]phone|telefax|hotline|helpline|fax(?=nummer|:)|telefoon|puhelin|telefoni|rufnummer|telefax"
    r"|whatsapp|telemóvel|telefone|komórk|matkapuhelin|toll[- ]?free|freephone|helpdesk|mobilnummer|handynummer"
    r"|numero verde|numéro vert|service-?nummer|servicenummer)"
)
_OTHER = (
    r"|[Тт]ел|ТЕЛ|[Фф]акс|[Мм]об(?=[. :])"
    r"|电话|電話|手机|手機|联系方式|联系人|聯絡|热线|熱線|专线|專線|传真|傳真|座机|座機|客服"
    r"|固话|小灵通|电联|携帯|ファックス|ファクス|フリーダイヤル|お問い?合わせ|전화|팩스|휴대폰|휴대전화|연락처|대표번호"
    r"|☎|✆|☏|📞|📱|📠"
)
_SPOKEN = (
    r"|(?<![A-Za-z])(?:[Cc]all|CALL|[Rr]ing|[Dd]ial|[Tt]ext|[Ss]ignal"
    r"|[Aa]ppelez|[Bb]el(?:len)?|[Ll]lame|[Ll]igue|[Zz]avolejte)(?![A-Za-z])"
    r"|(?i:conta[ck]t[oe]?|kontakt[iy]?)[ ]?:|(?<=[a-z])Call(?![A-Za-z])"
    r"|[Rr]ufen|[Aa]nrufen|咨询|諮詢|致电|致電|拨打|撥打|来电|來電|报料|联系我们|服务(?=[:])"
)
_FIRST = "(?=[A-Za-zТтФфМм\u2600-\u9fff\uac00-\ud7af\U0001f4de-\U0001f4f1])"
"""What the words begin with, so that a place among digits is refused by one look."""
PHONE_WORDS = re.compile(_FIRST + _LATIN + _OTHER + _SPOKEN + ")")
_LETTER = re.compile(r"(?:(?<![0-9A-Za-z_.-])[TFMP]|(?<=[\n\t |,;(])[tf])(?:[.:]{1,2}[ ]?|[ ]{1,2})\Z")
_ASKED = r"|(?<![A-Za-z])(?i:call|dial|ring|text)(?:[ ][A-Za-z'’]{1,12}){0,3}[ ](?:at|on)(?![A-Za-z])"
_JOINED = r"(?:[ 0-9+./()~、,;|&-]|或|和|及|或者|or|und|oder|and|et|ou|y|e|o){0,48}"
_COUNTER = (
    r"(?:[a-zäöüéó]{0,4}(?:nummer|number|numbers|nr|no|n°|nº)?|[号號][码碼]?|为|是|:?[ ]?\((?:[^()0-9]{1,24})\)"
    r"|us|at|on|unter|au|al|onder|op|under)"
)
_RIGHT = re.compile(
    _FIRST + _LATIN + _ASKED + _OTHER + r"|(?<![A-Za-z])(?i:call|dial)(?![A-Za-z])|致电|拨打|咨询|服务(?=:))"
    r"[ ]?" + _COUNTER + r"[^0-9A-Za-z\u3400-\u9fff]{0,8}" + _JOINED + r"\Z"
)
_AFTER = re.compile(
    r"[ ]{0,2}[,(|/-]?[ ]?(?i:tel|phone|fax|text ?phone|mobile?|telefon)(?![A-Za-z])|[ ]?[(]?(?:电话|传真|热线)"
)


_STEMS = (
    *("tel", "tél", "fon", "ph", "fax", "mob", "móv", "mov", "cel", "handy", "tlf", "tfno", "sms", "gsm", "puh"),
    *("fijo", "line", "nummer", "toll", "desk", "whats", "num", "call", "ring", "dial", "text", "signal"),
    *("kom", "appel", "bel", "llame", "ligue", "zavol", "conta", "konta", "ruf"),
)
"""Of every word in Latin script one stem, in lower case."""
_OTHER_STEMS = (
    *("тел", "факс", "моб", "电话", "電話", "手机", "手機", "联系", "联络", "聯絡", "热线", "熱線", "专线", "專線"),
    *("传真", "傳真", "座机", "座機", "客服", "固话", "小灵通", "电联", "携帯", "ファ", "フリーダ", "お問"),
    *("전화", "팩스", "휴대", "연락처", "대표번호", "☎", "✆", "☏", "📞", "📱", "📠"),
    *("咨询", "諮詢", "致电", "致電", "拨打", "撥打", "来电", "來電", "报料", "服务"),
)
"""The same for the other scripts."""
_STEM_INSIDE = 12
"""Characters of a word in front of its stem at most: `service-nummer`."""


def _one_of(words: Iterable[str]) -> str:
    """Return an expression for the words that tries, at a character, only those that begin with it."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(some)})" for first, some in rests.items())


_STEM = re.compile(_one_of((*_STEMS, *_OTHER_STEMS)))


class Said(IntEnum):
    """How plainly the words nearby say that a number is a telephone number."""

    NOTHING = 0
    NEAR = 1
    """A word within 40 characters."""
    RIGHT = 2
    """A word right in front, or in front of a row of numbers of which this is one."""


def said_before(text: str, start: int, end: int) -> Said:
    """Tell how plainly the words around `text[start:end]` speak for a telephone number."""
    front = fold_width(text[max(0, start - _LIST) : start])
    word = _first_word(front)
    if (word is not None and _RIGHT.search(front, word.start())) or _LETTER.search(front, max(0, len(front) - 6)):
        return Said.RIGHT
    if word is not None and (word.start() >= len(front) - _NEAR or PHONE_WORDS.search(front, len(front) - _NEAR)):
        return Said.NEAR
    return Said.NEAR if _AFTER.match(fold_width(text[end : end + _BEHIND])) else Said.NOTHING


def _first_word(front: str) -> re.Match[str] | None:
    """Return the first of the words in a text: most texts hold none, and no word begins far in front of its stem."""
    lower = front.lower()
    stem = _STEM.search(lower)
    if stem is None:
        return None
    return PHONE_WORDS.search(front, max(0, stem.start() - _STEM_INSIDE) if len(lower) == len(front) else 0)
