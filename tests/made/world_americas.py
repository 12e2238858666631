"""Numbers of the Americas: the rule that must find them, how to make one, how people introduce it."""

from made import world_makers_americas as make
from made.shape import Made

_UNITED_STATES: tuple[Made, ...] = (
    Made(
        "pii.us.itin",
        make.itin,
        (
            "His ITIN is {}.",
            "ITIN: {}",
            "Enter your individual taxpayer identification number {} here",
            "美国ITIN号码{}，已核实",
        ),
        breakable=False,
    ),
    Made(
        "pii.us.atin",
        make.atin,
        (
            "The child's ATIN: {}",
            "adoption taxpayer identification number {} expires soon",
            "美国收养纳税人识别号{}已收到",
        ),
        breakable=False,
    ),
    Made(
        "pii.us.ptin",
        make.ptin,
        ("Preparer's signature, PTIN {}", "PTIN: {}", "美国报税师PTIN编号{}有效"),
        breakable=False,
    ),
    Made(
        "pii.us.ein",
        make.ein,
        (
            "Our EIN is {}.",
            "Federal tax ID (EIN): {}",
            "employer identification number {}",
            "美国公司雇主识别号{}，已核实",
        ),
    ),
    Made(
        "pii.us.npi",
        make.npi,
        ("Dr. Doe, NPI {}", "NPI: {}", "national provider identifier {} (cardiology)", "美国医生NPI号{}已注册"),
    ),
    Made(
        "pii.us.dea",
        make.dea,
        ("Prescriber DEA # {}", "DEA number: {}", "DEA registration number {}.", "医生的DEA号{}，可开处方"),
    ),
    Made(
        "pii.us.mbi",
        make.mbi,
        (
            "Her Medicare number is {}.",
            "MBI: {}",
            "Medicare beneficiary identifier {}",
            "美国联邦医疗保险号码{}，请保密",
        ),
        breakable=False,
    ),
    Made(
        "pii.us.aba-routing",
        make.routing,
        ("Routing number {}", "ABA: {}", "ABA routing no. {}, account below", "美国银行路由号码{}，电汇用"),
    ),
    Made(
        "pii.us.passport",
        make.us_passport,
        ("US passport number {}", "U.S. Passport No. {}", "美国护照号码{}，有效期十年"),
        breakable=False,
    ),
)

_CANADA: tuple[Made, ...] = (
    Made(
        "pii.ca.sin",
        make.sin,
        ("My SIN is {}.", "SIN: {}", "numéro d'assurance sociale {}", "加拿大社会保险号{}，已核实"),
    ),
    Made(
        "pii.ca.bn",
        make.business_number,
        ("CRA business number {}", "Business Number (BN): {}", "numéro d'entreprise {}", "加拿大商业号码{}"),
    ),
    Made(
        "pii.ca.bc-phn",
        make.health_number,
        ("BC Services Card, personal health number {}", "PHN: {}", "加拿大卑诗省个人健康号码{}，已登记"),
    ),
)

_BRAZIL: tuple[Made, ...] = (
    Made(
        "pii.br.cpf",
        make.cpf,
        ("CPF: {}", "portador do CPF nº {}, residente", "His CPF is {}.", "巴西CPF号码{}，已核实"),
    ),
    Made("pii.br.cnpj", make.cnpj, ("CNPJ: {}", "empresa inscrita no CNPJ sob o nº {}", "巴西公司税号CNPJ{}")),
    Made(
        "pii.br.cnh",
        make.cnh,
        (
            "CNH nº {}",
            "carteira de motorista, registro {}",
            "Brazilian driver's licence (CNH) {}",
            "巴西驾照号码{}有效",
        ),
    ),
    Made(
        "pii.br.titulo-eleitor",
        make.voter,
        ("Título de eleitor: {}", "título eleitoral nº {}", "Brazilian voter ID {}", "巴西选民证号码{}，已核实"),
    ),
    Made("pii.br.pis", make.pis, ("PIS: {}", "PIS/PASEP nº {}", "NIS {} do trabalhador", "巴西PIS号码{}，已登记")),
)

_MEXICO: tuple[Made, ...] = (
    Made("pii.mx.curp", make.curp, ("CURP: {}", "Su clave CURP es {}.", "Mexican CURP {}", "墨西哥CURP号码{}，已核实")),
    Made("pii.mx.rfc", make.rfc, ("RFC: {}", "con R.F.C. {} y domicilio", "Mexican RFC {}", "墨西哥RFC税号{}，已核实")),
    Made("pii.mx.rfc-company", make.company_rfc, ("RFC: {}", "empresa con RFC {}", "墨西哥公司RFC税号{}")),
)

_RIVER_PLATE: tuple[Made, ...] = (
    Made(
        "pii.ar.dni",
        make.dni,
        ("DNI {}", "D.N.I. Nº {}, argentino", "documento nacional de identidad {}", "阿根廷DNI号码{}，已核实"),
        breakable=False,
    ),
    Made(
        "pii.ar.cuil",
        make.cuil,
        ("CUIL: {}", "CUIT {} (monotributista)", "Argentine CUIT {}", "阿根廷CUIT税号{}，已核实"),
    ),
    Made("pii.ar.cuit-company", make.company_cuit, ("CUIT: {}", "la firma, C.U.I.T. N° {}", "阿根廷公司CUIT税号{}")),
    Made(
        "pii.ar.cbu",
        make.cbu,
        ("CBU: {}", "transferir al CBU {}", "Clave Bancaria Uniforme {}", "阿根廷CBU账号{}，请转账"),
    ),
    Made(
        "pii.uy.ci",
        make.uruguayan,
        ("Cédula uruguaya {}", "C.I. {}, Montevideo", "cédula de identidad {} de Uruguay", "乌拉圭身份证号{}，已核实"),
    ),
)

_ANDES: tuple[Made, ...] = (
    Made("pii.cl.rut", make.rut, ("RUT: {}", "cédula de identidad RUN {}", "Chilean RUT {}", "智利RUT税号{}，已核实")),
    Made(
        "pii.co.nit", make.nit, ("NIT: {}", "identificada con NIT {}", "Colombian NIT {}", "哥伦比亚NIT税号{}，已核实")
    ),
    Made(
        "pii.pe.dni",
        make.peruvian,
        ("DNI peruano {}", "según RENIEC, documento {}", "Peruvian DNI {}", "秘鲁DNI身份证号{}，已核实"),
    ),
    Made("pii.pe.ruc", make.ruc, ("RUC: {}", "con R.U.C. N° {}, Lima", "Peruvian RUC {}", "秘鲁RUC税号{}，已核实")),
    Made(
        "pii.ec.ci",
        make.ecuadorian,
        (
            "Cédula ecuatoriana {}",
            "cédula de ciudadanía {}, Quito",
            "Ecuadorian ID card {}",
            "厄瓜多尔身份证号{}，已核实",
        ),
    ),
    Made("pii.ve.rif", make.rif, ("RIF: {}", "R.I.F. {} Caracas", "Venezuelan RIF {}", "委内瑞拉RIF税号{}，已核实")),
)

_CARIBBEAN: tuple[Made, ...] = (
    Made(
        "pii.do.cedula",
        make.cedula,
        ("Cédula dominicana {}", "cédula No. {}, Santo Domingo", "Dominican cedula {}", "多米尼加身份证号{}，已核实"),
    ),
)

AMERICAS: tuple[Made, ...] = (*_UNITED_STATES, *_CANADA, *_BRAZIL, *_MEXICO, *_RIVER_PLATE, *_ANDES, *_CARIBBEAN)
