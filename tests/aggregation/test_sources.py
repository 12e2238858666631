"""The summary of sources: every registered one, and the largest of the domains that none covers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from registers import register, signed
from scanner.aggregation.rights import with_rights
from scanner.aggregation.sources import with_sources
from scanner.aggregation.totals import no_totals
from scanner.types.licence_profile import NEUTRAL
from scanner.types.report import CORPUS_SCHEMA, CorpusReport
from scanner.types.rights import RightsSummary

EMPTY = CorpusReport(CORPUS_SCHEMA, "", {}, replace(no_totals()), None)
KNOWN = register(signed("a", "domains: [a.example]", "grants: {train: allow}, "), signed("b", "domains: [b.example]"))


def rows(*found: tuple[str, str, str, str, int]) -> Iterator[dict[str, Any]]:
    for row in found:
        yield dict(zip(("source", "domain", "measure", "value", "documents"), row, strict=True))


def summary(*found: tuple[str, str, str, str, int]) -> RightsSummary:
    rights = with_sources(with_rights(EMPTY, {}, NEUTRAL), KNOWN, rows(*found)).rights
    assert rights is not None
    return rights


def test_a_source_adds_up_over_its_domains_and_one_never_met_has_none() -> None:
    found = summary(
        ("a", "a.example", "contradiction", "train", 2),
        ("a", "a.example", "documents", "", 3),
        ("a", "other.example", "documents", "", 4),
        ("a", "other.example", "published", "reserved", 2),
    )
    assert found.sources is not None
    assert (found.sources["a"].documents, found.sources["b"].documents) == (7, 0)
    assert found.sources["a"].contradictions == {"train": 2}
    assert found.sources["a"].published == {"reserved": 2}
    assert (found.sources["a"].grants, found.sources["b"].grants) == ({"train": "allow"}, {})


@given(st.dictionaries(st.text("abc", min_size=1, max_size=5), st.integers(1, 9), max_size=200))
def test_the_domains_shown_are_the_largest_of_all(documents: dict[str, int]) -> None:
    found = summary(*(("", domain, "documents", "", count) for domain, count in documents.items()))
    wanted = sorted(documents.items(), key=lambda entry: (-entry[1], entry[0]))[:50]
    assert found.unregistered is not None
    assert found.unregistered.largest == dict(wanted)
    assert (found.unregistered.domains, found.unregistered.documents) == (len(documents), sum(documents.values()))
