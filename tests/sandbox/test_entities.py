from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.detect import with_detected
from sandbox.entities import parse_html
from sandbox.errors import ApiError
from sandbox.text import Formatted, covered

TAGS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "tg-spoiler": "spoiler",
}
SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(words)
def test_escaped_text_comes_back_unchanged(text):
    """Whatever people or staff write, escaping makes it safe."""
    assert parse_html(escape(text)) == Formatted(text)


@given(st.lists(st.tuples(st.sampled_from(sorted(TAGS)), words.filter(bool), words), max_size=5))
def test_marked_words_become_entities_that_cover_them(parts):
    """Offsets count UTF-16 units, whatever stands before."""
    source = "".join(f"<{tag}>{escape(word)}</{tag}>{escape(after)}" for tag, word, after in parts)
    parsed = parse_html(source)
    assert parsed.text == "".join(word + after for _, word, after in parts)
    assert [(TAGS[tag], word) for tag, word, _ in parts] == [
        (entity["type"], covered(parsed.text, entity)) for entity in parsed.entities
    ]


@given(st.text(st.sampled_from("<>/&;ab \"'=#x1é😀"), max_size=40))
def test_wild_markup_is_parsed_or_refused_with_a_reason(source):
    """Nothing else than Telegram's own error can come out."""
    reason = ""
    try:
        parse_html(source)
    except ApiError as error:
        reason = error.description
    assert not reason or reason.startswith("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ä<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a:b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href=>x", 'Can\'t find end tag corresponding to start tag "a"'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        (
            "&#xd83d;",
            SURROGATES,
        ),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source, reason):
    """The texts are those of tdlib."""
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&copy", '<>&"AB&nbsp;&copy', []),
        ("<strong>x</>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<b></b>x", "x", []),
        ("<a>www.winnenden.de</a>", "www.winnenden.de",
         [{"type": "text_link", "offset": 0, "length": 16, "url": "http://www.winnenden.de"}]),
        ('<a href="mailto:x@y.de">x</a>', "x", []),
        ("<pre><code class='language-python'>x</code></pre>", "x",
         [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]),
        ("<blockquote expandable>x</blockquote>", "x",
         [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
        ('<tg-time unix="1800000000">soon</tg-time>', "soon",
         [{"type": "date_time", "offset": 0, "length": 4, "unix_time": 1800000000, "date_time_format": ""}]),
        ("<b>x<i>y</i></b>", "xy",
         [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}]),
    ],
)  # fmt: skip
def test_markup_becomes_text_and_entities(source, text, entities):
    """Also the rarer forms: links without address, code with a language, times."""
    assert parse_html(source) == Formatted(text, entities)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("/start", "bot_command", "/start"),
        ("bitte /termin@sandbox_bot jetzt", "bot_command", "/termin@sandbox_bot"),
        ("see https://www.winnenden.de/a?b=1.", "url", "https://www.winnenden.de/a?b=1"),
        ("winnenden.de", "url", "winnenden.de"),
        ("\u2068https://x.de/a\u2069 ok", "url", "https://x.de/a"),
        ("write to integration@winnenden.de!", "email", "integration@winnenden.de"),
        ("😀 @someone", "mention", "@someone"),
        ("#kurse", "hashtag", "#kurse"),
    ],
)
def test_telegram_finds_commands_links_and_addresses_itself(text, kind, found):
    """Links end before isolates, commands stand alone."""
    (entity,) = with_detected(Formatted(text)).entities
    assert (entity["type"], covered(text, entity)) == (kind, found)


@pytest.mark.parametrize("text", ["09:00/12:30", "und/oder", "a/b", "1.5", "21.01.2027", "z.B. hier", "</b>"])
def test_telegram_finds_nothing_in_ordinary_text(text):
    """Slashes and dots alone are no links."""
    assert with_detected(Formatted(text)).entities == []
