"""`corpus-scanner rules`: list, check and explain rule files."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.errors import RuleError, UsageError
from scanner.types.rule import Ruleset

app = typer.Typer(help="List, check and explain rules.", no_args_is_help=True, rich_markup_mode=None)

Folders = Annotated[list[Path] | None, typer.Option("--rules", help="Further folder of rule files; may be repeated.")]
Shipped = Annotated[bool, typer.Option(help="Include the rules that come with the program.")]


def _load(folders: list[Path] | None, *, shipped: bool) -> Ruleset:
    from scanner.ruleset.load import load_rules, shipped_rules

    return load_rules((*((shipped_rules(),) if shipped else ()), *(folders or ())))


@app.command("list")
@reader_may_leave()
def list_rules(rules: Folders = None, shipped_rules: Shipped = True) -> None:
    """List every rule: id, severity, what kind of thing it looks for, title."""
    from rich.console import Console
    from rich.table import Table

    ruleset = _load(rules, shipped=shipped_rules)
    table = Table()
    table.add_column("rule", no_wrap=True)
    for name in ("severity", "looks for", "title"):
        table.add_column(name)
    for rule in ruleset.rules:
        table.add_row(rule.id, rule.file.severity, rule.match.kind, rule.file.title)
    console = Console()
    console.print(table)
    console.print(f"{len(ruleset.rules)} rules\ndigest {ruleset.digest}")


@app.command("check")
def check(
    rules: Folders = None,
    shipped_rules: Shipped = True,
    ner_model: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[LANG=]NAME|PATH", help="spaCy pipeline to prove entity rules with, or built-in (en, zh)."
        ),
    ] = None,
) -> None:
    """Load every rule, prove its examples, refuse slow patterns; leaves with 2 when anything is wrong."""
    from scanner.cli.name_words import ner_models
    from scanner.detectors.pii.pipelines import check_models
    from scanner.pipeline.prove import prove, unproved
    from scanner.ruleset.check import check_rules

    ruleset = _load(rules, shipped=shipped_rules)
    models = ner_models(ner_model or [])
    check_models(models)
    faults = list(check_rules(ruleset))
    broken = {fault.partition(":")[0] for fault in faults}
    sound = [rule for rule in ruleset.rules if rule.id not in broken]
    faults += [
        f"{fault.rule}: {fault.where} {fault.message}" for rule in sound for fault in prove(rule, models, ruleset.rules)
    ]
    if faults:
        raise RuleError("\n".join(faults))
    examples = sum(len(rule.file.must_match) + len(rule.file.must_not_match) for rule in ruleset.rules)
    open_examples = sum(unproved(rule, models) for rule in ruleset.rules)
    sys.stdout.write(f"{len(ruleset.rules)} rules, {examples - open_examples} of {examples} examples proved\n")
    if open_examples:
        sys.stdout.write(f"{open_examples} examples need a spaCy pipeline of their language (--ner-model)\n")


@app.command("explain")
@reader_may_leave()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Id of a rule.")],
    rules: Folders = None,
    shipped_rules: Shipped = True,
) -> None:
    """Print a rule's page: what it finds, why it matters, what to do, its examples."""
    from scanner.pipeline.measured import built_in_figures
    from scanner.ruleset.explain import explain as page_of

    known = {known.id: known for known in _load(rules, shipped=shipped_rules).rules}
    if rule not in known:
        close = [name for name in known if rule in name or name.rpartition(".")[2] in rule]
        hint = f"; did you mean {', '.join(close)}?" if close else "; `corpus-scanner rules list` names them all"
        raise UsageError(f"{rule}: no such rule{hint}")
    sys.stdout.write(page_of(known[rule], built_in_figures(known[rule])))
