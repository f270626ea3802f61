"""Faults in how a file is written, whatever it says."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

YAML: dict[str, Sentence] = {
    "invisible": Sentence(
        "An Stelle {column} steht ein unsichtbares Zeichen ({code}). Löschen Sie es; am besten "
        "schreiben Sie die Zeile neu.",
        "There is an invisible character ({code}) at position {column}. Delete it; best type the line anew.",
    ),
    "tab": Sentence(
        "Die Zeile ist mit einem Tabulator eingerückt. Nehmen Sie stattdessen Leerzeichen, zwei je Stufe.",
        "The line is indented with a tab. Use spaces instead, two for each level.",
    ),
    "colon": Sentence(
        "Im Text steht ein Doppelpunkt mit Leerzeichen. Setzen Sie den ganzen Text in "
        'Anführungszeichen: de: "Montag: geschlossen"',
        "There is a colon followed by a space inside the text. Put the whole text in quotes: de: "
        '"Montag: geschlossen"',
    ),
    "no-colon": Sentence(
        "Hier fehlt ein Doppelpunkt oder das Leerzeichen dahinter. Schreiben Sie das Feld, einen "
        "Doppelpunkt, ein Leerzeichen und den Wert: phone: 07195 13-327",
        "A colon is missing here, or the space after it. Write the field, a colon, a space and the "
        "value: phone: 07195 13-327",
    ),
    "open-quote": Sentence(
        "Ein Anführungszeichen wird geöffnet und nicht geschlossen. Setzen Sie es auch ans Ende des Textes.",
        "A quotation mark is opened and never closed. Put one at the end of the text too.",
    ),
    "after-quote": Sentence(
        "Nach dem schließenden Anführungszeichen geht der Text weiter. Löschen Sie beide "
        "Anführungszeichen oder schreiben Sie hinter den Doppelpunkt | und den Text eingerückt "
        "darunter.",
        "The text goes on after the closing quotation mark. Delete both marks, or write | after the "
        "colon and the text indented below.",
    ),
    "open-bracket": Sentence(
        "Eine Klammer [ oder {{ wird geöffnet und nicht geschlossen. Schließen Sie sie oder setzen Sie "
        "den Text in Anführungszeichen.",
        "A bracket [ or {{ is opened and never closed. Close it, or put the text in quotes.",
    ),
    "first-character": Sentence(
        "Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie den ganzen Text in Anführungszeichen.",
        "A text must not start with this character. Put the whole text in quotes.",
    ),
    "backslash": Sentence(
        'Ein umgekehrter Schrägstrich \\ hat zwischen " und " eine besondere Bedeutung. Löschen Sie ihn '
        "oder nehmen Sie ' statt \".",
        'A backslash \\ has a special meaning between " and ". Delete it, or use \' instead of ".',
    ),
    "indent": Sentence(
        "Die Zeile ist falsch eingerückt oder passt nicht zur Zeile davor. Gleiche Felder stehen genau "
        "untereinander, Unterpunkte zwei Leerzeichen weiter rechts; hinter jedem Doppelpunkt steht ein "
        "Leerzeichen.",
        "The line is indented wrongly or does not fit the one before. Fields of one kind start exactly "
        "below each other, what belongs to them two spaces further right; a space follows every colon.",
    ),
    "broken": Sentence(
        "Ab hier lässt sich die Datei nicht lesen. Prüfen Sie Einrückung, Doppelpunkte und "
        "Anführungszeichen in dieser Zeile und der davor.",
        "The file cannot be read from here on. Check indentation, colons and quotation marks in this "
        "line and the one before.",
    ),
    "conflict": Sentence(
        "Hier haben zwei Personen dasselbe geändert, und beide Fassungen stehen da. Löschen Sie eine der "
        "beiden und die Zeilen mit <<<<<<<, ======= und >>>>>>>.",
        "Two people changed the same here, and both versions are there. Delete one of them and the lines "
        "with <<<<<<<, ======= and >>>>>>>.",
    ),
    "twice": Sentence(
        "„{key}“ steht zweimal da (auch in {other}). Löschen Sie eine der beiden Stellen.",
        "“{key}” is there twice (also in {other}). Delete one of them.",
    ),
    "key": Sentence(
        "Links vom Doppelpunkt darf nur ein Wort stehen. Setzen Sie Text mit Klammern in Anführungszeichen.",
        "Only a word may stand left of the colon. Put text with brackets in quotes.",
    ),
    "nested": Sentence(
        "Hier ist zu tief verschachtelt. Setzen Sie Text mit Klammern in Anführungszeichen.",
        "This is nested too deeply. Put text with brackets in quotes.",
    ),
    "alias": Sentence(
        "Ein Text darf nicht mit * beginnen. Setzen Sie den ganzen Text in Anführungszeichen.",
        "A text must not start with *. Put the whole text in quotes.",
    ),
    "anchor": Sentence(
        "Ein Text darf nicht mit & beginnen. Setzen Sie den ganzen Text in Anführungszeichen.",
        "A text must not start with &. Put the whole text in quotes.",
    ),
    "tag": Sentence(
        "Ein Text darf nicht mit ! beginnen. Setzen Sie den ganzen Text in Anführungszeichen.",
        "A text must not start with !. Put the whole text in quotes.",
    ),
    "merge": Sentence(
        "Verweise mit << werden nicht gelesen. Schreiben Sie die Angaben hier noch einmal aus.",
        "References with << are not read. Write the entries out here once more.",
    ),
}
