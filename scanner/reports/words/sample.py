"""A sample of shards, where time was short."""

from typing import Final

from scanner.reports.words.languages import Words

SAMPLE: Final = Words("What the sample says of all shards", "样本对全部分片的推断")
TOLD: Final = Words(
    "A sample of {n} of {total} shards, {bytes} of {all} bytes: no count speaks of the {outside} shards outside of it.",
    "这是抽样：{total} 个分片中的 {n} 个，{all} 字节中的 {bytes} 字节；任何计数均不涉及样本之外的 {outside} 个分片。",
)
HOW: Final = Words(
    "Shards are drawn in the order of keyed digests of their names; the same are looked at with {option}. Intervals "
    "take the shard, not the document, for what was drawn.",
    "分片按其名称的带密钥摘要的次序抽取；用 {option} 可检查同一批分片。区间以分片而非文档为抽样单位。",
)
SHARE: Final = Words("Documents with findings", "有命中的文档")
INTERVAL: Final = Words("95 % interval for all shards", "全部分片的 95% 区间")
OTHERS: Final = Words("any other rule that was looked for everywhere", "其余已处处检查的规则")
