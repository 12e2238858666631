"""What a run holds beyond a baseline, what was set aside, and what a policy leaves to people."""

from collections.abc import Mapping
from typing import Final

from scanner.reports.words.languages import Words
from scanner.types.suppression import State

SHARDS: Final = Words(
    "Shards known to the baseline: {known}; with another content than then: {changed}; new: {new}; gone: {gone}.",
    "基线中已有 {known} 个分片，内容变更 {changed} 个，新增 {new} 个，消失 {gone} 个。",
)
MOVED: Final = Words("Findings against the baseline", "与基线相比的命中数")
SAME: Final = Words("No rule found more or less than the baseline holds.", "各规则的命中数与基线一致。")
MORE: Final = Words("more findings than in the baseline", "处命中多于基线")
FEWER: Final = Words("fewer", "处减少")
BEFORE: Final = Words("Then", "当时")
NOW: Final = Words("Now", "现在")
OVER: Final = Words("Beyond it", "超出")
LESS: Final = Words("Fewer", "减少")
ASIDE: Final = Words("Set aside", "已豁免")
ASIDE_LEAD: Final = Words(
    "Gates do not count it on {day}; all other counts do.", "在 {day} 门限不计入这些命中；其他计数照常计入。"
)
STATE: Final = Words("State", "状态")
STATES: Final[Mapping[State, Words]] = {
    "used": Words("used", "生效"),
    "unused": Words("unused", "未用到"),
    "expired": Words("expired", "已过期"),
}
UNTIL: Final = Words("Until", "截止")
OWNER: Final = Words("Owner", "负责人")
REASON: Final = Words("Reason", "理由")
LEFT: Final = Words("The policy leaves {n} more to people", "策略另有 {n} 项留待人工判断")
