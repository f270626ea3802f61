"""Which translator is used: the one an operator has named, and no other.

Left out on purpose: Google, PONS and Linguee, which deep-translator reads off web pages against their terms;
MyMemory, which takes texts over plain HTTP without a contract; Yandex 1.5, Papago and QCRI, which are
switched off or know none of our languages; Baidu and ChatGPT, which are nothing for a German town hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.translation.engines import SOURCE, DeepL, Engine, Libre, Microsoft, TranslationError, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Provider:
    """A row of the table: how it is called, where it is (given the key), and how the key is shown to it."""

    name: str
    engine: type[Engine]
    url: Callable[[str], str] | None
    headers: Callable[[str], Mapping[str, str]]
    needs_key: bool = True


def _deepl_url(key: str) -> str:
    return "https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com"


PROVIDERS = {
    "libre": Provider("LibreTranslate", Libre, url=None, headers=lambda _: {}, needs_key=False),
    "deepl": Provider(
        "DeepL", DeepL, _deepl_url, headers=lambda key: {"Authorization": f"DeepL-Auth-Key {key}"}
    ),
    "microsoft": Provider(
        "Microsoft",
        Microsoft,
        url=lambda _: "https://api.cognitive.microsofttranslator.com",
        headers=lambda key: {"Ocp-Apim-Subscription-Key": key},
    ),
}


class Translator:
    """A provider that is ready: our languages that it has, and an engine for each. Close it in the end."""

    def __init__(self, provider: Provider, wire: Wire, key: str = "") -> None:
        self.name = provider.name
        self._engine, self._wire, self._key = provider.engine, wire, key

    def languages(self, codes: Iterable[str]) -> dict[str, str]:
        """Those of our codes that the service has, and what it calls them. Raises TranslationError."""
        try:
            known = {name.lower() for name in self._engine.known(self._wire)}
        except (AttributeError, KeyError, TypeError):
            raise TranslationError(f"das ist kein {self.name}, bitte TRANSLATOR_URL prüfen") from None
        theirs = {code: self._engine.CODES.get(code, code) for code in codes if code != SOURCE}
        # A code of ours may mean another language there (`ku`), so only the table translates codes.
        return {code: name for code, name in theirs.items() if name in known}

    def engine(self, language: str, languages: Mapping[str, str]) -> Engine:
        """The engine that writes one of `languages`."""
        return self._engine(self._wire, self._key, {SOURCE: SOURCE, **languages}, languages[language])

    def close(self) -> None:
        """Hang up."""
        self._wire.close()


def translator(settings: Settings, seconds: float) -> Translator:
    """The translator of the settings. Raises SettingsError with the cure where one is missing."""
    if settings.translator_provider is None:
        raise SettingsError(_NOTHING_SET)
    provider = PROVIDERS[settings.translator_provider]
    key = settings.translator_api_key.get_secret_value() if settings.translator_api_key else ""
    if provider.needs_key and not key:
        raise SettingsError(f"TRANSLATOR_API_KEY fehlt: {provider.name} braucht einen Schlüssel.")
    url = settings.translator_url or (provider.url(key) if provider.url else None)
    if url is None:
        raise SettingsError(
            f"TRANSLATOR_URL fehlt: Wo läuft {provider.name}? Zum Beispiel http://127.0.0.1:5000"
        )
    address = url.rstrip("/").removesuffix("/translate")
    return Translator(provider, Wire(address, provider.headers(key), seconds=seconds), key)


_NOTHING_SET = """\
Es ist kein Übersetzungsdienst eingestellt. Bitte in .env oder als Umgebungsvariable angeben:
  TRANSLATOR_PROVIDER=libre        LibreTranslate, am besten auf dem eigenen Server
  TRANSLATOR_URL=http://127.0.0.1:5000
oder
  TRANSLATOR_PROVIDER=deepl        oder microsoft
  TRANSLATOR_API_KEY=…"""
