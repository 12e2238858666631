"""Names that people write for licences → SPDX expressions or ids of our own.

Ids of our own (`LicenseRef-…`) stand for what has no SPDX id: a family without its version, use-restricted model
licences, and plain refusals. Read for the tables: Hugging Face licence ids, Zenodo's `other-…`, Data Provenance's
list of paraphrases.
"""

import re
from itertools import product

from scanner.detectors.rights import licence_government
from scanner.detectors.rights.licence_cc import Licence

NOTHING_SAID = frozenset(("", "none", "null", "nan", "n/a", "na", "-", "[]", "{}", "无", "無"))
"""Contents of a licence column that declare nothing."""
_DECORATION = re.compile(r"\b(?:the|licen[cs]ed?|licen[cs]es|version)\b|[\"'(),:]")


def fold_name(name: str) -> str:
    """Return a name as the tables have it: lower case, single blanks, without `the`, `license`, `version`, quotes."""
    return " ".join(_DECORATION.sub(" ", name.lower()).split()).strip(" .")


_SPDX = (
    ("Apache-2.0", ("Apache 2.0", "Apache 2", "Apache2", "Apache2.0", "Apache-2", "Apache Software 2.0", "ASL 2.0")),
    ("MIT", ("MIT MIT", "MIT/X11", "Expat", "MIT-license", "MIT style")),
    ("BSD-3-Clause", ("New BSD", "Modified BSD", "BSD 3-clause", "3-clause BSD", "BSD-3", 'BSD 3-clause "new"')),
    ("BSD-3-Clause", ('BSD 3-Clause "New" or "Revised"',)),
    (
        "BSD-2-Clause",
        ("Simplified BSD", "BSD 2-clause", 'BSD 2-Clause "Simplified"', "2-clause BSD", "BSD-2", "FreeBSD"),
    ),
    ("GPL-2.0-only", ("GPL2", "GPLv2", "GPL v2", "GNU GPLv2", "GNU GPL v2", "GNU General Public v2.0")),
    ("GPL-2.0-or-later", ("GPLv2+", "GPL2+")),
    ("GPL-3.0-only", ("GPL3", "GPLv3", "GPL v3", "GNU GPLv3", "GNU GPL v3", "GNU General Public v3.0")),
    ("GPL-3.0-or-later", ("GPLv3+", "GPL3+")),
    ("LGPL-2.1-only", ("LGPLv2.1", "LGPL v2.1", "GNU Lesser General Public v2.1")),
    ("LGPL-3.0-only", ("LGPLv3", "LGPL v3", "GNU LGPLv3", "GNU Lesser General Public v3.0")),
    ("AGPL-3.0-only", ("AGPLv3", "AGPL v3", "GNU AGPLv3", "GNU Affero General Public v3.0")),
    ("MPL-2.0", ("MPL 2.0", "Mozilla Public 2.0")),
    ("EPL-2.0", ("EPL 2.0", "Eclipse Public 2.0")),
    ("EUPL-1.2", ("EUPL 1.2",)),
    ("MulanPSL-2.0", ("木兰宽松许可证", "Mulan PSL v2")),
    ("BSL-1.0", ("Boost", "Boost Software 1.0")),
    ("Unlicense", ("The Unlicense", "Unlicence")),
    ("ODbL-1.0", ("odc-odbl", "ODbL", "Open Database", "Open Data Commons Open Database v1.0")),
    ("ODC-By-1.0", ("odc-by", "ODC BY", "Open Data Commons Attribution v1.0")),
    ("PDDL-1.0", ("PDDL", "odc-pddl", "Open Data Commons Public Domain Dedication & License 1.0")),
    ("OGL-UK-3.0", ("Open Government v3.0", "OGL v3.0", "OGL v3")),
    ("etalab-2.0", ("Licence Ouverte 2.0",)),
    ("CDLA-Permissive-2.0", ("CDLA Permissive 2.0",)),
    ("CDLA-Sharing-1.0", ("CDLA Sharing 1.0",)),
    ("C-UDA-1.0", ("C-UDA",)),
    ("CC-PDM-1.0", ("Public Domain Mark", "Public Domain Mark 1.0", "PDM")),
)
_OWN = (
    ("permissive", "Apache", ("Apache", "Apache Software")),
    ("permissive", "BSD", ("BSD",)),
    ("permissive", "Permissive", ("permissive",)),
    ("copyleft", "GPL", ("GPL", "GNU GPL", "GNU General Public")),
    ("copyleft", "LGPL", ("LGPL", "GNU LGPL")),
    ("copyleft", "AGPL", ("AGPL",)),
    ("copyleft", "MPL", ("MPL",)),
    ("copyleft", "EPL", ("EPL",)),
    ("copyleft", "EUPL", ("EUPL", "European Union Public")),
    ("copyleft", "CDDL", ("CDDL", "Common Development and Distribution")),
    ("permissive", "MulanPSL", ("MulanPSL", "Mulan PSL")),
    ("copyleft", "LGPL-LR", ("lgpl-lr",)),
    ("share-alike", "GFDL", ("GFDL", "GNU FDL", "GNU Free Documentation")),
    ("attribution", "OGL", ("OGL", "Open Government")),
    ("attribution", "Etalab", ("Etalab", "Licence Ouverte")),
    ("attribution", "Other-Attribution", ("other-at",)),
    ("public-domain", "Public-Domain", ("Public domain", "publicdomain", "PD", "us-pd", "other-pd")),
    ("public-domain", "Public-Domain", ("US government work", "US government works", "公有领域", "公有領域")),
    ("non-commercial", "Non-Commercial", ("non-commercial", "noncommercial", "non commercial", "other-nc")),
    (
        "non-commercial",
        "Non-Commercial",
        ("non-commercial use only", "for non-commercial use only", "禁止商用", "非商用"),
    ),
    ("non-commercial", "Research-Only", ("research only", "research use only", "academic only", "academic use only")),
    ("non-commercial", "Research-Only", ("仅供研究使用", "仅供学术研究使用", "仅限研究使用")),
    ("non-commercial", "FAIR-Noncommercial-Research", ("fair-noncommercial-research-license",)),
    ("non-commercial", "Apple-AMLR", ("apple-amlr",)),
    ("conditional", "OpenRAIL", ("openrail", "openrail++")),
    ("conditional", "BigCode-OpenRAIL-M", ("bigcode-openrail-m",)),
    ("conditional", "BigScience-OpenRAIL-M", ("bigscience-openrail-m",)),
    ("conditional", "BigScience-RAIL-1.0", ("bigscience-bloom-rail-1.0",)),
    ("conditional", "CreativeML-OpenRAIL-M", ("creativeml-openrail-m",)),
    ("conditional", "DeepFloyd-IF", ("deepfloyd-if-license",)),
    ("conditional", "Llama-2", ("llama2", "Llama 2 Community")),
    ("conditional", "Llama-3", ("llama3", "llama3.1", "llama3.2", "llama3.3")),
    ("conditional", "Llama-3", ("Llama 3 Community", "Meta Llama 3 Community", "Llama 3.1 Community")),
    ("conditional", "Llama-3", ("Llama 3.2 Community", "Llama 3.3 Community")),
    ("conditional", "Llama-4", ("llama4", "Llama 4 Community")),
    ("conditional", "Gemma", ("gemma",)),
    ("conditional", "Grok-2", ("grok2-community",)),
    ("conditional", "H-Research", ("h-research",)),
    ("conditional", "Intel-Research", ("intel-research",)),
    ("conditional", "Apple-ASCL", ("apple-ascl",)),
    (
        "no-permission",
        "All-Rights-Reserved",
        ("all rights reserved", "© all rights reserved", "(c) all rights reserved"),
    ),
    (
        "no-permission",
        "All-Rights-Reserved",
        ("copyright all rights reserved", "all-rights-reserved", "alle rechte vorbehalten"),
    ),
    ("no-permission", "All-Rights-Reserved", ("tous droits réservés", "todos los derechos reservados")),
    ("no-permission", "All-Rights-Reserved", ("版权所有", "版權所有", "保留所有权利", "保留所有權利", "保留一切权利")),
    (
        "no-permission",
        "All-Rights-Reserved",
        ("版权所有，翻印必究", "版权所有 翻印必究", "版权所有,侵权必究", "版权所有，侵权必究", "未经许可不得转载"),
    ),
    ("no-permission", "Proprietary", ("proprietary", "commercial", "other-closed", "closed", "closed source", "专有")),
    (
        "no-permission",
        "No-Licence",
        ("no license", "no_license", "no-license", "no-licence", "nolicense", "unlicensed", "无许可"),
    ),
    ("unknown", "Other", ("other", "other-open", "custom", "various", "see license", "其他", "其它")),
    ("unknown", "Unknown", ("unknown", "unspecified", "NOASSERTION", "未知", "不详")),
)
_GNU = (
    ("GPL", "General", ("1.0", "2.0", "3.0")),
    ("LGPL", "Lesser General", ("2.1", "3.0")),
    ("LGPL", "Library General", ("2.0",)),
    ("AGPL", "Affero General", ("3.0",)),
)
_GNU_IN_FULL = tuple(
    (f"{family}-{version}-{'-'.join(later.split())}", (f"GNU {words} Public v{version} {later}",))
    for (family, words, versions), later in product(_GNU, ("only", "or later"))
    for version in versions
)
"""The full names of the SPDX list."""
EXPRESSIONS = {
    fold_name(name): expression
    for expression, names in (*_SPDX, *_GNU_IN_FULL, *licence_government.SPDX)
    for name in names
}
"""Folded name → SPDX expression."""
OWN = {
    fold_name(name): Licence(f"LicenseRef-{own}", (licence_class,))
    for licence_class, own, names in (*_OWN, *licence_government.OWN)
    for name in names
}
"""Folded name → licence without SPDX id."""
