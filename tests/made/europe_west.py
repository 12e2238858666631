"""Made numbers of Austria, Belgium, France, Germany, Ireland, Luxembourg, the Netherlands, Switzerland, the UK."""

from random import Random

from stdnum import ean, verhoeff
from stdnum.fr import nir
from stdnum.ie import vat
from stdnum.iso7064 import mod_11_10

from made.europe_parts import born, drawn, grouped, luhn_digit, until, weighted
from made.shape import Made

_DOCUMENT_LETTERS = "CFGHJKLMNPRTVWXYZ"


def austrian_vnr(random: Random) -> str:
    def draw() -> str | None:
        serial, (date, _) = drawn(random, 3, "123456789"), born(random, "dmy")
        check = weighted(serial + date, (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
        return None if check == 10 else grouped(random, f"{serial}{check}{date}", (4, 6))

    return until(draw)


def belgian_nn(random: Random) -> str:
    date, year = born(random)
    month = int(date[2:4]) + random.choice([0, 0, 0, 20, 40])
    body = f"{date[:2]}{month:02d}{date[4:]}{random.randint(1, 997):03d}"
    number = body + f"{97 - int(('2' if year >= 2000 else '') + body) % 97:02d}"
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    return random.choice(
        [number, dotted, f"{number[:6]} {number[6:9]} {number[9:]}", f"{number[:6]}-{number[6:9]}-{number[9:]}"]
    )


def swiss_ssn(random: Random) -> str:
    body = "756" + drawn(random, 9)
    return grouped(random, body + ean.calc_check_digit(body), (3, 4, 4, 2), ". ")


def german_idnr(random: Random) -> str:
    def draw() -> str | None:
        places = random.sample("0123456789", 9)
        places.insert(random.randrange(10), random.choice(places))
        body = "".join(places)
        return None if body[0] == "0" else body + str(mod_11_10.calc_check_digit(body))

    return grouped(random, until(draw), (2, 3, 3, 3))


def german_stnr(random: Random) -> str:
    berlin, bavaria = (
        f"{drawn(random, 2)}/{drawn(random, 3)}/{drawn(random, 5)}",
        f"2{drawn(random, 2)}/{drawn(random, 3)}/{drawn(random, 5)}",
    )
    return random.choice([berlin, bavaria, f"11{drawn(random, 2)}0{drawn(random, 8)}"])


def german_document(random: Random) -> str:
    serial = random.choice(_DOCUMENT_LETTERS) + "".join(random.choices(_DOCUMENT_LETTERS + "0123456789", k=8))
    total = sum(int(sign, 36) * weight for sign, weight in zip(serial, (7, 3, 1) * 3, strict=True))
    return serial + str(total % 10)


def french_nir(random: Random) -> str:
    place = random.choice([f"{random.randint(1, 95):02d}", "2A", "2B", "99"]) + f"{random.randint(1, 900):03d}"
    if place[:2] == "20":
        place = "21" + place[2:]
    body = f"{random.choice('12')}{drawn(random, 2)}{random.randint(1, 12):02d}{place}{random.randint(1, 999):03d}"
    return grouped(random, body + nir.calc_check_digits(body), (1, 2, 2, 2, 3, 3, 2))


def french_nif(random: Random) -> str:
    body = drawn(random, 10, "0123")
    return grouped(random, f"{body}{int(body) % 511:03d}", (2, 2, 3, 3, 3))


def french_siren(random: Random) -> str:
    body = drawn(random, 8, "345789")
    return grouped(random, body + luhn_digit(body), (3, 3, 3))


def french_siret(random: Random) -> str:
    siren = french_siren(random).replace(" ", "")
    body = f"{siren}{random.randint(1, 300):04d}"
    return grouped(random, body + luhn_digit(body), (3, 3, 3, 5))


def british_nhs(random: Random) -> str:
    def draw() -> str | None:
        body = drawn(random, 9, "4567")
        check = -weighted(body, range(10, 1, -1)) % 11
        return None if check == 10 else f"{body}{check}"

    return grouped(random, until(draw), (3, 3, 4), " -")


def british_utr(random: Random) -> str:
    body = drawn(random, 9)
    number = "21987654321"[weighted(body, (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11] + body
    return grouped(random, number, (5, 5))


def british_nino(random: Random) -> str:
    prefix = random.choice(["AB", "CE", "JK", "PW", "SR", "YZ", "HM", "LA"])
    return grouped(random, f"{prefix}{drawn(random, 6)}{random.choice('ABCD')}", (2, 2, 2, 2, 1))


def irish_pps(random: Random) -> str:
    body, last = drawn(random, 7), random.choice(["", "", "A", "B"])
    return body + str(vat.calc_check_digit(body + last)) + last


def luxembourgish_matricule(random: Random) -> str:
    date, year = born(random)
    body = f"{year}{date[2:]}{drawn(random, 3)}"
    return body + luhn_digit(body) + str(verhoeff.calc_check_digit(body))


def dutch_bsn(random: Random) -> str:
    def draw() -> str | None:
        body = drawn(random, 8)
        check = weighted(body, range(9, 1, -1)) % 11
        return None if check == 10 else f"{body}{check}"

    number = until(draw)
    return random.choice(
        [number, f"{number[:4]}.{number[4:6]}.{number[6:]}", f"{number[:3]} {number[3:6]} {number[6:]}"]
    )


WEST: tuple[Made, ...] = (
    Made(
        "pii.at.vnr",
        austrian_vnr,
        (
            "Her Austrian social security number is {}.",
            "SVNR: {}",
            "Sozialversicherungsnummer {} (Wien)",
            "奥地利社会保险号{}，已核实",
        ),
    ),
    Made(
        "pii.be.nn",
        belgian_nn,
        (
            "The Belgian national register number is {}.",
            "rijksregisternummer={}",
            "Numéro de registre national : {}",
            "NISS {} (INSZ)",
            "比利时国民登记号{}，已核实",
        ),
    ),
    Made(
        "pii.ch.ssn",
        swiss_ssn,
        ("Her AHV number is {}.", "AHV-Nr. {}", "Numéro AVS : {}", "瑞士社会保险号{}，已核实", "{} steht in der Liste"),
    ),
    Made(
        "pii.de.idnr",
        german_idnr,
        (
            "My German tax ID is {}.",
            "Steuer-ID: {}",
            "Die steuerliche Identifikationsnummer lautet {}",
            "IdNr. {}",
            "德国税号{}，请保密",
        ),
    ),
    Made(
        "pii.de.stnr",
        german_stnr,
        ("Steuernummer: {}", "St.-Nr. {}", "The German tax number is {}.", "德国税务号码{}（柏林）"),
        breakable=False,
    ),
    Made(
        "pii.de.document-number",
        german_document,
        (
            "Personalausweisnummer: {}",
            "Ausweis-Nr. {}",
            "His German ID card number is {}.",
            "Reisepassnummer {}",
            "德国身份证号{}，已核实",
            "German passport {}",
        ),
    ),
    Made(
        "pii.fr.nir",
        french_nir,
        (
            "Numéro de sécurité sociale : {}",
            "NIR {}",
            "French social security number {}",
            "法国社会保险号{}，已核实",
            "née à Lyon, {}",
        ),
    ),
    Made(
        "pii.fr.nif",
        french_nif,
        ("Numéro fiscal : {}", "French tax number: {}", "numéro SPI {}", "法国税号{}，已核实"),
    ),
    Made(
        "pii.fr.siren",
        french_siren,
        ("SIREN {}", "RCS Paris {}", "The SIREN of the company is {}.", "法国公司注册号SIREN{}，已核实"),
    ),
    Made(
        "pii.fr.siret",
        french_siret,
        ("SIRET : {}", "N° SIRET {}", "The SIRET number is {}.", "法国SIRET号码{}，已核实"),
    ),
    Made(
        "pii.gb.nhs",
        british_nhs,
        ("NHS number: {}", "Her NHS no. is {}.", "nhs_number={}", "英国NHS号码{}，已核实"),
    ),
    Made(
        "pii.gb.utr",
        british_utr,
        ("UTR: {}", "His Unique Taxpayer Reference is {}.", "My UTR number {}", "英国纳税人识别号{}，已核实"),
    ),
    Made(
        "pii.gb.nino",
        british_nino,
        ("National Insurance number: {}", "NINO {}", "NI number {}", "英国国民保险号码{}，已核实"),
        breakable=False,
    ),
    Made(
        "pii.ie.pps",
        irish_pps,
        ("PPS number: {}", "His PPSN is {}.", "Uimhir PSP: {}", "爱尔兰PPS号码{}，已核实"),
    ),
    Made(
        "pii.lu.matricule",
        luxembourgish_matricule,
        (
            "Matricule : {}",
            "Luxembourg social security number {}",
            "卢森堡身份号码{}，已核实",
            "matricule national {}, né à Esch",
        ),
    ),
    Made(
        "pii.nl.bsn",
        dutch_bsn,
        ("BSN: {}", "Burgerservicenummer {}", "Her Dutch citizen service number is {}.", "荷兰公民服务号{}，已核实"),
    ),
)
