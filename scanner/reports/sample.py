"""Corpus report → that it speaks of a sample of shards, wherever the whole is told, and what those say of all."""

from shlex import quote
from typing import Final

from scanner.reports.markup import escape, table
from scanner.types.report import CorpusReport

_ROWS: Final = 15


def tell_sample(corpus: CorpusReport) -> str:
    """Return one sentence; empty where all shards were looked at."""
    sample = corpus.sample
    if sample is None:
        return ""
    return (
        f"A sample of {sample.shards:,} of {sample.of_shards:,} shards, {sample.bytes:,} of {sample.of_bytes:,} bytes: "
        f"no count speaks of the {sample.outside:,} shards outside of it."
    )


def words_for(shards: int, seed: str) -> str:
    """Return the options by which a scan looks at the same shards, as a shell takes them."""
    return f"--first-shards {shards}" + (f" --shards-seed {quote(seed)}" if seed else "")


def render_sample(corpus: CorpusReport) -> str:
    """Return the part as Markdown: of each rule with findings the share of all documents, with its interval."""
    sample = corpus.sample
    if sample is None:
        return ""
    ranked = sorted(sample.shares.items(), key=lambda entry: (-entry[1].high, entry[0]))
    rows = [(f"`{rule}`", f"{each.share:.2%}", f"{each.low:.2%} to {each.high:.2%}") for rule, each in ranked[:_ROWS]]
    rows.append(("any other rule that was looked for everywhere", "0", f"0 to {sample.nothing_high:.2%}"))
    more = f"\nand {len(ranked) - _ROWS} more: see `corpus.json`\n" if len(ranked) > _ROWS else ""
    seed = escape(repr(sample.seed))
    return (
        "## What the sample says of all shards\n\n"
        f"{tell_sample(corpus)} Shards are drawn in the order of keyed digests of their names, seed {seed}; the same "
        f"are looked at with `--first-shards {sample.shards}`. Intervals take the shard, not the document, as drawn, "
        "and take no shard to hold more documents than the largest one looked at, in proportion to bytes.\n\n"
        + table(("Rule", "Documents with findings", "95 % interval for all shards"), rows)
        + more
    )
