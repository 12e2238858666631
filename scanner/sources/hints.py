"""HTML text → hints at terms that no machine can read: links to terms of service, marks of a paywall."""

import re
from collections.abc import Iterable
from typing import Final

TERMS: Final = "terms-of-service"
PAYWALL: Final = "paywall"
_IS = r"\s{0,3}=\s{0,3}[\"']?"
_RULES = (
    (TERMS, r"/(?:terms|tos)[-_./?#\"'>]"),
    (TERMS, r"terms[-_](?:of|and)[-_](?:use|service|conditions)"),
    (TERMS, r"user[-_]?agreement"),
    (TERMS, r"terms (?:of|and|&|&amp;) (?:use|service|conditions)\s{0,3}</"),
    (TERMS, r">terms</"),
    (TERMS, r"(?:nutzungsbedingungen|conditions d'utilisation|利用規約|이용약관)\s{0,3}</"),
    (TERMS, r"(?:使用|服务|网站)条款\s{0,3}</"),
    (TERMS, r"(?:用户|服务)协议\s{0,3}</"),
    (TERMS, r"(?:使用|服務)條款\s{0,3}</"),
    (PAYWALL, r"isaccessibleforfree[\"']\s{0,3}:\s{0,3}[\"']?(?:https?://schema\.org/)?(?:false|no)[^a-z]"),
    (PAYWALL, rf"itemprop{_IS}isaccessibleforfree[\"']?\s{{1,3}}content{_IS}(?:false|no)[^a-z]"),
    (PAYWALL, rf"article:content_tier[\"']?\s{{1,3}}content{_IS}(?:locked|metered)[^a-z]"),
)
"""Hint, and the expression that decides: read alike by Hyperscan and, over UTF-8 bytes, by Python."""
EXPRESSIONS = tuple(expression for _, expression in _RULES)
"""For a run over a page together with whatever else is looked for in it."""
_COMPILED = tuple(re.compile(expression.encode(), re.IGNORECASE) for expression in EXPRESSIONS)


def hints_of(matched: Iterable[int]) -> tuple[str, ...]:
    """Return the hints that a page gives, each once, sorted, by the numbers of the expressions that match.

    `isAccessibleForFree` and the content tier are what publishers write for search engines (schema.org, Open Graph).
    """
    return tuple(sorted({_RULES[number][0] for number in matched}))


def hints_in(html: str) -> tuple[str, ...]:
    """Return the same expression by expression, in a millisecond for a page of 46 KB."""
    data = html.encode("utf-8", "surrogatepass")
    return hints_of(number for number, expression in enumerate(_COMPILED) if expression.search(data))
