"""`corpus-scanner gate`: a finished run and a policy → the verdict, without reading the corpus."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.cli.run_folder import StorageOptions, run_folder
from scanner.reports.markup import counted

if TYPE_CHECKING:
    from scanner.types.policy import Verdict


def gate(  # noqa: PLR0913, PLR0917  # one parameter an option is how typer is told of options
    out: Annotated[str, typer.Argument(metavar="OUT", help="Folder of a finished scan, or its place in a store.")],
    policy: Annotated[
        str | None, typer.Option(metavar="NAME|PATH", help="As for scan; without it that of the run.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="As for scan; that of the run is not kept.")] = None,
    new_only: Annotated[bool, typer.Option(help="Make every gate count only what the baseline does not have.")] = False,
    suppressions: Annotated[Path | None, typer.Option(help="As for scan; those of the run are not kept.")] = None,
    no_suppressions: Annotated[bool, typer.Option("--no-suppressions", help="Judge as if there were none.")] = False,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day for which suppressions are judged, in place of today.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Put the verdict into OUT, and its reports by it.")] = False,
    storage_options: StorageOptions = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print verdict.json.")] = False,
) -> None:
    """Judge a finished run again, by another policy, against a baseline, or with suppressions.

    Exit codes: 0 pass, 1 the policy failed, 2 wrong usage, 3 incomplete.
    """
    from scanner.cli.allow import allowances_for, policy_for
    from scanner.cli.scan_run import EXIT_CODES
    from scanner.pipeline.gate import judge_again, write_again
    from scanner.pipeline.saved_run import open_saved
    from scanner.policy.load import as_judged, digest_of
    from scanner.reports.codec import to_json

    with run_folder(out, storage_options, written="--write" if write else None) as folder:
        if policy is None:
            held = as_judged(open_saved(folder.path).policy, new_only=new_only)
            digest = digest_of(held)
        else:
            held, digest = policy_for(policy, new_only=new_only)
        allowances = allowances_for(baseline, None if no_suppressions else suppressions, today)
        run = judge_again(folder.path, held, digest, allowances)
        written = write_again(folder.path, run) if write else []
        if write:
            folder.send(written)
    counts_new = any(gate.new_only for gate in run.policy.gates)
    with reader_may_leave():
        if as_json:
            sys.stdout.write(to_json(run.verdict).decode())
        else:
            sys.stdout.writelines(f"{line}\n" for line in _lines(run.verdict, counts_new=counts_new))
            pages = [name for name in written if name.startswith("shards/")]
            sys.stdout.writelines(f"{folder.named(name)}\n" for name in written if not name.startswith("shards/"))
            if pages:  # there may be very many
                sys.stdout.write(f"{folder.named('shards')}: {counted(len(pages), 'page')}\n")
    raise typer.Exit(EXIT_CODES[run.verdict.outcome])


def _lines(verdict: "Verdict", *, counts_new: bool) -> Iterator[str]:
    """Yield the verdict with all reasons but notes, what was set aside, and what it was held against."""
    from scanner.cli.terminal import printable
    from scanner.types.policy import Outcome

    yield printable(f"Verdict: {verdict.outcome.upper()} ({verdict.policy})")
    notes = 0
    for reason in verdict.reasons:
        if reason.outcome is Outcome.PASS:
            notes += 1
        else:
            yield printable(f"  {reason.outcome.value}: {reason.subject}, {reason.where}: {reason.message}")
    for each in verdict.suppressed:
        told = f"  {each.state}: {each.rule} at {each.where}, {counted(each.findings, 'finding')} set aside"
        yield printable(f"{told} until {each.expires} by {each.owner}: {each.reason}")
    compared = verdict.baseline
    if compared is None and counts_new:
        yield "No baseline was given: a gate that asks for what is new counted everything (--baseline FILE)"
    if compared is not None:
        yield (
            f"Baseline: {counted(compared.shards_known, 'shard')} known, {compared.shards_changed:,} changed, "
            f"{compared.shards_new:,} new, {compared.shards_gone:,} gone; findings beyond it: "
            f"{sum(each.over for each in compared.rules.values()):,}"
        )
    yield f"{verdict.gates_decided:,} of {verdict.gates_total:,} gates could be decided; notes: {notes:,} (--json)"
