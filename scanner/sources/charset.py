"""Bytes that are no UTF-8 → the encoding they are most likely in."""

import codecs
import re
from typing import NamedTuple

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

_SAMPLE_BYTES = 2**16
_FALLBACK = "cp1252"
_LEAST_SCORE = 0.15
_LEAST_SCORE_OF_RUNS = 0.03
_MEANINGLESS = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]")
"""Undecodable, C1 controls, private use: what the wrong decoder makes."""
_ASCII = re.compile("[\x00-\x7f]+")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
_HIGH = bytes(range(0x80, 0x100))
_MOST = 0.6
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "iso2022_jp": "iso2022_jp_2",
}
"""Pages say the old name and use the new characters (WHATWG Encoding §4.2)."""
_SINGLE_BYTE = frozenset(
    {
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859-{number}" for number in (2, 5, 6, 7, 8, 15)),
        *("cp866", "cp874", "koi8-r", "koi8-u", "mac-cyrillic"),
    }
)
"""What a guess may come to; the rarer ones are nearly always a mistake of the detector."""


class _Script(NamedTuple):
    """What text in an encoding looks like once decoded."""

    encoding: str
    typical: re.Pattern[str]
    untypical: re.Pattern[str]


_SHARED = (
    "一不人有我他中上大和地到就出可也子那得下自之年生能好小心多天都同想事本主前用道行所然家成方分些但因只此其已的是了在"
)
_SIMPLIFIED = re.compile(f"[{_SHARED}这个们来为国以说时要会对着过发后作里种经么去法学如现当没动面起看定进还样理她]")
_TRADITIONAL = re.compile(
    f"[{_SHARED}這個們來為國以說時要會對著過發後作裡種經麼去法學如現當沒動面起看定進還樣理她實做]"
)
_KANA = re.compile("[ぁ-ゖァ-ヺー]")
_HANGUL = re.compile("[이다는을를의에가고하은지도기사로한자리시어아그나서대해인일들전있정보수부제게스요라만과]")
"""The most frequent syllables: any bytes of Chinese make some syllable or other."""
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_SCRIPTS = (
    _Script("gb18030", _SIMPLIFIED, _HALF_WIDTH),
    _Script("big5hkscs", _TRADITIONAL, _KANA),
    _Script("cp932", _KANA, _HALF_WIDTH),
    _Script("euc_jp", _KANA, _HALF_WIDTH),
    _Script("cp949", _HANGUL, _IDEOGRAPHS),
)


def codec_named(label: str | None) -> str | None:
    """Return the Python codec for a charset label as pages write it; None if it is unknown or no charset of the web."""
    if not label or len(label) > 64:  # noqa: PLR2004  # longer than any label
        return None
    name = map_encoding_to_html5(label.strip(" \t\r\n\"'").lower(), fallback_utf8=False)
    if name is None:
        return None
    try:
        return codecs.lookup(_SUPERSETS.get(name, name)).name
    except LookupError:
        return None


def guess_encoding(data: bytes) -> str:
    """Return the Python codec for bytes that hold something else than ASCII and UTF-8."""
    sample = _sample(data)
    best_score, best = max((_score(sample, script), script.encoding) for script in _SCRIPTS)
    if best_score > (_LEAST_SCORE_OF_RUNS if stands_in_runs(sample) else _LEAST_SCORE):
        return best
    detected = codec_named(detect_encoding(sample))
    return detected if detected in _SINGLE_BYTE else _FALLBACK


def reads_well(data: bytes, encoding: str) -> bool:
    """Whether a multi-byte encoding makes text of its script from bytes, or no other one makes better text."""
    scripts = [script for script in _SCRIPTS if script.encoding == encoding]
    sample = _sample(data)
    if not scripts or _score(sample, scripts[0]) > _LEAST_SCORE_OF_RUNS:
        return True
    return max(_score(sample, script) for script in _SCRIPTS) < 2 * _LEAST_SCORE


def faults_in(data: bytes, encoding: str) -> float:
    """Return the share of characters other than ASCII that an encoding can make no sense of, 0 to 1."""
    text = _ASCII.sub("", _sample(data).decode(encoding, "replace"))
    return len(_MEANINGLESS.findall(text)) / len(text) if text else 0.0


def stands_in_runs(data: bytes) -> bool:
    """Whether most bytes above ASCII stand in runs, as in multi-byte text; Western accents stand alone or in pairs."""
    sample = _sample(data)
    high = len(sample) - len(sample.translate(None, _HIGH))
    return sum(map(len, _HIGH_RUN.findall(sample))) > high * _MOST


def _sample(data: bytes) -> bytes:
    """Return a part that holds what is not ASCII; pages often begin with long scripts."""
    first = _NOT_ASCII.search(data)
    start = first.start() if first else 0
    return data[start : start + _SAMPLE_BYTES]


def _score(sample: bytes, script: _Script) -> float:
    text = _ASCII.sub("", sample.decode(script.encoding, "replace"))
    if not text:
        return 0.0
    good = len(script.typical.findall(text))
    bad = 4 * len(_MEANINGLESS.findall(text)) + 2 * len(script.untypical.findall(text))
    return (good - bad) / len(text)
