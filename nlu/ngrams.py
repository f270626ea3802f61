"""Weighted letter and word n-grams of folded text, without scikit-learn at the time of answering.

Letters: 2 to 5 inside word boundaries; words: 1 and 2. Each of the two blocks is TF-IDF weighted (sublinear,
smoothed) and L2-normalised, as scikit-learn's `TfidfVectorizer` does it. Importing that takes over a second,
a third of the time the whole bot has for its first answer; hence these few lines.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np

from nlu.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Row = tuple[NDArray[np.int32], NDArray[np.float32]]

_WORD = re.compile(r"\w+")
_LETTERS, _WORDS = "c", "w"  # first character of a gram: its block


def grams(text: str) -> Iterator[str]:
    """Yield the n-grams of `text`, folded, marked with their block."""
    folded = fold(text)
    for word in folded.split():
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(max(1, len(padded) - size + 1)):
                yield _LETTERS + padded[start : start + size]
            if size >= len(padded):
                break
    words = _WORD.findall(folded)
    for word in words:
        yield _WORDS + word
    for first, second in pairwise(words):
        yield f"{_WORDS}{first} {second}"


@dataclass(frozen=True, slots=True)
class Ngrams:
    """Column and weight of every known n-gram; `idf` has one float32 per entry of `columns`."""

    columns: dict[str, int]
    idf: NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Iterable[str], rarest: int = 1) -> Ngrams:
        """Learn the n-grams that stand in at least `rarest` of `texts`."""
        counts: Counter[str] = Counter()
        total = 0
        for total, text in enumerate(texts, start=1):  # noqa: B007  the last number is the count
            counts.update(set(grams(text)))
        kept = sorted(gram for gram, count in counts.items() if count >= rarest)
        idf = [log((1 + total) / (1 + counts[gram])) + 1 for gram in kept]
        return cls({gram: column for column, gram in enumerate(kept)}, np.array(idf, dtype=np.float32))

    def row(self, text: str) -> Row:
        """Return columns and values of one text; empty where nothing is known."""
        blocks: dict[str, list[tuple[int, float]]] = {_LETTERS: [], _WORDS: []}
        for gram, count in Counter(grams(text)).items():
            column = self.columns.get(gram)
            if column is not None:
                blocks[gram[0]].append((column, (1 + log(count)) * self.idf[column]))
        parts = [_normalised(block) for block in blocks.values() if block]
        if not parts:
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _normalised(block: Sequence[tuple[int, float]]) -> Row:
    columns, values = zip(*block, strict=True)
    weights = np.array(values, dtype=np.float32)
    return np.array(columns, dtype=np.int32), weights / np.linalg.norm(weights)
