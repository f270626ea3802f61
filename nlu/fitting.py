"""Training: logistic regression, the kernel beside it, and one temperature that makes confidence honest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from nlu.errors import TooFewTopicsError
from nlu.kernel import Kernel, fit_kernel
from nlu.model import Model, centred
from nlu.ngrams import Ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nlu.ngrams import Row

    Floats = NDArray[np.float32]
    Labels = NDArray[np.int64]

_LEAST_STRENGTH = 10.0  # scikit-learn's C: right for a hundred examples a topic (CLINC150); more bear more
_PRECISION = 3e-4
_EMBEDDING_WEIGHT = np.float32(1.5)  # beside two n-gram blocks of length 1
_HELD_OUT = 0.2
_MANY = 1_000  # examples from which an n-gram seen once is rather noise than knowledge
_ENOUGH = 100  # examples from which a fifth says something about confidence


def fit(
    texts: Sequence[str], intents: Sequence[str], vectors: Floats | None, temperature: float | None = None
) -> Model:
    """Train on texts, their intents and their embeddings (n, d), or on n-grams alone.

    Without a `temperature` a rehearsal without a fifth of the examples finds one, which doubles the time.

    Raises:
        TooFewTopicsError: with fewer than two different intents.
    """
    model = _fit(texts, intents, vectors)
    if temperature:
        return replace(model, temperature=temperature)
    held_out = _held_out(intents)
    if held_out is None:
        return model
    train, test = held_out
    picked = None if vectors is None else vectors[train]
    rehearsal = _fit([texts[at] for at in train], [intents[at] for at in train], picked)
    shares = [rehearsal.probabilities(texts[at], None if vectors is None else vectors[at]) for at in test]
    right = np.array([rehearsal.topics.index(intents[at]) for at in test])
    return replace(model, temperature=fitted_temperature(np.array(shares), right))


def _fit(texts: Sequence[str], intents: Sequence[str], vectors: Floats | None) -> Model:
    topics = tuple(sorted(set(intents)))
    if len(topics) < 2:
        raise TooFewTopicsError(f"examples of at least two intents are needed, there are {len(topics)}")
    labels = np.array([topics.index(intent) for intent in intents])
    ngrams = Ngrams.fit(texts, rarest=2 if len(texts) >= _MANY else 1)
    dense = np.empty((len(texts), 0), dtype=np.float32) if vectors is None else vectors
    centre: Floats = dense.mean(axis=0)
    units = centred(dense, centre)
    grams = len(ngrams.columns)
    features = _features([ngrams.row(text) for text in texts], grams, units * _EMBEDDING_WEIGHT)
    weights, bias = _regression(features, labels)
    kernel = Kernel(units[:0], np.empty((0, len(topics)), dtype=np.float32))
    if vectors is not None:
        kernel = fit_kernel(units, labels, len(topics))
    dense_weights = weights[grams:] * _EMBEDDING_WEIGHT
    return Model(topics, ngrams, centre, dense_weights, weights[:grams], bias, kernel, 1.0)


def _features(rows: Sequence[Row], grams: int, dense: Floats) -> Any:  # noqa: ANN401  scipy has no types
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415  training only

    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    sparse = csr_matrix((values, columns, starts), shape=(len(rows), grams))
    return hstack([sparse, csr_matrix(dense)], format="csr", dtype=np.float32)


def _regression(features: Any, labels: Labels) -> tuple[Floats, Floats]:  # noqa: ANN401
    """Return weights (features, topics) and bias (topics,)."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  takes a second to import

    strength = max(_LEAST_STRENGTH, (len(labels) / len(np.unique(labels))) ** 0.5)
    regression = LogisticRegression(C=strength, class_weight="balanced", max_iter=300, tol=_PRECISION)
    regression.fit(features, labels)
    weights, bias = regression.coef_.T, regression.intercept_
    if weights.shape[1] == 1:  # two topics are one column: the score of the second
        weights, bias = np.hstack([np.zeros_like(weights), weights]), np.array([0.0, bias[0]])
    return np.ascontiguousarray(weights, dtype=np.float32), bias.astype(np.float32)


def _held_out(intents: Sequence[str]) -> tuple[list[int], list[int]] | None:
    """Return positions to train on and to judge confidence by, or None with too few examples."""
    _, labels = np.unique(intents, return_inverse=True)
    counts = np.bincount(labels)
    size = max(round(_HELD_OUT * len(labels)), len(counts))
    if len(labels) < max(_ENOUGH, size + len(counts)) or counts.min() < 2:
        return None
    from sklearn.model_selection import StratifiedShuffleSplit  # noqa: PLC0415  training only

    split = StratifiedShuffleSplit(1, test_size=size, random_state=0).split(labels, labels)
    train, test = next(split)
    return train.tolist(), test.tolist()


def fitted_temperature(shares: Floats, right: Labels) -> float:
    """Return the divisor of scores under which held-out examples surprise least."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415  training only

    scores = np.log(np.maximum(shares, 1e-12))

    def surprise(logarithm: float) -> float:
        scaled = scores / np.exp(logarithm)
        chosen = scaled[np.arange(len(right)), right]
        return float(
            (np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1) - chosen).mean()
        )

    return float(np.exp(minimize_scalar(surprise, bounds=(-1.5, 1.5), method="bounded").x))
