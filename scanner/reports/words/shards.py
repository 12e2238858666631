"""The table of shards, the page of a shard, and what a run rests on."""

from typing import Final

from scanner.reports.words.languages import Words

SHARDS: Final = Words("Shards by risk", "按风险排列的分片")
LEAD: Final = Words(
    "Worst first: what could not be read, then by the most severe findings. Each name opens the shard's own page.",
    "由重到轻：先列未能读取的分片，再按最严重的命中排列。点击名称可打开该分片的页面。",
)
RANK: Final = Words("Rank", "次序")
SHARD: Final = Words("Shard", "分片")
STATE: Final = Words("State", "状态")
LOST: Final = Words("Lost", "丢失")
FILTER: Final = Words("Filter by name", "按名称筛选")
ANY_STATE: Final = Words("Any state", "全部状态")
WITH: Final = Words("With findings of", "含有命中")
ANY_SEVERITY: Final = Words("any or none", "不限")
SHOWN: Final = Words("{shown} of {found} shards shown", "显示 {shown}／{found} 个分片")
MORE: Final = Words("Show more", "显示更多")
NO_SCRIPT: Final = Words(
    "The {n} worst of {total} shards. With scripts allowed, this table shows, sorts and filters {listed}; {where} has "
    "all.",
    "以下为 {total} 个分片中风险最高的 {n} 个。允许脚本后，此表可显示、排序和筛选 {listed} 个；全部见 {where}。",
)
LEFT_OUT: Final = Words(
    "{n} shards of lesser risk are left out of this page, which stays below 2 MB; {where} has all.",
    "为使本页不超过 2 MB，省去了 {n} 个风险较低的分片；全部见 {where}。",
)
ESTIMATED: Final = Words("≈ estimated in part: rules looked at a sample.", "≈ 部分为估计值：有规则只检查了抽样。")
LANGUAGES: Final = Words("Languages", "语言")
HOSTS: Final = Words("Hosts with most documents", "文档最多的主机")
RESTS_ON: Final = Words("What this rests on", "数据依据")
RULESET: Final = Words("Ruleset", "规则集")
POLICY: Final = Words("Policy", "策略")
REPORT: Final = Words("Corpus report", "语料报告")
TOOL: Final = Words("Program", "程序")
DIGEST: Final = Words("SHA-256", "SHA-256")
LISTS: Final = Words("Lists of words and domains", "词表与域名表")
ENTRIES: Final = Words("Entries", "条目")
UPDATED: Final = Words("Updated", "更新日期")
UNDATED: Final = Words("undated", "无日期")
FILES: Final = Words("Files of this run", "本次运行的文件")
FACTS: Final = Words("The file", "文件信息")
FORMAT: Final = Words("Format", "格式")
COMPRESSION: Final = Words("Compression", "压缩")
BYTES: Final = Words("Bytes", "字节")
PLACES: Final = Words("Places of findings", "命中位置")
PLACES_LEAD: Final = Words(
    "A sample of places for each rule; {where} has all. A line tells document, field, first and last character, number "
    "of the finding; without field and characters it is the whole document. No text is kept: read it again in the "
    "shard with {command}.",
    "每条规则列出部分位置；全部见 {where}。每行依次为文档、字段、起止字符、命中编号；不带字段和起止的是整份文档。"
    "报告不保存原文：用 {command} 从分片中重新读取。",
)
PLACES_OF: Final = Words("{shown} of {n} places", "共 {n} 处，列出 {shown} 处")
DO: Final = Words("What to do: ", "处理建议：")
SAID: Final = Words("What pages said of use", "网页对用途的表态")
NOTHING_FOUND: Final = Words(
    "No rule found anything in what was read of this shard.", "在该分片已读取的内容中，各规则均无命中。"
)
SHARDS_TILE: Final = Words("Shards", "分片")
LANGUAGES_AND_HOSTS: Final = Words("Languages and hosts", "语言与主机")
