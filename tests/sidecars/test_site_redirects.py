"""Redirects between captures are followed within the store, and captures of one moment have an order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from scanner.sidecars.sites import SiteStore
from scanner.sidecars.tables import SITES, TableWriter, keep_site_file
from scanner.types.document import SiteFile, SiteFileKind

NOON = datetime(2024, 5, 18, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FROM, TO = "http://harbour-lane.net", "https://www.harbour-lane.net"


class Capture(NamedTuple):
    authority: str
    status: int = 200
    location: str | None = None
    moment: datetime = NOON
    record: int = 0
    kind: str = "robots"


def asked(folder: Path, *captures: Capture, kind: SiteFileKind = SiteFileKind.ROBOTS) -> tuple[str, int, str]:
    """Return authority, status and record of what governs a page of `FROM`, fetched at noon."""
    with TableWriter(folder / "sites.parquet", SITES) as table:
        for one in captures:
            body = one.authority.encode()
            name = f"record:{one.record}"
            kept = SiteFileKind(one.kind)
            file = SiteFile(kept, name, one.authority, one.status, "text/plain", body, one.moment, one.location)
            keep_site_file(table, file)
    store = SiteStore.build(folder / "sites.sqlite", [("shard", folder / "sites.parquet")])
    number = store.last_before(FROM, kind, NOON)
    assert number is not None
    file = store.load(number)
    store.close()
    return file.authority, file.status, file.record


def redirect(source: str, target: str, status: int = 301, moment: datetime = NOON) -> Capture:
    return Capture(source, status, f"{target}/robots.txt", moment)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_rfc9309_2_3_1_2_the_rules_of_the_target_hold_for_the_authority_that_was_asked(
    tmp_path: Path, status: int
) -> None:
    assert asked(tmp_path, redirect(FROM, TO, status), Capture(TO, record=7)) == (TO, 200, "record:7")


@pytest.mark.parametrize("status", [404, 503])
def test_rfc9309_2_3_1_the_status_of_the_target_counts(tmp_path: Path, status: int) -> None:
    assert asked(tmp_path, redirect(FROM, TO), Capture(TO, status))[:2] == (TO, status)


@pytest.mark.parametrize(
    ("others", "governing"),
    [
        pytest.param((), FROM, id="no capture of the target"),
        pytest.param((Capture(TO, moment=NOON - 9 * DAY),), TO, id="an old capture of the target"),
        pytest.param((Capture(TO, moment=NOON + DAY),), TO, id="a day behind the redirect"),
        pytest.param((Capture(TO, moment=NOON + DAY + timedelta(microseconds=1)),), FROM, id="more than a day"),
        pytest.param((Capture(TO, kind="tdmrep"),), FROM, id="another file of the target"),
        pytest.param((redirect(TO, FROM),), FROM, id="a circle"),
        pytest.param((redirect(TO, "https://c.net"), Capture("https://c.net")), "https://c.net", id="two redirects"),
    ],
)
def test_ours_which_target_counts(tmp_path: Path, others: tuple[Capture, ...], governing: str) -> None:
    assert asked(tmp_path, redirect(FROM, TO), *others)[0] == governing


@pytest.mark.parametrize(
    "location",
    [
        pytest.param(None, id="nowhere"),
        pytest.param(f"{TO}/", id="front page"),
        pytest.param(f"{TO}/en/robots.txt", id="another path"),
        pytest.param(f"{TO}/robots.txt?x=1", id="a query"),
        pytest.param(f"{TO}/.well-known/tdmrep.json", id="a file of another kind"),
    ],
)
def test_ours_only_the_same_file_of_another_site_is_followed(tmp_path: Path, location: str | None) -> None:
    assert asked(tmp_path, Capture(FROM, 301, location), Capture(TO))[:2] == (FROM, 301)


@pytest.mark.parametrize("status", [200, 300, 304, 404])
def test_what_is_no_redirect_is_not_followed(tmp_path: Path, status: int) -> None:
    assert asked(tmp_path, redirect(FROM, TO, status), Capture(TO))[:2] == (FROM, status)


@pytest.mark.parametrize(("steps", "followed"), [(5, True), (6, False)])
def test_rfc9309_2_3_1_2_five_redirects_are_followed(tmp_path: Path, steps: int, followed: bool) -> None:  # noqa: FBT001  # a parametrised value
    chain = [FROM, *(f"https://{number}.net" for number in range(steps))]
    captures = [redirect(source, target) for source, target in pairwise(chain)]
    assert asked(tmp_path, *captures, Capture(chain[-1]))[0] == (chain[-1] if followed else FROM)


def test_tdmrep_is_followed_to_its_own_path(tmp_path: Path) -> None:
    captures = (Capture(FROM, 301, f"{TO}/.well-known/tdmrep.json", kind="tdmrep"), Capture(TO, kind="tdmrep"))
    assert asked(tmp_path, *captures, kind=SiteFileKind.TDMREP)[0] == TO


def test_the_nearest_capture_before_the_page_wins_over_one_behind_it(tmp_path: Path) -> None:
    captures = (
        Capture(TO, moment=NOON + timedelta(hours=1), record=3),
        Capture(TO, moment=NOON - timedelta(hours=1), record=2),
        Capture(TO, moment=NOON - timedelta(hours=2), record=1),
    )
    assert asked(tmp_path, redirect(FROM, TO), *captures)[2] == "record:2"


@pytest.mark.parametrize("records", [(9, 10), (10, 9), (2, 100), (0, 1)], ids=str)
def test_of_captures_of_one_moment_the_later_record_wins_by_number(tmp_path: Path, records: tuple[int, int]) -> None:
    captures = (Capture(FROM, record=record) for record in records)
    assert asked(tmp_path, *captures)[2] == f"record:{max(records)}"
