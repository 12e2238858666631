"""Documents by domain → the lines of a register that lacks what only a person can say."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scanner.register.slug import distinct_slugs
from scanner.types.register import NO_SOURCE, REGISTER_SCHEMA
from scanner.validators.domain import canonical_domain

_BLANKS = (
    "    party:            # whom the data come from",
    "    rights: []        # hold, process, operate",
    "    basis:            # contract, licence, own, public, other",
    '    reference: ""     # number of the contract, clause of the licence',
)


def counted(number: int, what: str) -> str:
    """Return a number with its noun: `1 document`, `2,000 documents`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def draft_of(rows: Iterable[Mapping[str, Any]], *, registered: bool) -> Iterator[str]:
    """Yield a register of the domains that no source covers, those with most documents first.

    `rows` are those of `rights/sources.parquet` where the run had a register, else of `rights/domains.parquet`.
    """
    documents: Counter[str] = Counter()
    for row in rows:
        of_no_source = registered and row["source"] == NO_SOURCE and row["measure"] == "documents"
        if of_no_source or (not registered and row["use"] == "train"):
            documents[row["domain"]] += row["documents"]
    ranked = sorted(documents.items(), key=lambda entry: (-entry[1], entry[0]))
    named = [(domain, count) for domain, count in ranked if canonical_domain(domain) is not None]
    nameless = [(domain, count) for domain, count in ranked if canonical_domain(domain) is None]
    yield "# A beginning: fill in every blank, put together what has one party, then `corpus-scanner sources check` it."
    for domain, count in nameless:
        shown = domain if domain.isprintable() else "a name that cannot be printed"
        many = counted(count, "document")
        yield f"# {many} of {shown}: cover them by their shards, `match: {{shards: ['folder/*']}}`."
    yield f"schema: {REGISTER_SCHEMA}"
    yield "sources:" if named else "sources: []"
    for (domain, count), slug in zip(named, distinct_slugs(domain for domain, _ in named), strict=True):
        yield f"  - id: {slug}        # {counted(count, 'document')}"
        yield from _BLANKS
        yield f'    match: {{domains: ["{domain}"]}}'
