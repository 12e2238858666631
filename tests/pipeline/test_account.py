"""Every record is counted once, and a shard's state follows from what happened to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.pipeline.account import MAX_FAULTS, Account, unscanned
from scanner.types.document import (
    Closed,
    Compression,
    Damaged,
    Document,
    Failed,
    FailReason,
    Format,
    Opened,
    ReadEvent,
    Shard,
    SiteFile,
    SiteFileKind,
    Skipped,
    SkipReason,
    TextField,
)

SHARD = Shard("a.warc", "a.warc", 1000)
OPENED = Opened(Format.WARC, Compression.GZIP)
DOCUMENT = Document("record:0", (TextField("text", "好的"),))
SITE_FILE = SiteFile(SiteFileKind.ROBOTS, "record:1", "https://a.net", 200, "text/plain", b"", None)
FAILED = Failed("record:2", FailReason.MALFORMED_RECORD, "no Content-Length")
SKIPPED = Skipped("record:3", SkipReason.TOO_LARGE)
EVENTS = st.lists(
    st.one_of(
        st.just(DOCUMENT),
        st.just(Document("record:9", (TextField("text", "clip"),), clipped=True)),
        st.just(SITE_FILE),
        st.just(FAILED),
        st.builds(Skipped, st.just("record:3"), st.sampled_from(SkipReason)),
    )
)


def account_of(*events: ReadEvent) -> Account:
    account = Account(SHARD)
    for event in (OPENED, *events, Closed(1000, "ab")):
        account.take(event)
    return account


@given(EVENTS)
def test_documents_site_files_skipped_and_failed_add_up_to_records(events: list[ReadEvent]) -> None:
    coverage = account_of(*events).coverage()
    assert coverage.records == len(events)
    parts = coverage.documents + coverage.site_files + sum(coverage.skipped.values()) + sum(coverage.failed.values())
    assert parts == coverage.records
    assert coverage.lost_records <= coverage.records


@pytest.mark.parametrize(
    ("events", "status"),
    [
        pytest.param((DOCUMENT,), "read", id="read"),
        pytest.param((DOCUMENT, FAILED), "read", id="a-failed-record-does-not-damage-the-shard"),
        pytest.param((DOCUMENT, Damaged(FailReason.TRUNCATED, "cut")), "damaged", id="read-up-to-a-fault"),
        pytest.param((SITE_FILE, Damaged(FailReason.TRUNCATED, "cut")), "damaged", id="site-files-are-content"),
        pytest.param((Damaged(FailReason.UNKNOWN_FORMAT, "?"),), "failed", id="nothing-read"),
        pytest.param((FAILED, Damaged(FailReason.CORRUPT, "?")), "failed", id="only-failures"),
        pytest.param((FAILED,) * 3, "failed", id="broken-records-alone-are-no-shard-that-was-read"),
        pytest.param((FAILED, SKIPPED), "failed", id="broken-records-beside-some-set-aside"),
        pytest.param((FAILED, SITE_FILE), "read", id="a-site-file-was-looked-at"),
        pytest.param((SKIPPED,), "read", id="records-set-aside-alone"),
    ],
)
def test_the_state_of_a_shard_follows_from_what_was_read(events: tuple[ReadEvent, ...], status: str) -> None:
    assert account_of(*events).facts().status == status


def test_an_empty_file_is_empty_and_not_failed() -> None:
    account = Account(Shard("a", "a", 0))
    account.take(Opened(Format.EMPTY, Compression.NONE))
    account.take(Closed(0, "e3"))
    assert account.facts().status == "empty"


def test_the_damage_comes_first_among_the_faults_and_their_number_is_bounded() -> None:
    facts = account_of(*[FAILED] * 50, Damaged(FailReason.TRUNCATED, "cut", "record:77")).facts()
    assert facts.faults[0].reason == "truncated"
    assert len(facts.faults) == MAX_FAULTS


def test_a_cut_record_is_one_failed_record() -> None:
    coverage = account_of(DOCUMENT, Damaged(FailReason.TRUNCATED, "cut", "record:1")).coverage()
    assert (coverage.records, coverage.failed, coverage.lost_records) == (2, {"truncated": 1}, 1)


def test_characters_are_code_points() -> None:
    assert account_of(DOCUMENT).coverage().characters == 2


def test_a_shard_nobody_could_scan_is_failed_with_its_bytes_unread() -> None:
    account = unscanned(SHARD, FailReason.WORKER_DIED, "ended by SIGKILL")
    assert account.facts().status == "failed"
    assert account.facts().faults[0].detail == "ended by SIGKILL"
    assert (account.coverage().bytes_total, account.coverage().bytes_read) == (1000, 0)


@pytest.mark.parametrize(
    ("events", "detail"),
    [
        pytest.param((FAILED,), "its only record could not be read", id="one"),
        pytest.param((FAILED,) * 1200, "none of its 1,200 records could be read", id="many"),
        pytest.param(
            (FAILED, SKIPPED, SKIPPED),
            "1 of its 3 records could not be read, the others were set aside",
            id="beside-some-set-aside",
        ),
    ],
)
def test_a_shard_of_broken_records_alone_says_so_before_any_of_them(events: tuple[ReadEvent, ...], detail: str) -> None:
    facts = account_of(*events).facts()
    assert (facts.faults[0].record, facts.faults[0].reason, facts.faults[0].detail) == (
        None,
        "malformed_record",
        detail,
    )
    assert len(facts.faults) == min(MAX_FAULTS, 1 + events.count(FAILED))


def test_what_workers_died_over_is_written_out_however_many_other_faults_stand_before_it() -> None:
    poison = Failed("record:99", FailReason.POISON, "it was killed")
    facts = account_of(*[FAILED] * 50, poison, DOCUMENT).facts()
    assert [fault.reason for fault in facts.faults] == ["poison", *["malformed_record"] * (MAX_FAULTS - 1)]
