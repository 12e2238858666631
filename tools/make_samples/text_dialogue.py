"""Questions and answers → `chat.jsonl` in three layouts, and `instructions.json`, one array."""

import json
from typing import Any

from .prose import Prose
from .register import Register, hard, look_alike, plant
from .text_articles import json_line
from .values import CARDS, YULIAO, bank_card, mobile, new_york, press_mail, resident_id

CHAT, INSTRUCTIONS = "text/chat.jsonl", "text/instructions.json"
_MAIL, _CARD, _MOBILE, _ID = "pii.email", "pii.payment-card", "pii.cn.mobile", "pii.cn.resident-id"

_ASKS = (
    ("en", "kitchen", "Could you say the same in a friendlier tone?"),
    ("zh", "读书", "请把下面这段话缩写成三句。"),
    ("en", "software", "What should I check first when a nightly job fails?"),
    ("zh", "厨房", "我想在周末试着做，需要提前准备什么？"),
    ("en", "travel", "Plan a day trip from this description."),
    ("zh", "技术", "帮我给这段说明起一个标题。"),
)
_CHAT_ASIDES = {
    0: f"My address for the recipe is {plant(_MAIL, press_mail('hungry.reader', 'chat'))}.",
    1: f"我的手机号是{plant(_MOBILE, mobile('131', 45))}，写好了发我。",
    2: f"Also, is credit card number {plant(_CARD, CARDS['discover'])} safe in a log file?",
    3: f"发票抬头里的身份证{plant(_ID, resident_id('110108', '19090909', 33))}要不要删掉？",
    4: f"Call me on {plant('example.phone', new_york(193))} when it is ready.",
    7: f"另一个邮箱：{plant(_MAIL, f'beiyong@{YULIAO}')}。",
    8: f"Ticket {look_alike(_CARD, '9999000011112222')} and build {look_alike('pii.ipv4', '300.1.2.3')} are related.",
    11: f"工单号{look_alike(_MOBILE, '11012345678')}，不是电话。",
}
_TASK_ASIDES = {
    1: f"联系方式：{plant(_MOBILE, '155 0000 0052')}",
    2: f"Sender: {plant(_MAIL, press_mail('saskia.boateng', 'tasks'))}",
    5: f"付款卡号{plant('pii.cn.bank-card', bank_card('622588', 16, 72))}",
    6: f"Sign as {hard(_MAIL, 'gideon.carraway[at]corpus-sample-press.org')}",
}


def build_chat(register: Register, prose: Prose) -> bytes:
    """Return lines of messages, conversations, and instruction with output, in turn."""
    lines = []
    for line in range(18):
        language, topic, ask = _ASKS[line % len(_ASKS)]
        told = prose.article(language, topic, f"chat {line}", 6)
        aside = _CHAT_ASIDES.get(line, "")
        ask = register.clean(f"{told.title}: {ask} {aside}".strip(), CHAT, f"line:{line}")
        lines.append(json_line(_dialogue(line, ask, told.paragraphs)))
    return b"".join(lines)


def _dialogue(line: int, ask: str, told: tuple[str, ...]) -> dict[str, Any]:
    answer = "\n".join(told)
    if line % 3 == 0:
        roles = (("system", "You are a patient librarian."), ("user", ask), ("assistant", answer))
        return {"id": f"c{line}", "messages": [{"role": role, "content": content} for role, content in roles]}
    if line % 3 == 1:
        return {"instruction": ask, "input": told[0], "output": told[-1]}
    return {"conversations": [{"from": "human", "value": ask}, {"from": "gpt", "value": answer}]}


def build_instructions(register: Register, prose: Prose) -> bytes:
    """Return one array of instruction, input, output."""
    rows = []
    for row in range(12):
        language, topic, ask = _ASKS[(row + 1) % len(_ASKS)]
        told = prose.article(language, topic, f"task {row}", 7)
        aside = register.clean(_TASK_ASIDES.get(row, ""), INSTRUCTIONS, f"row:{row}")
        rows.append(
            {"instruction": ask, "input": f"{told.paragraphs[0]} {aside}".strip(), "output": told.paragraphs[1]}
        )
    return json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"
