import pytest

from pii_values import document_of
from scanner.detectors.pii.regions import regions_of


@pytest.mark.parametrize(
    ("host", "language", "expected"),
    [
        pytest.param("www.kontor.de", "en", ["DE", "US"], id="the host speaks first"),
        pytest.param("shop.co.uk", None, ["GB"], id="uk is gb"),
        pytest.param("news.com.tw", "zh", ["TW", "CN"], id="chinese outside the mainland"),
        pytest.param("start.io", "fr", ["FR", "BE"], id="a domain sold to everyone says nothing"),
        pytest.param("kontor.com", "de", ["DE", "AT"], id="a general domain says nothing"),
        pytest.param("(ip address)", None, [], id="an address has no country"),
        pytest.param(None, "und", [], id="nothing known"),
        pytest.param(None, None, [], id="nothing looked at"),
    ],
)
def test_regions_come_from_the_host_and_then_from_the_language(
    host: str | None, language: str | None, expected: list[str]
) -> None:
    assert [region.code for region in regions_of(document_of("", language, host))][:2] == expected


def test_only_the_host_tells_the_language_guesses() -> None:
    regions = regions_of(document_of("", "en", "kontor.de"))
    assert [region.told for region in regions][:2] == [True, False]
