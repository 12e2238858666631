"""Licences of governments and public bodies for their data: names that people write, and addresses, for the tables."""

import re

SPDX = (
    ("OGL-UK-3.0", ("OGL UK 3.0", "UK OGL v3", "uk-ogl", "Open Government Licence v3.0 UK")),
    ("OGL-UK-2.0", ("Open Government v2.0", "OGL v2.0", "OGL v2")),
    ("OGL-UK-1.0", ("Open Government v1.0", "OGL v1.0")),
    ("OGL-Canada-2.0", ("Open Government Canada", "Open Government - Canada", "ca-ogl-lgo", "OGL Canada 2.0")),
    ("etalab-2.0", ("lov2", "Licence Ouverte / Open v2.0", "Etalab 2.0", "Open Licence 2.0")),
    ("DL-DE-BY-2.0", ("dl-de/by-2-0", "dl-de-by-2.0", "Datenlizenz Deutschland – Namensnennung – Version 2.0")),
    ("DL-DE-BY-2.0", ("Datenlizenz Deutschland Namensnennung 2.0",)),
    ("DL-DE-ZERO-2.0", ("dl-de/zero-2-0", "dl-de-zero-2.0", "Datenlizenz Deutschland – Zero – Version 2.0")),
    ("DL-DE-ZERO-2.0", ("Datenlizenz Deutschland Zero 2.0",)),
    ("NLOD-2.0", ("Norwegian for Open Government Data", "NLOD 2.0", "Norsk lisens for offentlige data")),
    ("OGDL-Taiwan-1.0", ("政府資料開放授權條款-第1版", "政府資料開放授權條款", "政府资料开放授权条款", "OGDL Taiwan")),
)
"""(SPDX id, names), as in `licence_aliases`."""
OWN = (
    # Three grades of public data by the rules of Shanghai (2019), Zhejiang (2020), Guangdong (2022) and others: free
    # use with the source named; use on terms or on application; none.
    ("attribution", "CN-Public-Data-Open", ("无条件开放", "無條件開放", "普遍开放", "公共数据无条件开放")),
    ("conditional", "CN-Public-Data-Restricted", ("有条件开放", "有條件開放", "受限开放", "依申请开放", "申请开放")),
    ("no-permission", "CN-Public-Data-Closed", ("不予开放", "不開放", "不开放", "禁止开放")),
    (
        "conditional",
        "CN-Open-Data",
        ("开放数据许可", "开放数据许可协议", "公共数据开放许可", "公共数据开放许可协议", "数据开放许可协议"),
    ),
    ("conditional", "CN-Open-Data", ("公共数据开放利用协议", "数据开放服务协议", "开放数据授权协议")),
    ("attribution", "MulanOWL-BY-1", ("MulanOWL BY v1", "MulanOWLBYv1", "木兰开放作品许可协议 署名 第1版")),
    ("share-alike", "MulanOWL-BY-SA-1", ("MulanOWL BY-SA v1", "MulanOWLBYSAv1")),
    ("share-alike", "MulanOWL-BY-SA-1", ("木兰开放作品许可协议 署名-相同方式共享 第1版",)),
    ("attribution", "Japan-GSTU-2.0", ("政府標準利用規約(第2.0版)", "政府標準利用規約（第2.0版）", "政府標準利用規約")),
    ("attribution", "Japan-PDL-1.0", ("公共データ利用規約(第1.0版)", "公共データ利用規約（第1.0版）", "PDL1.0")),
    ("attribution", "KOGL-1", ("KOGL Type 1", "공공누리 제1유형", "KOGL 제1유형", "kogl-type1", "제1유형: 출처표시")),
    ("non-commercial", "KOGL-2", ("KOGL Type 2", "공공누리 제2유형", "KOGL 제2유형", "kogl-type2")),
    ("no-derivatives", "KOGL-3", ("KOGL Type 3", "공공누리 제3유형", "KOGL 제3유형", "kogl-type3")),
    ("non-commercial", "KOGL-4", ("KOGL Type 4", "공공누리 제4유형", "KOGL 제4유형", "kogl-type4")),
    ("attribution", "GODL-India", ("GODL-India", "GODL", "Government Open Data India", "Government Open Data - India")),
    ("attribution", "IODL-2.0", ("IODL 2.0", "IODL", "Italian Open Data v2.0", "iodl2")),
    ("attribution", "EU-Reuse", ("COM_REUSE", "European Commission reuse notice", "Decision 2011/833/EU")),
)
"""(class, id behind `LicenseRef-`, names), as in `licence_aliases`."""
ADDRESSES = (
    (
        re.compile(r"open\.canada\.ca/(?:en/open-government-licence-canada|fr/licence-du-gouvernement)"),
        "OGL-Canada-2.0",
    ),
    (re.compile(r"govdata\.de/dl-de/by-2-0"), "DL-DE-BY-2.0"),
    (re.compile(r"govdata\.de/dl-de/zero-2-0"), "DL-DE-ZERO-2.0"),
    (re.compile(r"data\.norge\.no/nlod/(?:[a-z]{2}/)?2\.0"), "NLOD-2.0"),
    (re.compile(r"data\.gov\.tw/license(?:[/?#]|$)"), "OGDL-Taiwan-1.0"),
    (re.compile(r"license\.coscl\.org\.cn/MulanPSL2"), "MulanPSL-2.0"),
)
"""(expression that begins an address: host without `www.`, and path; SPDX id)."""
