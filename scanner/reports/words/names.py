"""What counts of names rest on, and estimates from samples."""

from collections.abc import Mapping
from typing import Final

from scanner.reports.words.languages import Words

NAMES: Final = Words("Names: what their counts rest on", "姓名：计数的依据")
NOBODY_KNOWS: Final = Words(
    "No count of names is exact: these shares were measured on labelled text, and differ on other text. Public "
    "figures, authors and people of fiction cannot be told from private persons and are counted like them.",
    "姓名的计数都不是精确值：以下比例在标注文本上测得，换成其他文本会有差异。公众人物、作者和虚构人物无法与普通个人"
    "区分，一并计入。",
)
MEASURED_CAPTION: Final = Words("Measured on labelled text", "在标注文本上的测量结果")
RULES_AND_LANGUAGE: Final = Words("Rules and language", "规则与语言")
PRECISION: Final = Words("Of those found, names", "找到的当中确为姓名的（精确率）")
RECALL: Final = Words("Of the names there, found", "实有姓名中找到的（召回率）")
TOUCHED: Final = Words("found in part", "部分找到")
MEASURED_WITH: Final = Words("Measured with", "测量工具与文本")
NOT_MEASURED: Final = Words("not measured", "未测量")
SAMPLES: Final = Words("Estimated from a sample", "抽样估计")
SAMPLES_LEAD: Final = Words(
    "Only a sample was looked at: what stands here is about all documents that could be read. ≈ marks every estimate.",
    "只检查了一部分文档；此处数字是对全部可读文档的估计，凡估计值均以 ≈ 标出。",
)
LOOKED: Final = Words("Documents looked at", "已检查文档")
SHARE_INTERVAL: Final = Words("Share of documents that could be read, 95 % interval", "可读文档中的占比（95% 区间）")
FINDINGS_INTERVAL: Final = Words("Findings, approximate 95 % interval", "命中数（近似 95% 区间）")
SHARE_TOLD: Final = Words("≈ {share} ({low} to {high})", "≈ {share}（{low} 至 {high}）")
NUMBER_TOLD: Final = Words("≈ {number} ({low} to {high})", "≈ {number}（{low} 至 {high}）")
NO_BOUND: Final = Words("no bound", "无上界")
NO_BOUND_LEAD: Final = Words(
    "No bound: of some kind of documents none was looked at, or fewer than three documents with findings were. A "
    "larger share gives one.",
    "无上界：某类文档一份也没有检查到，或检查到的有命中文档不足三份；加大抽样比例即可得到上界。",
)
SAMPLE_OF: Final = Words("sample of {looked}", "抽样 {looked} 份")
READABLE: Final = Words("of the {n} that could be read", "（可读文档共 {n} 份）")
SECOND: Final = Words("A second opinion on {rule}", "对 {rule} 的第二意见")
SECOND_TOLD: Final = Words(
    "A second pipeline read {looked} of {documents} documents. It sees names in {share} of all documents, {number} of "
    "them. Names that both see: ≈ {both} ({low} to {high}).",
    "另一套识别流程读取了 {documents} 份文档中的 {looked} 份，估计 {share} 的文档含有姓名，共 {number} 个。"
    "两者都认定的姓名：≈ {both}（{low} 至 {high}）。",
)
CONFIDENCE: Final = Words("Confidence", "置信度")
NAMES_HEAD: Final = Words("Names", "姓名")
CHECKED: Final = Words("Checked", "已核对")
CONFIRMED: Final = Words("Confirmed, 95 % interval", "得到确认（95% 区间）")
SO_THEY_ARE: Final = Words("So they are", "判断")
WORD: Final[Mapping[str, Words]] = {"likely": Words("likely", "很可能"), "possible": Words("possible", "可能")}
READ_IN: Final = Words(
    "Documents in which names were looked for, by language: {told}.", "按语言统计的已查找姓名的文档：{told}。"
)
