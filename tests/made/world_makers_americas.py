"""A source of chance → valid numbers of the Americas."""

from random import Random

from stdnum.ar import cbu as stdnum_cbu
from stdnum.mx import curp as stdnum_curp
from stdnum.mx import rfc as stdnum_rfc

from made.world_digits import day, digits, grouped, letters, weighted, with_luhn, written

_CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"


def itin(random: Random) -> str:
    number = digits(random, 3, "9") + random.choice(("70", "77", "82", "88", "90", "95")) + digits(random, 4)
    return written(random, number, (3, 2, 4), "-")


def atin(random: Random) -> str:
    return written(random, digits(random, 3, "9") + "93" + digits(random, 4), (3, 2, 4), "-")


def ptin(random: Random) -> str:
    return random.choice(("P", "P-")) + digits(random, 8, "0")


def ein(random: Random) -> str:
    return random.choice(("12", "27", "36", "47", "58", "84", "91")) + "-" + digits(random, 7)


def npi(random: Random) -> str:
    return with_luhn("80840" + digits(random, 9, "12"))[5:]


def dea(random: Random) -> str:
    number = digits(random, 6)
    check = weighted(number, (1, 2, 1, 2, 1, 2)) % 10
    return letters(random, 1, "ABCFM") + letters(random, 1) + f"{number}{check}"


def mbi(random: Random) -> str:
    among = "ACDEFGHJKMNPQRTUVWXY"
    either = among + "0123456789"
    number = digits(random, 1) + letters(random, 1, among) + letters(random, 1, either) + digits(random, 1)
    number += letters(random, 1, among) + letters(random, 1, either) + digits(random, 1)
    number += letters(random, 2, among) + digits(random, 2)
    return written(random, number, (4, 3, 4), "-")


def routing(random: Random) -> str:
    number = random.choice(("02", "07", "11", "26", "31", "32")) + digits(random, 6)
    return f"{number}{weighted(number, (7, 3, 9, 7, 3, 9, 7, 3)) % 10}"


def us_passport(random: Random) -> str:
    return random.choice((digits(random, 9), letters(random, 1) + digits(random, 8)))


def sin(random: Random) -> str:
    return written(random, with_luhn(digits(random, 8, "1234567")), (3, 3, 3), "-", " ")


def business_number(random: Random) -> str:
    return with_luhn(digits(random, 8, "178")) + random.choice(("", " RT0001", "RP0002"))


def health_number(random: Random) -> str:
    while True:
        number = digits(random, 8)
        total = sum(int(digit) * weight % 11 for digit, weight in zip(number, (2, 4, 8, 5, 10, 9, 7, 3), strict=True))
        if total % 11 != 1:
            return written(random, f"9{number}{-total % 11}", (4, 3, 3), " ")


def mod_11(number: str, weights: tuple[int, ...]) -> int:
    return -weighted(number, weights) % 11 % 10


def cpf(random: Random) -> str:
    number = digits(random, 9, "0123456789")
    for weights in ((10, 9, 8, 7, 6, 5, 4, 3, 2), (11, 10, 9, 8, 7, 6, 5, 4, 3, 2)):
        number += str(mod_11(number, weights))
    return written(random, number, (3, 3, 3, 2), "..-")


def cnpj(random: Random) -> str:
    number = digits(random, 8) + "000" + random.choice("123")
    for weights in ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)):
        number += str(mod_11(number, weights))
    return written(random, number, (2, 3, 3, 4, 2), "../-")


def cnh(random: Random) -> str:
    while True:
        number = digits(random, 9, "023456789")  # not 1: broken ones would be Chinese mobile numbers
        first, second = weighted(number, range(9, 0, -1)) % 11, weighted(number, range(1, 10)) % 11
        if first < 10 and second < 10:
            return f"{number}{first}{second}"


def voter(random: Random) -> str:
    number = digits(random, 8) + random.choice(("03", "05", "14", "19", "24"))
    first = weighted(number, range(2, 10)) % 11 % 10
    second = (int(number[8]) * 7 + int(number[9]) * 8 + first * 9) % 11 % 10
    return written(random, f"{number}{first}{second}", (4, 4, 4), " ")


