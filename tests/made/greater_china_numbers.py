"""Valid numbers of greater China in the forms in which people write them; check digits by own arithmetic."""

from random import Random

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_PROVINCES = ("11", "12", "13", "21", "31", "32", "33", "37", "41", "44", "51", "61", "62")
_HEADS = ("130", "135", "138", "139", "150", "152", "158", "159", "176", "177", "186", "188", "189", "191", "199")
_FIGURES = "零一二三四五六七八九"
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FULL = {ord("0") + step: chr(0xFF10 + step) for step in range(10)}


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def letter(random: Random) -> str:
    return random.choice(_LETTERS)


def wide(random: Random, text: str) -> str:
    """Write the digits full-width, one time in ten."""
    return text.translate(_FULL) if random.random() < 0.1 else text


def grouped(random: Random, text: str, *sizes: int) -> str:
    sign, parts, start = random.choice((" ", " ", "-", "\u3000")), [], 0
    for size in sizes:
        parts.append(text[start : start + size])
        start += size
    return sign.join(parts)


def born(random: Random) -> str:
    return f"{random.randint(1940, 2012)}{random.randint(1, 12):02}{random.randint(1, 28):02}"


def _with_identity_check(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def _with_luhn(body: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(body)):
        doubled = int(sign) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return body + str(-total % 10)


def resident(random: Random) -> str:
    number = _with_identity_check(random.choice(_PROVINCES) + digits(random, 4) + born(random) + digits(random, 3))
    if random.random() < 0.6:
        return random.choice((number, number, number.lower(), wide(random, number)))
    sizes = random.choice(((6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4)))
    return grouped(random, number, *sizes)


def old_resident(random: Random) -> str:
    return f"{random.choice(_PROVINCES)}{random.randint(101, 999)}1{born(random)[2:]}{random.randint(1, 999):03}"


def permanent_residence(random: Random) -> str:
    body = f"9{random.choice(_PROVINCES)}{random.randint(4, 894):03}{born(random)}{digits(random, 3)}"
    return wide(random, _with_identity_check(body))


def old_permanent_residence(random: Random) -> str:
    country = random.choice(("USA", "GBR", "DEU", "JPN", "CAN", "AUS"))
    return country + random.choice(_PROVINCES) + digits(random, 2) + born(random)[2:] + digits(random, 2)


def mobile(random: Random) -> str:
    number = random.choice(_HEADS) + digits(random, 8)
    if random.random() < 0.5:
        return wide(random, number)
    return random.choice(
        (
            grouped(random, number, 3, 4, 4),
            f"{number[:3]}.{number[3:7]}.{number[7:]}",
        )
    )


def chinese_figures(random: Random) -> str:
    number = "".join(_FIGURES[int(digit)] for digit in random.choice(_HEADS) + digits(random, 8))
    return number.replace("一", "幺") if random.random() < 0.2 else number


def bank_card(random: Random) -> str:
    length = random.choice((16, 19, 19))
    number = _with_luhn(random.choice(("6222", "6217", "6228", "6230", "6214")) + digits(random, length - 5))
    return grouped(random, number, 4, 4, 4, 4, 3)[: length + 4].rstrip(" -\u3000") if random.random() < 0.4 else number


def old_bank_card(random: Random) -> str:
    return _with_luhn(random.choice(("9558", "6013", "4367")) + digits(random, 14))


def _with_organisation_check(body: str) -> str:
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(signs.index(sign) * weight for sign, weight in zip(body, weights, strict=True))
    return body + "0123456789X0"[11 - total % 11]


def _credit(random: Random, head: str) -> str:
    inner = digits(random, 8) if random.random() < 0.3 else "MA" + "".join(random.choice(_CODE) for _ in range(6))
    body = head + random.choice(_PROVINCES) + digits(random, 4) + _with_organisation_check(inner)
    total = sum(_CODE.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _CODE[-total % 31]


def social_credit(random: Random) -> str:
    return _credit(random, random.choice(("91", "12", "51")))


def sole_trader(random: Random) -> str:
    return _credit(random, "92")


def organisation(random: Random) -> str:
    code = _with_organisation_check(digits(random, 8))
    return random.choice((code, f"{code[:8]}-{code[8]}"))


def passport(random: Random) -> str:
    return random.choice((f"E{digits(random, 8)}", f"E{letter(random)}{digits(random, 7)}", f"G{digits(random, 8)}"))


def exit_permit_hk_mo(random: Random) -> str:
    return random.choice((f"C{digits(random, 8)}", f"C{letter(random)}{digits(random, 7)}", f"W{digits(random, 8)}"))


def exit_permit_taiwan(random: Random) -> str:
    return random.choice("LT") + digits(random, 8)


def return_permit(random: Random) -> str:
    return random.choice("HM") + digits(random, random.choice((8, 8, 10)))


def compatriot_permit(random: Random) -> str:
    return f"0{random.randint(3000000, 9999999)}"


def plate(random: Random) -> str:
    head = random.choice("京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤川宁琼") + random.choice("ABCDE")
    tails = (
        digits(random, 5),
        f"{letter(random)}{digits(random, 4)}",
        f"{digits(random, 4)}学",
        f"D{digits(random, 5)}",
    )
    return head + random.choice(("", "", "·", " ")) + random.choice(tails)


def military(random: Random) -> str:
    return f"{random.choice('军士文南北')}字第{digits(random, random.choice((6, 7, 8)))}号"


def qq(random: Random) -> str:
    return str(random.randint(10000, 3999999999))


def wechat(random: Random) -> str:
    return random.choice(("wang", "li_", "chen-", "xiaomei", "wxid_")) + digits(random, 6)


def alipay_user(random: Random) -> str:
    return "2088" + digits(random, 12)


def postal(random: Random) -> str:
    return f"{random.randint(10000, 859999):06}"


def social_card(random: Random) -> str:
    return random.choice("ABC") + digits(random, 8)


def medical_insurance(random: Random) -> str:
    return "0" + digits(random, 9)


def driving_file(random: Random) -> str:
    return random.choice(_PROVINCES) + digits(random, 10)


def _hong_kong(random: Random) -> tuple[str, str]:
    body = letter(random) + digits(random, 6)
    values = [36, *(int(sign, 36) for sign in body)]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return body, "0123456789A"[-total % 11]


def hong_kong_card(random: Random) -> str:
    body, check = _hong_kong(random)
    return random.choice((f"{body}({check})", f"{body}（{check}）", f"{body}{check}", f"{body} ({check})"))


def hong_kong_card_in_brackets(random: Random) -> str:
    body, check = _hong_kong(random)
    return random.choice((f"{body}({check})", f"{body}（{check}）"))


def macao_card(random: Random) -> str:
    body, check = f"{random.choice('157')}{random.randint(300000, 999999)}", digits(random, 1)
    return random.choice((f"{body}({check})", f"{body}（{check}）", f"{body}/{check}"))


def _with_taiwan_check(head: int, body: str, written: str) -> str:
    figures = [head // 10, head % 10, *map(int, body)]
    total = sum(figure * weight for figure, weight in zip(figures, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return written + str(-total % 10)


def taiwan_national(random: Random) -> str:
    place = random.randrange(26)
    body = random.choice("12") + digits(random, 7)
    return _with_taiwan_check(place + 10, body, "ABCDEFGHJKLMNPQRSTUVXYWZIO"[place] + body)


def taiwan_certificate(random: Random) -> str:
    place, rest = random.randrange(26), digits(random, 7)
    sign = "ABCDEFGHJKLMNPQRSTUVXYWZIO"[place]
    second = random.choice("89ABCD")
    figure = second if second.isdigit() else str("ABCD".index(second))
    return _with_taiwan_check(place + 10, figure + rest, sign + second + rest)
