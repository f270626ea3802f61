"""The bot's own sentences in every language, and how values stand in them."""

from bot.texts.catalogue import Say, read_catalogues, spoken_languages
from bot.texts.dates import day_and_time, day_label, say_day, say_time
from bot.texts.isolates import isolate, readable, without_marks

__all__ = [
    "Say",
    "day_and_time",
    "day_label",
    "isolate",
    "read_catalogues",
    "readable",
    "say_day",
    "say_time",
    "spoken_languages",
    "without_marks",
]
