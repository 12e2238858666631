"""Made numbers of Denmark, Estonia, Finland, Iceland, Latvia, Lithuania, Norway, Sweden."""

from random import Random

from made.europe_parts import born, drawn, luhn_digit, until, weighted
from made.shape import Made


def danish_cpr(random: Random) -> str:
    return born(random, "dmy")[0] + random.choice(["", "-", "-"]) + drawn(random, 4)


def baltic_code(random: Random) -> str:
    """Estonia and Lithuania took the same rule over."""
    date, year = born(random)
    body = f"{random.choice('34' if year < 2000 else '56')}{date}{drawn(random, 3)}"
    check = weighted(body, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(body, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return f"{body}{check}"


def finnish_hetu(random: Random) -> str:
    date, year = born(random, "dmy")
    serial = f"{random.randint(2, 899):03d}"
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(date + serial) % 31]
    return f"{date}{random.choice('-YX' if year < 2000 else 'AB')}{serial}{check}"


def icelandic_kennitala(random: Random) -> str:
    def draw() -> str | None:
        date, year = born(random, "dmy")
        body = date + drawn(random, 2, "23456789")
        check = -weighted(body, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
        century = "9" if year < 2000 else "0"
        return None if check == 10 else f"{date}{random.choice(['-', ''])}{body[6:]}{check}{century}"

    return until(draw)


def latvian_code(random: Random) -> str:
    date, year = born(random, "dmy")
    dated = f"{date}{1 if year < 2000 else 2}{drawn(random, 3)}"
    body = random.choice([dated, f"32{drawn(random, 8)}"])
    check = (1 + weighted(body, (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10
    return f"{body[:6]}{random.choice(['-', '-', ''])}{body[6:]}{check}"


def norwegian_number(random: Random) -> str:
    def draw() -> str | None:
        date, year = born(random, "dmy")
        if random.random() < 0.2:  # D-number
            date = f"{int(date[0]) + 4}{date[1:]}"
        body = f"{date}{random.randint(0, 499) if year < 2000 else random.randint(500, 999):03d}"
        first = -weighted(body, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
        if first == 10:
            return None
        second = -weighted(f"{body}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        return None if second == 10 else f"{date}{random.choice(['', ' '])}{body[6:]}{first}{second}"

    return until(draw)


def swedish_number(random: Random) -> str:
    date, year = born(random)
    if random.random() < 0.2:  # coordination number
        date = f"{date[:4]}{int(date[4:]) + 60}"
    serial = drawn(random, 3)
    century = random.choice(["", str(year // 100)])
    return f"{century}{date}{random.choice(['-', '-', ''])}{serial}{luhn_digit(date + serial)}"


NORTH: tuple[Made, ...] = (
    Made(
        "pii.dk.cpr",
        danish_cpr,
        ("CPR-nummer: {}", "Her Danish CPR number is {}.", "Personnummer (CPR) {}", "丹麦个人识别号{}，已核实"),
        breakable=False,
    ),
    Made(
        "pii.ee.ik",
        baltic_code,
        ("Isikukood: {}", "Her Estonian personal code is {}.", "isikukood {}, Tallinn", "爱沙尼亚个人识别码{}，已核实"),
    ),
    Made(
        "pii.fi.hetu",
        finnish_hetu,
        ("Henkilötunnus: {}", "hetu {}", "His Finnish personal identity code is {}.", "芬兰个人识别码{}，已核实"),
    ),
    Made(
        "pii.is.kennitala",
        icelandic_kennitala,
        ("Kennitala: {}", "kt. {}", "Her Icelandic ID number is {}.", "冰岛身份号码{}，已核实"),
    ),
    Made(
        "pii.lt.asmens",
        baltic_code,
        ("Asmens kodas: {}", "Her Lithuanian personal code is {}.", "asmens kodas {}", "立陶宛个人代码{}，已核实"),
    ),
    Made(
        "pii.lv.pk",
        latvian_code,
        ("Personas kods: {}", "His Latvian personal code is {}.", "p.k. {}", "拉脱维亚个人代码{}，已核实"),
    ),
    Made(
        "pii.no.fodselsnummer",
        norwegian_number,
        ("Fødselsnummer: {}", "fnr {}", "Her Norwegian national ID is {}.", "挪威身份号码{}，已核实"),
    ),
    Made(
        "pii.se.personnummer",
        swedish_number,
        ("Personnummer: {}", "Her Swedish personal number is {}.", "pers.nr {}", "瑞典个人号码{}，已核实"),
    ),
)
