"""What every page says, and words for states that all parts share."""

from collections.abc import Mapping
from typing import Final

from scanner.reports.words.languages import Words
from scanner.types.policy import Outcome
from scanner.types.report import ShardStatus
from scanner.types.rule import SeverityWord

TITLE: Final = Words("Corpus scan report", "语料扫描报告")
SHARD_TITLE: Final = Words("Shard report", "分片报告")
SKIP: Final = Words("Skip to the report", "跳到报告正文")
LANGUAGE: Final = Words("Language of this page", "页面语言")
CONTENTS: Final = Words("Sections", "目录")
BACK: Final = Words("Whole corpus", "返回整个语料")
JSON_OF_PAGE: Final = Words("This page as JSON", "本页数据（JSON）")
AND_MORE: Final = Words("and {n} more: see {where}", "另有 {n} 项，见 {where}")
FOOTER: Final = Words(
    "Counts are what these rules met in what was read: evidence, not proof of absence, and no legal advice. Places are "
    "in {places}; the text found there is in no file of this run. Every underlined number leads to its place in the "
    "JSON.",
    "计数是这些规则在已读取内容中的命中情况：是证据，不能证明“不存在”，也不构成法律意见。位置记录在 {places} "
    "中；所命中的原文不会出现在本次运行的任何文件里。每个带下划线的数字都链接到 JSON 中的出处。",
)
OUTCOME: Final[Mapping[Outcome, Words]] = {
    Outcome.PASS: Words("Pass", "通过"),
    Outcome.FAIL: Words("Fail", "未通过"),
    Outcome.INCOMPLETE: Words("Incomplete", "无法判定"),
}
NOTE: Final = Words("Note", "说明")
SEVERITY: Final[Mapping[SeverityWord, Words]] = {
    "critical": Words("critical", "严重"),
    "high": Words("high", "高"),
    "medium": Words("medium", "中"),
    "low": Words("low", "低"),
    "info": Words("info", "提示"),
}
STATUS: Final[Mapping[ShardStatus, Words]] = {
    "read": Words("read", "已读取"),
    "empty": Words("empty", "空"),
    "damaged": Words("damaged", "已损坏"),
    "failed": Words("failed", "读取失败"),
}
STATUS_TIP: Final[Mapping[ShardStatus, Words]] = {
    "read": Words("read to its end", "已读到末尾"),
    "empty": Words("holds nothing to read", "没有可读内容"),
    "damaged": Words("read up to a fault only", "只读到故障处为止"),
    "failed": Words("nothing of it can be relied on", "其内容均不可依赖"),
}
RULE: Final = Words("Rule", "规则")
RULES: Final = Words("Rules", "规则")
SEVERITY_HEAD: Final = Words("Severity", "严重程度")
FINDINGS: Final = Words("Findings", "命中数")
DOCUMENTS: Final = Words("Documents", "文档数")
SHARE: Final = Words("Share", "占比")
WHAT: Final = Words("What", "项目")
HOW_MUCH: Final = Words("How much", "数量")
NOT_LOOKED_FOR: Final = Words("not looked for", "未检查")
WHY: Final = Words("Why", "原因")
HOST: Final = Words("Host", "主机")
LANGUAGE_HEAD: Final = Words("Language", "语言")
OF: Final = Words("{n} of {total}", "{n}／{total}")
NO_URL: Final = Words("no URL", "无 URL")
IP_ADDRESS: Final = Words("IP address", "IP 地址")
TABLE: Final = Words("Table", "表格")
COLON: Final = Words(": ", "：")
PICTURE: Final = Words("In a picture", "图示")
PARTS: Final[Mapping[str, Words]] = {
    "verdict": Words("Verdict", "结论"),
    "sample": Words("Sample", "样本"),
    "personal": Words("Personal information", "个人信息"),
    "findings": Words("Findings", "命中"),
    "places": Words("Places", "位置"),
    "unlooked": Words("Not looked for", "未检查"),
    "names": Words("Names", "姓名"),
    "rights": Words("Rights", "权利"),
    "sources": Words("Sources", "来源"),
    "duplicates": Words("Duplicates", "重复"),
    "languages": Words("Languages", "语言"),
    "shards": Words("Shards", "分片"),
    "reasons": Words("Reasons", "理由"),
    "aside": Words("Set aside", "豁免"),
    "read": Words("Coverage", "覆盖"),
    "rests": Words("Rests on", "依据"),
}
"""Parts of a page in the order of its contents, named shortly."""
