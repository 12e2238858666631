"""A comparison → its JSON, its Markdown summary, and the JSON Schema of the former."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from scanner.reports.markup import escape, table
from scanner.types.comparison import Comparison, Contamination

_COMPARISON: TypeAdapter[Comparison] = TypeAdapter(Comparison)
_CONTAMINATION: TypeAdapter[Contamination] = TypeAdapter(Contamination)
_SHARDS_SHOWN = 20
_CAUTION = (
    "An n-gram that many texts share, a licence or a question's fixed wording, counts like any other: look at the "
    "places of an item before calling it leaked.\n"
)
_UPWARDS = (
    "A document is told with the best of its candidates, and the best of many estimates is one that scattered upwards. "
    "Where very many pages share a template, similarities are therefore overstated, and more of them are accepted "
    "that are not as similar as the bound: look at those below it before counting on them.\n"
)
_BLIND = (
    "Documents of fewer than 20 tokens keep no signature and are not compared, and a short text inside a long one is "
    "not near it.\n"
)


def comparison_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of either kind of `comparison.json`, by the name under which it is published."""
    schemas = {"comparison.v1": _COMPARISON.json_schema(), "contamination.v1": _CONTAMINATION.json_schema()}
    for schema in schemas.values():
        for part in (schema, *schema["$defs"].values()):
            part["additionalProperties"] = False
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema} for name, schema in schemas.items()
    }


def lines_of(report: Comparison | Contamination) -> tuple[tuple[str, ...], ...]:
    """Return what a report comes to as a table, its head first."""
    return tuple(_compared(report) if isinstance(report, Comparison) else _contained(report))


def _compared(report: Comparison) -> Iterator[tuple[str, ...]]:
    yield "", "reference", "corpus"
    sides = (report.reference, report.corpus)
    yield "documents", *(f"{side.documents:,}" for side in sides)
    yield "compared", *(f"{side.compared:,}" for side in sides)
    yield "found in the other", *(f"{side.found:,}" for side in sides)
    if report.min_estimate < report.min_similarity:
        yield f"of them estimated at {report.min_similarity:g} or more", *(f"{side.found_at_bound:,}" for side in sides)
        below = (f"{side.found - side.found_at_bound:,}" for side in sides)
        yield f"of them estimated from {report.min_estimate:g} on, by the allowance", *below
    yield "share of those compared", *(f"{side.found / side.compared:.2%}" for side in sides)
    yield "of them the same text exactly", f"{report.exact_found:,}", ""
    yield "shards not read in whole", *(f"{side.unread_shards:,}" for side in sides)
    yield "records whose text was lost", *(f"{side.lost_records:,}" for side in sides)


def _contained(report: Contamination) -> Iterator[tuple[str, ...]]:
    yield "share of an item's n-grams", "items, in the whole corpus", "items, in one document"
    for bound, count in report.found.anywhere.items():
        yield f"{bound} or more", _counted(count, report), _counted(report.found.in_one_document[bound], report)


def _counted(count: int, report: Contamination) -> str:
    looked_for = report.index.items - report.index.skipped_items - report.index.repeated_items
    return f"{count:,} ({count / looked_for:.2%})" if looked_for else "0"


def render_comparison(report: Comparison) -> str:
    """Return the summary of two runs compared."""
    head, *rows = _compared(report)
    parts = ["# Comparison with a reference\n", _accepted(report), table(head, rows), _UPWARDS]
    if report.capped_buckets:
        parts.append(f"In {report.capped_buckets:,} large groups of candidates, some pairs were not compared.\n")
    parts += ["Chance that a pair was compared, by its similarity:\n"]
    parts.append(table(["similarity", "chance"], [(at, f"{one:.1%}") for at, one in report.chance_compared.items()]))
    for name, side in (("reference", report.reference), ("corpus", report.corpus)):
        shards = sorted(side.found_by_shard.items(), key=lambda entry: (-entry[1], entry[0]))
        if shards:
            parts.append(f"Shards of the {name} with most documents found:\n")
            shown = [(escape(shard), f"{count:,}") for shard, count in shards[:_SHARDS_SHOWN]]
            parts.append(table(["shard", "documents"], shown))
    return "\n".join((*parts, _BLIND))


def _accepted(report: Comparison) -> str:
    allowance = (
        f" Estimates scatter, and a pair of exactly {report.min_similarity:g} is often estimated lower: "
        f"accepted is every estimate of {report.min_estimate:g} or more."
    )
    return (
        f"Looked for are documents of a Jaccard similarity of {report.min_similarity:g} or more, estimated by "
        f"signatures ({report.signatures}).{allowance if report.min_estimate < report.min_similarity else ''}\n"
    )


def render_contamination(report: Contamination) -> str:
    """Return the summary of a corpus held against an index."""
    head, *rows = _contained(report)
    index, corpus = report.index, report.corpus
    items = (
        f"Of {index.items:,} items, {index.skipped_items:,} of fewer than {index.min_tokens} tokens were not looked "
        f"for, and {index.short_items:,} of fewer than {index.ngram} were looked for as one run. "
        f"{index.repeated_items:,} have the very n-grams of an earlier item and are not counted again.\n"
    )
    read = (
        f"Read: {corpus.documents:,} documents of {corpus.shards:,} shards, of which {corpus.unread_shards:,} could "
        f"not be read in whole; text of {corpus.lost_records:,} records was lost in whole or part.\n"
    )
    return "\n".join(("# Items of an index found in a corpus\n", table(head, rows), items, read, _CAUTION))
