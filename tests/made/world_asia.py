"""Numbers of Asia: the rule that must find them, how to make one, how people introduce it."""

from random import Random

from stdnum import luhn, verhoeff
from stdnum.kr import rrn as stdnum_rrn
from stdnum.sg import uen as stdnum_uen

from made.shape import Made
from made.world_digits import day, digits, letters, weighted, with_luhn, written

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _aadhaar(random: Random) -> str:
    number = digits(random, 11, "23456789")
    return written(random, number + verhoeff.calc_check_digit(number), (4, 4, 4), " ", "-")


def _vid(random: Random) -> str:
    number = digits(random, 15, "789")
    return written(random, number + verhoeff.calc_check_digit(number), (4, 4, 4, 4), " ")


def _pan(random: Random, kinds: str = "P") -> str:
    return letters(random, 3) + random.choice(kinds) + letters(random, 1) + digits(random, 4) + letters(random, 1)


def _company_pan(random: Random) -> str:
    return _pan(random, "CFTA")


def _epic(random: Random) -> str:
    return letters(random, 3) + with_luhn(digits(random, 6))


def _gstin(random: Random) -> str:
    number = random.choice(("07", "19", "24", "27", "29", "33")) + _pan(random, "PCF") + "1Z"
    return number + luhn.calc_check_digit(number, _ALPHANUMERIC)


def _my_number(random: Random) -> str:
    number = digits(random, 11)
    return written(
        random, f"{number}{-weighted(number, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11 % 10}", (4, 4, 4), " ", "-"
    )


def _corporate_number(random: Random) -> str:
    number = digits(random, 12, "01")
    return f"{9 - weighted(number, (2, 1) * 6) % 9}{number}"


def _rrn(random: Random) -> str:
    number = (
        f"{day(random, 1940, 1999):%y%m%d}" + random.choice("1256") + f"{random.randint(0, 96):02}" + digits(random, 3)
    )
    return written(random, number + stdnum_rrn.calc_check_digit(number), (6, 7), "-")


def _rrn_since_2020(random: Random) -> str:
    while True:
        number = f"{day(random, 2021, 2026):%y%m%d}" + random.choice("34") + digits(random, 6)
        if not stdnum_rrn.is_valid(number):  # by chance it may pass for one of the older form
            return written(random, number, (6, 7), "-")


def _brn(random: Random) -> str:
    return written(random, digits(random, 3) + random.choice(("81", "86", "05")) + digits(random, 5), (3, 2, 5), "-")


def _pin(random: Random) -> str:
    number = digits(random, 12, "12345678")
    return written(random, f"{number}{(11 - weighted(number, range(13, 1, -1)) % 11) % 10}", (1, 4, 5, 2, 1), "-", " ")


def _nric(random: Random) -> str:
    kind, number = random.choice("STFGM"), digits(random, 7)
    added = {"S": 0, "T": 4, "F": 0, "G": 4, "M": 3}[kind]
    table = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "M": "XWUTRQPNJLK"}.get(kind, "XWUTRQPNMLK")
    return f"{kind}{number}{table[(added + weighted(number, (2, 7, 6, 5, 4, 3, 2))) % 11]}"


def _uen(random: Random) -> str:
    company, business = f"{random.randint(1970, 2024)}" + digits(random, 5), digits(random, 8, "05")
    return random.choice(
        (
            company + stdnum_uen.calc_local_company_check_digit(company),
            business + stdnum_uen.calc_business_check_digit(business),
        )
    )


def _mykad(random: Random) -> str:
    number = f"{day(random):%y%m%d}" + random.choice(("01", "08", "10", "14")) + digits(random, 4)
    return written(random, number, (6, 2, 4), "-")


def _nik(random: Random) -> str:
    born = day(random)
    place = random.choice(("3171", "3273", "3578", "1271", "7371")) + f"{random.randint(1, 20):02}"
    return place + f"{born.day + random.choice((0, 40)):02}{born:%m%y}" + f"{random.randint(1, 99):04}"


def _cnic(random: Random) -> str:
    return written(random, digits(random, 12, "123456") + random.choice("123456789"), (5, 7, 1), "-")


def _citizen_number(random: Random) -> str:
    return random.choice(("001", "036", "048", "079")) + random.choice("0123") + digits(random, 8)


