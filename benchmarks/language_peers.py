"""Other people's detectors, asked as they come: all their languages, nothing of ours around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import eldc
import pycld2
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from nlu.language import Detection, detector

if TYPE_CHECKING:
    from collections.abc import Callable

_SERBO_CROATIAN = dict.fromkeys(("bs", "hr", "sr"), "sh")
_SORANI_IS_KU = _SERBO_CROATIAN | {"ku": "ckb"}
_PY3LANGID = _SERBO_CROATIAN | {"ku": "kmr", "sdh": "ckb"}
NOTHING = Detection(None, 0.0, {}, 0)


def _named(language: str | None, confidence: float, names: dict[str, str]) -> Detection:
    if not language:
        return NOTHING
    ours = names.get(language, language)
    return Detection(ours, confidence, {ours: confidence}, 1)


def with_langdetect() -> Callable[[str], Detection]:
    """Return the usual default, made repeatable by a seed."""
    return detector("langdetect").detect


def with_eldc() -> Callable[[str], Detection]:
    """Return the n-gram detector ELD in C."""
    eldc.init()
    found = eldc.instance()

    def detect(text: str) -> Detection:
        answer = found.detect_details(text)
        return _named(answer.language, max(answer.scores.values(), default=0.0), _SORANI_IS_KU)

    return detect


def with_pycld2() -> Callable[[str], Detection]:
    """Return Chrome's old detector."""

    def detect(text: str) -> Detection:
        try:
            _, _, details = pycld2.detect(text, isPlainText=True, bestEffort=True)
        except pycld2.error:
            return NOTHING
        _, language, percent, _ = details[0]
        return NOTHING if language == "un" else _named(language, percent / 100, _SORANI_IS_KU)

    return detect


def with_py3langid() -> Callable[[str], Detection]:
    """Return langid.py, revived."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    def detect(text: str) -> Detection:
        language, confidence = identifier.classify(text)
        return _named(language, float(confidence), _PY3LANGID)

    return detect


PEERS: dict[str, Callable[[], Callable[[str], Detection]]] = {
    "langdetect": with_langdetect,
    "py3langid": with_py3langid,
    "eldc": with_eldc,
    "pycld2": with_pycld2,
}
