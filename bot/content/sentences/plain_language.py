"""Advice on plain language: the sentence, and what to do about it."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

PLAIN_LANGUAGE: dict[str, Sentence] = {
    "long-sentence": Sentence(
        "Der Satz hat {length} Wörter, gut sind höchstens {limit}: „{value}“ Machen Sie zwei Sätze daraus.",
        "The sentence has {length} words, at most {limit} are good: “{value}” Make two sentences of it.",
    ),
    "nouns": Sentence(
        "Der Satz hat viele schwere Hauptwörter ({nouns}): „{value}“ Schreiben Sie, wer was tut.",
        "The sentence has many heavy nouns ({nouns}): “{value}” Write who does what.",
    ),
    "passive": Sentence(
        "Viele Sätze sagen nicht, wer etwas tut, zum Beispiel: „{value}“ Schreiben Sie, wer es tut.",
        "Many sentences do not say who does something, for example: “{value}” Write who does it.",
    ),
    "many-sentences": Sentence(
        "Die Antwort hat bei „{language}“ {length} Sätze, gut sind höchstens {limit}. Setzen Sie das "
        "Weitere unter more.",
        "The answer has {length} sentences at “{language}”, at most {limit} are good. Put the rest below "
        "more.",
    ),
    "hard-text": Sentence(
        "Antwort und „more“ sind zusammen schwer zu lesen (LIX {score}, gut ist höchstens {limit}). "
        "Nehmen Sie kürzere Wörter und kürzere Sätze.",
        "Answer and “more” together are hard to read (LIX {score}, at most {limit} is good). Use shorter "
        "words and shorter sentences.",
    ),
}
