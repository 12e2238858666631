from random import Random

from made.shape import Made


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _international(random: Random) -> str:
    number = random.choice("3456789") + _digits(random, 6)
    return random.choice(
        [
            f"+49 30 {number}",
            f"+49 (0)40 / {number}",
            f"+86-21-5{number}",
            f"+44 20 7{number[:3]} {number[3:]}",
            f"+33 1 4{number[0]} {number[1:3]} {number[3:5]} {number[5:]}",
        ]
    )


def _national(random: Random) -> str:
    number = random.choice("234567") + _digits(random, 6)
    return random.choice([f"0571-8{number}", f"010-6{number}", f"（021）5{number}", f"0755 8{number[:3]} {number[3:]}"])


def _hotline(random: Random) -> str:
    number = _digits(random, 6)
    return random.choice([f"400-8{number[:2]}-{number[2:]}", f"400 6{number[:2]} {number[2:]}", f"4008{number}"])


def _fictional(random: Random) -> str:
    last = _digits(random, 2)
    return random.choice(
        [f"+1 202 555 01{last}", f"+44 20 7946 0{last}0", f"+44 7700 9001{last}", f"+61 491 570 1{last}"]
    )


MADE: tuple[Made, ...] = (
    Made(
        "pii.phone.international",
        _international,
        ("You can reach him on {}.", "phone: {}", "Telefon: {}", "联系电话{}，请工作时间拨打"),
        breakable=False,
    ),
    Made(
        "pii.phone.national",
        _national,
        ("办公室电话：{}", "联系电话{}，请工作时间拨打", "Tel: {} （上海）", "传真{}"),
        breakable=False,
    ),
    Made(
        "pii.phone.hotline",
        _hotline,
        ("客服热线{}，全天", "service hotline: {}", "服务电话：{}"),
        breakable=False,
    ),
    Made(
        "example.phone",
        _fictional,
        ("Call {} in the film.", "phone: {}", "示例电话{}，请勿拨打"),
        breakable=False,
    ),
)
