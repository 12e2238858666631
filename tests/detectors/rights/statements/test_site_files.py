"""Content-Signal, TDMRep, trust.txt, ai.txt, and robots.txt as a statement on access and training."""

import pytest

from rights_pages import Given, head, standpoint
from scanner.types.rights import Use, Verdict

SIGNALS = b"User-Agent: *\nContent-Signal: search=yes, ai-input=no, ai-train=no, use=reference\nAllow: /\n"


def test_content_signals_speak_of_three_uses() -> None:
    point = standpoint(robots=SIGNALS)
    assert point.verdicts == {
        "train": "reserved",
        "tdm": "unknown",
        "ai-input": "reserved",
        "search": "allow",
        "access": "allow",
    }
    assert {each.place for each in point.statements} == {"robots.txt:2", "robots.txt:3"}


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        pytest.param(b"User-agent: *\nContent-Signal: search=yes\n", "unknown", id="what is not named is not said"),
        pytest.param(b"User-agent: *\nContent-signal:ai-train=yes\n", "allow", id="label without case"),
        pytest.param(b"User-agent: *\nContent-Signal: AI-Train = NO\n", "reserved", id="ours: case and blanks"),
        pytest.param(b"User-agent: *\nContent-Signal: ai-train=maybe\n", "unknown", id="another value"),
        pytest.param(b"User-agent: *\nContent-Signal: ai-train\n", "unknown", id="no value"),
        pytest.param(b"User-agent: *\nContent-Signal: train-ai=n\n", "unknown", id="a label of Content-Usage"),
        pytest.param(b"User-agent: Bing\nContent-Signal: ai-train=no\n", "unknown", id="another agent's group"),
        pytest.param(
            b"User-agent: *\nContent-Signal: ai-train=yes\nContent-Signal: ai-train=no\n", "reserved", id="ours: both"
        ),
        pytest.param(b"User-agent: *\nContent-Signal: ai-train=no # ours\n", "reserved", id="comment"),
    ],
)
def test_content_signals_stand_in_groups(robots: bytes, expected: Verdict) -> None:
    assert standpoint(robots=robots).verdicts["train"] == expected


def test_a_signal_between_agents_names_is_for_all_of_them() -> None:
    robots = b"User-agent: *\nContent-Signal: ai-train=no\nUser-agent: GPTBot\nDisallow: /x\n"
    assert standpoint(robots=robots, agents=("GPTBot",)).verdicts["train"] == "reserved"
    assert standpoint(robots=robots, agents=("CCBot",)).verdicts["train"] == "reserved"


def test_a_content_signal_header_speaks_of_its_page() -> None:
    point = standpoint(headers=[("Content-Signal", "ai-train=yes, search=no")])
    assert (point.verdicts["train"], point.verdicts["search"]) == ("allow", "reserved")
    assert {each.said_by for each in point.statements} == {"page"}


@pytest.mark.parametrize(
    ("robots", "agents", "access", "train"),
    [
        pytest.param(b"User-agent: GPTBot\nDisallow: /\n", ("GPTBot",), "reserved", "reserved", id="its own group"),
        pytest.param(b"User-agent: *\nDisallow: /\n", ("GPTBot",), "reserved", "unknown", id="everyone's group"),
        pytest.param(b"User-agent: Googlebot\nDisallow: /\n", ("Googlebot",), "reserved", "unknown", id="search"),
        pytest.param(b"User-agent: GPTBot\nDisallow: /b\n", ("GPTBot",), "allow", "unknown", id="another path"),
        pytest.param(b"", ("GPTBot",), "allow", "unknown", id="an empty file"),
        pytest.param(b"<html><body>404</body></html>", ("GPTBot",), "allow", "unknown", id="a page is no robots.txt"),
    ],
)
def test_a_ban_that_names_a_training_crawler_is_one_on_training(
    robots: bytes, agents: tuple[str, ...], access: Verdict, train: Verdict
) -> None:
    verdicts = standpoint(robots=robots, agents=agents).verdicts
    assert (verdicts["access"], verdicts["train"]) == (access, train)


def test_to_tell_two_agents_two_things_is_no_contradiction() -> None:
    point = standpoint(robots=b"User-agent: GPTBot\nDisallow: /\n", agents=("GPTBot", "CCBot"))
    assert point.contradictions == ()
    assert [each.agents for each in point.statements if each.use == "access"] == [("GPTBot",), ("CCBot",)]


