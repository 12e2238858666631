"""Two finished runs → what changed from the one to the other; neither corpus is read."""

import heapq
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from scanner.pipeline.saved_run import open_files, open_saved
from scanner.types.policy import Outcome, Reason, Verdict
from scanner.types.report import CorpusReport, GroupTally
from scanner.types.run_diff import (
    DIFF_SCHEMA,
    DiffSide,
    DrawnSide,
    Found,
    GroupsMoved,
    Moved,
    RuleMoved,
    RunDiff,
    ShardsMoved,
    VerdictMoved,
)
from scanner.types.saved_run import SavedRun

_LARGEST: Final = 50
_BAD: Final = {Outcome.PASS: 0, Outcome.INCOMPLETE: 1, Outcome.FAIL: 2}
_ABSENT: Final = Found(0, 0, 0, is_looked_for=False)


def diff_folders(old: Path, new: Path) -> RunDiff:
    """Return what changed; raises `OutputError` where a folder holds no finished run, or another than it names."""
    digests = [open_files(folder).manifest.digest for folder in (old, new)]
    return diff_runs(open_saved(old), open_saved(new), digests[0], digests[1])


def diff_runs(old: SavedRun, new: SavedRun, old_manifest: str, new_manifest: str) -> RunDiff:
    """Return what changed from one saved run to another."""
    before, now = old.corpus, new.corpus
    return RunDiff(
        DIFF_SCHEMA,
        _side(old, old_manifest),
        _side(new, new_manifest),
        _shards(before, now),
        _groups(before.totals.hosts, now.totals.hosts),
        _groups(before.totals.sources, now.totals.sources),
        dict(_rules(before, now)),
        _rights(before, now),
        _verdict(old.verdict, new.verdict),
    )


def _side(run: SavedRun, manifest: str) -> DiffSide:
    corpus, verdict = run.corpus, run.verdict
    documents = corpus.totals.coverage.documents
    return DiffSide(
        manifest,
        verdict.outcome,
        verdict.policy,
        verdict.policy_digest,
        corpus.ruleset,
        len(corpus.shards),
        documents,
        _drawn(corpus),
    )


def _drawn(corpus: CorpusReport) -> DrawnSide | None:
    sample = corpus.sample
    return None if sample is None else DrawnSide(sample.shards, sample.of_shards, sample.seed, sample.frame)


def _shards(before: CorpusReport, now: CorpusReport) -> ShardsMoved:
    """Return shards that came and went; a content that went from one id to another was renamed.

    What is not in a sample did not go: nobody looked.
    """
    both = before.shards.keys() & now.shards.keys()
    changed = sorted(name for name in both if before.shards[name].sha256 != now.shards[name].sha256)
    gone = sorted(before.shards.keys() - both)
    by_content: dict[str, list[str]] = {}
    for name in sorted(now.shards.keys() - both, reverse=True):
        by_content.setdefault(now.shards[name].sha256, []).append(name)
    renamed = {}
    for name in gone:
        digest = before.shards[name].sha256
        if digest and by_content.get(digest):
            renamed[name] = by_content[digest].pop()
    came = tuple(sorted(name for names in by_content.values() for name in names))
    went = tuple(name for name in gone if name not in renamed)
    added, only_new = (came, ()) if before.sample is None else ((), came)
    left, only_old = (went, ()) if now.sample is None else ((), went)
    return ShardsMoved(added, left, tuple(changed), renamed, len(both) - len(changed), only_old, only_new)


def _groups(before: Mapping[str, GroupTally], now: Mapping[str, GroupTally]) -> GroupsMoved:
    moved = {
        name: Moved(
            before[name].documents if name in before else 0,
            now[name].documents if name in now else 0,
        )
        for name in before.keys() | now.keys()
    }
    moved = {name: each for name, each in moved.items() if each.before != each.now}
    largest = heapq.nsmallest(
        _LARGEST, moved.items(), key=lambda entry: (-abs(entry[1].now - entry[1].before), entry[0])
    )
    added, gone = len(now.keys() - before.keys()), len(before.keys() - now.keys())
    changed = sum(name in before and name in now for name in moved)
    return GroupsMoved(added, gone, changed, dict(largest))


def _rules(before: CorpusReport, now: CorpusReport) -> Iterator[tuple[str, RuleMoved]]:
    for rule in sorted(before.totals.rules.keys() | now.totals.rules.keys()):
        moved = RuleMoved(_found(before, rule), _found(now, rule))
        if moved.before != moved.now and (moved.before.findings or moved.now.findings):
            yield rule, moved


def _found(corpus: CorpusReport, rule: str) -> Found:
    """Return what a run says of a rule: its estimate where it looked at a sample, else its count."""
    tally, documents = corpus.totals.rules.get(rule), corpus.totals.coverage.documents
    if tally is None:
        return _ABSENT
    estimate = corpus.estimates.get(rule)
    if estimate is not None and estimate.is_of_a_part:
        met = estimate.share * estimate.documents
        return Found(
            estimate.findings, met, estimate.share, estimate.findings_low, estimate.findings_high, is_estimate=True
        )
    looked = sum(tally.not_looked.values()) < documents or bool(tally.findings)
    share = tally.documents / documents if documents else 0.0
    return Found(tally.findings, tally.documents, share, is_looked_for=looked)


def _rights(before: CorpusReport, now: CorpusReport) -> dict[str, dict[str, Moved]]:
    uses = [{} if corpus.rights is None else corpus.rights.uses for corpus in (before, now)]
    found: dict[str, dict[str, Moved]] = {}
    for use in sorted(uses[0].keys() | uses[1].keys()):
        then, today = uses[0].get(use, {}), uses[1].get(use, {})
        for verdict in sorted(then.keys() | today.keys()):
            moved = Moved(then.get(verdict, 0), today.get(verdict, 0))
            if moved.before != moved.now:
                found.setdefault(use, {})[verdict] = moved
    return found


def _verdict(old: Verdict, new: Verdict) -> VerdictMoved:
    before, now = _decisive(old), _decisive(new)
    came = tuple(reason for key, reason in now.items() if key not in before)
    went = tuple(reason for key, reason in before.items() if key not in now)
    is_worse = _BAD[new.outcome] > _BAD[old.outcome] or any(reason.outcome is Outcome.FAIL for reason in came)
    return VerdictMoved(is_worse, came, went)


def _decisive(verdict: Verdict) -> dict[tuple[Outcome, str, str], Reason]:
    """Return reasons but notes by what they are about; of several on one thing the first, which weighs most."""
    found: dict[tuple[Outcome, str, str], Reason] = {}
    for reason in verdict.reasons:
        if reason.outcome is not Outcome.PASS:
            found.setdefault((reason.outcome, reason.subject, reason.where), reason)
    return found
