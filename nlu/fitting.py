"""Training: scikit-learn's logistic regression, and one temperature that makes its confidence honest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nlu.errors import TooFewTopicsError
from nlu.model import Model, centred, softmax
from nlu.ngrams import Ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nlu.ngrams import Row

    Floats = NDArray[np.float32]

STRENGTH = 10.0  # scikit-learn's C
_HELD_OUT = 0.2
_ENOUGH = 100  # examples from which a fifth says something about confidence


def fit(texts: Sequence[str], intents: Sequence[str], vectors: Floats | None) -> Model:
    """Train on texts, their intents and their embeddings (n, d), or on n-grams alone.

    Raises:
        TooFewTopicsError: with fewer than two different intents.
    """
    topics = tuple(sorted(set(intents)))
    if len(topics) < 2:
        raise TooFewTopicsError(f"examples of at least two intents are needed, there are {len(topics)}")
    labels = np.array([topics.index(intent) for intent in intents])
    ngrams = Ngrams.fit(texts)
    dense = np.empty((len(texts), 0), dtype=np.float32) if vectors is None else vectors
    centre: Floats = dense.mean(axis=0)
    features = _features([ngrams.row(text) for text in texts], len(ngrams.columns), centred(dense, centre))
    weights, bias = _regression(features, labels)
    grams = len(ngrams.columns)
    return Model(
        topics, ngrams, centre, weights[grams:], weights[:grams], bias, _temperature(features, labels)
    )


def _features(rows: Sequence[Row], grams: int, dense: Floats) -> Any:  # noqa: ANN401  scipy has no types
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415  training only

    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    sparse = csr_matrix((values, columns, starts), shape=(len(rows), grams))
    return hstack([sparse, csr_matrix(dense)], format="csr", dtype=np.float32)


def _regression(features: Any, labels: NDArray[np.int64]) -> tuple[Floats, Floats]:  # noqa: ANN401
    """Return weights (features, topics) and bias (topics,)."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  takes a second to import

    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300, tol=1e-3)
    regression.fit(features, labels)
    weights, bias = regression.coef_.T, regression.intercept_
    if weights.shape[1] == 1:  # two topics are one column: the score of the second
        weights, bias = np.hstack([np.zeros_like(weights), weights]), np.array([0.0, bias[0]])
    return np.ascontiguousarray(weights, dtype=np.float32), bias.astype(np.float32)


def _temperature(features: Any, labels: NDArray[np.int64]) -> float:  # noqa: ANN401
    """Return the divisor of scores under which held-out examples surprise least; 1 with few examples."""
    if len(labels) < _ENOUGH or np.bincount(labels).min() < 2:
        return 1.0
    from scipy.optimize import minimize_scalar  # noqa: PLC0415  training only
    from sklearn.model_selection import StratifiedShuffleSplit  # noqa: PLC0415

    held_out = max(round(_HELD_OUT * len(labels)), labels.max() + 1)
    train, test = next(StratifiedShuffleSplit(1, test_size=held_out, random_state=0).split(features, labels))
    weights, bias = _regression(features[train], labels[train])
    scores = np.asarray(features[test] @ weights + bias)

    def surprise(logarithm: float) -> float:
        shares = softmax(scores / np.exp(logarithm))[np.arange(len(test)), labels[test]]
        return float(-np.log(np.maximum(shares, 1e-9)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-1.5, 1.5), method="bounded").x))
