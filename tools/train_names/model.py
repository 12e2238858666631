"""Sentences → weights of the network, trained with JAX on one core."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax
from train_names.lists import Lists
from train_names.sentences import EWT, MADE, Names, Sentence

from scanner.detectors.names.english.features import HASHED_WORD, MARKS, ROWS, SLOTS, SPACING, feature_rows
from scanner.detectors.names.english.tokens import LINE_END
from scanner.detectors.names.english.weights import LABELS

WIDTH, LAYERS = 96, 2
EPOCHS = 8
EWT_TIMES = 4
"""How often a sentence labelled the wanted way is read in an epoch."""
_BATCH, _TYPES = 4096, 3072
"""Pieces of a batch, and different ones among them at most."""
_STEP = 2e-3
_WORD_DROPPED, _DROPPED, _DROPPED_INSIDE = 0.2, 0.15, 0.1
"""Shares of words, letters and inner values that are left out: names never seen are to be known by the lists."""
_SOURCES = 4
_AVERAGED = 0.99
Parameters = dict[str, Any]
Batch = tuple[npt.NDArray[Any], ...]


class Features:
    """Remembers the embedding rows of each form."""

    def __init__(self, lists: Lists) -> None:
        """Begin with no form."""
        self._lists = lists
        self._rows: dict[str, tuple[npt.NDArray[np.int32], int]] = {}

    def batch(self, forms: Sequence[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
        """Return rows [types, slots], vectors' rows [types] and the type of each form [forms]."""
        unique = sorted(set(forms))
        if len(unique) > _TYPES:
            raise ValueError(f"a batch has {len(unique)} different pieces, room is for {_TYPES}")
        new = [form for form in unique if form not in self._rows]
        rows, vectors = feature_rows(new, self._lists.lexicon)
        self._rows |= {form: (row, int(vector)) for form, row, vector in zip(new, rows, vectors, strict=True)}
        all_rows, all_vectors = np.zeros((_TYPES, SLOTS), np.int32), np.zeros(_TYPES, np.int32)
        for number, form in enumerate(unique):
            all_rows[number], all_vectors[number] = self._rows[form]
        place = {form: number for number, form in enumerate(unique)}
        return all_rows, all_vectors, np.array([place[form] for form in forms], np.int32)


def _batches(sentences: Sequence[Sentence], names: Names, features: Features, rng: random.Random) -> Iterator[Batch]:
    order = list(sentences)
    rng.shuffle(order)
    forms: list[str] = []
    labels: list[int] = []
    sources: list[int] = []
    for sentence in order:
        if len(forms) + len(sentence.forms) + 3 > _BATCH:
            yield _packed(forms, labels, sources, features)
            forms, labels, sources = [], [], []
        gap = rng.choice((1, 1, 3)) if rng.random() < 0.75 or not forms else 0  # noqa: PLR2004  # else they run on
        forms += [LINE_END] * gap + names.changed(sentence, rng)
        labels += [-1] * gap + sentence.labels
        sources += [sentence.source] * (gap + len(sentence.labels))
    yield _packed(forms, labels, sources, features)


def _packed(forms: Sequence[str], labels: Sequence[int], sources: Sequence[int], features: Features) -> Batch:
    rest = _BATCH - len(forms)
    rows, vectors, types = features.batch([*forms, *([LINE_END] * rest)])
    return (
        rows,
        vectors,
        types,
        np.array([*labels, *([-1] * rest)], np.int32),
        np.array([*sources, *([EWT] * rest)], np.int32),
    )


def _begin(key: Any, vector_width: int) -> Parameters:  # JAX's keys have no type
    keys = jax.random.split(key, LAYERS + 3)
    parameters: Parameters = {
        "embedding": jax.random.normal(keys[0], (ROWS, WIDTH)) * 0.1,
        "sources": jnp.zeros((_SOURCES, WIDTH)),
        "projection": jax.random.normal(keys[1], (vector_width, WIDTH)) * 0.3 / np.sqrt(vector_width),
        "no_vector": jnp.zeros(WIDTH),
        "gain_0": jnp.ones(WIDTH),
        "offset_0": jnp.zeros(WIDTH),
        "output": jax.random.normal(keys[2], (WIDTH, len(LABELS))) * 0.1,
        "output_bias": jnp.zeros(len(LABELS)),
    }
    for number in range(1, LAYERS + 1):
        scale = np.sqrt(2 / (3 * WIDTH))
        parameters[f"weights_{number}"] = jax.random.normal(keys[number + 2], (3 * WIDTH, WIDTH)) * scale
        parameters[f"bias_{number}"] = jnp.zeros(WIDTH)
        parameters[f"gain_{number}"] = jnp.ones(WIDTH)
        parameters[f"offset_{number}"] = jnp.zeros(WIDTH)
    return parameters


def _normalized(rows: Any, parameters: Parameters, number: int) -> Any:  # JAX arrays
    rows = rows - rows.mean(-1, keepdims=True)
    rows = rows / jnp.sqrt((rows**2).mean(-1, keepdims=True) + 1e-5)
    return rows * parameters[f"gain_{number}"] + parameters[f"offset_{number}"]


