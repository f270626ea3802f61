"""Days of a meetup that do not fit its week, and hours that overlap."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

DAYS: dict[str, Sentence] = {
    "other-weekday": Sentence(
        "Der {value} ist ein {weekday}, das Treffen ist am {usual}. {hint} Verbessern Sie das Datum.",
        "{value} is a {weekday}, the meetup is on {usual}. {hint} Correct the date.",
    ),
    "before-first": Sentence(
        "Am {value} gibt es das Treffen noch nicht, es beginnt am {first}. {hint} Verbessern Sie das "
        "Datum oder löschen Sie die Zeile.",
        "On {value} the meetup has not begun, its first day is {first}. {hint} Correct the date or "
        "delete the line.",
    ),
    "after-last": Sentence(
        "Am {value} gibt es das Treffen nicht mehr, es endet am {last}. {hint} Verbessern Sie das Datum "
        "oder löschen Sie die Zeile.",
        "On {value} the meetup is over, its last day is {last}. {hint} Correct the date or delete the line.",
    ),
    "day-twice": Sentence(
        "Der {value} steht zweimal da (auch in {other}). Löschen Sie eine der beiden Stellen.",
        "{value} is there twice (also in {other}). Delete one of them.",
    ),
    "cancelled-and-moved": Sentence(
        "Am {value} fällt das Treffen aus ({other}) und ist zugleich verlegt. Löschen Sie eine der "
        "beiden Stellen.",
        "On {value} the meetup is cancelled ({other}) and moved as well. Delete one of them.",
    ),
    "moved-onto-meetup": Sentence(
        "Am {value} ist das Treffen ohnehin. Wählen Sie einen anderen Tag. Soll das Treffen am {usual} "
        "nur ausfallen, schreiben Sie den Tag unter cancelled.",
        "The meetup takes place on {value} anyway. Choose another day. If the one on {usual} is just "
        "called off, write that day below cancelled.",
    ),
    "extra-onto-meetup": Sentence(
        "Am {value} um {time} ist das Treffen ohnehin. Löschen Sie den Eintrag oder schreiben Sie eine "
        "andere Zeit.",
        "The meetup takes place on {value} at {time} anyway. Delete the entry, or write another time.",
    ),
    "open-overlap": Sentence(
        "Am {day} überschneiden sich {first} und {second}. Verbessern Sie eine der beiden Zeiten.",
        "On {day}, {first} and {second} overlap. Correct one of the two.",
    ),
}
