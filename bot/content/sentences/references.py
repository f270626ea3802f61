"""Entries that do not fit together, within a file or across files."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

REFERENCES: dict[str, Sentence] = {
    "no-contact": Sentence(
        "Den Kontakt „{value}“ gibt es in contacts.yaml nicht. {hint} {choices} Verbessern Sie die id "
        "oder legen Sie den Kontakt dort an.",
        "There is no contact “{value}” in contacts.yaml. {hint} {choices} Correct the id, or add the "
        "contact there.",
    ),
    "no-place": Sentence(
        "Den Ort „{value}“ gibt es in places.yaml nicht. {hint} {choices} Verbessern Sie die id oder "
        "legen Sie den Ort dort an.",
        "There is no place “{value}” in places.yaml. {hint} {choices} Correct the id, or add the place "
        "there.",
    ),
    "no-meetup": Sentence(
        "Das Treffen „{value}“ gibt es in meetups.yaml nicht. {hint} {choices} Verbessern Sie die id "
        "oder legen Sie das Treffen dort an.",
        "There is no meetup “{value}” in meetups.yaml. {hint} {choices} Correct the id, or add the "
        "meetup there.",
    ),
    "no-room": Sentence(
        "Das Zimmer „{value}“ gibt es unter rooms nicht. {hint} {choices} Verbessern Sie die id oder legen "
        "Sie das Zimmer dort an.",
        "There is no room “{value}” under rooms. {hint} {choices} Correct the id, or add the room there.",
    ),
    "no-adviser": Sentence(
        "Unter advisers gibt es „{value}“ nicht. {hint} {choices} Verbessern Sie die id oder löschen Sie die "
        "Zeile.",
        "There is no “{value}” under advisers. {hint} {choices} Correct the id, or delete the line.",
    ),
    "no-button": Sentence(
        "„{value}“ ist weder ein Thema noch ein Ablauf. {hint} {choices} Verbessern Sie die id oder "
        "löschen Sie die Zeile.",
        "“{value}” is neither a topic nor a journey. {hint} {choices} Correct the id, or delete the line.",
    ),
    "id-twice": Sentence(
        "Die id „{value}“ kommt zweimal vor (auch in {other}). Geben Sie einem der beiden eine andere.",
        "The id “{value}” is used twice (also in {other}). Give one of the two another one.",
    ),
    "id-file": Sentence(
        "Die id „{value}“ passt nicht zum Dateinamen. Schreiben Sie id: {expected} oder benennen Sie "
        "die Datei in {value}.yaml um.",
        "The id “{value}” does not fit the file name. Write id: {expected}, or rename the file to "
        "{value}.yaml.",
    ),
    "id-reserved": Sentence(
        "„{value}“ ist der Name eines Ablaufs und kann kein Thema sein. Geben Sie dem Thema und seiner Datei "
        "einen anderen Namen.",
        "“{value}” is the name of a journey and cannot be a topic. Give the topic and its file another name.",
    ),
    "emergency-example": Sentence(
        "Der Notfall darf kein Beispiel sein: Wer in Gefahr ist, muss 112 und 110 lesen können. Löschen Sie "
        "die Zeile example.",
        "The emergency topic cannot be an example: somebody in danger must be able to read 112 and 110. "
        "Delete the line example.",
    ),
    "example-twice": Sentence(
        "Die Frage „{value}“ steht auch bei einem anderen Thema: {where}. Löschen Sie sie an einer der "
        "beiden Stellen.",
        "The question “{value}” also stands in another topic: {where}. Delete it in one of the two places.",
    ),
    "first-unreachable": Sentence(
        "Der erste Kontakt „{value}“ hat weder phone noch mail. Ergänzen Sie eines davon oder wählen "
        "Sie einen anderen.",
        "The first contact “{value}” has neither phone nor mail. Add one of them, or choose another contact.",
    ),
}
