"""What a PDF of ours says, read back by the rules of the format: by page, as drawn from left to right."""

from __future__ import annotations

import re
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
# a font is chosen, glyphs are shown, a text ends, what was chosen is kept in mind and comes back;
# a bracket or a backslash within a string stands behind a backslash
DRAWN = re.compile(rb"/F(\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)|\b(ET|q|Q)\b", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def pages(data: bytes) -> list[list[str]]:
    """The texts of every page, each as it was drawn at one place; right-to-left letters come in reverse."""
    objects = {int(number): body for number, body in OBJECT.findall(data)}
    found = (body for body in objects.values() if body.endswith(b"/Type /Page\n>>"))
    return [_page(objects, body) for body in found]


def _page(objects, body):
    resources = objects[_reference(rb"/Resources", body)]
    fonts = {
        int(n): _letters(objects, objects[int(o)]) for n, o in re.findall(rb"/F(\d+) (\d+) 0 R", resources)
    }
    letters, kept, texts, text = {}, [], [], ""
    for font, string, word in DRAWN.findall(_stream(objects[_reference(rb"/Contents", body)])):
        if font:
            letters = fonts[int(font)]
        elif word == b"q":
            kept.append(letters)
        elif word == b"Q":
            letters = kept.pop()
        elif word == b"ET":
            texts.append(text)
            text = ""
        else:
            glyphs = re.sub(rb"\\(.)", lambda found: ESCAPED.get(found[1], found[1]), string, flags=re.DOTALL)
            text += "".join(letters[glyphs[i : i + 2]] for i in range(0, len(glyphs), 2))
    return [text for text in texts if text]


def _letters(objects, font):
    listed = re.findall(rb"<(\w{4})> <(\w+)>\n", _stream(objects[_reference(rb"/ToUnicode", font)]))
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in listed
    }


def _reference(name, body):
    return int(re.search(name + rb" (\d+) 0 R", body)[1])


def _stream(body):
    content = STREAM.search(body)[1]
    return zlib.decompress(content) if b"/FlateDecode" in body else content
