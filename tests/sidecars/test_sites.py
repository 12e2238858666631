"""A page is paired with the last capture of its site's file before it, from whatever shard."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.sidecars.sites import SiteStore
from scanner.sidecars.tables import SITES, TableWriter, keep_site_file
from scanner.types.document import SiteFile, SiteFileKind

NOON = datetime(2024, 5, 18, 12, tzinfo=UTC)
SITE = "https://harbour-lane.net"


def store_of(folder: Path, *captures: tuple[str, datetime | None]) -> SiteStore:
    """Return a store over captures (body, moment), each in a shard of its own."""
    tables = []
    for number, (body, moment) in enumerate(captures):
        path = folder / f"{number}.parquet"
        with TableWriter(path, SITES) as table:
            file = SiteFile(SiteFileKind.ROBOTS, "record:0", SITE, 200, "text/plain", body.encode(), moment)
            keep_site_file(table, file)
        tables.append((f"shard-{number}", path))
    return SiteStore.build(folder / "sites.sqlite", tables)


def body_before(store: SiteStore, moment: datetime, site: str = SITE) -> bytes | None:
    number = store.last_before(site, SiteFileKind.ROBOTS, moment)
    return None if number is None else store.load(number).body


def test_a_later_capture_does_not_govern_an_earlier_page(tmp_path: Path) -> None:
    store = store_of(tmp_path, ("early", NOON - timedelta(days=2)), ("late", NOON + timedelta(seconds=1)))
    assert body_before(store, NOON) == b"early"
    assert body_before(store, NOON + timedelta(seconds=1)) == b"late"
    assert body_before(store, NOON - timedelta(days=3)) is None
    store.close()


def test_another_site_or_kind_is_not_asked(tmp_path: Path) -> None:
    store = store_of(tmp_path, ("rules", NOON))
    assert body_before(store, NOON, "http://harbour-lane.net") is None
    assert store.last_before(SITE, SiteFileKind.TDMREP, NOON) is None
    store.close()


def test_a_capture_without_a_time_governs_nothing(tmp_path: Path) -> None:
    store = store_of(tmp_path, ("undated", None))
    assert body_before(store, NOON) is None
    store.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8, unique=True), st.integers(-(10**12), 10**12))
def test_the_nearest_before_wins_to_the_microsecond(tmp_path_factory: object, offsets: list[int], asked: int) -> None:
    folder = tmp_path_factory.mktemp("sites")  # type: ignore[attr-defined]  # a fixture of pytest
    captures = [(str(offset), NOON + timedelta(microseconds=offset)) for offset in offsets]
    store = store_of(folder, *captures)
    before = [offset for offset in offsets if offset <= asked]
    expected = str(max(before)).encode() if before else None
    assert body_before(store, NOON + timedelta(microseconds=asked)) == expected
    store.close()
