"""The first screen: verdict, coverage, what is new, what needs a human."""

from collections.abc import Mapping
from typing import Final, Literal

from scanner.reports.words.languages import Words
from scanner.types.policy import Outcome

MEANS: Final[Mapping[Outcome, Words]] = {
    Outcome.PASS: Words(
        "Every bound of the policy holds for what was looked at.", "在已检查的范围内，策略的各项限值均未超出。"
    ),
    Outcome.FAIL: Words("This corpus holds more than the policy tolerates.", "该语料中有内容超出了策略允许的范围。"),
    Outcome.INCOMPLETE: Words("What was looked at does not allow a verdict.", "已检查的内容不足以得出结论。"),
}
POLICY: Final = Words("Held against the policy “{policy}”.", "依据策略：“{policy}”。")
CROSSED: Final = Words("bounds crossed", "超限项")
CROSSED_ONE: Final = Words("bound crossed", "超限项")
GAPS: Final = Words("gaps", "缺口")
GAPS_ONE: Final = Words("gap", "缺口")
OPEN: Final = Words("bounds not decided", "未判定项")
OPEN_ONE: Final = Words("bound not decided", "未判定项")
MIXED: Final = Words("bounds crossed or not decided", "超限或未判定项")
QUALIFIED: Final = Words(
    "Judged with {findings} findings set aside by {n} suppressions.",
    "判定时有 {findings} 处命中因 {n} 条豁免而未计入。",
)
SUM: Final = Words("{n} of its bounds are crossed.", "共有 {n} 项限值被超出。")
SUM_ONE: Final = Words("One of its bounds is crossed.", "有一项限值被超出。")
ALL_REASONS: Final = Words("Every reason", "查看全部理由")
AND_OTHERS: Final = Words("and {n} more", "另有 {n} 项")
NO_REASON: Final = Words("No bound of the policy is crossed.", "没有超出策略限值的项目。")
Family = Literal["personal", "secret", "rights", "licence", "duplicate", "coverage", "other"]
FAMILY: Final[Mapping[Family, Words]] = {
    "personal": Words("Personal information", "个人信息"),
    "secret": Words("Secrets", "密钥与口令"),
    "rights": Words("Rights reservations", "权利保留"),
    "licence": Words("Licences", "许可证"),
    "duplicate": Words("Duplicates", "重复内容"),
    "coverage": Words("Coverage", "覆盖范围"),
    "other": Words("Other", "其他"),
}
COVERAGE: Final = Words("Coverage", "覆盖范围")
BYTES_READ: Final = Words("of the stored bytes were read", "的存储字节已读取")
SAMPLE_READ: Final = Words("of the stored bytes of the sample were read", "的样本存储字节已读取")
BYTES_PASSED: Final = Words(
    "of the stored bytes were gone through; up to {share} of all lie in shards that are damaged or failed",
    "的存储字节已读过，其中至多有占总量 {share} 的字节位于损坏或读取失败的分片",
)
SAMPLE_PASSED: Final = Words(
    "of the stored bytes of the sample were gone through; "
    "up to {share} of them lie in shards that are damaged or failed",
    "的样本存储字节已读过，其中至多有占样本 {share} 的字节位于损坏或读取失败的分片",
)
READ_SHARDS: Final = Words("Shards read to their end", "完整读取的分片")
BROKEN_SHARDS: Final = Words("Damaged or failed shards", "损坏或失败的分片")
DOCUMENTS: Final = Words("Documents scanned", "已扫描文档")
LOST: Final = Words("Records with text lost", "正文有丢失的记录")
GATES: Final = Words("Bounds of the policy that could be judged", "得以判定的策略限值")
UNLOOKED: Final = Words("Rules not applied everywhere", "未能处处适用的规则")
NEW: Final = Words("What is new", "有何变化")
HUMAN: Final = Words("Needs a human", "需要人工判断")
HUMAN_LEAD: Final = Words(
    "No scan can answer these. They stay blank until a person does.", "以下问题扫描无法回答，须由人来答复。"
)
MORE_QUESTIONS: Final = Words("{n} more questions", "还有 {n} 个问题")
GLANCE: Final = Words("At a glance", "概览")
Question = Literal[
    "legal-basis",
    "sensitive",
    "secrets",
    "conditional",
    "silent",
    "unknown-licence",
    "contradictions",
    "copies",
    "names",
    "no-names",
    "gates",
    "shards",
    "no-register",
    "register",
]
QUESTIONS: Final[Mapping[Question, Words]] = {
    "legal-basis": Words(
        "findings of personal information: on what legal basis are they processed?",
        "处个人信息：处理的合法性基础是什么？",
    ),
    "sensitive": Words(
        "findings of sensitive kinds: is there consent, or another ground that the law names?",
        "处敏感类信息：是否取得单独同意或具备法定依据？",
    ),
    "secrets": Words("findings of secrets: have they been revoked?", "处密钥或口令：是否已吊销？"),
    "conditional": Words(
        "documents may be used on conditions only: can they be met?", "份文档仅可有条件使用：能否满足这些条件？"
    ),
    "silent": Words(
        "documents of which it cannot be told whether training is reserved: on what ground are they used?",
        "份文档无法判断是否对训练作出保留：使用的依据是什么？",
    ),
    "unknown-licence": Words(
        "documents declare a licence that could not be told: which is it?",
        "份文档声明了无法识别的许可证：究竟是哪一种？",
    ),
    "contradictions": Words(
        "documents about which statements contradict each other: which holds?", "份文档的声明相互矛盾：以哪一条为准？"
    ),
    "copies": Words(
        "clusters of copies with different rights: which right is the true one?",
        "组副本的权利状态不一致：以哪一个为准？",
    ),
    "names": Words(
        "findings of names: which are public figures, authors or people of fiction?",
        "处姓名：哪些是公众人物、作者或虚构人物？",
    ),
    "no-names": Words(
        "rules on names and profiles were not applied: is a count of persons needed?",
        "条姓名与画像规则未适用：是否需要统计自然人？",
    ),
    "gates": Words("bounds of the policy were not judged: who accepts that?", "项策略限值未能判定：由谁确认接受？"),
    "shards": Words(
        "shards could not be read in whole: repair or leave them out?", "个分片未能完整读取：修复还是剔除？"
    ),
    "no-register": Words(
        "documents without a register of sources: who gave them, under which contract?",
        "份文档没有来源登记：由谁提供、依据何种合同？",
    ),
    "register": Words(
        "documents where the register and the source disagree: why?", "份文档的登记与来源声明不一致：原因何在？"
    ),
}
