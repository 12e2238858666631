"""Items found in texts: as sets of token n-grams say, whatever the batches and however long a text is."""

from collections.abc import Sequence

import numpy as np
import pytest

from made.planted_pairs import tokens_of
from scanner.dedup import containment
from scanner.dedup.containment import Containment, NgramReader, Repeats, ngrams_of
from scanner.dedup.reading import MAX_PIECE

NGRAM = 5
SHORTEST = 3
WORDS = ["aa", "bb", "cc", "dd", "的", "不", "了", "人", "Éé", "é"]
# Made once: a reader holds tables that take a while to make.
READER = NgramReader((NGRAM,))
LENGTHS_READER = NgramReader(range(SHORTEST, NGRAM + 1))


def _sets(text: str, length: int) -> set[tuple[str, ...]]:
    tokens = tokens_of(text)
    return {tuple(tokens[at : at + length]) for at in range(max(1, len(tokens) - length + 1))} if tokens else set()


def _text(random: np.random.Generator, words: int) -> str:
    return " ".join(random.choice(WORDS, words))


def _containment(items: Sequence[str], reader: NgramReader = LENGTHS_READER) -> Containment:
    own = [READER.item(item) for item in items]
    sizes = np.array([len(hashes) for hashes, _ in own], dtype=np.int64)
    ngrams = ngrams_of(np.concatenate([hashes for hashes, _ in own]), sizes)
    return Containment(ngrams, reader)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_found_of_each_item_is_what_sets_of_ngrams_say(seed: int) -> None:
    random = np.random.default_rng(seed)
    items = [_text(random, words) for words in random.integers(SHORTEST, 30, 40)]
    texts = [_text(random, words) for words in random.integers(0, 60, 100)] + items[:3] + ["", "..."]
    found = _containment(items)
    firsts: dict[int, int] = {}
    for start in range(0, len(texts), 7):
        for number, better in found.take(texts[start : start + 7]):
            firsts.update(dict.fromkeys(better.tolist(), start + number))
    for item, text in enumerate(items):
        length = min(NGRAM, len(tokens_of(text)))
        wanted = _sets(text, length)
        held = [wanted & _sets(other, length) for other in texts]
        counts = [len(part) for part in held]
        assert found.ngrams.sizes[item] == len(wanted)
        assert found.anywhere()[item] == len(set().union(*held))
        assert found.most[item] == max(counts)
        assert firsts.get(item) == (counts.index(max(counts)) if max(counts) else None)


def test_an_item_is_found_across_every_border_of_a_long_text() -> None:
    words = [f"w{number}" for number in range(3 * MAX_PIECE // 5)]
    text = " ".join(words)
    assert len(text) > 2 * MAX_PIECE
    items = [" ".join(words[at : at + 40]) for at in range(0, len(words) - 40, 20)]
    found = _containment(items)
    [(number, better)] = found.take([text])
    assert (number, better.tolist()) == (0, list(range(len(items))))
    assert (found.most == found.ngrams.sizes).all()
    assert (found.anywhere() == 36).all()


def test_a_long_item_counts_its_tokens_once() -> None:
    words = [f"w{number}" for number in range(MAX_PIECE)]
    hashes, tokens = READER.item(" ".join(words))
    assert (tokens, len(hashes)) == (len(words), len(words) - NGRAM + 1)


def test_a_chinese_item_is_found_inside_a_longer_text_and_written_otherwise() -> None:
    item = "根据本合同的约定，甲方应当在收到货物之日起三十日内支付全部价款。"
    found = _containment([item])
    text = f"以下为节选：{item.replace('，', ' ').replace('三十', '三 十')}其余条款从略。"
    [(_, better)] = found.take(["没有关系的一句话，与上文不同。", text])
    assert better.tolist() == [0]
    assert found.most.tolist() == found.ngrams.sizes.tolist()


def test_the_compiled_kernels_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    items, texts = [_text(random, 12) for _ in range(20)], [_text(random, 40) for _ in range(50)]
    plain = _containment(items)
    monkeypatch.setattr(containment, "WORTH_COMPILING", 100)
    soon = _containment(items, NgramReader((SHORTEST, SHORTEST + 1, NGRAM)))
    for found in (plain, soon):
        for _ in found.take(texts):
            pass
    assert plain.anywhere().tolist() == soon.anywhere().tolist()
    assert plain.most.tolist() == soon.most.tolist()


def test_without_any_ngram_nothing_is_found() -> None:
    found = _containment(["", "..."])
    assert list(found.take(["aa bb cc dd"])) == []
    assert found.anywhere().tolist() == [0, 0]


def test_an_item_repeats_an_earlier_one_of_the_very_same_ngrams_only() -> None:
    repeats = Repeats()
    first = repeats.take(np.array([1, 2, 1, 2, 1, 2, 3], dtype=np.uint64), np.array([2, 0, 2, 0, 3]))
    assert first.tolist() == [False, False, True, False, False]
    assert repeats.take(np.array([1, 2, 3, 3], dtype=np.uint64), np.array([3, 1])).tolist() == [True, False]
