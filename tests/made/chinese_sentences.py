"""Chinese sentences of many registers with labelled values in them, and sentences that hold only look-alikes.

Templates are written as people write, not as the rules read: forms, chats, advertisements, tables, posts, news.
"""

from collections.abc import Callable
from random import Random

from made import chinese_addresses
from made import greater_china_numbers as made
from made.chinese_templates import LOOK_ALIKES, TEMPLATES

Label = tuple[str, int, int]
"""Kind, start, end in code points."""


def landline(random: Random) -> str:
    area, local = random.choice((("010", 8), ("021", 8), ("0755", 8), ("0571", 8), ("0731", 8), ("0379", 8)))
    number = str(random.randint(5, 8)) + made.digits(random, local - 1)
    return random.choice((f"{area}-{number}", f"（{area}）{number}", f"{area} {number}", f"({area}){number}"))


def email(random: Random) -> str:
    local = random.choice(("wangwei", "li.na", "zhang_san", "hr", "contact", "chen-88")) + made.digits(random, 2)
    return f"{local}@{random.choice(('163.com', 'qq.com', 'gmail.com', 'sina.com.cn', 'outlook.com'))}"


MAKERS: dict[str, Callable[[Random], str]] = {
    "resident-id": made.resident,
    "resident-id-15": made.old_resident,
    "permanent-residence-card": made.permanent_residence,
    "mobile": made.mobile,
    "mobile-in-numerals": made.chinese_figures,
    "bank-card": made.bank_card,
    "bank-card-old": made.old_bank_card,
    "social-credit-code": made.social_credit,
    "sole-trader-code": made.sole_trader,
    "organisation-code": made.organisation,
    "passport": made.passport,
    "exit-permit-hk-mo": made.exit_permit_hk_mo,
    "exit-permit-taiwan": made.exit_permit_taiwan,
    "home-return-permit": made.return_permit,
    "taiwan-compatriot-permit": made.compatriot_permit,
    "vehicle-plate": made.plate,
    "military-id": made.military,
    "qq": made.qq,
    "wechat-id": made.wechat,
    "alipay-user-id": made.alipay_user,
    "postal-code": made.postal,
    "social-security-card": made.social_card,
    "medical-insurance-number": made.medical_insurance,
    "driving-licence-file": made.driving_file,
    "hk-card": made.hong_kong_card,
    "mo-card": made.macao_card,
    "tw-national-id": made.taiwan_national,
    "tw-certificate": made.taiwan_certificate,
    "address": chinese_addresses.mainland,
    "tw-address": chinese_addresses.taiwan,
    "hk-address": chinese_addresses.hong_kong,
    "landline": landline,
    "email": email,
}


def labelled(seed: int, count: int) -> list[tuple[str, list[Label]]]:
    """Return sentences with the places of their values; every kind stands in every so many of them."""
    random = Random(seed)  # made numbers guard nothing
    order = [random.choice(TEMPLATES) if place >= len(TEMPLATES) else TEMPLATES[place] for place in range(count)]
    return [_filled(random, template) for template in order]


def look_alikes(seed: int, count: int) -> list[str]:
    """Return sentences in which nothing is personal information."""
    random = Random(seed)  # made numbers guard nothing
    return [_varied(random, LOOK_ALIKES[place % len(LOOK_ALIKES)]) for place in range(count)]


def _filled(random: Random, template: str) -> tuple[str, list[Label]]:
    """Replace each `{kind}` by a value; its label leaves out a country code, which the mobile rule leaves out too."""
    text, labels, rest = "", [], template
    while "{" in rest:
        before, _, behind = rest.partition("{")
        kind, _, rest = behind.partition("}")
        value = MAKERS[kind](random)
        text += before
        start = len(text) + (_country_code(value) if kind == "mobile" else 0)
        text += value
        labels.append((kind, start, len(text)))
    return text + rest, labels


def _country_code(number: str) -> int:
    """Return how many characters of a mobile number stand for +86."""
    for prefix in ("(+86)", "+86 ", "+86", "0086-", "86-"):
        if number.startswith(prefix):
            return len(prefix)
    return 0


def _varied(random: Random, template: str) -> str:
    """Replace every `#` by a digit and `§` by a lower-case hex digit."""
    drawn = (made.digits(random, 1) if sign == "#" else random.choice("0123456789abcdef") for sign in template)
    return "".join(new if sign in "#§" else sign for sign, new in zip(template, drawn, strict=True))
