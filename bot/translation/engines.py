"""Translators behind deep-translator's contract (`BaseTranslator`): one object a language, `translate(text)`.

deep-translator 1.11's own engines are not used, for each fails where staff would be left alone. All of them
wait for ever; `except ConnectionError` misses the one that requests raises; what the server says about a
fault is thrown away. Libre knows neither uk, fa nor sq, demands a key where none is needed and writes text
and key into the URL, which servers log. DeepL's sends GET with the key in the URL, which DeepL has refused
since January 2026. Here the server says which languages it has, and every fault has its reason in German.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
from deep_translator.base import BaseTranslator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SOURCE = "de"
MAX_PAUSE_SECONDS = 90.0
_TRIES = 3
_TOO_MANY_REQUESTS = 429
_REASONS = {
    400: "der Dienst lehnt den Text ab",
    401: "der Schlüssel ist falsch, bitte TRANSLATOR_API_KEY prüfen",
    403: "der Dienst lehnt den Zugriff ab, bitte TRANSLATOR_API_KEY prüfen",
    404: "diese Adresse gibt es dort nicht, bitte TRANSLATOR_URL prüfen",
    429: "zu viele Anfragen, bitte später noch einmal",
    456: "das Kontingent ist aufgebraucht",
}


class TranslationError(Exception):
    """A text was not translated; the text says why, in German."""


class UnreachableError(TranslationError):
    """The service does not answer, or not in time: the next text would hardly fare better."""


class Wire:
    """HTTP with one service: patient for `seconds`, and once more after the pause a busy service asks for."""

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        seconds: float = 60.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = httpx.Client(base_url=url, headers=headers, timeout=httpx.Timeout(seconds))
        self._seconds, self._pause = seconds, pause

    def get(self, path: str, **query: str) -> Any:  # noqa: ANN401  JSON; the caller knows its shape
        """The JSON at a path. Raises TranslationError."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, body: object, **query: str) -> Any:  # noqa: ANN401  see get
        """The JSON answer to a JSON body. Raises TranslationError."""
        return self._ask("POST", path, json=body, params=query)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _ask(self, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401  see get
        answer = self._send(method, path, **more)
        for _ in range(_TRIES - 1):
            wait = _wanted_pause(answer)
            if wait is None:
                break
            self._pause(wait)
            answer = self._send(method, path, **more)
        if not answer.is_success:
            raise TranslationError(_reason(answer))
        try:
            return answer.json()
        except ValueError:
            raise TranslationError("die Antwort ist nicht lesbar, bitte TRANSLATOR_URL prüfen") from None

    def _send(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401  httpx's own
        try:
            return self._client.request(method, path, **more)
        except httpx.TimeoutException:
            raise UnreachableError(f"keine Antwort in {self._seconds:g} Sekunden") from None
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise UnreachableError(f"der Dienst ist nicht erreichbar ({error})") from None


class Engine(BaseTranslator):  # type: ignore[misc] # it has no types
    """A deep-translator engine from German; `languages` are our codes and what the service calls them."""

    CODES: ClassVar[Mapping[str, str]] = {}
    """Our codes where the service uses others; elsewhere they are the same."""

    def __init__(self, wire: Wire, key: str, languages: Mapping[str, str], target: str) -> None:
        self.wire, self.key = wire, key
        super().__init__(languages=dict(languages), source=SOURCE, target=target)

    @classmethod
    def known(cls, wire: Wire) -> set[str]:
        """What the service calls the languages it writes from German. Raises TranslationError."""
        raise NotImplementedError

    def translate(self, text: str, **_: object) -> str:
        """The text in the target language. Raises TranslationError."""
        try:
            answer = self.ask(text)
        except (KeyError, IndexError, TypeError):
            raise TranslationError("die Antwort hat nicht die erwartete Form") from None
        if not isinstance(answer, str) or not answer.strip():
            raise TranslationError("die Antwort ist leer")
        return answer

    def ask(self, text: str) -> str:
        """What the service answers; KeyError, IndexError or TypeError where it has another form."""
        raise NotImplementedError


class Libre(Engine):
    """LibreTranslate, usually one's own. A key only where the server wants one."""

    @classmethod
    def known(cls, wire: Wire) -> set[str]:
        """See Engine."""
        rows = wire.get("/languages")
        german = next((row for row in rows if row["code"] == SOURCE), None)
        if german is None:
            return set()
        return set(german.get("targets") or (row["code"] for row in rows)) - {SOURCE}

    def ask(self, text: str) -> str:
        """See Engine."""
        body = {"q": text, "source": self.source, "target": self.target, "format": "text"}
        answer = self.wire.post("/translate", body | ({"api_key": self.key} if self.key else {}))
        return str(answer["translatedText"])


class DeepL(Engine):
    """DeepL, free or paid; its list of languages grows, so it is asked."""

    CODES: ClassVar = {"en": "en-gb"}

    @classmethod
    def known(cls, wire: Wire) -> set[str]:
        """See Engine."""
        return {row["language"].lower() for row in wire.get("/v2/languages", type="target")}

    def ask(self, text: str) -> str:
        """See Engine."""
        body = {"text": [text], "source_lang": self.source.upper(), "target_lang": self.target.upper()}
        return str(self.wire.post("/v2/translate", body)["translations"][0]["text"])


class Microsoft(Engine):
    """Azure AI Translator; its `ku` is Sorani, and Dari has a code of its own."""

    CODES: ClassVar = {"ckb": "ku"}

    @classmethod
    def known(cls, wire: Wire) -> set[str]:
        """See Engine."""
        answer = wire.get("/languages", **{"api-version": "3.0", "scope": "translation"})
        return set(answer["translation"]) - {SOURCE}

    def ask(self, text: str) -> str:
        """See Engine."""
        query = {"api-version": "3.0", "from": self.source, "to": self.target}
        return str(self.wire.post("/translate", [{"Text": text}], **query)[0]["translations"][0]["text"])


def _wanted_pause(answer: httpx.Response) -> float | None:
    """How long a busy service asks us to wait; None where it says nothing, or longer than anybody waits."""
    if answer.status_code != _TOO_MANY_REQUESTS:
        return None
    seconds = answer.headers.get("Retry-After", "")
    return float(seconds) if seconds.isdecimal() and float(seconds) <= MAX_PAUSE_SECONDS else None


def _reason(answer: httpx.Response) -> str:
    """Our sentence for the status, and what the service itself says about it."""
    ours = _REASONS.get(answer.status_code, "der Dienst hat einen Fehler")
    if answer.is_redirect:
        ours = "diese Adresse führt woandershin, bitte TRANSLATOR_URL prüfen"
    try:
        said = answer.json()
        said = said.get("error") or said.get("message") or ""
        said = said.get("message", "") if isinstance(said, dict) else said
    except (ValueError, AttributeError):
        said = ""
    return f"{ours} ({answer.status_code}" + (f": {' '.join(str(said).split())}" if said else "") + ")"
