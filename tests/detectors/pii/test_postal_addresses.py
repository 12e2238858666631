"""All structured rules together on invented postal addresses and on sentences that look like some."""

from random import Random

import pytest

from made.postal_addresses import SAID, addressed
from made.postal_look_alikes import look_alikes
from pii_values import document_of, everything

COUNT = 400
_LEAST_OVERLAP = 0.8


def spans_found(country: str, text: str) -> list[tuple[int, int]]:
    rule = f"pii.{country}.postal-address"
    return [(found.start, found.end) for found in everything().detect([document_of(text)]) if found.rule == rule]


def is_met(start: int, end: int, found: tuple[int, int]) -> bool:
    shared = min(end, found[1]) - max(start, found[0])
    return shared / (max(end, found[1]) - min(start, found[0])) >= _LEAST_OVERLAP


@pytest.mark.parametrize("country", sorted(SAID))
def test_ours_of_twenty_invented_addresses_at_most_one_is_missed(country: str) -> None:
    right = 0
    for text, address in addressed(country, Random(country), COUNT):
        start = text.index(address)
        right += any(is_met(start, start + len(address), found) for found in spans_found(country, text))
    assert right >= 0.95 * COUNT


@pytest.mark.parametrize("country", sorted(SAID))
def test_ours_at_most_one_look_alike_in_fifty_is_reported(country: str) -> None:
    texts = look_alikes(country, Random(country), COUNT)
    assert sum(bool(spans_found(country, text)) for text in texts) <= COUNT / 50


@pytest.mark.parametrize("country", sorted(SAID))
def test_addresses_and_look_alikes_give_the_same_findings_with_and_without_the_database(country: str) -> None:
    random = Random(country)
    texts = [text for text, _ in addressed(country, random, 20)] + look_alikes(country, random, 20)
    for text in ("\n".join(texts), "".join(texts), *texts):
        batch = [document_of(text)]
        assert sorted(everything().detect(batch)) == sorted(everything(None).detect(batch))
