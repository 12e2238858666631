"""Made numbers of Bulgaria, Croatia, Czechia, Hungary, Poland, Romania, Russia, Serbia, Slovenia, Ukraine."""

from random import Random

from stdnum.iso7064 import mod_11_10
from stdnum.ru import inn
from stdnum.ua import edrpou

from made.europe_parts import born, drawn, grouped, until, weighted
from made.shape import Made


def bulgarian_egn(random: Random) -> str:
    date, year = born(random)
    month = int(date[2:4]) + (40 if year >= 2000 else 0)
    body = f"{date[:2]}{month:02d}{date[4:]}{drawn(random, 3)}"
    return f"{body}{weighted(body, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10}"


def bulgarian_pnf(random: Random) -> str:
    body = drawn(random, 9, "1234567")
    return f"{body}{weighted(body, (21, 19, 17, 13, 11, 9, 7, 3, 1)) % 10}"


def czech_number(random: Random) -> str:
    date, _ = born(random, years=(1955, 2019))
    month = int(date[2:4]) + random.choice([0, 50])
    body = f"{date[:2]}{month:02d}{date[4:]}{drawn(random, 3)}"
    return f"{body[:6]}{random.choice(['/', '/', ''])}{body[6:]}{int(body) % 11 % 10}"


def croatian_oib(random: Random) -> str:
    body = drawn(random, 10)
    return body + str(mod_11_10.calc_check_digit(body))


def hungarian_tax_id(random: Random) -> str:
    def draw() -> str | None:
        body = "8" + drawn(random, 8, "2345")
        check = weighted(body, range(1, 10)) % 11
        return None if check == 10 else f"{body}{check}"

    return until(draw)


def hungarian_taj(random: Random) -> str:
    body = drawn(random, 8, "01")
    return grouped(random, f"{body}{weighted(body, (3, 7) * 4) % 10}", (3, 3, 3), " -")


def polish_pesel(random: Random) -> str:
    date, year = born(random)
    month = int(date[2:4]) + (20 if year >= 2000 else 0)
    body = f"{date[:2]}{month:02d}{date[4:]}{drawn(random, 4)}"
    return f"{body}{-weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10}"


