"""What staff read about each kind of finding: a literal table from kind to German and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.sentences.days import DAYS
from bot.content.sentences.files import FILES
from bot.content.sentences.habits import HABITS
from bot.content.sentences.plain_language import PLAIN_LANGUAGE
from bot.content.sentences.references import REFERENCES
from bot.content.sentences.texts import TEXTS
from bot.content.sentences.values import VALUES
from bot.content.sentences.yaml import YAML

if TYPE_CHECKING:
    from bot.content.sentences.template import Sentence

ADVICE: dict[str, Sentence] = {**HABITS, **PLAIN_LANGUAGE}
FAULTS: dict[str, Sentence] = {**FILES, **YAML, **VALUES, **TEXTS, **DAYS, **REFERENCES}
SENTENCES: dict[str, Sentence] = {**FAULTS, **ADVICE}
