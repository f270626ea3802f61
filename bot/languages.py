"""The languages we know: their own name, script direction, and what Babel and Telegram call them.

A language is spoken to people once its catalogue stands in `bot/texts/locale/`; the others can still be
named (as the language an interpreter should speak) and recognised ("I do not speak this yet").
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the table; `code` is the BCP 47 tag used everywhere in this project."""

    code: str
    own_name: str
    german_name: str
    babel: str
    right_to_left: bool = False
    telegram: str | None = None  # what Telegram's language_code says where that differs from `code`


LANGUAGES: tuple[Language, ...] = (
    Language("de", "Deutsch", "Deutsch", "de"),
    Language("en", "English", "Englisch", "en_GB"),
    Language("uk", "Українська", "Ukrainisch", "uk"),
    Language("ru", "Русский", "Russisch", "ru"),
    Language("ar", "العربية", "Arabisch", "ar", right_to_left=True),
    Language("fa", "فارسی / دری", "Persisch / Dari", "fa_AF", right_to_left=True),
    Language("ps", "پښتو", "Paschtu", "ps", right_to_left=True),
    Language("tr", "Türkçe", "Türkisch", "tr"),
    Language("kmr", "Kurmancî", "Kurdisch (Kurmandschi)", "ku", telegram="ku"),
    Language("ckb", "کوردیی ناوەندی", "Kurdisch (Sorani)", "ckb", right_to_left=True),
    Language("ti", "ትግርኛ", "Tigrinya", "ti"),
    Language("so", "Soomaali", "Somali", "so"),
    Language("fr", "Français", "Französisch", "fr"),
    Language("sq", "Shqip", "Albanisch", "sq"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
_BY_TELEGRAM = {language.telegram or language.code: language.code for language in LANGUAGES}


def from_telegram(language_code: str | None) -> str | None:
    """Return our tag for Telegram's `language_code` ("pt-br", "ku", missing), or None."""
    return _BY_TELEGRAM.get((language_code or "").split("-")[0].lower())


# Recognised, so that we can say in their own name that we do not speak them yet.
OTHER_NAMES = {
    "am": "አማርኛ",
    "ro": "Română",
    "pl": "Polski",
    "sh": "Srpski / Hrvatski / Bosanski",
    "bg": "Български",
    "ka": "ქართული",
    "ur": "اردو",
    "it": "Italiano",
    "es": "Español",
    "hu": "Magyar",
    "el": "Ελληνικά",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "nl": "Nederlands",
    "pt": "Português",
    "cs": "Čeština",
    "mk": "Македонски",
}


def own_name(code: str) -> str:
    """What its speakers call the language; the tag itself for one we cannot name."""
    return BY_CODE[code].own_name if code in BY_CODE else OTHER_NAMES.get(code, code)
