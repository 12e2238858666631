import pytest

from pii_values import document_of, everything


def rules_met(text: str, language: str = "en") -> set[str]:
    return {finding.rule for finding in everything().detect([document_of(text, language)])}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("PESEL: 13360158460", id="name and sign"),
        pytest.param("My TFN is 130 582 279.", id="a word between"),
        pytest.param("PESEL number 13282254428", id="a counter between"),
        pytest.param("瑞士社会保险号7568131972782，已核实", id="chinese"),
    ],
)
def test_a_broken_number_behind_the_name_of_an_id_is_no_telephone_number(text: str) -> None:
    assert not rules_met(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("My number is +44 20 7222 0201 now", "pii.phone.international", id="plus"),
        pytest.param("My number is 020 7222 0201, call me", "pii.phone.national", id="not the Japanese My Number"),
        pytest.param("PESEL unknown, tel. 13912345678", "pii.cn.mobile", id="another word in between"),
        pytest.param("电话13912345678", "pii.cn.mobile", id="a phone word"),
    ],
)
def test_other_words_in_front_take_nothing_away(text: str, rule: str) -> None:
    assert rule in rules_met(text)
