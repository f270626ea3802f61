"""A second opinion: what do the nearest sentences mean? Kernel ridge regression over sentence embeddings.

Logistic regression draws straight lines between topics; this follows the neighbourhood. Together they were
right more often than either, above all about what is out of scope (docs/understanding.md has the numbers).
A Gaussian kernel, Nyström-approximated on at most `_MOST` sentences (Williams and Seeger, NIPS 2000), so that
memory does not grow with the square of the examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

_MOST = 4_000
_NARROWNESS = 2.0  # of the kernel exp(-narrowness · (1 - cosine))
_RIDGE = 0.1
_BLOCK = 1_000
_JITTER = 1e-4  # keeps the kernel of repeated sentences invertible


@dataclass(frozen=True, slots=True)
class Kernel:
    """`landmarks` (m, d) of unit length, `weights` (m, t)."""

    landmarks: Floats
    weights: Floats

    def scores(self, unit: Floats) -> Floats:
        """Return (t,) scores around 0 to 1 for one embedding (d,) of unit length."""
        return product(_nearness(product(unit, self.landmarks.T)), self.weights)


def product(row: Floats, matrix: Floats) -> Floats:
    """Return `row @ matrix` on this thread: for one message BLAS would wake all cores and let them spin."""
    result: Floats = np.einsum("i,ij->j", row, matrix)
    return result


def fit_kernel(units: Floats, labels: NDArray[np.int64], topics: int) -> Kernel:
    """Solve the regression onto one column per topic; small topics count more, by the root of their size."""
    from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular  # noqa: PLC0415  training only

    chosen = np.random.default_rng(0).permutation(len(units))[:_MOST]
    landmarks = units[np.sort(chosen)]
    root = cholesky(_raised(_similar(landmarks, landmarks).astype(np.float64), _JITTER), lower=True)
    importance = 1 / np.sqrt(np.bincount(labels, minlength=topics)[labels])
    importance = (importance / importance.mean()).astype(np.float32)
    left = np.zeros((len(landmarks), len(landmarks)), dtype=np.float32)
    right = np.zeros((len(landmarks), topics), dtype=np.float32)
    for at in range(0, len(units), _BLOCK):
        part = slice(at, at + _BLOCK)
        similar = _similar(landmarks, units[part]).astype(np.float64)
        features = solve_triangular(root, similar, lower=True).astype(np.float32)  # halves the longest step
        weighted = features * importance[part]
        left += weighted @ features.T
        right += weighted @ np.eye(topics, dtype=np.float32)[labels[part]]
    solution: Any = cho_solve(cho_factor(_raised(left.astype(np.float64), _RIDGE)), right)
    weights = solve_triangular(root, solution, lower=True, trans=1)
    return Kernel(landmarks, weights.astype(np.float32))


def _similar(first: Floats, second: Floats) -> Floats:
    return _nearness(first @ second.T)


def _nearness(cosines: Floats) -> Floats:
    nearness: Floats = np.exp(np.float32(_NARROWNESS) * (cosines - 1))
    return nearness


def _raised(matrix: Doubles, amount: float) -> Doubles:
    matrix[np.diag_indices(len(matrix))] += amount
    return matrix
