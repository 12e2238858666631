import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pii_values import (
    KEY,
    account,
    accounts,
    addresses,
    bank_cards,
    card,
    cards,
    credit_code,
    credit_codes,
    document_of,
    emails,
    everything,
    made_rule,
    mobiles,
    resident_id,
    resident_ids,
    spans_of,
    values,
)
from scanner.detectors.pii.structured import StructuredDetector
from scanner.types.document import Document, TextField
from scanner.types.rule import PatternMatch

planted = st.one_of(
    st.tuples(st.just("pii.email"), emails),
    st.tuples(st.just("pii.ipv4"), addresses),
    st.tuples(st.just("pii.iban"), accounts),
    st.tuples(st.just("pii.payment-card"), cards),
    st.tuples(st.just("pii.cn.bank-card"), bank_cards),
    st.tuples(st.just("pii.cn.resident-id"), resident_ids),
    st.tuples(st.just("pii.cn.mobile"), mobiles),
    st.tuples(st.just("pii.cn.social-credit-code"), credit_codes),
    st.tuples(st.just("pii.phone.international"), st.just("+49 30 1234567")),
    st.tuples(st.just("pii.phone.national"), st.just("0571-87654321")),
)
surroundings = st.text("中文字符联系的 \n，。🙂👩‍💻é\u0301\u0300ßあ가abc", max_size=60)
before = st.sampled_from([" ", "：", "（", "，", "\n", "电话", "🙂", "é\u0301 ", "的"])
after = st.sampled_from([" ", "。", "）", "，", "\n", "联系", "👩‍💻", "", "的"])


@settings(deadline=None)  # the first call builds and loads
@given(surroundings, before, planted, after, surroundings)
def test_the_span_is_exactly_the_planted_value(
    head: str, left: str, place: tuple[str, str], right: str, tail: str
) -> None:
    rule, value = place
    text = head + left + value + right + (tail if right else "")
    findings = [finding for finding in everything().detect([document_of(text, "zh")]) if finding.rule == rule]
    assert values(findings, text) == [value]
    assert findings[0].start == len(head + left)


pieces = st.one_of(
    st.text("0123456789 -./()+@:", max_size=12),
    st.text("０１２３８９　＋－（）＠Ｘ", max_size=8),
    st.text("abcdeXT中电话编号🙂\u0301\n", max_size=8),
    st.text(max_size=5),
    st.just("\ud800"),
    planted.map(lambda place: place[1]),
    st.sampled_from(
        ["Tel. ", "SSN ", "%20", "400-810-", "mailto:", "2a00:1398:5:f100::7", "版本", "订单号", resident_id()]
    ),
)


@settings(deadline=None)  # the first call builds and loads
@given(st.lists(pieces, max_size=12).map("".join), st.sampled_from([None, "zh", "de", "en"]))
def test_findings_are_the_same_with_and_without_the_database(text: str, language: str | None) -> None:
    batch = [document_of(text, language)]
    assert sorted(everything().detect(batch)) == sorted(everything(None).detect(batch))


@settings(deadline=None)  # the first call builds and loads
@given(st.lists(pieces, max_size=12).map("".join))
def test_spans_lie_inside_the_text_and_overlap_no_other(text: str) -> None:
    findings = sorted(everything().detect([document_of(text, "zh")]), key=lambda finding: finding.start)
    for one in findings:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 < one.confidence <= 1
    for one, other in pairwise(findings):
        assert one.end <= other.start


def test_a_refused_candidate_does_not_swallow_the_beginning_of_a_right_one() -> None:
    rule = made_rule(PatternMatch("pattern", "(?P<value>[0-9]{8}-[0-9]{2}|[0-9]{11})", validator="cn-mobile"))
    text = "138001380-1380013800013"
    (finding,) = StructuredDetector([rule], KEY).detect([document_of(text)])
    assert text[finding.start : finding.end] == "13800138000"


def test_each_field_has_its_own_offsets() -> None:
    document = Document("row:3", (TextField("question", "x" * 50), TextField("answer", "an anna@kontor.de")))
    (finding,) = everything().detect([document])
    assert (finding.document, finding.field, finding.start, finding.end) == ("row:3", "answer", 3, 17)


def test_one_value_written_in_two_ways_has_one_tag() -> None:
    texts = ["电话13800138000。", "+86 138-0013-8000", "１３８００１３８０００"]
    tags = {finding.value_tag for text in texts for finding in everything().detect([document_of(text, "zh")])}
    assert len(tags) == 1
    phones = ["+49 30 1234567", "0049 (0)30 / 1234567", "Tel. 030-1234567"]
    tags = {finding.value_tag for text in phones for finding in everything().detect([document_of(text, "de")])}
    assert len(tags) == 1


def test_one_number_is_one_finding_of_the_most_specific_rule() -> None:
    cases = {
        "手机+86 138 0013 8000": "pii.cn.mobile",
        "13800138000@mailhost.cn": "pii.email",
        f"卡号{card('620012345678901')}": "pii.cn.bank-card",
        f"card {card('400012345678901')}": "pii.payment-card",
        f"IBAN {account('DE', '620012345678901230')}": "pii.iban",
        f"{resident_id('620102', '19770101')}": "pii.cn.resident-id",
        f"代码{credit_code('92330106')}": "pii.cn.sole-trader-code",
    }
    for text, rule in cases.items():
        assert [finding.rule for finding in everything().detect([document_of(text, "zh")])] == [rule], text


def test_nothing_in_a_finding_or_an_error_shows_the_value() -> None:
    (finding,) = everything().detect([document_of("write to anna@kontor.de")])
    assert "anna" not in repr(finding)
    assert "kontor" not in repr(finding)


def test_a_spawned_worker_can_build_the_detector_and_finds_the_same() -> None:
    text = "邮箱anna@kontor.de，电话13800138000"
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as workers:
        assert (
            workers.submit(spans_of, text).result(timeout=60)
            == spans_of(text)
            == [("pii.cn.mobile", 19), ("pii.email", 2)]
        )
