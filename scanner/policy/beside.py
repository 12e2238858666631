"""What stands beside the gates, suppressions, a baseline, documents of no source → the reasons it gives."""

from collections.abc import Iterator, Sequence
from typing import Final

from scanner.policy.coverage import SUBJECT
from scanner.policy.place import GroupKind, groups_of
from scanner.types.allowances import Allowances
from scanner.types.policy import Outcome, Reason
from scanner.types.report import IP_ADDRESS, NO_URL, UNREGISTERED, CorpusReport
from scanner.types.suppression import Suppressed

SUPPRESSIONS: Final = "suppressions"
"""Subject of reasons on them."""


def tell_suppressed(
    suppressed: Sequence[Suppressed], allowances: Allowances, sampled: Sequence[str], *, is_whole: bool
) -> Iterator[Reason]:
    """Yield why suppressions that are over, and unused ones, count against the run; and what they cannot do.

    Where shards were left out, `is_whole` is false, and one that is unused may still have its use there.
    """
    strict = is_whole and allowances.suppressions is not None and allowances.suppressions.unused == "fail"
    for each in suppressed:
        named = f"{each.rule} at {each.where} (owner {each.owner})"
        if each.state == "expired":
            message = f"{named} held until {each.expires}, and sets nothing aside any more: renew or remove it"
            yield Reason(Outcome.FAIL, SUPPRESSIONS, "corpus", message, "high")
        elif each.state == "unused":
            outcome = Outcome.FAIL if strict else Outcome.PASS
            advice = "remove it" if is_whole else "of the shards looked at"
            message = f"{named} sets nothing aside: {advice}"
            yield Reason(outcome, SUPPRESSIONS, "corpus", message, "low" if strict else "info")
    for rule in sampled:
        message = f"{rule} looked at a sample, of which no part can be set aside: its estimates are judged as they are"
        yield Reason(Outcome.PASS, SUPPRESSIONS, "corpus", message, "info")


def tell_idle_baseline() -> Reason:
    """Say that a baseline decides nothing."""
    message = "a baseline was given, and no gate is `new_only`: it is compared and decides nothing (`--new-only`)"
    return Reason(Outcome.PASS, "baseline", "corpus", message, "info")


def tell_groupless(corpus: CorpusReport, kinds: Sequence[GroupKind]) -> Iterator[Reason]:
    """Note how many documents no gate per source or host speaks of; `kinds` are those that gates speak of."""
    documents = corpus.totals.coverage.documents
    for kind in kinds:
        groups = groups_of(corpus.totals, kind)
        without, numbered, strange = (
            groups[name].documents if name in groups else 0 for name in (NO_URL, IP_ADDRESS, UNREGISTERED)
        )
        if strange:
            told = f"{strange:,} of {documents:,} documents belong to no source of the register"
        elif without or numbered:
            told = (
                f"{without + numbered:,} of {documents:,} documents have no {kind} (without a URL: {without:,}, "
                f"at an IP address: {numbered:,})"
            )
        else:
            continue
        yield Reason(Outcome.PASS, SUBJECT, f"{kind}s", f"{told}; no gate per {kind} was applied to them", "info")
