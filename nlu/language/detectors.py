"""The detectors one can choose by name (`LANGUAGE_DETECTOR`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlu.language.baseline import LangdetectDetector
from nlu.language.vote import VoteDetector

if TYPE_CHECKING:
    from collections.abc import Callable

    from nlu.language.detection import LanguageDetector

DETECTORS: dict[str, Callable[[], LanguageDetector]] = {
    "vote": VoteDetector,
    "langdetect": LangdetectDetector,
}


def detector(name: str = "vote") -> LanguageDetector:
    """Return the detector called `name`; make one and keep it, it reads its data when made.

    Raises:
        ValueError: `name` is none of the known ones; the message lists them.
    """
    if name not in DETECTORS:
        raise ValueError(f"unknown language detector {name!r}; known are {', '.join(sorted(DETECTORS))}")
    return DETECTORS[name]()
