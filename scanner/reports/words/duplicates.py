"""Duplicates: how much, of what kind, where."""

from typing import Final

from scanner.reports.words.languages import Words

DUPLICATES: Final = Words("Duplicates", "重复内容")
NOT_COMPARED: Final = Words("Documents were not compared.", "没有进行文档比对。")
TOLD: Final = Words(
    "{clusters} clusters hold {documents} documents; {redundant} of them are copies of the one kept; the largest "
    "cluster holds {largest}. Which one is kept of each: {where}.",
    "共 {clusters} 组、{documents} 份文档，其中 {redundant} 份是所保留文档的副本；最大的一组有 {largest} 份。"
    "每组保留哪一份见 {where}。",
)
BOUND: Final = Words(
    "A document counts as a copy from an estimated similarity of {least} on, the bound less what estimates scatter; "
    "pages of one template that differ in few words are such copies, too.",
    "估计相似度达到 {least} 即算作副本（即设定界限减去估计误差）；同一模板、仅少数字词不同的页面也算副本。",
)
CAPPED: Final = Words(
    "{n} groups of candidates were too large to compare every pair.", "有 {n} 个候选组过大，未能逐对比较。"
)
KINDS: Final = Words("How much of the corpus is there more than once", "语料中的重复量")
REDUNDANT: Final = Words("Redundant documents", "多余文档")
EXACT: Final = Words("of them exact copies", "其中完全相同")
NEAR: Final = Words("of them near copies only", "其中仅近似")
TOKENS: Final = Words("Tokens in redundant documents", "多余文档中的词元")
CHARACTERS: Final = Words("Characters in redundant documents", "多余文档中的字符")
BYTES: Final = Words("Bytes of text (UTF-8) in redundant documents", "多余文档中的字节")
ELSEWHERE: Final = Words("Exact copies that are no repeated capture of a URL", "完全相同且并非同一 URL 重复抓取")
SAME_TEXT: Final = Words("Repeated captures of a URL with the same text", "同一 URL 重复抓取、正文相同")
OTHER_TEXT: Final = Words("Repeated captures of a URL with another text", "同一 URL 重复抓取、正文不同")
HOSTS: Final = Words("Hosts with most redundant documents", "多余文档最多的主机")
LANGUAGES: Final = Words("Redundant documents by language", "按语言统计的多余文档")
IN_CLUSTERS: Final = Words("Documents in clusters", "组内文档")
REDUNDANT_HEAD: Final = Words("Redundant", "多余")
TOKENS_HEAD: Final = Words("Tokens in these", "其中词元")
REPEATED: Final = Words("Repeated paragraphs", "重复段落")
REPEATED_TOLD: Final = Words(
    "Beside copies of whole documents, {paragraphs} paragraphs are there more than once, {occurrences} times in all; "
    "{share} of the remaining text could be left out.",
    "除整篇副本外，另有 {paragraphs} 个段落多次出现，共 {occurrences} 次；其余正文中有 {share} 可以省去。",
)
MEMORISED: Final = Words(
    "Personal information and secrets that a model would read again and again", "模型会反复读到的个人信息与密钥"
)
CLUSTERS: Final = Words("Clusters", "组数")
VALUES: Final = Words("Values", "取值数")
COPIES: Final = Words("Copies", "副本")
MOST_COPIES: Final = Words("Most of one value", "单值最多")
CONFLICTS: Final = Words(
    "{clusters} clusters, with {documents} documents, hold copies with different rights: licences differ in "
    "{licences}, only some copies are reserved in {reserved}. {where} marks the strictest copy.",
    "有 {clusters} 组（{documents} 份文档）的副本权利状态不一致：{licences} 组许可证不同，"
    "{reserved} 组仅部分副本声明了权利保留。{where} 标出了限制最严的副本。",
)
CHANCE: Final = Words("Chance that a pair of documents was compared, by its similarity", "文档对按相似度被比对的概率")
SIMILARITY: Final = Words("Similarity", "相似度")
CHANCE_HEAD: Final = Words("Chance", "概率")
