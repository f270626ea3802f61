"""gettext catalogues, read from `.po` (no compiled files to forget). German is the source language.

A sentence without a translation falls back to German, never to an empty text; a test fails on the gap.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.languages import BY_CODE, LANGUAGES
from bot.texts.isolates import isolate, readable

LOCALE_DIR = Path(__file__).parent / "locale"


def mark(message: str) -> str:
    """Name a sentence for the translators without translating it yet."""
    return message


class Say:
    """The bot's voice in one language: `say("Guten Tag, {name}.", name=…)`.

    Every value is isolated, and the sentence is made safe for right-to-left reading.
    """

    def __init__(self, language: str, translations: NullTranslations) -> None:
        """`language` is one of our tags; its row in the language table gives the direction."""
        self.language = language
        self.row = BY_CODE[language]
        self._translations = translations

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate the German `message` and fill in the values, each in its own isolate."""
        translated = self._translations.gettext(message)
        filled = translated.format(**{name: isolate(value) for name, value in values.items()})
        return self.readable(filled)

    def readable(self, text: str) -> str:
        """Curated text in this language, made safe for its direction."""
        return readable(text, right_to_left=self.row.right_to_left)

    def pick(self, texts: dict[str, str]) -> str:
        """The text in this language, or the German one."""
        return self.readable(texts[self.language]) if self.language in texts else texts["de"]


@cache
def spoken_languages(directory: Path = LOCALE_DIR) -> tuple[str, ...]:
    """Languages that have a catalogue, in the order of the language table; German needs none."""
    return tuple(row.code for row in LANGUAGES if row.code == "de" or _po(directory, row.code).exists())


@cache
def read_catalogues(directory: Path = LOCALE_DIR) -> dict[str, Say]:
    """One voice per spoken language."""
    return {code: Say(code, _translations(directory, code)) for code in spoken_languages(directory)}


def _po(directory: Path, code: str) -> Path:
    return directory / code / "LC_MESSAGES" / "bot.po"


def _translations(directory: Path, code: str) -> NullTranslations:
    if code == "de":
        return NullTranslations()
    compiled = BytesIO()
    with _po(directory, code).open("rb") as file:
        write_mo(compiled, read_po(file, locale=BY_CODE[code].babel))
    compiled.seek(0)
    return GNUTranslations(compiled)
