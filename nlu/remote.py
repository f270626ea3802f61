"""Rasa as recogniser: a server that may be slow, wrong or away at any moment.

`Rasa.rank` never raises for what the server does: it returns None, `away` says why, and the embedded
recogniser answers. After some failures in a row nobody waits for Rasa any more until a pause is over. No
message is logged, and none passes a proxy of the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import httpx
import structlog
from pybreaker import CircuitBreaker, CircuitBreakerError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nlu.errors import RasaAwayError, RasaError
from nlu.normalise import clean
from nlu.recogniser import Ranked

if TYPE_CHECKING:
    from nlu.outcome import Thresholds

PATIENCE_SECONDS = 1.0
_FAILURES = 3
_PAUSE_SECONDS = 30.0
_ROUNDING = 0.01  # by which all shares together may miss 1
_COMMAND = "/ "  # Rasa takes what begins with a slash for the name of an intent, past the model
_HARMLESS = "Hallo"  # what Rasa is asked when nobody has written
log = structlog.get_logger(__name__)


class Rasa:
    """A Rasa server for exactly these `topics`. Thread-safe, many may ask at once; close it in the end.

    `thresholds` belong to its confidences, which are not those of the embedded recogniser. `seconds` is the
    patience for one try, and there are two. While `breaker` is open the server is left alone.
    """

    def __init__(
        self,
        url: str,
        topics: tuple[str, ...],
        thresholds: Thresholds,
        *,
        transport: httpx.BaseTransport | None = None,
        seconds: float = PATIENCE_SECONDS,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self.thresholds = thresholds
        self.away: str | None = None
        """Why the last message was not answered by Rasa, or None if it was."""
        self._topics = frozenset(topics)
        self._client = httpx.Client(base_url=url, transport=transport, timeout=seconds, trust_env=False)
        self._breaker = breaker or CircuitBreaker(_FAILURES, _PAUSE_SECONDS, throw_new_error_on_trip=False)

    def rank(self, text: str) -> tuple[Ranked, ...] | None:
        """Return every topic, the likeliest first; None while Rasa is away."""
        try:
            with self._breaker.calling():  # unlike `call` it holds no lock meanwhile
                ranking = self._ask(text)
        except CircuitBreakerError:
            self._note(self.away or "Rasa is left alone for a while")
            return None
        except RasaError as error:
            self._note(str(error))
            return None
        self._note(None)
        return ranking

    def check(self) -> str | None:
        """Ask something harmless and return why Rasa is away, or None."""
        self.rank(_HARMLESS)
        return self.away

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _ask(self, text: str) -> tuple[Ranked, ...]:
        """Ask, and once more where network or server failed. Raises RasaError."""
        try:
            return self._parse(text)
        except RasaAwayError:
            return self._parse(text)

    def _parse(self, text: str) -> tuple[Ranked, ...]:
        try:
            response = self._client.post("model/parse", json={"text": clean(text).lstrip(_COMMAND)})
        except (httpx.HTTPError, RuntimeError) as error:  # RuntimeError: hung up by `close`
            raise RasaAwayError(f"Rasa does not answer ({type(error).__name__})") from None
        if response.is_server_error:
            raise RasaAwayError(f"Rasa fails (HTTP status {response.status_code})")
        if not response.is_success:
            raise RasaError(f"Rasa refuses (HTTP status {response.status_code}); is a model loaded?")
        return read_ranking(response.content, self._topics)

    def _note(self, away: str | None) -> None:
        if away and not self.away:
            log.warning("Rasa is away, the embedded recogniser answers", reason=away)
        elif self.away and not away:
            log.warning("Rasa answers again")
        self.away = away


class _Intent(BaseModel):
    model_config = ConfigDict(strict=True)
    name: str
    confidence: Annotated[float, Field(ge=0, le=1 + _ROUNDING, allow_inf_nan=False)]


class _Answer(BaseModel):
    intent_ranking: list[_Intent]


def read_ranking(body: bytes, topics: frozenset[str]) -> tuple[Ranked, ...]:
    """Read an answer of `/model/parse`; the likeliest topic first, equal ones by name.

    Raises:
        RasaError: the answer is none, or Rasa was trained on other topics. It never quotes the message.
    """
    try:
        intents = _Answer.model_validate_json(body).intent_ranking
    except ValidationError:
        raise RasaError("Rasa's answer is not understood; is RASA_URL a Rasa 3 server?") from None
    names = [intent.name for intent in intents]
    if len(names) != len(topics) or set(names) != topics:
        missing = ", ".join(sorted(topics.difference(names))) or "none"
        raise RasaError(f"Rasa was trained on other topics (missing: {missing}); train it anew")
    if abs(sum(intent.confidence for intent in intents) - 1) > _ROUNDING:
        raise RasaError("Rasa's confidences do not add up to 1")
    ranking = sorted(intents, key=lambda intent: (-intent.confidence, intent.name))
    return tuple(Ranked(intent.name, intent.confidence) for intent in ranking)
