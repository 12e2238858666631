"""What holds of suppressions and baselines, whatever was measured."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scanner.policy.baseline import baseline_of, parse_baseline, write_baseline
from scanner.policy.judge import judge
from scanner.policy.load import as_judged
from scanner.types.allowances import Allowances
from scanner.types.policy import Gate, Outcome, Policy, Verdict
from scanner.types.report import GroupTally, RuleTally, ShardReport
from scanner.types.suppression import SUPPRESSIONS_SCHEMA, Spot, Suppression, Suppressions
from strategies import CATALOGUE, A, B, corpus_of_shards, policy_of, shard_of

DAY = date(2026, 6, 1)
HOSTS, SOURCES = ("a.example", "b.example"), ("press", "forum")
Met = tuple[str, str, dict[str, int]]
"""Host, source and findings by rule of one document."""

documents = st.tuples(
    st.sampled_from(HOSTS),
    st.sampled_from(SOURCES),
    st.dictionaries(st.sampled_from([A, B]), st.integers(1, 3), max_size=2),
)
corpora = st.lists(st.lists(documents, min_size=1, max_size=6), min_size=1, max_size=3)
spots = st.sampled_from(
    [Spot(shard="s0"), Spot(shard="s?"), Spot(shard="t"), *(Spot(host=each) for each in HOSTS)]
    + [Spot(source=each) for each in (*SOURCES, HOSTS[0])]
)
entries = st.builds(
    lambda rule, where: Suppression(rule, where, "made up", "data office", DAY), st.sampled_from([A, "pii.*"]), spots
)
suppressions = st.lists(entries, min_size=1, max_size=3).map(
    lambda found: Allowances(
        suppressions=Suppressions(SUPPRESSIONS_SCHEMA, tuple(found)), suppressions_digest="", as_of=DAY
    )
)
gates = st.builds(
    lambda rule, per, new_only, bound: Gate(rule, per, new_only=new_only, **bound),
    st.sampled_from([A, "pii.*"]),
    st.sampled_from(["corpus", "shard", "source", "host"]),
    st.booleans(),
    st.sampled_from([0, 1, 3]).map(lambda count: {"max_count": count})
    | st.sampled_from([0.0, 0.2, 0.5]).map(lambda share: {"max_documents_share": share})
    | st.sampled_from([0.0, 300_000.0]).map(lambda rate: {"max_rate_per_million": rate}),
)
policies = st.lists(gates, min_size=1, max_size=3).map(lambda found: policy_of(*found))


def report_of(name: str, content: int, held: list[Met], *, register: bool) -> ShardReport:
    """Return the report of a shard that holds documents."""
    rules = {
        rule: RuleTally(sum(met.get(rule, 0) for *_, met in held), sum(rule in met for *_, met in held), {})
        for rule in (A, B)
    }
    groups: list[dict[str, GroupTally]] = []
    for kind in (0, 1):
        names = sorted({str(document[kind]) for document in held})
        mine = {each: [met for *where, met in held if where[kind] == each] for each in names}
        groups.append(
            {
                each: GroupTally(len(found), {rule: n for rule in (A, B) if (n := sum(rule in met for met in found))})
                for each, found in mine.items()
            }
        )
    made = shard_of(name, documents=len(held), rules=rules, hosts=groups[0])
    totals = replace(made.totals, sources=groups[1] if register else {})
    return replace(made, shard=replace(made.shard, sha256=f"{content:064x}"), totals=totals)


def reports_of(corpus: list[list[Met]], *, register: bool = True) -> list[ShardReport]:
    return [report_of(f"s{n}", n, held, register=register) for n, held in enumerate(corpus)]


def judged(policy: Policy, shards: list[ShardReport], allowances: Allowances) -> Verdict:
    return judge(policy, "p", corpus_of_shards(shards), iter(shards), "r", CATALOGUE, allowances)


@given(policy=policies, corpus=corpora, allowances=suppressions, register=st.booleans(), data=st.data())
def test_one_more_finding_never_turns_a_fail_into_anything_else(
    *, policy: Policy, corpus: list[list[Met]], allowances: Allowances, register: bool, data: st.DataObject
) -> None:
    known = data.draw(st.booleans())
    shards = reports_of(corpus, register=register)
    if known:
        allowances = replace(allowances, baseline=baseline_of(shards[:1])[0])
    before = judged(policy, shards, allowances)
    shard = data.draw(st.integers(0, len(corpus) - 1))
    document = data.draw(st.integers(0, len(corpus[shard]) - 1))
    host, source, met = corpus[shard][document]
    corpus[shard][document] = (host, source, met | {A: met.get(A, 0) + 1})
    after = judged(policy, reports_of(corpus, register=register), allowances)
    if before.outcome is Outcome.FAIL:
        assert after.outcome is Outcome.FAIL


@given(policy=policies, corpus=corpora, allowances=suppressions, register=st.booleans())
def test_suppressions_only_ever_help_and_change_no_count_of_any_report(
    *, policy: Policy, corpus: list[list[Met]], allowances: Allowances, register: bool
) -> None:
    shards = reports_of(corpus, register=register)
    whole = corpus_of_shards(shards)
    with_them = judge(policy, "p", whole, iter(shards), "r", CATALOGUE, allowances)
    without = judge(policy, "p", whole, iter(shards), "r", CATALOGUE)
    assert whole == corpus_of_shards(reports_of(corpus, register=register))
    assert shards == reports_of(corpus, register=register)
    if without.outcome is Outcome.PASS:
        assert with_them.outcome is Outcome.PASS


@given(corpora, suppressions)
def test_no_more_is_set_aside_than_documents_of_what_is_named_hold(
    corpus: list[list[Met]], allowances: Allowances
) -> None:
    """The gate over the corpus is as strict as one that counts, document by document, what no suppression names."""
    assert allowances.suppressions is not None
    left = 0
    for number, held in enumerate(corpus):
        for host, source, met in held:
            named = any(
                each.where.named in {("host", host), ("source", source), ("shard", f"s{number}"), ("shard", "s?")}
                for each in allowances.suppressions.suppressions
            )
            left += 0 if named else met.get(A, 0)
    gate = Gate(A, max_count=max(0, left - 1))
    verdict = judged(policy_of(gate), reports_of(corpus), allowances)
    assert left == 0 or verdict.outcome is Outcome.FAIL


@given(policy=policies, corpus=corpora, register=st.booleans())
def test_a_run_against_its_own_baseline_passes_every_gate_on_what_is_new(
    *, policy: Policy, corpus: list[list[Met]], register: bool
) -> None:
    shards = reports_of(corpus, register=register)
    verdict = judged(as_judged(policy, new_only=True), shards, Allowances(baseline_of(shards)[0]))
    assert verdict.outcome is Outcome.PASS, verdict.reasons
    assert verdict.baseline is not None
    assert not any(each.over or each.fewer for each in verdict.baseline.rules.values())


@given(policies, corpora, corpora)
def test_a_run_over_all_shards_of_two_joined_baselines_is_not_new(
    policy: Policy, ours: list[list[Met]], theirs: list[list[Met]]
) -> None:
    one = reports_of(ours)
    two = [
        replace(each, shard=replace(each.shard, id=f"t{n}", sha256=f"{n + 50:064x}"))
        for n, each in enumerate(reports_of(theirs))
    ]
    texts = [set(write_baseline(baseline_of(part)[0]).decode().splitlines()) for part in (one, two)]
    joined, faults = parse_baseline("\n".join(sorted(texts[0] | texts[1])))
    assert faults == ()
    verdict = judged(as_judged(policy, new_only=True), [*one, *two], Allowances(joined))
    assert verdict.outcome is Outcome.PASS


@given(policies, corpora, suppressions, st.randoms(use_true_random=False))
def test_the_order_of_shards_does_not_change_the_verdict(
    policy: Policy, corpus: list[list[Met]], allowances: Allowances, random: object
) -> None:
    shards = reports_of(corpus)
    held = replace(allowances, baseline=baseline_of(shards[:1])[0])
    shuffled = list(shards)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert judged(policy, shards, held) == judged(policy, shuffled, held)


@given(policies, corpora, suppressions)
def test_a_suppression_that_is_over_never_passes(
    policy: Policy, corpus: list[list[Met]], allowances: Allowances
) -> None:
    late = replace(allowances, as_of=date(2026, 6, 2))
    assert judged(policy, reports_of(corpus), late).outcome is Outcome.FAIL
