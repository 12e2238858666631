"""All structured rules together on labelled Chinese sentences and on look-alikes."""

import pytest

from made.chinese_sentences import MAKERS, Label, labelled, look_alikes
from pii_values import document_of, everything
from scanner.types.finding import Finding

_RULES = {
    "hk-card": ("pii.hk.identity-card", "pii.hk.identity-card-bracketed"),
    "mo-card": ("pii.mo.identity-card",),
    "tw-national-id": ("pii.tw.national-id",),
    "tw-certificate": ("pii.tw.resident-certificate",),
    "tw-address": ("pii.tw.address",),
    "hk-address": ("pii.hk.address",),
    "landline": ("pii.phone.national", "pii.phone.international"),
    "email": ("pii.email",),
}
"""Kinds of which the rule is not `pii.cn.<kind>`."""
_LEAST_OVERLAP = 0.8


def findings(text: str) -> list[Finding]:
    return list(everything().detect([document_of(text, "zh")]))


def is_met(label: Label, found: Finding) -> bool:
    kind, start, end = label
    shared = min(end, found.end) - max(start, found.start)
    whole = max(end, found.end) - min(start, found.start)
    return found.rule in _RULES.get(kind, (f"pii.cn.{kind}",)) and shared / whole >= _LEAST_OVERLAP


def test_ours_labelled_chinese_sentences_reach_an_f1_of_95_in_100() -> None:
    right = wanted = reported = 0
    for text, labels in labelled(seed=20260101, count=2000):
        found = findings(text)
        right += sum(any(is_met(label, one) for one in found) for label in labels)
        wanted += len(labels)
        reported += len(found)
    assert 2 * right / (wanted + reported) >= 0.95


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_ours_no_kind_is_missed_in_more_than_one_sentence_of_ten(kind: str) -> None:
    right = wanted = 0
    for text, labels in labelled(seed=7, count=1000):
        of_kind = [label for label in labels if label[0] == kind]
        found = findings(text) if of_kind else []
        right += sum(any(is_met(label, one) for one in found) for label in of_kind)
        wanted += len(of_kind)
    assert wanted >= 3
    assert right >= 0.9 * wanted


def test_ours_at_most_one_look_alike_in_fifty_is_reported() -> None:
    texts = look_alikes(seed=20260101, count=1600)
    assert sum(bool(findings(text)) for text in texts) <= len(texts) / 50
