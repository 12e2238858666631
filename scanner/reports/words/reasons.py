"""Reasons of a verdict: what a policy says in English → the same in Chinese, where the sentence is known."""

import re
from typing import Final

from scanner.reports.words.gaps import counted_in_chinese
from scanner.reports.words.languages import Words

REASONS: Final = Words("Why: every reason", "全部理由")
RESULT: Final = Words("Result", "结果")
SUBJECT: Final = Words("Rule or group", "规则或规则组")
WHERE: Final = Words("Where", "范围")
TOLD: Final = Words("Measured against allowed", "实测与允许值")
NOTES: Final = Words("Notes: {n} in {rows} rows, which decide nothing", "说明：{n} 条，合为 {rows} 行（不影响结论）")
GATES: Final = Words(
    "{decided} of {total} bounds (gates) of the policy could be judged.",
    "策略的 {total} 项限值（门限）中有 {decided} 项得以判定。",
)
MORE_SUBJECTS: Final = Words("and {n} more", "等另外 {n} 条")
CORPUS: Final = Words("corpus", "整个语料")
SHARD: Final = Words("shard {name}", "分片 {name}")
SOURCE: Final = Words("source {name}", "来源 {name}")
SHARDS: Final = Words("shards", "各分片")
SOURCES: Final = Words("sources", "各来源")
HOST: Final = Words("host {name}", "主机 {name}")
HOSTS: Final = Words("hosts", "各主机")
_N: Final = r"([0-9][0-9,.]*)"
_WHY: Final = r"\((.*)\)"
_SENTENCES: Final = (
    (rf"{_N} findings?, allowed {_N}", "{0} 处命中，允许 {1}"),
    (rf"{_N} documents? with findings, allowed {_N}", "{0} 份文档有命中，允许 {1}"),
    (
        rf"{_N} % of documents, allowed {_N} %; {_N} with findings in {_N} documents?",
        "{0}% 的文档，允许 {1}%；{3} 份文档中有 {2} 份命中",
    ),
    (
        rf"{_N} % of documents \(95 % upper bound {_N} %\), allowed {_N} %; {_N} with findings in {_N} documents?",
        "{0}% 的文档（95% 上界 {1}%），允许 {2}%；{4} 份文档中有 {3} 份命中",
    ),
    (
        rf"{_N} findings per million documents, allowed {_N}; {_N} findings? in {_N} documents?",
        "每百万份文档 {0} 处命中，允许 {1}；{3} 份文档中 {2} 处",
    ),
    (
        rf"not applied: {_N} documents?( looked at)?, fewer than the {_N} from which the bound is meant to hold",
        "未适用：共 {0} 份文档，少于该限值适用所需的 {2} 份",
    ),
    (rf"not applied to {_N} shards of fewer than {_N} documents( looked at)?", "未适用于 {0} 个不足 {1} 份文档的分片"),
    (rf"not applied to {_N} hosts of fewer than {_N} documents( looked at)?", "未适用于 {0} 个不足 {1} 份文档的主机"),
    (rf"not applied to {_N} sources of fewer than {_N} documents( looked at)?", "未适用于 {0} 个不足 {1} 份文档的来源"),
    (
        (
            rf"{_N} of {_N} documents have no host \(without a URL: {_N}, at an IP address: {_N}\); "
            "no gate per host was applied to them"
        ),
        "{1} 份文档中有 {0} 份没有主机（无 URL：{2}；IP 地址：{3}），未对其适用按主机的门限",
    ),
    (
        (
            rf"{_N} of {_N} documents have no source \(without a URL: {_N}, at an IP address: {_N}\); "
            "no gate per source was applied to them"
        ),
        "{1} 份文档中有 {0} 份没有来源（无 URL：{2}；IP 地址：{3}），未对其适用按来源的门限",
    ),
    (
        (
            rf"{_N} % of its records read \({_N} of {_N} lost\), at least {_N} % of every shard needed; "
            "what was lost was not looked at"
        ),
        "仅读取其 {0}% 的记录（{2} 条中丢失 {1} 条），每个分片至少需要 {3}%；丢失部分未检查",
    ),
    (
        rf"{_N} % of (records|bytes) read \({_N} (?:of|lost of) {_N}(?: lost)?\), at least {_N} % needed",
        "读取比例 {0}%（{2}／{3}），至少需要 {4}%",
    ),
    (
        (
            rf"a sample: the first {_N} of {_N} shards in keyed order were looked at, {_N} of {_N} bytes; {_N} shards "
            "are outside of the sample"
        ),
        "抽样：按带密钥摘要的次序检查了 {1} 个分片中的前 {0} 个（{3} 字节中的 {2} 字节）；{4} 个分片在样本之外",
    ),
    (
        rf"cannot be decided: {_N} of {_N} shards? were looked at, and of shards only a look at all shards tells",
        "无法判定：仅检查了 {1} 个分片中的 {0} 个，单个分片须检查全部分片才能判定",
    ),
    (
        rf"cannot be decided: {_N} of {_N} shards? were looked at, and of hosts only a look at all shards tells",
        "无法判定：仅检查了 {1} 个分片中的 {0} 个，单个主机须检查全部分片才能判定",
    ),
    (
        rf"cannot be decided: {_N} of {_N} shards? were looked at, and of sources only a look at all shards tells",
        "无法判定：仅检查了 {1} 个分片中的 {0} 个，单个来源须检查全部分片才能判定",
    ),
    (
        (
            rf"cannot be decided: {_N} of {_N} shards? were looked at, with {_N} documents? of the {_N} from which the "
            "bound is meant to hold; a look at more shards can decide it"
        ),
        "无法判定：仅检查了 {1} 个分片中的 {0} 个，共 {2} 份文档，少于该限值适用所需的 {3} 份；检查更多分片可以判定",
    ),
    (
        (
            rf"cannot be decided from this sample of shards: {_N} findings? in {_N} of {_N} shards?, allowed {_N}; "
            "only a look at all shards can decide it"
        ),
        "样本不足以判定：{2} 个分片中的 {1} 个里有 {0} 处命中，允许 {3}；须检查全部分片才能判定",
    ),
    (
        (
            rf"cannot be decided from this sample of shards: about {_N} % of documents \(95 % interval {_N} to {_N} %\)"
            rf", allowed {_N} %; estimated from {_N} of {_N} shards?; a look at more shards can decide it"
        ),
        "样本不足以判定：约 {0}% 的文档（95% 区间 {1}% 至 {2}%），允许 {3}%；由 {5} 个分片中的 {4} 个估计；须多看分片",
    ),
    (rf"nothing was scanned: {_N} shards?, no document", "没有扫描到任何内容：{0} 个分片，0 份文档"),
    (rf"no gate of the policy could be decided anywhere; gates: {_N}", "策略的 {0} 项门限均无法判定"),
)
_OPENINGS: Final = (
    ("new since the baseline: ", "基线之后新增："),
    ("beyond the baseline, where it knows the shards: ", "在基线已有的分片中超出基线："),
    ("beyond the baseline: ", "超出基线："),
    ("was read up to a fault only: ", "只读到故障处为止："),
    ("could not be read: ", "无法读取："),
    ("kept, by an estimate: ", "按估计未超出："),
)
_UNLOOKED: Final = re.compile(
    rf"cannot be decided: (\S+)(?: \(and {_N} more rules?\))? could not be looked for in {_N} of {_N} documents? "
    rf"{_WHY}; what was looked at: (.*)"
)
_KNOWN: Final = tuple((re.compile(pattern), chinese) for pattern, chinese in _SENTENCES)


def in_chinese(message: str) -> tuple[str, str] | None:
    """Return a reason in Chinese, and what of it stays in English; None where the sentence is not known."""
    for pattern, chinese in _KNOWN:
        found = pattern.fullmatch(message)
        if found is not None:
            return chinese.format(*found.groups()), ""
    for opening, chinese in _OPENINGS:
        if message.startswith(opening):
            after = message.removeprefix(opening)
            behind = in_chinese(after)
            return (chinese, after) if behind is None else (chinese + behind[0], behind[1])
    found = _UNLOOKED.fullmatch(message)
    if found is not None:
        rest = in_chinese(found[6])
        seen = f"；已检查部分：{rest[0]}" if rest is not None and not rest[1] else ""
        others = f"等 {int(found[2].replace(',', '')) + 1} 条规则" if found[2] else ""
        why = counted_in_chinese(found[5])
        told = f"无法判定：{found[1]} {others}在 {found[4]} 份文档中的 {found[3]} 份里未能检查{seen}。原因："
        return (told, found[5]) if why is None else (f"{told}{why}", "")
    return None
