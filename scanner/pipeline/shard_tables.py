"""A plan and a shard → the tables that the first pass leaves of it; those of its parts → the same tables."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from scanner.pipeline.plan import ScanPlan
from scanner.sidecars.layout import Layout
from scanner.sidecars.signatures import PARAGRAPHS, signatures_schema
from scanner.sidecars.tables import FINDINGS, PAGES, SITES, TableWriter, read_blocks


@dataclass(frozen=True, slots=True)
class Tables:
    """The sidecars of one shard, open for writing."""

    findings: TableWriter
    pages: TableWriter
    sites: TableWriter
    signatures: TableWriter | None
    paragraphs: TableWriter | None


@contextmanager
def opened_tables(plan: ScanPlan, layout: Layout, shard_id: str) -> Iterator[Tables]:
    """Open the tables of a shard, and put them in place when all is written."""
    with ExitStack() as stack:
        signatures = paragraphs = None
        if plan.duplicate_rules:
            options = plan.signature_options
            schema = signatures_schema(options.permutations, options.as_text())
            signatures = stack.enter_context(TableWriter(layout.first_signatures(shard_id), schema))
            paragraphs = stack.enter_context(TableWriter(layout.paragraphs(shard_id), PARAGRAPHS))
        yield Tables(
            stack.enter_context(TableWriter(layout.first_findings(shard_id), FINDINGS)),
            stack.enter_context(TableWriter(layout.pages(shard_id), PAGES)),
            stack.enter_context(TableWriter(layout.sites(shard_id), SITES, rows_per_block=500)),
            signatures,
            paragraphs,
        )


def join_tables(plan: ScanPlan, parts: Sequence[Layout], into: Layout, shard_id: str) -> None:
    """Write the tables of a shard from those of its parts, in their order."""
    with opened_tables(plan, into, shard_id) as tables:
        places = (
            (tables.findings, Layout.first_findings),
            (tables.pages, Layout.pages),
            (tables.sites, Layout.sites),
            (tables.signatures, Layout.first_signatures),
            (tables.paragraphs, Layout.paragraphs),
        )
        for table, place in places:
            if table is None:
                continue
            for part in parts:
                for rows in read_blocks(place(part, shard_id)):
                    table.add_rows(rows)
