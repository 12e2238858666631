"""Rights: verdicts on uses, statements, domains, what could not be seen, and the register of sources."""

from collections.abc import Mapping
from typing import Final

from scanner.reports.words.languages import Words

RIGHTS: Final = Words("Rights: what sources said at crawl time", "权利：来源在抓取时的表态")
NOT_OBSERVABLE: Final = Words("not observable", "无法观察")
NOT_JUDGED: Final = Words("No document was judged.", "没有文档得到判定。")
LEAD: Final = Words(
    "The most restrictive statement decides. “Unknown” means that no reservation and no permission was found where it "
    "could be looked for: it allows nothing.",
    "以限制最严的表态为准。“未知”指在可以查找之处既没有发现保留也没有发现许可，并不等于允许。",
)
BY_USE: Final = Words("Verdict on each use, in documents", "各用途的判定（文档数）")
USE: Final = Words("Use", "用途")
USES: Final[Mapping[str, Words]] = {
    "train": Words("training a model", "训练模型"),
    "tdm": Words("text and data mining", "文本与数据挖掘"),
    "ai-input": Words("input of a model that answers", "作为模型回答的输入"),
    "search": Words("a search index", "搜索索引"),
    "access": Words("fetching by training crawlers", "训练用爬虫抓取"),
}
VERDICTS: Final[Mapping[str, Words]] = {
    "reserved": Words("Reserved", "保留"),
    "conditional": Words("Conditional", "有条件"),
    "allow": Words("Allowed", "允许"),
    "unknown": Words("Unknown", "未知"),
    "not-captured": Words("Site not in it", "无该站点"),
}
DOMAINS: Final = Words("Domains with most documents reserved from training", "保留训练权最多的域名")
DOMAINS_LEAD: Final = Words("All domains, for every use: {where}.", "所有域名及各用途：{where}。")
DOMAIN: Final = Words("Domain", "域名")
STATEMENTS: Final = Words("Statements by signal, in documents", "按信号统计的表态（文档数）")
SIGNAL: Final = Words("Signal", "信号")
VALUE: Final = Words("Value", "取值")
LICENCES_FOUND: Final = Words("Licences found", "发现的许可证")
LICENCE: Final = Words("Licence", "许可证")
STANCES: Final[Mapping[str, Words]] = {
    "reserved": Words("Denies", "禁止"),
    "bar": Words("Something else", "其他"),
    "allow": Words("Allows", "允许"),
    "unknown": Words("Silent or not seen", "未表态或无法观察"),
}
UNSEEN: Final = Words("Could not be observed, which allows nothing", "无法观察（不等于允许）")
CONTRADICTIONS: Final = Words("Documents about which statements contradict each other", "声明相互矛盾的文档")
LICENCES: Final = Words("What licences come to", "许可证的效果")
PROFILE: Final = Words("By the profile {profile}", "依据档案 {profile}")
CLASS: Final = Words("Class of licences", "许可证类别")
EFFECT: Final = Words("Comes to", "效果")
EFFECTS: Final[Mapping[str, Words]] = {
    "allow": Words("allowed", "允许"),
    "unknown": Words("unknown", "未知"),
    "conditional": Words("conditional", "有条件"),
    "deny": Words("denied", "禁止"),
}
TODAY: Final = Words("Today", "现状")
TODAY_TOLD: Final = Words(
    "By the newest of {captures} captures given beside the corpus; what the page said, and files that are not in it, "
    "are taken as they were.",
    "依据随语料提供的 {captures} 份存档中最新者；网页自身的表态及其中没有的文件按原样处理。",
)
TODAY_DATES: Final = Words("Captured from {first} to {last}.", "存档时间：{first} 至 {last}。")
UNDATED: Final = Words("Captures without a time, which count as today's: {n}.", "没有时间、按今日计的存档：{n} 份。")
TODAY_CAPTION: Final = Words("Verdict on each use today, in documents", "各用途的现状判定（文档数）")
CHANGED: Final = Words("At crawl time → today", "抓取时 → 现状")
SOURCES: Final = Words("Sources, as registered", "来源（按登记）")
SOURCE: Final = Words("Source", "来源")
PARTY: Final = Words("Party", "主体")
CLAIMED: Final = Words("Rights", "权利")
RIGHT: Final[Mapping[str, Words]] = {
    "hold": Words("hold", "持有"),
    "process": Words("process", "加工使用"),
    "operate": Words("operate", "经营"),
}
BASIS: Final = Words("Basis", "依据")
RESERVED: Final = Words("Reserved", "保留")
SOURCE_CONTRADICTIONS: Final = Words("Contradictions", "矛盾")
OTHER_LICENCE: Final = Words("Other licence", "许可证不符")
OUTSIDE: Final = Words("Outside period", "期间以外")
UNMET: Final = Words("Registered, and not met in this corpus: {names}.", "已登记但本语料中未出现：{names}。")
UNSTATED: Final = Words("Without {field} in the register: {names}.", "登记中缺少 {field}：{names}。")
UNREGISTERED: Final = Words("Unregistered", "未登记")
UNREGISTERED_TOLD: Final = Words(
    "{documents} documents of {domains} domains belong to no registered source.",
    "有 {documents} 份文档（{domains} 个域名）不属于任何已登记来源。",
)
ALL_REGISTERED: Final = Words("Every document belongs to a registered source.", "每份文档都属于已登记来源。")
NO_TIME: Final = Words(
    "Documents of registered sources without a capture time, so of no known period: {n}.",
    "已登记来源中没有抓取时间、期间不明的文档：{n} 份。",
)
RESERVED_TILE: Final = Words("Reserved from training", "保留训练权的文档")
COPIES_TILE: Final = Words("Redundant copies", "多余副本")
