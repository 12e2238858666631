"""What the source register says among statements: it decides, and what it sets aside is told."""

import pytest

from scanner.detectors.rights.statements.combine import combined
from scanner.types.rights import Contradiction, RightsStatement, Use, Value

NOAI = RightsStatement("meta-robots", "train", "deny", "page", "meta robots", "noai", "convention")
YES = RightsStatement("content-signal", "train", "allow", "site", "robots.txt:2", "ai-train=yes", "convention")
FOR_ONE = RightsStatement("robots", "train", "deny", "site", "robots.txt:9", "Disallow", "standard", agents=("GPTBot",))


def agreed(value: Value, use: Use = "train") -> RightsStatement:
    return RightsStatement(
        "register", use, value, "register", "sources.yaml: press", "P-1", "agreement", scope="source"
    )


def test_without_a_register_nothing_is_told_of_it() -> None:
    point = combined([NOAI], ())
    assert (point.verdicts["train"], point.published, point.contradictions) == ("reserved", {}, ())


@pytest.mark.parametrize("published", [NOAI, FOR_ONE], ids=["everyone", "one-agent"])
def test_a_grant_decides_and_contradicts_a_reservation(published: RightsStatement) -> None:
    point = combined([published], (), [agreed("allow")])
    assert point.verdicts["train"] == "allow"
    assert point.published == {"train": "reserved"}
    assert point.contradictions == (Contradiction("train", ("sources.yaml: press",), (published.place,)),)
    assert point.statements == (published, agreed("allow"))


def test_a_denial_decides_and_is_stricter_without_contradiction() -> None:
    point = combined([YES], (), [agreed("deny")])
    assert (point.verdicts["train"], point.published, point.contradictions) == ("reserved", {"train": "allow"}, ())


def test_a_condition_decides_and_contradicts_nothing() -> None:
    point = combined([NOAI], (), [agreed("conditional")])
    assert (point.verdicts["train"], point.contradictions) == ("conditional", ())


def test_contradictions_of_the_source_with_itself_stay() -> None:
    point = combined([NOAI, YES], (), [agreed("deny")])
    assert point.contradictions == (Contradiction("train", ("robots.txt:2",), ("meta robots",)),)


def test_other_uses_are_as_published() -> None:
    point = combined([NOAI], (), [agreed("allow", "search")])
    assert (point.verdicts["train"], point.verdicts["search"]) == ("reserved", "allow")
    assert point.published == {"search": "unknown"}