def pis(random: Random) -> str:
    number = digits(random, 10, "2")  # not 1: broken ones would be Chinese mobile numbers
    return written(random, f"{number}{mod_11(number, (3, 2, 9, 8, 7, 6, 5, 4, 3, 2))}", (3, 5, 2, 1), "..-")


def curp(random: Random) -> str:
    born = day(random, 1940, 1999)
    number = letters(random, 1) + "X" + letters(random, 2, _CONSONANTS) + f"{born:%y%m%d}" + random.choice("HM")
    number += random.choice(("DF", "JC", "NL", "PL", "YN")) + letters(random, 3, _CONSONANTS) + digits(random, 1, "0")
    return number + stdnum_curp.calc_check_digit(number)


def rfc(random: Random) -> str:
    while True:
        number = letters(random, 1) + "X" + letters(random, 2, _CONSONANTS) + f"{day(random):%y%m%d}"
        number += letters(random, 2, "ABCDEFGHJKLMNPQ123456789")
        if stdnum_rfc.is_valid(whole := number + stdnum_rfc.calc_check_digit(number), validate_check_digits=True):
            return whole


def company_rfc(random: Random) -> str:
    while True:
        number = letters(random, 3, _CONSONANTS) + f"{day(random, 1980):%y%m%d}" + letters(random, 2, "ABCDEFGH1234567")
        if stdnum_rfc.is_valid(whole := number + stdnum_rfc.calc_check_digit(number), validate_check_digits=True):
            return written(random, whole, (3, 6, 3), "-")


def dni(random: Random) -> str:
    return written(random, digits(random, 8, "1234"), (2, 3, 3), ".")


def cuit(random: Random, kinds: tuple[str, ...]) -> str:
    while True:
        number = random.choice(kinds) + digits(random, 8, "1234")
        check = -weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        if check != 10:
            return written(random, f"{number}{check}", (2, 8, 1), "-")


def cuil(random: Random) -> str:
    return cuit(random, ("20", "23", "24", "27"))


def company_cuit(random: Random) -> str:
    return cuit(random, ("30", "33", "34"))


def cbu(random: Random) -> str:
    bank, account = "0" + digits(random, 6), digits(random, 13)
    return f"{bank}{stdnum_cbu.calc_check_digit(bank)}{account}{stdnum_cbu.calc_check_digit(account)}"


def rut(random: Random) -> str:
    number = digits(random, 8, "12")
    rest = -weighted(number, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    number += "K" if rest == 10 else str(rest)
    return random.choice((grouped(number, (2, 3, 3, 1), "..-"), grouped(number, (8, 1), "-")))


def nit(random: Random) -> str:
    number = digits(random, 9, "89")
    check = "01987654321"[weighted(number[::-1], (3, 7, 13, 17, 19, 23, 29, 37, 41)) % 11]
    return random.choice((grouped(number + check, (3, 3, 3, 1), "..-"), f"{number}-{check}"))


def peruvian(random: Random) -> str:
    number = digits(random, 8, "0147")
    return f"{number}-{'65432110987'[weighted(number, (3, 2, 7, 6, 5, 4, 3, 2)) % 11]}"


def ruc(random: Random) -> str:
    number = "20" + digits(random, 8)  # broken ones with 1 in front would be Chinese mobile numbers
    return f"{number}{(11 - weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 10}"


def ecuadorian(random: Random) -> str:
    return written(random, with_luhn(f"{random.randint(1, 24):02}" + digits(random, 7, "012345")), (9, 1), "-")


def cedula(random: Random) -> str:
    return written(random, with_luhn(random.choice(("001", "031", "223", "402")) + digits(random, 7)), (3, 7, 1), "-")


def uruguayan(random: Random) -> str:
    number = digits(random, 7, "12345")
    number += str(-weighted(number, (2, 9, 8, 7, 6, 3, 4)) % 10)
    return random.choice((grouped(number, (1, 3, 3, 1), "..-"), grouped(number, (7, 1), "-")))


def rif(random: Random) -> str:
    number = digits(random, 8)
    check = "00987654321"[(4 + weighted(number, (3, 2, 7, 6, 5, 4, 3, 2))) % 11]
    return written(random, f"V{number}{check}", (1, 8, 1), "-")
