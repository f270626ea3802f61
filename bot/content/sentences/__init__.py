"""What staff read about each kind of fault: a literal table from kind to German and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.sentences.files import FILES
from bot.content.sentences.references import REFERENCES
from bot.content.sentences.values import VALUES
from bot.content.sentences.yaml import YAML

if TYPE_CHECKING:
    from bot.content.sentences.template import Sentence

SENTENCES: dict[str, Sentence] = {**FILES, **YAML, **VALUES, **REFERENCES}
