"""Why a rule could not be applied, as detectors say it in English → the same in Chinese, where it is known."""

import re
from collections.abc import Mapping
from typing import Final

_KNOWN: Final[Mapping[str, str]] = {
    "no NER model was named": "未指定姓名识别模型",
    "names were not asked for": "没有要求查找姓名",
    "no rule finds names of persons": "没有查找人名的规则",
    "outside the sample": "不在抽样之内",
    "no source register was given": "未提供来源登记",
    "the source register states no collection period for it": "来源登记没有写明采集期间",
    "no capture time": "没有抓取时间",
    "no robots.txt capture of this site before the page": "抓取网页之前没有该站点的 robots.txt 存档",
    "no tdmrep.json capture of this site before the page": "抓取网页之前没有该站点的 tdmrep.json 存档",
    "no ai.txt capture of this site before the page": "抓取网页之前没有该站点的 ai.txt 存档",
    "no trust.txt capture of this site before the page": "抓取网页之前没有该站点的 trust.txt 存档",
    "the capture has no usable HTTP status": "存档没有可用的 HTTP 状态码",
    "the document has no URL": "文档没有 URL",
    "the document's URL names no site": "文档的 URL 没有指明站点",
    "the document has no capture time": "文档没有抓取时间",
    "this format does not keep HTTP headers": "该格式不保留 HTTP 头",
    "this format does not keep the page's HTML": "该格式不保留网页的 HTML",
}
_NO_MODEL: Final = re.compile("no language model for ([A-Za-z-]{2,12})")
_PASSAGES: Final = re.compile(
    "only its (stretches in other languages|Chinese lines) can be read: no language model for ([A-Za-z-]{2,12})"
)
_COUNTED: Final = re.compile(r"(.+?): ([0-9][0-9,]*)(?:, |$)")


def why_in_chinese(reason: str) -> str | None:
    """Return why a rule could not be applied; None where nobody has translated it."""
    known = _KNOWN.get(reason)
    if known is not None:
        return known
    lacking = _NO_MODEL.fullmatch(reason)
    if lacking is not None:
        return f"没有语言 {lacking[1]} 的模型"
    partly = _PASSAGES.fullmatch(reason)
    if partly is None:
        return None
    read = "中文行" if partly[1] == "Chinese lines" else "其他语言的段落"
    return f"只能读取其中的{read}：没有语言 {partly[2]} 的模型"


def counted_in_chinese(told: str) -> str | None:
    """Return `REASON: 3, REASON: 4` in Chinese; None where not all of it is known."""
    parts = _COUNTED.findall(told)
    whys = [why_in_chinese(reason) for reason, _ in parts]
    if not parts or None in whys or "".join(f"{reason}: {number}, " for reason, number in parts)[:-2] != told:
        return None
    return "，".join(f"{why}：{number}" for why, (_, number) in zip(whys, parts, strict=True))
