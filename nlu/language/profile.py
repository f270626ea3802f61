"""A small profile: how much each sequence of one to five letters speaks for each language of a script.

Sequences are hashed into a table of signed bytes (languages in columns), so the whole fits into a few hundred
kilobytes. `benchmarks/fit_language.py` fits it by logistic regression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nlu.language.resources import open_binary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONGEST = 5


def hashes(words: Sequence[str], size: int) -> NDArray[np.uint32]:
    """Return the rows (0 to `size` - 1, a power of two) of all letter sequences of `words`, shape (n,)."""
    text = f" {' '.join(words)} "
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint32)
    parts = [codes]
    for length in range(1, min(LONGEST, len(codes))):
        parts.append(parts[-1][:-1] * np.uint32(1000003) + codes[length:])
    mixed = np.concatenate(parts) * np.uint32(2654435761)
    return (mixed ^ (mixed >> np.uint32(15))) & np.uint32(size - 1)


@dataclass(frozen=True, slots=True)
class Profile:
    """The table of one script, shape (size, languages), and the constant per language."""

    languages: tuple[str, ...]
    table: NDArray[np.int8]
    scale: float
    constant: NDArray[np.float32]

    def log_probabilities(self, words: Sequence[str]) -> NDArray[np.float64]:
        """Return the natural logarithm of each language's probability for `words`, shape (languages,)."""
        rows = hashes(words, len(self.table))
        total: NDArray[np.float64] = (
            self.table[rows].sum(axis=0, dtype=np.int32) * (self.scale / len(rows) ** 0.5) + self.constant
        )
        total -= total.max()
        total -= np.log(np.exp(total).sum())
        return total


def load_profiles() -> dict[str, Profile]:
    """Read the profile of every script that has one."""
    with open_binary("profile.npz") as file, np.load(file, allow_pickle=False) as arrays:
        scripts = [name.removesuffix(".table") for name in arrays.files if name.endswith(".table")]
        return {
            script: Profile(
                languages=tuple(arrays[f"{script}.languages"].tolist()),
                table=arrays[f"{script}.table"],
                scale=float(arrays[f"{script}.scale"]),
                constant=arrays[f"{script}.constant"],
            )
            for script in scripts
        }
