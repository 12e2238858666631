"""Content-Usage (draft-ietf-aipref-vocab-08, draft-ietf-aipref-attach-05) on RFC 9651 dictionaries."""

import pytest

from rights_pages import standpoint
from scanner.detectors.rights.statements.content_usage import preferences
from scanner.types.rights import Use, Verdict


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("train-ai=n", {"train": "deny"}, id="refused"),
        pytest.param("train-ai=y, search=n", {"train": "allow", "search": "deny"}, id="two uses"),
        pytest.param("ai-use=n", {"ai-input": "deny"}, id="vocab-08 label"),
        pytest.param("train-ai=n;exp=1, search=y", {"train": "deny", "search": "allow"}, id="parameters ignored"),
        pytest.param("train-ai=y,train-ai=n", {"train": "deny"}, id="RFC 9651 §4.2.2: the last of a key counts"),
        pytest.param("train-ai=n, train-ai=y", {"train": "allow"}, id="the last of a key counts, whatever it says"),
        pytest.param("  train-ai=n \t", {"train": "deny"}, id="blanks around"),
        pytest.param("train-ai=n,\t search=y", {"train": "deny", "search": "allow"}, id="RFC 9651 §4.2.2: OWS"),
        pytest.param("other=y, train-ai=n", {"train": "deny"}, id="unknown labels ignored"),
        pytest.param("train-ai", {"train": "unknown"}, id="boolean true is no preference"),
        pytest.param('train-ai="n"', {"train": "unknown"}, id="a string is no token"),
        pytest.param("train-ai=N", {"train": "unknown"}, id="values have a case"),
        pytest.param("train-ai=no", {"train": "unknown"}, id="another token"),
        pytest.param("train-ai=?0", {"train": "unknown"}, id="a boolean is no token"),
        pytest.param("train-ai=(n)", {"train": "unknown"}, id="an inner list is no token"),
        pytest.param("train-ai=1", {"train": "unknown"}, id="a number is no token"),
        pytest.param("", {}, id="an empty dictionary"),
        pytest.param("tdm=n", {"tdm": "unknown"}, id="vocab-01 has no effect"),
        pytest.param("train-genai=n", {"train": "unknown"}, id="vocab-02 has no effect"),
        pytest.param("ai-train=n", {"train": "unknown"}, id="a label of Content-Signal"),
    ],
)
def test_a_dictionary_says(field: str, expected: dict[str, str]) -> None:
    found = preferences(field)
    assert found is not None
    assert {each.use: each.value for each in found} == expected


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("Train-AI=n", id="keys are lower case"),
        pytest.param("train-ai = n", id="no blanks around ="),
        pytest.param("train-ai=n,", id="trailing comma"),
        pytest.param("train-ai=n search=y", id="no comma"),
        pytest.param(",train-ai=n", id="leading comma"),
        pytest.param("train-ai=n; search=y, Other=1", id="one bad member spoils all"),
        pytest.param("train-ai=é", id="outside ASCII"),
        pytest.param("train-ai=中", id="outside Latin-1"),
    ],
)
def test_a_field_with_a_fault_says_nothing(field: str) -> None:
    assert preferences(field) is None
    point = standpoint(headers=[("Content-Usage", field)])
    assert point.verdicts["train"] == "unknown"
    assert [statement.notes for statement in point.statements] == [("malformed",)]


def test_repeated_headers_are_one_dictionary() -> None:
    point = standpoint(headers=[("Content-Usage", "train-ai=n"), ("content-usage", "search=y")])
    assert (point.verdicts["train"], point.verdicts["search"]) == ("reserved", "allow")
    spoilt = standpoint(headers=[("Content-Usage", "train-ai=n"), ("Content-Usage", "Search=y")])
    assert spoilt.verdicts["train"] == "unknown"


@pytest.mark.parametrize(
    ("robots", "use", "expected"),
    [
        pytest.param(b"User-agent: *\nContent-Usage: train-ai=n\n", "train", "reserved", id="without a path"),
        pytest.param(b"User-agent: *\nContent-Usage: / train-ai=n\n", "train", "reserved", id="root"),
        pytest.param(b"User-agent: *\nContent-Usage: /blog/ train-ai=n\n", "train", "unknown", id="another path"),
        pytest.param(
            b"User-agent: *\nContent-Usage: / train-ai=n\nContent-Usage: /news/ train-ai=y\n",
            "train",
            "allow",
            id="longest",
        ),
        pytest.param(
            b"User-agent: *\nContent-Usage: /news/ train-ai=y\nContent-Usage: /news/ train-ai=n\n",
            "train",
            "reserved",
            id="same path: the restrictive one",
        ),
        pytest.param(
            b"User-agent: *\nContent-Usage: / search=n\nContent-Usage: /news/ train-ai=y\n",
            "search",
            "unknown",
            id="a shorter path adds nothing",
        ),
        pytest.param(b"User-agent: *\nContent-Usage: /*.html train-ai=n\n", "train", "reserved", id="wildcard"),
        pytest.param(b"User-agent: *\nContent-Usage: /*.html$ train-ai=n\n", "train", "unknown", id="end"),
        pytest.param(b"User-agent: *\nContent-Usage: /NEWS train-ai=n\n", "train", "unknown", id="paths have a case"),
        pytest.param(b"User-agent: *\ncontent-usage:\t/n%65ws\ttrain-ai=n\n", "train", "reserved", id="escapes, tabs"),
        pytest.param(b"Content-Usage: train-ai=n\n", "train", "unknown", id="in no group"),
        pytest.param(b"User-agent: Other\nContent-Usage: train-ai=n\n", "train", "unknown", id="another agent's group"),
        pytest.param(
            b"User-agent: *\nContent-Usage: train-ai=n\n\nUser-agent: GPTBot\nAllow: /\n",
            "train",
            "unknown",
            id="an agent's own group replaces that of everyone",
        ),
        pytest.param(b"User-agent: GPTBot\nDisallow: /\nContent-Usage: train-ai=y\n", "train", "reserved", id="ban"),
        pytest.param(
            b"User-agent: *\nDisallow: /\nContent-Usage: train-ai=n\n",
            "train",
            "unknown",
            id="not for what is disallowed",
        ),
        pytest.param(b"User-agent: *\nContent-Usage: / train-ai = n\n", "train", "unknown", id="fault"),
        pytest.param(
            b"User-agent: a\nContent-Usage: train-ai=n\nUser-agent: GPTBot\nAllow: /\n",
            "train",
            "unknown",
            id="it is a rule (attach, section 4): the next agent begins a group",
        ),
        pytest.param(
            b"User-agent: a\nUser-agent: GPTBot\nContent-Usage: train-ai=n\n", "train", "reserved", id="stacked agents"
        ),
        pytest.param(
            b"User-agent: GPTBot\nAllow: /a\n\nUser-agent: gptbot\nContent-Usage: train-ai=n\n",
            "train",
            "reserved",
            id="groups of one agent are merged",
        ),
    ],
)
def test_a_rule_of_robots_txt_says(robots: bytes, use: Use, expected: Verdict) -> None:
    assert standpoint(robots=robots, agents=("GPTBot",)).verdicts[use] == expected


def test_between_sources_a_refusal_wins() -> None:
    point = standpoint(headers=[("Content-Usage", "train-ai=y")], robots=b"User-agent: *\nContent-Usage: train-ai=n\n")
    assert point.verdicts["train"] == "reserved"
    assert [(each.use, each.allowing, each.denying) for each in point.contradictions] == [
        ("train", ("header content-usage",), ("robots.txt:2",))
    ]
