"""Advice on good habits: what works now and will trouble somebody later."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

HABITS: dict[str, Sentence] = {
    "schema-line": Sentence(
        "In der ersten Zeile fehlt der Verweis, mit dem Editoren beim Schreiben helfen. Schreiben Sie "
        "dort: {expected}",
        "The first line lacks what lets editors help you write. Write there: {expected}",
    ),
    "half-translated": Sentence(
        "Bei {languages} fehlt: {fields}. Ergänzen Sie die Übersetzung, sonst lesen Menschen zwei "
        "Sprachen durcheinander.",
        "At {languages}, {fields} is missing. Add the translation, or people will read two languages "
        "side by side.",
    ),
    "other-script": Sentence(
        "Der Text bei „{field}“ hat keinen Buchstaben der Schrift, in der man diese Sprache schreibt. "
        "Prüfen Sie, ob er in der richtigen Zeile steht.",
        "The text at “{field}” has no letter of the script in which this language is written. Check that "
        "it stands on the right line.",
    ),
    "number-in-text": Sentence(
        "„{value}“ steht mitten im Text. Legen Sie dafür einen Kontakt in contacts.yaml an und nennen "
        "Sie im Thema nur seine id unter contacts.",
        "“{value}” stands inside a text. Add a contact in contacts.yaml for it, and name only its id in "
        "the topic, below contacts.",
    ),
    "contact-in-text": Sentence(
        "„{value}“ steht mitten im Text und gehört zum Kontakt „{contact}“. Löschen Sie es hier und "
        "nennen Sie im Thema nur die id unter contacts.",
        "“{value}” stands inside a text and belongs to the contact “{contact}”. Delete it here and name "
        "only the id in the topic, below contacts.",
    ),
    "meetup-over": Sentence(
        "Das Treffen gibt es seit dem {value} nicht mehr. Löschen Sie es oder verbessern Sie den letzten "
        "Tag.",
        "The meetup has been over since {value}. Delete it, or correct its last day.",
    ),
    "pause-over": Sentence(
        "Diese Pause ist seit dem {value} vorbei. Löschen Sie die Zeilen.",
        "This pause has been over since {value}. Delete the lines.",
    ),
    "day-over": Sentence(
        "Das ist seit dem {value} vorbei. Löschen Sie die Zeilen.",
        "This has been over since {value}. Delete the lines.",
    ),
    "never-bookable": Sentence(
        "Zum Thema „{value}“ kann niemand einen Termin buchen: Er dauert {length} Minuten, und so lange "
        "ist niemand am Stück da. Schreiben Sie bei minutes weniger oder unter hours eine längere Zeit.",
        "Nobody can book an appointment on “{value}”: it takes {length} minutes, and nobody is there for so "
        "long without a break. Write less at minutes, or a longer time below hours.",
    ),
    "lead-time": Sentence(
        "So viele Arbeitstage vorher liegt später als die {value} Tage, die man voraus buchen kann: "
        "Niemand kann buchen. Schreiben Sie bei lead_days weniger oder bei horizon_days mehr.",
        "So many working days ahead is later than the {value} days for which one may book: nobody can book. "
        "Write less at lead_days, or more at horizon_days.",
    ),
    "school-holidays": Sentence(
        "Die Schulferien kennt das Programm nur bis {value}. Prüfen Sie, ob es eine neuere Fassung gibt; "
        "bis dahin tragen Sie die Ferien unter pauses ein.",
        "The program knows the school holidays only until {value}. Check for a newer version; meanwhile "
        "add the holidays below pauses.",
    ),
    "example-button": Sentence(
        "Das Thema „{value}“ ist nur ein Beispiel, die Taste erscheint nicht. Löschen Sie hier die Zeile "
        "oder beim Thema die Zeile example: true.",
        "The topic “{value}” is an example only, its button does not appear. Delete the line here, or "
        "the line example: true in the topic.",
    ),
    "named-twice": Sentence(
        "„{value}“ steht in dieser Liste zweimal (auch in {other}). Löschen Sie eine der beiden Zeilen.",
        "“{value}” is in this list twice (also in {other}). Delete one of the two lines.",
    ),
    "menu-twice": Sentence(
        "Den Platz {value} im Menü hat auch ein anderes Thema: {where}. Geben Sie einem der beiden eine "
        "andere Zahl.",
        "Place {value} in the menu is also taken by another topic: {where}. Give one of the two another "
        "number.",
    ),
    "dead-state": Sentence(
        "Den Text „{value}“ gibt es nicht mehr. Löschen Sie den Eintrag.",
        "There is no text “{value}” any more. Delete the entry.",
    ),
}
