"""What the conversation so far, or Telegram's app language, suggests about the next message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlu.language.detection import RECOGNISED

if TYPE_CHECKING:
    from collections.abc import Mapping

STAYS = 0.97  # people who wrote in a language go on in it
APP_LANGUAGE = 0.45  # many newcomers run Telegram in German or English, so the app's language is only a hint
_VANISHING = 1e-200


def conversation_prior(last: Mapping[str, float] | None, language_code: str | None) -> dict[str, float]:
    """Return the probability of each recognised language for the next message; the values sum to 1.

    Args:
        last: the posterior (`Detection.probabilities`) of the message before; None or empty at the start.
        language_code: our tag of Telegram's `language_code`; heeded at the start only, ignored when unknown.
    """
    known = {language: last.get(language, 0.0) for language in RECOGNISED} if last else {}
    total = sum(known.values())
    if total > _VANISHING:
        share = (1 - STAYS) / len(RECOGNISED)
        return {language: STAYS * value / total + share for language, value in known.items()}
    if language_code not in RECOGNISED:
        return dict.fromkeys(RECOGNISED, 1 / len(RECOGNISED))
    rest = (1 - APP_LANGUAGE) / (len(RECOGNISED) - 1)
    return {language: APP_LANGUAGE if language == language_code else rest for language in RECOGNISED}


def apply_prior(probabilities: Mapping[str, float], prior: Mapping[str, float] | None) -> dict[str, float]:
    """Return `probabilities` weighed by `prior`, with the same sum as before.

    Languages that `prior` does not name share what it leaves over, at least what a conversation leaves to a
    change of language. What the script excludes is not among `probabilities` and stays excluded; a prior that
    excludes all candidates is ignored.
    """
    if not prior:
        return dict(probabilities)
    rest = max(1 - sum(prior.values()), 1 - STAYS) / len(RECOGNISED)
    weighed = {language: p * max(prior.get(language, rest), 0.0) for language, p in probabilities.items()}
    total = sum(weighed.values())
    if total < _VANISHING:
        return dict(probabilities)
    factor = sum(probabilities.values()) / total
    return {language: p * factor for language, p in weighed.items()}
