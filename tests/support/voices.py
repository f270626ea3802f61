"""Voices for tests of direction: every language of the table, and an Arabic one with sentences of its own."""

from gettext import NullTranslations

import pytest

from bot.languages import LANGUAGES
from bot.texts import Say

GERMAN = Say("de", NullTranslations())


class Arabic(NullTranslations):
    """Arabic letters around every placeholder, as a translator would write."""

    def gettext(self, message):
        """Some Arabic before and after whatever stands in braces."""
        parts = message.split("{")
        return " ".join(["نص", *("{" + part.split("}")[0] + "} نص" for part in parts[1:])])


ARABIC = Say("ar", Arabic())


UNTRANSLATED = [Say(row.code, NullTranslations()) for row in LANGUAGES]
every_voice = pytest.mark.parametrize(
    "say", [*UNTRANSLATED, ARABIC], ids=[*(say.language for say in UNTRANSLATED), "translated"]
)
