"""Upper bounds against published values, against their definitions, and in the order they must keep."""

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.policy.interval import rate_upper_bound_95, share_upper_bound_95


@pytest.mark.parametrize(
    ("documents", "share"),
    [(299, 0.01), (2_995, 0.001), (29_956, 0.0001), (299_572, 0.00001)],
    ids=["1 %", "0.1 %", "0.01 %", "0.001 %"],
)
def test_rule_of_three_the_least_number_of_clean_documents_that_proves_a_share(documents: int, share: float) -> None:
    assert share_upper_bound_95(0, documents) < share
    assert share_upper_bound_95(0, documents - 1) >= share


@pytest.mark.parametrize(
    ("met", "documents", "share"),
    [
        pytest.param(139, 4_000, 0.04, id="manual plan: 96 % is assured up to 139 failures"),
        pytest.param(65, 4_000, 0.02, id="manual plan: 98 % is assured up to 65 failures"),
        pytest.param(1_926, 100_000, 0.02, id="technical plan: 98 % is assured up to 1,926 failures"),
    ],
)
def test_sampling_plans_of_tc260_003_the_most_failures_that_assure_the_rate(
    met: int, documents: int, share: float
) -> None:
    assert share_upper_bound_95(met, documents) <= share < share_upper_bound_95(met + 1, documents)


@given(st.integers(1, 300), st.data())
def test_clopper_pearson_at_the_bound_so_few_findings_have_a_chance_of_5_percent(
    documents: int, data: st.DataObject
) -> None:
    met = data.draw(st.integers(0, documents - 1))
    bound = share_upper_bound_95(met, documents)
    chance = sum(math.comb(documents, k) * bound**k * (1 - bound) ** (documents - k) for k in range(met + 1))
    assert chance == pytest.approx(0.05, rel=1e-6)


@pytest.mark.parametrize(
    ("findings", "bound"),
    [(0, 2.996), (1, 4.744), (2, 6.296), (5, 10.513), (10, 16.962), (100, 118.079)],
)
def test_garwood_1936_upper_limits_of_a_poisson_count(findings: int, bound: float) -> None:
    assert rate_upper_bound_95(findings, 1) == pytest.approx(bound, abs=0.001)
    assert rate_upper_bound_95(findings, 1_000) == pytest.approx(bound / 1_000, abs=1e-6)


def test_findings_may_exceed_documents() -> None:
    assert rate_upper_bound_95(400, 100) == pytest.approx(4.35, abs=0.01)


@given(st.integers(0, 10**6), st.integers(1, 10**9))
def test_a_bound_lies_above_what_was_measured(findings: int, documents: int) -> None:
    assert rate_upper_bound_95(findings, documents) > findings / documents
    met = min(findings, documents)
    assert met / documents <= share_upper_bound_95(met, documents) <= 1
    rounding = 1 + 1e-12  # at a billion documents one more changes less than the last digits
    assert share_upper_bound_95(met, documents + 1) <= share_upper_bound_95(met, documents) * rounding


def test_of_no_documents_nothing_is_known() -> None:
    assert share_upper_bound_95(0, 0) == 1.0
    assert rate_upper_bound_95(0, 0) == math.inf


def test_all_documents_met_bound_nothing() -> None:
    assert share_upper_bound_95(7, 7) == 1.0


def test_reading_a_policy_does_not_load_scipy() -> None:
    code = "import sys, scanner.policy.judge; print('scipy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
