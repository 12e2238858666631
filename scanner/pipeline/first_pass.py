"""Shards, an engine and what is known of an earlier run → sidecars of every shard, and which shards were looked at."""

from collections.abc import Callable, Sequence
from typing import Final

from scanner.pipeline.finish import write_unscanned
from scanner.pipeline.plan import ScanPlan
from scanner.pipeline.resume import TakenUp, digest_of_scan, keep_key, stamp_of, take_up
from scanner.pipeline.shard_sample import Cut, GateLook
from scanner.pipeline.terms import Terms
from scanner.sidecars.layout import Layout
from scanner.sidecars.parts import remove_all_parts
from scanner.types.document import FailReason, Shard
from scanner.types.run import Engine, Remark, ShardOutcome

_TIME_IS_UP: Final = "the time was up before the shard was done"


def first_pass(
    plan: ScanPlan,
    shards: Sequence[Shard],
    engine: Engine,
    watch: Callable[[ShardOutcome | Remark | str], None],
    terms: Terms,
) -> tuple[Sequence[Shard], bool, int]:
    """Read the shards, or the first of them where no more are wished for.

    Return which the run is about, whether an interrupt ended it, and how many were taken over.
    """
    layout, scan, work = Layout(plan.out), digest_of_scan(terms.lock), terms.work
    shards, given = shards[: terms.draw.first], shards
    outside = tuple(shard.id for shard in given[len(shards) :])
    taken = take_up(plan, shards, scan, work, outside) if work.resume else TakenUp((), tuple(shards))
    for outcome in taken.done:
        watch(outcome)
    pending = {shard.id: shard for shard in taken.left}
    cut, pace = Cut(shards, taken.left, pending), terms.draw.pace
    look = None if pace is None else GateLook(plan, terms.policy, terms.allowances, shards, terms.draw.seed)
    stamps = {shard.id: stamp_of(shard, scan) for shard in taken.left}
    outcomes = engine.run(taken.left)
    interrupted = False
    reason, detail = FailReason.TOOL_FAULT, "a fault of the tool: the engine did not say what became of the shard"
    try:
        for outcome in outcomes:
            if outcome.failure is not None:
                write_unscanned(plan, outcome.shard, outcome.failure, outcome.detail)
            else:
                keep_key(layout, outcome, stamps[outcome.shard.id])
            del pending[outcome.shard.id]  # only now: an interrupt must not leave a shard without a word
            watch(outcome)
            if pace is not None and look is not None and pace.is_look_due(cut.whole):
                pace.is_decided = look.is_decided(cut.whole)
    except KeyboardInterrupt:
        reason, detail = FailReason.INTERRUPTED, "the run was interrupted before the shard was done"
        interrupted = True
        outcomes.close()  # ends the workers, so that none writes behind our back
    if pace is not None:
        ended = interrupted or pace.is_cut
        shards = shards[: max(1, cut.whole if ended else cut.begun())]
        reason, detail = (FailReason.INTERRUPTED, _TIME_IS_UP) if ended or not cut.begun() else (reason, detail)
    for shard in shards:
        if shard.id in pending:
            write_unscanned(plan, shard, reason, detail)
    if not interrupted:
        remove_all_parts(layout)  # of shards that came to be read whole, or failed
    looked = {shard.id for shard in shards}
    return shards, interrupted, sum(outcome.shard.id in looked for outcome in taken.done)
