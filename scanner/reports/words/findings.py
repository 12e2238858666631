"""Coverage in full, findings by kind, and what was not looked for."""

from collections.abc import Mapping
from typing import Final

from scanner.reports.words.languages import Words

COVERAGE: Final = Words("Coverage in full", "覆盖明细")
SHARDS: Final = Words("Shards", "分片")
BYTES: Final = Words("Bytes read, as stored", "已读取字节（按存储计）")
BYTES_BROKEN: Final = Words(
    "{told}, up to {n} of them in shards that are damaged or failed", "{told}，其中至多 {n} 位于损坏或读取失败的分片"
)
BYTES_UNSURE: Final = Words("passed, not all understood", "已读过，未能全部解析")
RECORDS: Final = Words("Records", "记录")
DOCUMENTS: Final = Words("Documents scanned", "已扫描文档")
CHARACTERS: Final = Words("Characters scanned", "已扫描字符")
SITE_FILES: Final = Words("Site files (robots.txt and the like)", "站点文件（robots.txt 等）")
SKIPPED: Final = Words("Skipped: {reason}", "跳过：{reason}")
FAILED: Final = Words("Failed: {reason}", "失败：{reason}")
CLIPPED: Final = Words("Clipped documents", "被截短的文档")
LOST: Final = Words("Records whose text was lost, in whole or part", "正文全部或部分丢失的记录")
FAULTS: Final = Words("What could not be read", "未能读取的内容")
SHARD: Final = Words("Shard", "分片")
RECORD: Final = Words("Record", "记录")
WHOLE: Final = Words("the shard as a whole", "整个分片")
FAULT: Final = Words("Fault", "故障")
PERSONAL: Final = Words("Personal information and secrets", "个人信息与密钥")
BY_CLASS: Final = Words("Findings by kind and severity", "按类别与严重程度统计的命中数")
KIND: Final = Words("Kind", "类别")
KINDS: Final[Mapping[str, Words]] = {
    "personal": Words("Personal", "个人信息"),
    "sensitive": Words("Sensitive", "敏感个人信息"),
    "secret": Words("Secrets", "密钥与口令"),
    "organisation": Words("Organisations", "组织信息"),
    "example": Words("Kept for examples", "示例专用"),
    "rights": Words("Rights and licences", "权利与许可证"),
    "quality": Words("Quality", "质量"),
}
BY_LAW: Final = Words("Sensitive as the law calls it", "法律意义上的敏感信息")
BY_LAW_LEAD: Final = Words(
    "Findings by the class that each standard names. One finding may fall under several standards.",
    "按各项标准所列类别统计的命中数；同一命中可能同时属于多项标准。",
)
CLASS: Final = Words("Class", "类别")
NO_CLASS: Final = Words(
    "No finding falls under a class that one of the standards names.", "没有命中属于任何一项标准所列的类别。"
)
CLASSES: Final[Mapping[str, Words]] = {
    "origin": Words("racial or ethnic origin", "种族或民族"),
    "political": Words("political opinions", "政治观点"),
    "belief": Words("religious or other belief", "宗教或其他信仰"),
    "trade-union": Words("trade-union membership", "工会成员身份"),
    "union": Words("union membership", "工会成员身份"),
    "genetic": Words("genetic data", "基因数据"),
    "biometric": Words("biometric data", "生物识别信息"),
    "health": Words("health", "健康"),
    "sex-life": Words("sex life or orientation", "性生活或性取向"),
    "criminal": Words("criminal convictions and offences", "刑事定罪与犯罪"),
    "religion": Words("religious belief", "宗教信仰"),
    "specific-identity": Words("specific identity", "特定身份"),
    "medical-health": Words("medical and health information", "医疗健康"),
    "financial-account": Words("financial accounts", "金融账户"),
    "whereabouts": Words("whereabouts and tracks", "行踪轨迹"),
    "minor": Words("minors under fourteen", "不满十四周岁未成年人信息"),
    "other": Words("other sensitive information", "其他敏感个人信息"),
    "government-id": Words("government identifiers", "政府证件号码"),
    "account-access": Words("account access", "账户访问凭据"),
    "precise-geolocation": Words("precise geolocation", "精确地理位置"),
    "citizenship": Words("citizenship or immigration status", "国籍或移民身份"),
    "communications": Words("contents of communications", "通信内容"),
}
ALL: Final = Words("All findings, by rule", "全部命中（按规则）")
SHARE_OF_DOCUMENTS: Final = Words("Share of documents", "文档占比")
NONE: Final = Words("No rule found anything where it looked.", "各规则在所检查的范围内均无命中。")
QUIET: Final = Words("No finding where looked for: {n} rules", "检查后没有命中：{n} 条规则")
QUIET_SAMPLE: Final = Words("No finding in a sample, which is no evidence of none", "抽样中没有命中（不能证明不存在）")
QUIET_SAMPLE_LINE: Final = Words(
    "none in {looked} of {documents} documents, so in at most {most} of them (95 % interval)",
    "在 {documents} 份文档中抽查 {looked} 份，未命中；因此占比至多 {most}（95% 区间）",
)
UNLOOKED: Final = Words("Not looked for, which is not zero", "未检查（不等于零）")
UNLOOKED_LEAD: Final = Words(
    "These rules could not be applied to so many documents. What they would have found there is not known.",
    "以下规则未能适用于所列数量的文档；那里会有多少命中，不得而知。",
)
UNLOOKED_CAPTION: Final = Words("Rules that could not be applied, and why", "未能适用的规则及原因")
REASONS: Final[Mapping[str, Words]] = {
    "not_content": Words("records about the crawl, not of it", "关于抓取过程的记录"),
    "revisit": Words("repeated capture of the same content", "内容相同的重复抓取"),
    "metadata": Words("metadata", "元数据"),
    "no_text": Words("no text", "没有正文"),
    "image": Words("image", "图像"),
    "audio": Words("audio", "音频"),
    "video": Words("video", "视频"),
    "font": Words("font", "字体"),
    "pdf": Words("PDF", "PDF"),
    "archive": Words("archive", "归档文件"),
    "binary": Words("binary data", "二进制数据"),
    "too_large": Words("too large", "过大"),
    "invalid_json": Words("invalid JSON", "无效的 JSON"),
    "no_text_field": Words("no text field", "没有正文字段"),
    "not_text": Words("the text field holds no text", "正文字段不是文本"),
    "malformed_record": Words("malformed record", "记录格式错误"),
    "bad_encoding": Words("bad encoding", "编码错误"),
    "truncated": Words("cut short", "文件被截断"),
    "corrupt": Words("corrupt", "数据已损坏"),
    "unknown_format": Words("unknown format", "未知格式"),
    "unreadable": Words("could not be opened or read", "无法打开或读取"),
    "poison": Words("workers died over it", "致使工作进程终止"),
    "worker_died": Words("the worker died", "工作进程终止"),
    "tool_fault": Words("a fault of this program", "本程序故障"),
    "interrupted": Words("interrupted", "被中断"),
}
