"""A value that does not fit its field."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

VALUES: dict[str, Sentence] = {
    "missing": Sentence(
        "Hier fehlt das Feld „{field}“. Ergänzen Sie eine Zeile, die so beginnt: {field}:",
        "The field “{field}” is missing here. Add a line that starts with {field}:",
    ),
    "field": Sentence(
        "Das Feld „{value}“ kenne ich nicht. {hint} {choices} Verbessern Sie den Namen oder löschen Sie"
        " die Zeile.",
        "I do not know the field “{value}”. {hint} {choices} Correct its name or delete the line.",
    ),
    "empty": Sentence(
        "Bei „{field}“ steht nichts. Ergänzen Sie den Wert. Braucht es das Feld nicht, löschen Sie die "
        "Zeile.",
        "There is nothing at “{field}”. Add the value, or delete the line if the field is not needed.",
    ),
    "empty-list": Sentence(
        "Bei „{field}“ steht kein Eintrag. Schreiben Sie mindestens einen darunter; er beginnt mit „- “.",
        "There is no entry at “{field}”. Write at least one below; it starts with “- ”.",
    ),
    "text-expected": Sentence(
        "Bei „{field}“ muss ein einfacher Text stehen. Schreiben Sie ihn hinter den Doppelpunkt; "
        "beginnt er mit einer Klammer, setzen Sie ihn in Anführungszeichen.",
        "“{field}” needs a plain text. Write it after the colon; if it starts with a bracket, put it in"
        " quotes.",
    ),
    "list-expected": Sentence(
        "Bei „{field}“ muss eine Liste stehen. Schreiben Sie jeden Eintrag in eine eigene Zeile, die "
        "mit „- “ beginnt.",
        "“{field}” needs a list. Write every entry on a line of its own that starts with “- ”.",
    ),
    "languages-expected": Sentence(
        "Bei „{field}“ fehlen die Sprachen. Schreiben Sie für jede eine eingerückte Zeile darunter: de: …",
        "The languages are missing at “{field}”. Write an indented line for each of them below: de: …",
    ),
    "states-expected": Sentence(
        "Hier fehlt der Stand der Texte. Diese Datei schreibt das Programm: Löschen Sie den Eintrag und "
        "vermerken Sie ihn neu mit zuhause content review.",
        "The states of texts are missing here. The program writes this file: Delete the entry and note it "
        "anew with zuhause content review.",
    ),
    "fields-expected": Sentence(
        "Hier fehlen die Felder. Schreiben Sie jedes mit Doppelpunkt in eine eigene Zeile: {example}: …",
        "The fields are missing here. Write each with a colon on a line of its own: {example}: …",
    ),
    "too-long": Sentence(
        "Der Text bei „{field}“ hat {length} Zeichen, erlaubt sind {limit}. Kürzen Sie ihn.",
        "The text at “{field}” has {length} characters, {limit} are allowed. Shorten it.",
    ),
    "id": Sentence(
        "„{value}“ geht nicht als id. Nehmen Sie nur kleine Buchstaben a–z, Ziffern und Bindestriche. {hint}",
        "“{value}” cannot be an id. Use only small letters a–z, digits and hyphens. {hint}",
    ),
    "phone-number": Sentence(
        "Die Telefonnummer „{value}“ kann es nicht geben. Vergleichen Sie die Ziffern; die Vorwahl gehört "
        "dazu: 07195 13-327",
        "The phone number “{value}” cannot exist. Compare its digits; the area code is part of it: "
        "07195 13-327",
    ),
    "phone": Sentence(
        "„{value}“ ist keine Telefonnummer. {hint} Nehmen Sie nur Ziffern, Leerzeichen, - und /, am Anfang "
        "auch +: 07195 13-327",
        "“{value}” is not a phone number. {hint} Use only digits, spaces, - and /, and + at the start: "
        "07195 13-327",
    ),
    "mail": Sentence(
        "„{value}“ ist keine Mail-Adresse. {hint} Schreiben Sie sie wie zuhause@winnenden.de",
        "“{value}” is not a mail address. {hint} Write it like zuhause@winnenden.de",
    ),
    "link": Sentence(
        "„{value}“ geht nicht als Link. {hint} Schreiben Sie die ganze Adresse, sie beginnt mit https://",
        "“{value}” cannot be a link. {hint} Write the whole address, it starts with https://",
    ),
    "fingerprint": Sentence(
        "„{value}“ ist kein Fingerabdruck eines Textes. Löschen Sie den Eintrag; das Programm schreibt "
        "ihn neu.",
        "“{value}” is not the fingerprint of a text. Delete the entry; the program writes it anew.",
    ),
    "weekday": Sentence(
        "„{value}“ ist kein Wochentag. {hint} {choices}",
        "“{value}” is not a weekday. {hint} {choices} (Weekdays are written in German.)",
    ),
    "date": Sentence(
        "„{value}“ ist kein Datum. {hint} Schreiben Sie Tag, Monat, Jahr: 31.12.2027",
        "“{value}” is not a date. {hint} Write day, month, year: 31.12.2027",
    ),
    "yearly-date": Sentence(
        "„{value}“ ist kein Tag im Jahr. {hint} Schreiben Sie Tag und Monat mit zwei Punkten: 24.12.",
        "“{value}” is not a day of the year. {hint} Write day and month with two dots: 24.12.",
    ),
    "time": Sentence(
        "„{value}“ ist keine Uhrzeit. {hint} Schreiben Sie Stunden und Minuten: 16:00",
        "“{value}” is not a time. {hint} Write hours and minutes: 16:00",
    ),
    "number": Sentence(
        "„{value}“ bei „{field}“ ist keine Zahl. Schreiben Sie nur Ziffern, bei Kommazahlen mit Punkt: 48.87",
        "“{value}” at “{field}” is not a number. Write digits only, decimals with a dot: 48.87",
    ),
    "whole-number": Sentence(
        "„{value}“ bei „{field}“ ist keine ganze Zahl. Schreiben Sie nur Ziffern: 30",
        "“{value}” at “{field}” is not a whole number. Write digits only: 30",
    ),
    "at-least": Sentence(
        "„{value}“ bei „{field}“ ist zu klein. Schreiben Sie {limit} oder mehr.",
        "“{value}” at “{field}” is too small. Write {limit} or more.",
    ),
    "at-most": Sentence(
        "„{value}“ bei „{field}“ ist zu groß. Schreiben Sie {limit} oder weniger.",
        "“{value}” at “{field}” is too large. Write {limit} or less.",
    ),
    "multiple": Sentence(
        "„{value}“ bei „{field}“ geht nicht. Schreiben Sie ein Vielfaches von {limit}.",
        "“{value}” at “{field}” does not work. Write a multiple of {limit}.",
    ),
    "yes-no": Sentence(
        "„{value}“ bei „{field}“ verstehe ich nicht. Schreiben Sie true (ja) oder false (nein).",
        "I do not understand “{value}” at “{field}”. Write true or false.",
    ),
    "language": Sentence(
        "„{value}“ ist kein Sprachkürzel. {hint} {choices}",
        "“{value}” is not a language code. {hint} {choices}",
    ),
    "no-german": Sentence(
        "Bei „{field}“ fehlt der deutsche Text. Ergänzen Sie eine Zeile, die so beginnt: de:",
        "The German text is missing at “{field}”. Add a line that starts with de:",
    ),
    "end-before-start": Sentence(
        "Das Ende ({end}) liegt nicht nach dem Anfang ({start}). Sind die beiden vertauscht? Tauschen "
        "Sie sie.",
        "The end ({end}) is not after the start ({start}). Are the two swapped? Exchange them.",
    ),
    "overlap": Sentence(
        "Am {weekday} überschneiden sich {first} und {second}. Fassen Sie beide zu einer Zeit zusammen.",
        "On {weekday}, {first} and {second} overlap. Make one of the two.",
    ),
    "five-minutes": Sentence(
        "Termine beginnen und enden zu vollen fünf Minuten, {time} passt nicht dazu. Schreiben Sie eine Zeit "
        "wie 09:00 oder 09:05.",
        "Appointments begin and end at whole five minutes, {time} does not fit. Write a time such as 09:00 "
        "or 09:05.",
    ),
    "clock-change": Sentence(
        "Sonntags zwischen 02:00 und 03:00 wird die Uhr umgestellt, diese Stunde gibt es manchmal "
        "nicht. Wählen Sie eine andere Zeit.",
        "Clocks change on Sundays between 02:00 and 03:00, at times this hour does not exist. Choose "
        "another time.",
    ),
    "clock-change-day": Sentence(
        "Am {day} wird die Uhr umgestellt, {time} gibt es in dieser Nacht nicht oder zweimal. Wählen Sie "
        "eine andere Zeit.",
        "Clocks change on {day}: {time} does not exist that night, or twice. Choose another time.",
    ),
    "coordinates": Sentence(
        "latitude und longitude gehören zusammen. Ergänzen Sie „{field}“ oder löschen Sie das andere Feld.",
        "latitude and longitude belong together. Add “{field}” or delete the other field.",
    ),
    "value": Sentence(
        "„{value}“ passt nicht zu „{field}“. Vergleichen Sie mit einem Eintrag, der stimmt.",
        "“{value}” does not fit “{field}”. Compare it with an entry that is right.",
    ),
}
