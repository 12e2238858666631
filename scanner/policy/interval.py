"""Counts → one-sided 95 % upper bounds on the share or rate behind them, exact at any sample size.

They answer what the counts allow to be claimed where the documents read stand for more of their kind. scipy.special
loads on the first call: naming a policy costs nothing.
"""

import math
from typing import Final

_CONFIDENCE: Final = 0.95


def share_upper_bound_95(documents_met: int, documents: int) -> float:
    """Return the Clopper-Pearson bound on the share of documents that hold a finding, 0 to 1.

    Of no documents nothing is known: 1.0.
    """
    from scipy.special import betaincinv  # noqa: PLC0415  # see the module's docstring

    if documents_met >= documents:
        return 1.0
    return float(betaincinv(documents_met + 1, documents - documents_met, _CONFIDENCE))


def rate_upper_bound_95(findings: int, documents: int) -> float:
    """Return the exact Poisson bound on findings per document, which may exceed 1.

    Findings are taken to fall independently; where a few documents hold most of them the bound is too low.
    Of no documents nothing is known: infinity.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415  # see the module's docstring

    if documents <= 0:
        return math.inf
    # Half the 95 % quantile of chi-square with 2 (k + 1) degrees of freedom (Garwood 1936).
    return float(gammaincinv(findings + 1, _CONFIDENCE)) / documents