@pytest.mark.parametrize(
    ("given", "tdm"),
    [
        pytest.param({"tdm": b'[{"location": "/news/*", "tdm-reservation": 1}]'}, "reserved", id="site's file"),
        pytest.param({"tdm": b'[{"location": "/blog/*", "tdm-reservation": 1}]'}, "unknown", id="another location"),
        pytest.param(
            {"tdm": b'[{"location": "/news", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'},
            "allow",
            id="the first rule that matches",
        ),
        pytest.param({"tdm": b'[{"location": "/", "tdm-reservation": "1"}]'}, "unknown", id="a text is no number"),
        pytest.param(
            {"tdm": b'[{"location": "/", "tdm-reservation": 1}]', "headers": [("tdm-reservation", "0")]},
            "allow",
            id="the header before the site's file",
        ),
        pytest.param(
            {"headers": [("tdm-reservation", "0")], "html": head('<meta name="tdm-reservation" content="1">')},
            "reserved",
            id="HTML before the header",
        ),
        pytest.param({"headers": [("tdm-reservation", "yes")]}, "unknown", id="another value is none"),
    ],
)
def test_tdmrep_says(given: Given, tdm: Verdict) -> None:
    verdicts = standpoint(**given).verdicts
    assert verdicts["tdm"] == verdicts["train"] == tdm  # training is mining


def test_a_policy_goes_with_a_reservation_only() -> None:
    rules = b'[{"location": "/", "tdm-reservation": %d, "tdm-policy": "https://press.example/tdm.json"}]'
    (reserved,) = standpoint(tdm=rules % 1).statements
    assert (reserved.target, reserved.notes) == ("https://press.example/tdm.json", ("policy",))
    (allowed,) = standpoint(tdm=rules % 0).statements
    assert allowed.target == ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"datatrainingallowed=no\n", "reserved"),
        (b"# trust\r\nmember=https://a.example/\r\nDataTrainingAllowed = YES # we do\r\n", "allow"),
        (b"datatrainingallowed=yes\ndatatrainingallowed=no\n", "reserved"),
        (b"datatrainingallowed=perhaps\n", "unknown"),
        (b"member=https://a.example/\n", "unknown"),
        (b"<html>datatrainingallowed=no</html>", "unknown"),
    ],
)
def test_trust_txt_says(body: bytes, expected: Verdict) -> None:
    assert standpoint(trust=body).verdicts["train"] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            b"# Spawning AI\nUser-Agent: *\nDisallow: *.txt\nDisallow: /*.jpg\n", "unknown", id="other endings"
        ),
        pytest.param(b"User-Agent: *\nDisallow: /*.html\n", "reserved", id="its own ending"),
        pytest.param(b"User-Agent: *\nDisallow: /\nAllow: /*.html\n", "allow", id="allowed ending"),
        pytest.param(b"User-Agent: *\nDisallow: /\n", "reserved", id="everything"),
        pytest.param(b"# We like AI\nTraining is fine.\n", "unknown", id="another format of that name"),
    ],
)
def test_ai_txt_says(body: bytes, expected: Verdict) -> None:
    assert standpoint(ai=body).verdicts["train"] == expected


def test_what_was_not_captured_was_not_observed() -> None:
    point = standpoint()
    assert set(point.verdicts.values()) == {"unknown"}
    assert set(point.not_observed) >= {"x-robots-tag", "content-usage", "meta-robots", "robots.txt", "tdmrep.json"}
    assert "robots.txt" not in standpoint(robots=b"").not_observed
    assert standpoint(headers=[], html="", robots=b"", tdm=b"[]", trust=b"", ai=b"").not_observed == ()


def test_without_an_address_no_site_speaks() -> None:
    point = standpoint(robots=b"User-agent: *\nDisallow: /\n", url=None)
    assert point.statements == ()
    assert "robots.txt" in point.not_observed


@pytest.mark.parametrize("use", ["train", "ai-input", "search"])
def test_llms_txt_and_silence_allow_nothing(use: Use) -> None:
    assert standpoint(headers=[], html=head(""), robots=b"User-agent: *\nAllow: /\n").verdicts[use] == "unknown"
