"""Numbers outside Europe and Greater China: the rule that must find them, how to make one, how people introduce it."""

from random import Random

from made.shape import Made
from made.world_americas import AMERICAS
from made.world_asia import ASIA
from made.world_digits import day, digits, letters, weighted, with_luhn, written

_NHI_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def _tfn(random: Random) -> str:
    while True:
        number = digits(random, 8)
        if (check := weighted(number, (1, 4, 3, 7, 5, 8, 6, 9)) % 11) != 10:  # -10 = 1: the check digit is the rest
            return written(random, f"{number}{check}", (3, 3, 3), " ")


def _medicare(random: Random) -> str:
    number = digits(random, 8, "23456")
    number += f"{weighted(number, (1, 3, 7, 9) * 2) % 10}" + random.choice("12345")
    return written(random, number, (4, 5, 1), " ")


def _abn(random: Random) -> str:
    number = digits(random, 9)
    check = 11 + (-weighted(number, (3, 5, 7, 9, 11, 13, 15, 17, 19)) - 1) % 89
    return written(random, f"{check}{number}", (2, 3, 3, 3), " ")


def _acn(random: Random) -> str:
    number = digits(random, 8, "0126")
    return written(random, f"{number}{-weighted(number, (8, 7, 6, 5, 4, 3, 2, 1)) % 10}", (3, 3, 3), " ")


def _ird(random: Random) -> str:
    while True:
        number = digits(random, 7) if random.random() < 0.5 else "1" + digits(random, 7, "0123")
        if (check := -weighted(number.zfill(8), (3, 2, 7, 6, 5, 4, 3, 2)) % 11) != 10:
            whole = f"{number}{check}"
            return written(random, whole, (len(whole) - 6, 3, 3), "-")


def _nhi(random: Random) -> str:
    while True:
        number = letters(random, 3, _NHI_LETTERS[:-1]) + digits(random, 2, "0123456789")
        number += random.choice((digits(random, 1), letters(random, 1, _NHI_LETTERS)))
        values = [int(sign) if sign.isdigit() else _NHI_LETTERS.index(sign) + 1 for sign in number]
        total = sum(value * weight for value, weight in zip(values, (7, 6, 5, 4, 3, 2), strict=True))
        if number[5].isalpha():
            return number + _NHI_LETTERS[22 - total % 23]
        if total % 11:
            return f"{number}{(11 - total % 11) % 10}"


def _south_african(random: Random) -> str:
    return written(random, with_luhn(f"{day(random):%y%m%d}" + digits(random, 4) + "08"), (6, 4, 3), " ")


def _egyptian(random: Random) -> str:
    born = day(random, 1950, 2009)
    return (
        ("2" if born.year < 2000 else "3")
        + f"{born:%y%m%d}"
        + random.choice(("01", "02", "12", "21"))
        + digits(random, 5)
    )


_OCEANIA: tuple[Made, ...] = (
    Made(
        "pii.au.tfn", _tfn, ("My TFN is {}.", "Tax file number: {}", "TFN {} was quoted", "澳大利亚税号TFN{}，已核实")
    ),
    Made("pii.au.medicare", _medicare, ("Medicare card {}", "Medicare no: {}", "澳洲Medicare卡号{}，已核实")),
    Made("pii.au.abn", _abn, ("ABN {}", "A.B.N. {}", "Australian Business Number: {}", "澳大利亚商业号码ABN{}")),
    Made("pii.au.acn", _acn, ("ACN {}", "A.C.N. {}", "Australian company number: {}", "澳大利亚公司号ACN{}")),
    Made(
        "pii.nz.ird",
        _ird,
        ("IRD number {}", "IRD No. {}", "My Inland Revenue number is {}.", "新西兰税号IRD{}，已核实"),
    ),
    Made("pii.nz.nhi", _nhi, ("NHI: {}", "NHI number {} admitted", "新西兰国民健康号NHI{}，已登记")),
)

_AFRICA: tuple[Made, ...] = (
    Made(
        "pii.za.idnr",
        _south_african,
        ("South African ID number {}", "SA ID: {}", "ID-nommer {} (Suid-Afrika)", "南非身份证号{}，已核实"),
    ),
    Made(
        "pii.eg.national-number",
        _egyptian,
        ("الرقم القومي {}", "Egyptian national ID {}", "رقم البطاقة: {}", "埃及身份证号{}，已核实"),
    ),
)

MADE: tuple[Made, ...] = (*AMERICAS, *ASIA, *_OCEANIA, *_AFRICA)