def polish_nip(random: Random) -> str:
    def draw() -> str | None:
        body = drawn(random, 9, "156789")
        check = weighted(body, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11
        return None if check == 10 else f"{body}{check}"

    number = until(draw)
    return random.choice([number, f"{number[:3]}-{number[3:6]}-{number[6:8]}-{number[8:]}"])


def romanian_cnp(random: Random) -> str:
    date, year = born(random)
    body = (
        f"{random.choice('12' if year < 2000 else '56')}{date}{random.randint(1, 40):02d}{random.randint(1, 999):03d}"
    )
    check = weighted(body, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return f"{body}{1 if check == 10 else check}"


def russian_inn(random: Random) -> str:
    body = f"{random.randint(1, 79):02d}{drawn(random, 8)}"
    return body + str(inn.calc_personal_check_digits(body))


def russian_snils(random: Random) -> str:
    body = drawn(random, 9, "1234567")
    number = f"{body}{weighted(body, range(9, 0, -1)) % 101 % 100:02d}"
    return random.choice(
        [
            number,
            f"{number[:3]}-{number[3:6]}-{number[6:9]} {number[9:]}",
            f"{number[:3]}-{number[3:6]}-{number[6:9]}-{number[9:]}",
        ]
    )


def master_number(random: Random, regions: tuple[int, int]) -> str:
    """EMŠO and JMBG are one number; the region tells the republic."""

    def draw() -> str | None:
        date, year = born(random, "dmy")
        body = f"{date[:4]}{year % 1000:03d}{random.randint(*regions):02d}{drawn(random, 3)}"
        check = -weighted(body, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
        return None if check == 10 else f"{body}{check}"

    return until(draw)


def slovenian_emso(random: Random) -> str:
    return master_number(random, (50, 50))


def yugoslav_jmbg(random: Random) -> str:
    return master_number(random, random.choice([(10, 19), (21, 29), (30, 39), (41, 49), (71, 79), (80, 89)]))


def ukrainian_rntrc(random: Random) -> str:
    body = drawn(random, 9, "23")
    return f"{body}{weighted(body, (-1, 5, 7, 9, 4, 6, 10, 5, 7)) % 11 % 10}"


def ukrainian_edrpou(random: Random) -> str:
    body = drawn(random, 7, "234")
    return body + str(edrpou.calc_check_digit(body))


EAST: tuple[Made, ...] = (
    Made("pii.bg.egn", bulgarian_egn, ("ЕГН: {}", "EGN {}", "Иван, ЕГН {}, София", "保加利亚个人识别号{}，已核实")),
    Made(
        "pii.bg.pnf",
        bulgarian_pnf,
        (
            "ЛНЧ: {}",
            "Bulgarian foreigner number (LNCh) {}",
            "личен номер на чужденец {}",
            "保加利亚外国人号码{}，已核实",
        ),
    ),
    Made(
        "pii.cz.rc",
        czech_number,
        (
            "Rodné číslo: {}",
            "r. č. {}",
            "Her Czech birth number is {}.",
            "Slovak birth number {}",
            "捷克出生号码{}，已核实",
            "斯洛伐克身份号码{}",
        ),
    ),
    Made(
        "pii.hr.oib",
        croatian_oib,
        ("OIB: {}", "osobni identifikacijski broj {}", "His OIB is {}.", "克罗地亚税号{}，已核实"),
    ),
    Made(
        "pii.hu.tax-id",
        hungarian_tax_id,
        ("Adóazonosító jel: {}", "adóazonosító: {}", "Hungarian tax ID {}", "匈牙利税号{}，已核实"),
    ),
    Made(
        "pii.hu.taj",
        hungarian_taj,
        ("TAJ szám: {}", "TAJ: {}", "Hungarian TAJ number {}", "匈牙利社会保险号{}，已核实"),
    ),
    Made(
        "pii.pl.pesel", polish_pesel, ("PESEL: {}", "His PESEL number is {}.", "nr PESEL {}", "波兰PESEL号码{}，已核实")
    ),
    Made("pii.pl.nip", polish_nip, ("NIP: {}", "NIP firmy {}", "Polish tax number {}", "波兰税号{}，已核实")),
    Made(
        "pii.ro.cnp",
        romanian_cnp,
        ("CNP: {}", "Cod numeric personal {}", "Her Romanian CNP is {}.", "罗马尼亚个人识别号{}，已核实"),
    ),
    Made("pii.ru.inn", russian_inn, ("ИНН: {}", "INN {}", "ИНН физлица {}", "俄罗斯税号{}，已核实")),
    Made(
        "pii.ru.snils", russian_snils, ("СНИЛС: {}", "SNILS number {}", "номер СНИЛС {}", "俄罗斯社会保险号{}，已核实")
    ),
    Made(
        "pii.si.emso",
        slovenian_emso,
        ("EMŠO: {}", "Her Slovenian EMSO is {}.", "emšo {}", "斯洛文尼亚身份号码{}，已核实"),
    ),
    Made(
        "pii.rs.jmbg",
        yugoslav_jmbg,
        ("JMBG: {}", "ЈМБГ {}", "Matični broj građana: {}", "Serbian citizen number {}", "塞尔维亚身份号码{}，已核实"),
    ),
    Made("pii.ua.rntrc", ukrainian_rntrc, ("РНОКПП: {}", "ІПН {}", "Ukrainian tax number {}", "乌克兰税号{}，已核实")),
    Made(
        "pii.ua.edrpou", ukrainian_edrpou, ("ЄДРПОУ: {}", "код ЄДРПОУ {}", "EDRPOU code {}", "乌克兰企业代码{}，已核实")
    ),
)
