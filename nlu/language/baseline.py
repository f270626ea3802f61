"""The usual default, `langdetect`, made repeatable: the baseline of our benchmark, and selectable."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from langdetect import LangDetectException
from langdetect.detector_factory import DetectorFactory

from nlu.language.cleaning import normalise, split
from nlu.language.detection import NOTHING_TO_GO_BY, Detection
from nlu.language.prior import apply_prior

if TYPE_CHECKING:
    from collections.abc import Mapping

_SURE = 0.7
_NAMES = {"hr": "sh", "sr": "sh", "bs": "sh", "zh-cn": "zh", "zh-tw": "zh"}


class LangdetectDetector:
    """`langdetect` with a fixed seed; it knows no ps, kmr, ckb, ti, am, its confidence is not calibrated."""

    def __init__(self) -> None:
        self._factory = DetectorFactory()
        self._factory.load_profile(str(files("langdetect") / "profiles"))
        self._factory.seed = 0

    def detect(self, text: str, prior: Mapping[str, float] | None = None) -> Detection:
        """Judge `text`; see `LanguageDetector`."""
        words = split(normalise(text))
        asked = self._factory.create()
        asked.append(" ".join(words))
        try:
            found = asked.get_probabilities()
        except LangDetectException:
            return NOTHING_TO_GO_BY
        probabilities: dict[str, float] = {}
        for entry in found:
            name = _NAMES.get(entry.lang, entry.lang)
            probabilities[name] = probabilities.get(name, 0.0) + entry.prob
        if not probabilities:
            return NOTHING_TO_GO_BY
        probabilities = apply_prior(probabilities, prior)
        language = max(probabilities, key=lambda name: probabilities[name])
        confidence = probabilities[language]
        return Detection(language if confidence >= _SURE else None, confidence, probabilities, len(words))
