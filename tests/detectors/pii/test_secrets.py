from functools import cache
from random import Random

import pytest

from made.secrets import MADE
from made.shape import Made
from pii_values import KEY, document_of, pii_rules
from scanner.detectors.pii.structured import StructuredDetector

PAGES = (
    "commit da39a3ee5e6b4b0d3255bfef95601890afd80709 of build 1f3870be274f6c49b3e31a0c6728957f",
    'session 4b1f9c52-7d0e-4c1b-a2c3-0f9e8d7c6b5a, etag W/"5f-OaJ3f1c9Zk0QmX7tYb2"',
    '<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4">',
    '!function(e,t){"use strict";var n=t.password=e.get("password");t.apiKey=n.key||null}(window,document);',
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
    "sk-learn, sk-circle-fade-dot-loader and sk-toggleable__label-arrow-container are names of classes",
    "用户名和密码必须为8-16位字母和数字，密码：请输入密码，验证码：请输入验证码",
    "The password is required. Password: at least 8 characters, one digit. See https://www.corp.cn:8080/@me",
)


@cache
def detector() -> StructuredDetector:
    return StructuredDetector([rule for rule in pii_rules() if rule.id.startswith("secret.")], KEY)


def seen(text: str) -> list[tuple[str, str]]:
    return [(found.rule, text[found.start : found.end]) for found in detector().detect([document_of(text)])]


@pytest.mark.parametrize("text", PAGES)
def test_ours_hashes_identifiers_code_and_advice_hold_no_secret(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.rule)
def test_a_made_secret_is_found_whole_wherever_it_is_said(made: Made) -> None:
    random = Random(made.rule)  # a seed, so that a failure can be seen again
    for sentence in made.said:
        value = made.make(random)
        assert (made.rule, value) in seen(sentence.replace("{}", value))


@pytest.mark.parametrize("made", [made for made in MADE if made.breakable], ids=lambda made: made.rule)
def test_a_secret_with_a_broken_check_is_not_found(made: Made) -> None:
    random = Random(made.rule)  # a seed, so that a failure can be seen again
    for sentence in made.said:
        value = made.make(random)
        broken = value[:-1] + ("a" if value[-1] != "a" else "b")
        assert seen(sentence.replace("{}", broken)) == []
