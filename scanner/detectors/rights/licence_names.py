"""Name of a Creative Commons tool in English or Chinese → its id and classes."""

import re
from functools import lru_cache

from scanner.detectors.rights.licence_cc import SIX, TOOLS, Licence, tool, unversioned

_CHINESE = (
    (re.compile(r"知识共享|知識共享|创作共用|創用|创用|共享创意"), " cc "),
    (re.compile(r"署名|姓名标示|姓名標示"), " by "),
    (re.compile(r"非商业性?(?:使用)?|非商業性?(?:使用)?"), " nc "),
    (re.compile(r"台[湾灣]"), " tw "),
    (re.compile(r"中国大陆|中國大陸"), " cn "),
    (re.compile(r"香港"), " hk "),
    (re.compile(r"禁止演[绎繹]|禁止改作"), " nd "),
    (re.compile(r"相同方式(?:共享|分享)"), " sa "),
    (
        re.compile(r"国际|國際|通用|许可协议|许可证|许可|協議|协议|授权条款|授權條款|授权|授權|条款|條款|公共|版本|版"),
        " ",
    ),
)
_ENGLISH = (
    (re.compile(r"creative[\s-]*commons?|\bcc(?=by|0)"), " cc "),
    (re.compile(r"\battribution\b"), " by "),
    (re.compile(r"\bnon[\s-]*commercial\b"), " nc "),
    (re.compile(r"\bno[\s-]*deriv(?:ative)?s?(?:[\s-]*works?)?\b"), " nd "),
    (re.compile(r"\bshare[\s-]*alike\b"), " sa "),
    (re.compile(r"(?<=[a-z])(?=[0-9])"), " "),
)
_FILLER_LIST = (
    "license licence licenses public international unported generic universal the v ver version deed legal code"
)
_FILLERS = frozenset(_FILLER_LIST.split())
_ELEMENTS = ("by", "nc", "nd", "sa", "zero", "0")
_VERSION = re.compile(r"[0-9](?:\.[0-9])?")
_MAX_NAME = 160


@lru_cache(1024)
def cc_of_name(name: str) -> Licence | None:
    """Return the tool a name stands for: `CC BY 4.0`, `cc-by-sa`, `署名-非商业性使用 4.0 国际`.

    None if any word is left over: `CC BY 4.0, but not for training` is no known licence.
    """
    if len(name) > _MAX_NAME:
        return None
    text = name.lower()
    for pattern, word in (*_CHINESE, *_ENGLISH):
        text = pattern.sub(word, text)
    words = [word for word in re.split(r"[\s_\-–—/,:()]+", text) if word and word not in _FILLERS]
    elements = list(dict.fromkeys(word for word in words if word in _ELEMENTS))
    extra = list(dict.fromkeys(word for word in words if word != "cc" and word not in _ELEMENTS))
    version = extra.pop(0) if extra and _VERSION.fullmatch(extra[0]) else ""
    known = "cc" in words or (elements[:1] == ["by"] and (len(elements) > 1 or version))
    if len(extra) > 1 or not known:
        return None
    return _named(elements, version if "." in version or not version else f"{version}.0", *extra)


def _named(elements: list[str], version: str, port: str = "") -> Licence | None:
    if elements in (["zero"], ["0"]):
        return None if port else tool("zero", version or "1.0")
    code = "-".join(sorted(elements, key=_ELEMENTS.index))
    if not version:
        return None if port else _loosely_named(code)
    if port and port not in TOOLS.get((code, version), ()):
        return None
    return tool(code, version, port) if code in SIX else None


def _loosely_named(code: str) -> Licence | None:
    if not code:
        return Licence("LicenseRef-CC", ("unknown",))
    if code == "nc":
        return Licence("LicenseRef-CC-NC", ("non-commercial",))
    return unversioned(code)
