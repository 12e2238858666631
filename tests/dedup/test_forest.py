"""Components as another implementation finds them, whatever the order of links and however often they are merged."""

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scanner.dedup import forest as forest_module
from scanner.dedup.bands import Rows
from scanner.dedup.forest import Forest
from scanner.dedup.links import components


def _firsts_by_scipy(size: int, left: Rows, right: Rows) -> list[int]:
    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return [int(np.flatnonzero(labels == label)[0]) for label in labels]


@pytest.mark.parametrize("links", [0, 30, 90, 200])
@pytest.mark.parametrize("seed", range(3))
def test_each_node_gets_the_first_of_its_component(links: int, seed: int) -> None:
    left, right = np.random.default_rng(seed).integers(0, 150, (2, links))
    assert components(150, left, right).tolist() == _firsts_by_scipy(150, left, right)


def test_a_long_chain_in_the_worst_order_and_a_star_are_one_component() -> None:
    order = np.random.default_rng(1).permutation(5000)
    assert set(components(5000, order[:-1], order[1:]).tolist()) == {0}
    assert set(components(5000, np.arange(4999), np.full(4999, 4999)).tolist()) == {0}


@pytest.mark.parametrize("held", [1, 7, 10**6])
def test_links_that_come_bit_by_bit_make_the_same_components(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forest_module, "_HELD", held)
    left, right = np.random.default_rng(4).integers(0, 400, (2, 150))
    forest = Forest()
    for at in range(0, 150, 4):
        forest.keep(left[at : at + 4], right[at : at + 4])
    forest.merge()
    assert forest.firsts(np.arange(400)).tolist() == _firsts_by_scipy(400, left, right)
    assert set(forest.rows.tolist()) == {*left.tolist(), *right.tolist()}
