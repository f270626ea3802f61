"""What can go wrong in understanding.

NluError
├── NluFileError        a file of example sentences cannot be read; carries every fault with its place
├── TooFewTopicsError   nothing to choose between: fewer than two intents
└── RasaError           a Rasa server has not answered as agreed; stays inside nlu.remote
    └── RasaAwayError   … because it or the way to it failed, so that asking again may help
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend; `line` counts from 1 and is 0 where the whole file is meant."""

    file: str
    line: int
    message: str
    cure: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}. {self.cure}"


class NluError(Exception):
    """Root of all errors of this package."""


class NluFileError(NluError):
    """Example sentences cannot be read; `faults` names them all."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class TooFewTopicsError(NluError):
    """A recogniser needs examples of at least two intents."""


class RasaError(NluError):
    """A Rasa server has not answered as agreed."""


class RasaAwayError(RasaError):
    """It, or the way to it, failed: asking again may help."""