def _israeli(random: Random) -> str:
    return written(random, with_luhn(digits(random, 8, "0123")), (8, 1), "-")


MADE_INDIA: tuple[Made, ...] = (
    Made(
        "pii.in.aadhaar", _aadhaar, ("My Aadhaar is {}.", "Aadhaar No: {}", "आधार संख्या {}", "印度Aadhaar号码{}，已核实")
    ),
    Made(
        "pii.in.vid", _vid, ("Aadhaar VID: {}", "UIDAI virtual ID {}", "आधार वर्चुअल आईडी {}", "印度Aadhaar虚拟身份号{}")
    ),
    Made(
        "pii.in.pan",
        _pan,
        ("PAN: {}", "Indian PAN card {} of the applicant", "पैन कार्ड {}", "印度PAN永久账号{}，已核实"),
        breakable=False,
    ),
    Made(
        "pii.in.pan-organisation",
        _company_pan,
        ("Company PAN: {}", "PAN of the firm is {}.", "印度公司PAN号{}"),
        breakable=False,
    ),
    Made("pii.in.epic", _epic, ("Voter ID: {}", "EPIC No. {}", "मतदाता पहचान पत्र {}", "印度选民证号{}，已核实")),
    Made("pii.in.gstin", _gstin, ("GSTIN: {}", "GST No. {}", "जीएसटी नंबर {}", "印度GST税号{}，已核实")),
)

MADE_EAST: tuple[Made, ...] = (
    Made(
        "pii.jp.my-number",
        _my_number,
        ("マイナンバー：{}", "個人番号は{}です。", "Her My Number is {}.", "日本个人编号{}，已核实"),
    ),
    Made("pii.jp.corporate-number", _corporate_number, ("法人番号 {}", "corporate number: {}", "日本企业法人番号{}")),
    Made(
        "pii.kr.rrn",
        _rrn,
        ("주민등록번호 {}", "주민번호: {}", "Korean resident registration number {}", "韩国居民登录号{}，已核实"),
    ),
    Made(
        "pii.kr.rrn-since-2020",
        _rrn_since_2020,
        ("주민등록번호는 {} 입니다", "RRN: {}", "韩国婴儿的居民登录号码{}"),
        breakable=False,
    ),
    Made(
        "pii.kr.brn",
        _brn,
        ("사업자등록번호: {}", "Korean business registration number {}", "韩国营业执照号码{}"),
        breakable=False,
    ),
)

MADE_SOUTH_EAST: tuple[Made, ...] = (
    Made(
        "pii.th.pin",
        _pin,
        ("เลขประจำตัวประชาชน {}", "Thai ID number: {}", "บัตรประชาชนเลขที่ {}", "泰国身份证号{}，已核实"),
    ),
    Made("pii.sg.nric", _nric, ("NRIC: {}", "Her FIN is {}.", "NRIC No. {} (pink card)", "新加坡身份证号{}，已核实")),
    Made("pii.sg.uen", _uen, ("UEN: {}", "Co. Reg. No. {} Singapore", "新加坡公司UEN编号{}")),
    Made(
        "pii.my.nric",
        _mykad,
        ("MyKad {}", "No. Kad Pengenalan: {}", "Malaysian IC number {}", "马来西亚身份证号{}，已核实"),
    ),
    Made("pii.id.nik", _nik, ("NIK: {}", "Nomor Induk Kependudukan {}", "nomor KTP {}", "印尼身份证号NIK{}，已核实")),
    Made(
        "pii.vn.citizen-number",
        _citizen_number,
        ("CCCD: {}", "số căn cước công dân {}", "Vietnamese citizen ID {}", "越南公民身份证号{}，已核实"),
        breakable=False,
    ),
)

MADE_WEST: tuple[Made, ...] = (
    Made(
        "pii.pk.cnic",
        _cnic,
        ("CNIC: {}", "NADRA identity card {}", "قومی شناختی کارڈ {}", "巴基斯坦身份证号{}，已核实"),
        breakable=False,
    ),
    Made("pii.il.idnr", _israeli, ("תעודת זהות {}", "Israeli ID number {}", 'ת"ז: {}', "以色列身份证号{}，已核实")),
)

ASIA: tuple[Made, ...] = (*MADE_INDIA, *MADE_EAST, *MADE_SOUTH_EAST, *MADE_WEST)
