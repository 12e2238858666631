"""Made numbers of Cyprus, Greece, Italy, Portugal, Spain, Turkey."""

from random import Random

from stdnum.cy import vat as cyprus
from stdnum.es import cif
from stdnum.it import codicefiscale
from stdnum.pt import cc

from made.europe_parts import born, drawn, grouped, luhn_digit, until, weighted
from made.shape import Made

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def cypriot_tic(random: Random) -> str:
    body = drawn(random, 8, "09")
    return body + str(cyprus.calc_check_digit(body))


def spanish_dni(random: Random) -> str:
    body = drawn(random, 8)
    letter = _DNI_LETTERS[int(body) % 23]
    return random.choice([f"{body}{letter}", f"{body}-{letter}", f"{body} {letter}"])


def spanish_nie(random: Random) -> str:
    first, body = random.randrange(3), drawn(random, 7)
    letter = _DNI_LETTERS[int(f"{first}{body}") % 23]
    return random.choice(["{0}{1}{2}", "{0}-{1}-{2}", "{0} {1} {2}", "{0}{1}-{2}"]).format("XYZ"[first], body, letter)


def spanish_cif(random: Random) -> str:
    kind, body = random.choice("ABCDEFGHJ"), drawn(random, 7)
    return f"{kind}{random.choice(['', '-'])}{body}{cif.calc_check_digits(kind + body)[0]}"


def greek_amka(random: Random) -> str:
    body = born(random, "dmy")[0] + drawn(random, 4)
    return body + luhn_digit(body)


def greek_afm(random: Random) -> str:
    body = drawn(random, 8, "01478")
    return f"{body}{weighted(body, (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10}"


def italian_code(random: Random) -> str:
    letters = "".join(random.choices("BCDFGLMNPRSTVZ", k=6))
    day = random.randint(1, 28) + random.choice([0, 40])
    date = f"{drawn(random, 2)}{random.choice('ABCDEHLMPRST')}{day:02d}"
    body = f"{letters}{date}{random.choice('ABCDEFGHIL')}{drawn(random, 3)}"
    return body + str(codicefiscale.calc_check_digit(body))


def italian_iva(random: Random) -> str:
    body = f"{drawn(random, 7)}{random.randint(1, 100):03d}"
    return body + luhn_digit(body)


def portuguese_nif(random: Random) -> str:
    body = drawn(random, 8, "1235")
    return grouped(random, f"{body}{-weighted(body, range(9, 1, -1)) % 11 % 10}", (3, 3, 3))


def portuguese_cc(random: Random) -> str:
    civil = drawn(random, 8)
    check = -weighted(civil, range(9, 1, -1)) % 11 % 10
    body = f"{civil}{check}Z{random.choice('ABCXYZ0123456789')}"
    return grouped(random, body + str(cc.calc_check_digit(body)), (8, 1, 3))


def turkish_number(random: Random) -> str:
    def draw() -> str | None:
        body = drawn(random, 9, "123456789")
        tenth = (7 * sum(map(int, body[::2])) - sum(map(int, body[1::2]))) % 10
        return f"{body}{tenth}{(sum(map(int, body)) + tenth) % 10}"

    return until(draw)


SOUTH: tuple[Made, ...] = (
    Made(
        "pii.cy.tic",
        cypriot_tic,
        (
            "Cyprus TIC: {}",
            "Cyprus tax number {}",
            "Αριθμός φορολογικής ταυτότητας Κύπρου: {}",
            "塞浦路斯税号{}，已核实",
        ),
    ),
    Made(
        "pii.es.dni",
        spanish_dni,
        ("DNI: {}", "con DNI nº {} y domicilio en Madrid", "Her Spanish ID number is {}.", "西班牙身份证号{}，已核实"),
    ),
    Made(
        "pii.es.nie",
        spanish_nie,
        ("NIE: {}", "con N.I.E. {}", "Her Spanish foreigner number is {}.", "西班牙外国人识别号{}，已核实"),
    ),
    Made(
        "pii.es.cif",
        spanish_cif,
        ("CIF: {}", "con C.I.F. {}", "The company's Spanish tax ID is {}.", "西班牙公司税号{}，已核实"),
    ),
    Made("pii.gr.amka", greek_amka, ("ΑΜΚΑ: {}", "AMKA number {}", "Ο Α.Μ.Κ.Α. είναι {}", "希腊社会保险号{}，已核实")),
    Made("pii.gr.afm", greek_afm, ("ΑΦΜ: {}", "AFM {}", "Greek tax number: {}", "希腊税号{}，已核实")),
    Made(
        "pii.it.codice-fiscale",
        italian_code,
        ("Codice fiscale: {}", "nato a Roma, {}", "C.F. {}", "意大利税号{}，已核实"),
    ),
    Made(
        "pii.it.partita-iva",
        italian_iva,
        ("P.IVA {}", "Partita IVA: {}", "Italian VAT number {}", "意大利增值税号{}，已核实"),
    ),
    Made(
        "pii.pt.nif",
        portuguese_nif,
        ("NIF: {}", "contribuinte n.º {}", "Portuguese tax number {}", "葡萄牙税号{}，已核实"),
    ),
    Made(
        "pii.pt.cc",
        portuguese_cc,
        ("Cartão de Cidadão: {}", "CC n.º {}", "Portuguese citizen card {}", "葡萄牙公民卡号{}，已核实"),
    ),
    Made(
        "pii.tr.tckimlik",
        turkish_number,
        ("TC Kimlik No: {}", "T.C. kimlik numarası {}", "His Turkish ID number is {}.", "土耳其身份证号{}，已核实"),
    ),
)
