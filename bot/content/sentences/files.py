"""Faults of a file as a whole."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

FILES: dict[str, Sentence] = {
    "no-folder": Sentence(
        "Den Ordner gibt es nicht. Legen Sie ihn an oder prüfen Sie, ob CONTENT_DIR richtig geschrieben ist.",
        "There is no such folder. Create it, or check the spelling of CONTENT_DIR.",
    ),
    "no-file": Sentence(
        "Diese Datei fehlt. Legen Sie sie an; die erste Zeile lautet: {first}",
        "This file is missing. Create it; its first line reads: {first}",
    ),
    "no-topics": Sentence(
        "Es gibt noch kein Thema. Legen Sie im Ordner topics für jedes Thema eine Datei an, zum "
        "Beispiel work.yaml; die erste Zeile lautet: id: work",
        "There is no topic yet. Create one file for each topic in the folder topics, for example "
        "work.yaml; its first line reads: id: work",
    ),
    "no-emergency": Sentence(
        "Dieses Thema fehlt: Wer in Gefahr ist, muss 112 und 110 lesen können. Legen Sie die Datei wieder "
        "an; die erste Zeile lautet: id: emergency",
        "This topic is missing: somebody in danger must be able to read 112 and 110. Create the file "
        "again; its first line reads: id: emergency",
    ),
    "unreadable": Sentence(
        "Diese Datei lässt sich nicht öffnen ({reason}). Bitte prüfen Sie die Rechte oder legen Sie sie"
        " neu an.",
        "This file cannot be opened ({reason}). Please check its permissions or create it anew.",
    ),
    "no-regular-file": Sentence(
        "Das ist keine Datei, sondern etwas anderes (zum Beispiel ein Ordner). Benennen Sie es um oder "
        "löschen Sie es.",
        "This is not a file but something else (a folder, for example). Rename or delete it.",
    ),
    "file-name": Sentence(
        "Den Namen „{value}“ kenne ich nicht, die Datei wird nicht gelesen. {hint} {choices} Benennen "
        "Sie sie um oder löschen Sie sie.",
        "I do not know the name “{value}”, so this file is not read. {hint} {choices} Rename or delete it.",
    ),
    "too-big": Sentence(
        "Die Datei ist größer als {limit} Kilobyte. Ist es die richtige? Löschen oder teilen Sie sie.",
        "The file is larger than {limit} kilobytes. Is it the right one? Delete or split it.",
    ),
    "encoding": Sentence(
        "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie mit der Kodierung „UTF-8“.",
        "The file is not stored as UTF-8. Save it with the encoding “UTF-8”.",
    ),
    "byte-order-mark": Sentence(
        "Am Anfang der Datei steht ein unsichtbares Zeichen (BOM). Speichern Sie sie mit der Kodierung "
        "„UTF-8“, nicht „UTF-8 mit BOM“.",
        "The file starts with an invisible character (BOM). Save it with the encoding “UTF-8”, not "
        "“UTF-8 with BOM”.",
    ),
    "empty-file": Sentence(
        "Die Datei ist leer. Übernehmen Sie den Aufbau aus einer anderen Datei oder löschen Sie sie.",
        "The file is empty. Copy the structure of another file, or delete it.",
    ),
    "second-document": Sentence(
        "Hier beginnt mit --- ein zweites Dokument, es wird nicht gelesen. Löschen Sie die Zeile mit ---.",
        "A second document starts here with ---, it is not read. Delete the line with ---.",
    ),
}
