"""The picture in two languages: large, complete, and without boxes in place of letters."""

from io import BytesIO

import pytest
from PIL import Image

from bot.export.card import MARGIN, TALLEST, WIDTH, _font, draw
from bot.languages import BY_CODE
from bot.replies.topics import card_texts
from bot.reply import CardText
from bot.texts import read_catalogues
from tests.support.town import SUNDAY, real_content

NO_SUCH_LETTER = "\U0010fffe"
SHORT = CardText("Deutsch", "Guten Tag.", "de")
languages = pytest.mark.parametrize("language", [code for code in BY_CODE if code != "de"])


def picture(*halves):
    return Image.open(BytesIO(draw(halves)))


def ink(*halves):
    """Left, top, right and bottom of what is not paper."""
    return picture(*halves).convert("L").point(lambda shade: 255 * (shade < 128)).getbbox()


def drawn(letter, font):
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


@languages
def test_every_letter_of_the_answers_is_in_the_fonts(language):
    """A letter that is not would be drawn as the same box as any other unknown one."""
    topics = real_content().topics.values()
    texts = [text[language] for topic in topics for text in (topic.title, topic.answer)]
    for weight in ("Regular", "Bold"):
        font = _font(language, weight, 40)
        box = drawn(NO_SUCH_LETTER, font)
        missing = {letter for letter in set("".join(texts)) - set(" \n\u200c") if drawn(letter, font) == box}
        assert missing == set()


@languages
def test_the_longest_answer_still_fits_on_a_phone(language):
    """1080 pixels wide, and not so tall that the letters become small again."""
    voices = read_catalogues()
    topic = max(real_content().topics.values(), key=lambda topic: len(topic.answer[language]))
    card = picture(*card_texts(real_content(), voices["de"], voices[language], topic, SUNDAY))

    assert card.format == "PNG"
    assert card.width == WIDTH
    assert card.height <= TALLEST


def test_short_words_are_drawn_larger_than_long_ones():
    """As large as the phone allows."""
    long = CardText("Deutsch", "Guten Tag. " * 60, "de")
    assert picture(SHORT).height < picture(SHORT, SHORT).height < picture(long).height <= TALLEST


def test_a_word_too_wide_for_the_largest_letters_is_not_cut_off():
    """A mail address has no place for a line break."""
    mail = CardText("Deutsch", "saltanat.heinzelmann@winnenden.de", "de")

    assert ink(mail)[2] <= WIDTH - MARGIN


def test_german_stands_there_once():
    """For those who read German, and while there is no other text."""
    content, voices = real_content(), read_catalogues()
    topic = content.topics["work"]
    untranslated = topic.model_copy(update={"answer": {"de": topic.answer["de"]}})
    for say, of in ((voices["de"], topic), (voices["ar"], untranslated)):
        texts = card_texts(content, voices["de"], say, of, SUNDAY)
        assert [text.title for text in texts] == [topic.title["de"], ""]


def test_what_people_read_from_the_right_stands_on_the_right():
    """Its ink begins at the right margin; German begins at the left one."""
    assert ink(SHORT)[0] < WIDTH / 10
    assert ink(CardText("لغة", "نعم", "ar"))[2] > WIDTH * 9 / 10


def test_the_same_words_give_the_same_bytes():
    """Nothing in it depends on when or where it was drawn."""
    draw.cache_clear()
    first = draw((SHORT,))
    draw.cache_clear()
    assert draw((SHORT,)) == first
