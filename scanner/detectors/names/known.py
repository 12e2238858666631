"""A pipeline's name and version → the digests of the official files, as far as they are known here.

`wheels` are what the makers published as `checksum_whl` in the metadata of a release (explosion/spacy-models). Where
they published two and nothing here tells which one is offered, both count. `files` is the digest of the data folder
(`digest_of` in `pipeline_files.py`): of the official wheel itself, or of RECORD files that independent installations
of it agree on.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Official:
    """SHA-256 of the official wheels of a version and, where it could be established, of the data folder in it."""

    wheels: tuple[str, ...]
    files: str | None = None


OFFICIAL: dict[tuple[str, str], Official] = {
    ("en_core_web_sm", "3.8.0"): Official(
        wheels=("1932429db727d4bff3deed6b34cfc05df17794f4a52eeb26cf8928f7c1a0fb85",),
        files="1b108520f38ad37d389724e372fbf9883043434dd7c6c2434a23abf08698af10",
    ),
    ("en_core_web_md", "3.8.0"): Official(
        wheels=("5e6329fe3fecedb1d1a02c3ea2172ee0fede6cea6e4aefb6a02d832dba78a310",),
        files="9cdcbbe31dbb9aa5235f8e935249c2e6812f0579e5a41862fa0ae62e85efb9b8",
    ),
    ("en_core_web_lg", "3.8.0"): Official(("293e9547a655b25499198ab15a525b05b9407a75f10255e405e8c3854329ab63",)),
    ("en_core_web_trf", "3.8.0"): Official(("272a31e9d8530d1e075351d30a462d7e80e31da23574f1b274e200f3fff35bf5",)),
    ("zh_core_web_sm", "3.8.0"): Official(("7de3bd267176b9b2a8defb6997c1cd296da16c57b5e712f72ea44a51755421c8",)),
    ("zh_core_web_md", "3.8.0"): Official(
        (
            "bcf300540fbd15b1b0aac358f327f2a31de8992b346162d5600f843514da0e98",
            "88da9b2d4b766e5a31383c760e014155a436e036ef4e3583af3f37f4bb9df491",
        )
    ),
    ("zh_core_web_lg", "3.8.0"): Official(
        (
            "eb39f5deb382752d3faef4052fb61570b7f45441076082b2a1fdbe50a8848e7c",
            "ee382a1e7568e285ee4a8489abdd1833b57d2589adff039235d8bf73e1fc3026",
        )
    ),
    ("zh_core_web_trf", "3.8.0"): Official(("5c177a1df422ec114b2e83da8b8906cd44890ef27300e9014349dc6efc908c0a",)),
    ("xx_ent_wiki_sm", "3.8.0"): Official(("6f3c4b853852ea9e9d2dc76cc950dddb10a7e4c42d813308caefe6c5e8be2f0a",)),
    ("fr_core_news_sm", "3.8.0"): Official(
        wheels=("7d6ad14cd5078e53147bfbf70fb9d433c6a3865b695fda2657140bbc59a27e29",),
        files="341319d6949c3ee3785cc62485019fd144bf67da459acbbe330dc5bd438dcca5",
    ),
    ("fr_core_news_md", "3.8.0"): Official(
        wheels=("8a70d090a54ef77525c3ffa6a6195b9d365f2cf369ae1cd84ede93f3d709079e",),
        files="71179625d4be16648f3cb2e5cdaa0dabebb8766784c1e9e66ed8fa52460b1f00",
    ),
    ("de_core_news_sm", "3.8.0"): Official(("fec69fec52b1780f2d269d5af7582a5e28028738bd3190532459aeb473bfa3e7",)),
    ("de_core_news_lg", "3.8.0"): Official(("36fda650e476b54d5e87803635e36dadd1e8e034c4b5962088586d684f4c9fed",)),
}
"""(name, version) → digests."""

OFFICIAL_INIT = "c8eb57079c03fc4157c227f641781fbcb3e9d11439abe1bf0b72e4c0fa78a38d"
"""SHA-256 of `__init__.py`, the only code in an official package: the same nine lines in all of them."""

_OFFICIAL_NAME = re.compile("[a-z]{2,3}_(?:core|ent|dep)_(?:web|news|wiki|ud)_(?:sm|md|lg|trf)")
"""spaCy's own pipelines (language_type_genre_size), the only names that `spacy download` knows."""


def has_official_name(name: str) -> bool:
    """Return whether spaCy's makers may publish a pipeline of that name."""
    return _OFFICIAL_NAME.fullmatch(name) is not None


def official_wheel_of(sha256: str) -> tuple[str, str] | None:
    """Return name and version of the official wheel with that digest."""
    return next((key for key, official in OFFICIAL.items() if sha256 in official.wheels), None)


def how_to_get(name: str) -> str:
    """Return the advice for a pipeline that is missing or not to be trusted.

    Never `pip install NAME`: on package indexes these names belong to nobody in particular, and some to squatters.
    """
    plain = name.replace("-", "_")
    if has_official_name(plain):
        return f"install it with: python -m spacy download {plain}"
    return "install the wheel its makers publish, or give the path of a pipeline folder"
