"""A store with a corpus, made once for all commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.test_storage import Place
from stored_runs import stored_place


@pytest.fixture(scope="session")
def made_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with stored_place(tmp_path_factory.mktemp("stored")) as made:
        yield made


@pytest.fixture
def place(made_place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Place:
    """Return the place with nothing in its store but the corpus, and an empty cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = made_place.store
    store.refill(**{name: body for name, body in store.objects.items() if name.startswith("p/")})
    return made_place