def _scores(parameters: Parameters, table: Any, batch: Batch, key: Any) -> Any:  # JAX arrays
    """Return [pieces, labels]; parts of the input are left out at random, unless the key is None."""
    rows, vectors, types, _, sources = batch
    keys = jax.random.split(jax.random.PRNGKey(0) if key is None else key, 3 + LAYERS)
    left_out = 0.0 if key is None else 1.0
    slots = jnp.arange(SLOTS)[None]
    kept_word = jax.random.bernoulli(keys[0], 1 - _WORD_DROPPED * left_out, (len(rows), 1))
    kept_letters = jax.random.bernoulli(keys[1], 1 - _DROPPED * left_out, rows.shape)
    certain = (slots == SPACING) | (slots >= MARKS.start)
    kept = jnp.where(slots < HASHED_WORD.stop, kept_word, kept_letters | certain)
    inputs = (parameters["embedding"][rows] * (kept * (rows > 0))[..., None]).sum(1)
    has_vector = ((vectors > 0) * jax.random.bernoulli(keys[2], 1 - _WORD_DROPPED * left_out, vectors.shape))[:, None]
    inputs += table[vectors] @ parameters["projection"] * has_vector + parameters["no_vector"] * (1 - has_vector)
    state = _normalized(inputs[types] + parameters["sources"][sources], parameters, 0)
    for number in range(1, LAYERS + 1):
        padded = jnp.pad(state, ((1, 1), (0, 0)))
        seen = jnp.concatenate([padded[:-2], state, padded[2:]], 1)
        inside = 1 - _DROPPED_INSIDE * left_out
        seen *= jax.random.bernoulli(keys[2 + number], inside, seen.shape) / inside
        new = jax.nn.relu(seen @ parameters[f"weights_{number}"] + parameters[f"bias_{number}"])
        state = _normalized(state + new, parameters, number)
    return state @ parameters["output"] + parameters["output_bias"]


def _loss(parameters: Parameters, table: Any, batch: Batch, key: Any) -> Any:  # JAX arrays
    logs = jax.nn.log_softmax(_scores(parameters, table, batch, key))
    labels = batch[3]
    right = jnp.take_along_axis(logs, jnp.maximum(labels, 0)[:, None], 1)[:, 0]
    return -(right * (labels >= 0)).sum() / (labels >= 0).sum()


@dataclass(frozen=True, slots=True)
class Trainer:
    """What all trainings share."""

    lists: Lists
    names: Names
    features: Features

    def train(
        self, sentences: Sequence[Sentence], seed: int, epochs: int = EPOCHS
    ) -> Mapping[str, npt.NDArray[np.float32]]:
        """Return the running mean of the parameters after some epochs over the sentences."""
        repeated = [each for each in sentences for _ in range(_times(each))]
        pieces = sum(len(each.forms) + 1 for each in repeated)
        schedule = optax.cosine_decay_schedule(_STEP, int(epochs * pieces / _BATCH * 1.02) + 2)
        optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=1e-4))
        table = jnp.asarray(self.lists.vectors)
        parameters = _begin(jax.random.PRNGKey(seed), table.shape[1])
        state, mean = optimizer.init(parameters), parameters

        def step(parameters: Parameters, state: Any, mean: Parameters, batch: Batch, key: Any) -> Any:
            loss, slope = jax.value_and_grad(_loss)(parameters, table, batch, key)
            change, state = optimizer.update(slope, state, parameters)
            parameters = optax.apply_updates(parameters, change)
            mean = jax.tree.map(lambda old, new: _AVERAGED * old + (1 - _AVERAGED) * new, mean, parameters)
            return parameters, state, mean, loss

        run = jax.jit(step)
        rng, key = random.Random(seed), jax.random.PRNGKey(seed + 1)  # noqa: S311  # training, not secrets
        for epoch in range(epochs):
            losses = []
            for batch in _batches(repeated, self.names, self.features, rng):
                key, now = jax.random.split(key)
                parameters, state, mean, loss = run(parameters, state, mean, batch, now)
                losses.append(float(loss))
            print(f"  epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}", flush=True)
        return {name: np.asarray(values, np.float32) for name, values in mean.items()}

    def doubted(
        self, sentences: Sequence[Sentence], parameters: Mapping[str, npt.NDArray[np.float32]]
    ) -> list[Sentence]:
        """Return a teacher's sentences without the labels that a network trained on people's labels contradicts."""
        table = jnp.asarray(self.lists.vectors)
        known = {name: jnp.asarray(values) for name, values in parameters.items()}
        run = jax.jit(lambda batch: jax.nn.softmax(_scores(known, table, batch, None)))
        answers: list[Sentence] = []
        for group in _groups(sentences):
            forms = [form for each in group for form in (LINE_END, LINE_END, *each.forms)]
            answer = np.asarray(run(_packed(forms, [-1] * len(forms), [EWT] * len(forms), self.features)))
            end = 0
            for each in group:
                end += 2 + len(each.forms)
                answers.append(each.without_doubtful(answer[end - len(each.forms) : end]))
        return answers


def _times(sentence: Sentence) -> int:
    return EWT_TIMES if sentence.source == EWT and sentence.document != MADE else 1


def _groups(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield sentences that fit in a batch together."""
    group: list[Sentence] = []
    pieces = 0
    for sentence in sentences:
        if group and pieces + len(sentence.forms) + 2 > _BATCH * 2 // 3:
            yield group
            group, pieces = [], 0
        group.append(sentence)
        pieces += len(sentence.forms) + 2
    yield group
