"""`corpus-scanner policy`: list, show, check and prove policies."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scanner.cli.pipe import reader_may_leave
from scanner.errors import PolicyError, UsageError

if TYPE_CHECKING:
    from scanner.types.catalogue import Catalogue

app = typer.Typer(help="List, show, check and prove policies.", no_args_is_help=True, rich_markup_mode=None)

Folders = Annotated[list[Path] | None, typer.Option("--rules", help="Further folder of rule files; may be repeated.")]
Shipped = Annotated[bool, typer.Option(help="Include the rules that come with the program.")]


@app.command("list")
@reader_may_leave()
def list_policies() -> None:
    """List the policies that come with the program."""
    from scanner.policy.load import SHIPPED, load_policy

    for name in SHIPPED:
        policy, digest = load_policy(name)
        sys.stdout.write(f"{name:10} {len(policy.gates):4} gates  {policy.title}\n{'':10} {'':4}        {digest}\n")


@app.command("show")
@reader_may_leave()
def show(name: Annotated[str, typer.Argument(metavar="NAME", help="Name of a shipped policy.")]) -> None:
    """Print a shipped policy, to copy and change."""
    from scanner.policy.load import SHIPPED, path_of

    if name not in SHIPPED:
        raise UsageError(f"{name}: not a shipped policy; there are {', '.join(SHIPPED)}")
    sys.stdout.write(path_of(name).read_text(encoding="utf-8"))


@app.command("check")
def check(
    named: Annotated[
        list[str], typer.Argument(metavar="NAME|PATH…", help="Policies: files, or names of shipped ones.")
    ],
    rules: Folders = None,
    shipped_rules: Shipped = True,
) -> None:
    """Load policies and hold their gates against the rules; leaves with 2 when anything is wrong, all told at once."""
    _raise(_faults(named, rules, shipped=shipped_rules, prove=False))
    sys.stdout.writelines(f"{each}: nothing wrong found\n" for each in named)


@app.command("test")
def prove_examples(
    named: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME|PATH…]", help="Policies; without any, those that are shipped.")
    ] = None,
    rules: Folders = None,
    shipped_rules: Shipped = True,
) -> None:
    """Judge the examples that policies carry; leaves with 2 where one gets another verdict than it states."""
    from scanner.policy.load import SHIPPED, load_policy

    chosen = named or list(SHIPPED)
    _raise(_faults(chosen, rules, shipped=shipped_rules, prove=True))
    for each in chosen:
        sys.stdout.write(f"{each}: {len(load_policy(each)[0].examples)} examples proved\n")


def _faults(named: list[str], rules: list[Path] | None, *, shipped: bool, prove: bool) -> list[str]:
    from scanner.policy.example import prove_policy
    from scanner.policy.load import faults_in, load_policy

    catalogue = _catalogue(rules, shipped=shipped)
    ids = tuple(rule.id for rule in catalogue.rules)
    faults: list[str] = []
    for each in named:
        found = list(faults_in(each, ids))
        if prove and not found:
            policy, _ = load_policy(each)
            found = list(prove_policy(policy, catalogue))
            if not policy.examples:
                found = ["examples: holds none, so there is nothing to prove"]
        faults += (f"{each}: {fault}" for fault in found)
    return faults


def _catalogue(rules: list[Path] | None, *, shipped: bool) -> "Catalogue":
    from scanner.ruleset.catalogue import catalogue_of
    from scanner.ruleset.load import load_rules, shipped_rules

    return catalogue_of(load_rules((*((shipped_rules(),) if shipped else ()), *(rules or ()))))


def _raise(faults: list[str]) -> None:
    if faults:
        raise PolicyError("\n".join(faults))
