import pytest

from pii_values import KEY
from scanner.detectors.pii import prefilter
from scanner.detectors.pii.database import HYPERSCAN
from scanner.detectors.pii.structured import StructuredDetector
from scanner.ruleset.load import load_rules, shipped_rules


def test_all_shipped_expressions_compile_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # One that does not would send a worker to try each of thousands alone: half a minute instead of five seconds.
    compiled = prefilter._compiled_or_none  # how often it is asked is what this is about
    asked: list[int] = []

    def counted(*given: object) -> object:
        asked.append(1)
        return compiled(*given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(prefilter, "_compiled_or_none", counted)
    prefilter.prefilter_of.cache_clear()
    StructuredDetector(load_rules([shipped_rules()]).rules, KEY)
    assert len(asked) == (HYPERSCAN is not None)
