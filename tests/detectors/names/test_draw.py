"""Every sign of a seed counts."""

import pytest

from scanner.detectors.names.draw import draws
from scanner.types.document import Document, TextField

DOCUMENT = Document("line:0", (TextField("text", "a text"),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("x" * 64 + "a", "x" * 64 + "b", id="behind 64 characters"),
        pytest.param("种" * 30 + "一", "种" * 30 + "二", id="behind 64 bytes"),
        pytest.param("", "\0", id="a null character"),
        pytest.param("x" * 64, "x" * 64 + "\0", id="a null character behind 64"),
    ],
)
def test_another_seed_makes_another_draw(one: str, other: str) -> None:
    assert draws(DOCUMENT, one, "names") != draws(DOCUMENT, other, "names")
    assert draws(DOCUMENT, one, "names") == draws(DOCUMENT, one, "names")
