import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import isolate, readable, without_marks
from tests.support.direction import FSI, PDI, RLM, faults

ARABIC = "أهلا بكم في مدينة فينندن، الساعة ٣ ٤؟"
LATIN = "vhs Winnenden Straße Café 07195 13-327 09:00–12:30 § 24 ()&@+#.,:;/'’!"
OTHER = "👋🏽 1️⃣ 🇩🇪 «» — … Український हिन्दी Tiếng Việt ትግርኛ \u00a0\u202f"
WILD = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202d\u202e\u200c\u200d"

typed = st.text(st.sampled_from(sorted(set(ARABIC + LATIN + OTHER + "\n"))), max_size=80)
anything = st.one_of(
    st.text(max_size=80), st.text(st.sampled_from(sorted(set(ARABIC + LATIN + WILD + "\n"))), max_size=80)
)
pieces = st.lists(st.one_of(typed, anything.map(isolate)), max_size=6).map("".join)
EMBEDDINGS = re.compile("[\u202a-\u202e]")


def shown(text):
    """Make the marks visible, for the examples below."""
    return text.translate({ord(FSI): "[", ord(PDI): "]", ord(RLM): ">"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("اتصلوا: 07195 13-327.", "اتصلوا: [07195 13-327]."),
        ("\u200e07195 13-327 رقم", ">[07195 13-327] رقم"),
        ("رقم (0711) 123 45", "رقم [(0711) 123 45]"),
        ("رقم +49 7195 13-327", "رقم [+49 7195 13-327]"),
        ("من 09:00–12:30 إلى", "من [09:00–12:30] إلى"),
        ("من 09:00 – 12:30 و 14:00", "من [09:00 – 12:30] و [14:00]"),
        ("تعالوا إلى vhs Winnenden، أهلا", "تعالوا إلى [vhs Winnenden]، أهلا"),
        ("vhs Winnenden مدرسة", ">[vhs Winnenden] مدرسة"),
        ("Albertviller Straße 20", ">[Albertviller Straße 20]"),
        ("المبنى في Marienstr. 2.", "المبنى في [Marienstr. 2]."),
        ("حسب § 24 AufenthG.", "حسب [§ 24 AufenthG]."),
        ("حسب §§ 3, 4 AsylG", "حسب [§§ 3, 4 AsylG]"),
        ("اكتبوا إلى zuhause@winnenden.de", "اكتبوا إلى [zuhause@winnenden.de]"),
        ("https://www.winnenden.de/a?b=c&d=1#e هنا", ">[https://www.winnenden.de/a?b=c&d=1#e] هنا"),
        ("فريق الاستشارة (Integrationsmanagement).", "فريق الاستشارة ([Integrationsmanagement])."),
        ("لغة Kurdisch (Kurmandschi) هنا", "لغة [Kurdisch (Kurmandschi)] هنا"),
        ("شعارنا «Zuhause in Winnenden»، أي", "شعارنا «[Zuhause in Winnenden]»، أي"),
        ("👤 فريق", ">👤 فريق"),
        ("1️⃣ الخطوة", ">[1️⃣] الخطوة"),
        ("Tiếng Việt أو हिन्दी", ">[Tiếng Việt] أو [हिन्दी]"),
        ("٣ أيام", ">٣ أيام"),
        ("أهلا", "أهلا"),
        ("", ""),
    ],
)
def test_what_reads_from_the_left_stands_in_one_isolate(line, expected):
    """A number, a name, a paragraph of a law or an address is one thing and keeps its order."""
    assert shown(readable(line, right_to_left=True)) == expected


def test_lines_are_made_safe_one_by_one():
    """Every line of a message has a direction of its own."""
    text = "أهلا\nTelegram\n\n14:30"

    assert shown(readable(text, right_to_left=True)) == "أهلا\n>[Telegram]\n\n>[14:30]"


def test_a_value_that_stands_in_an_isolate_already_stays_there():
    """Sentence and block are both made readable; the second time changes nothing."""
    text = f"الرمز: {isolate('W-7K3F (neu')} هنا"

    assert shown(readable(text, right_to_left=True)) == "الرمز: [W-7K3F (neu] هنا"


def test_a_value_with_several_lines_gets_an_isolate_a_line():
    """An isolate ends where its paragraph ends."""
    assert shown(isolate("Marienstr. 2\n\n71364")) == "[Marienstr. 2]\n\n[71364]"
    assert shown(isolate("a\r\u2029b")) == "[a]\r\u2029[b]"
    assert isolate(30) == f"{FSI}30{PDI}"
    assert isolate("") == ""


@given(anything)
def test_a_language_that_reads_from_the_left_is_left_alone(text):
    """Nothing to mend there."""
    assert readable(text, right_to_left=False) == text


@given(st.one_of(typed, anything, pieces))
def test_marks_are_all_that_is_added(text):
    """Without the marks stands what was written, letter for letter; embeddings go, as Telegram drops them."""
    written = EMBEDDINGS.sub("", without_marks(text))

    assert without_marks(readable(text, right_to_left=True)) == written


@given(st.one_of(typed, anything))
def test_an_isolated_value_keeps_its_letters_and_loses_marks_of_its_own(text):
    """A stray mark in a value would break out of its isolate."""
    kept = EMBEDDINGS.sub("", without_marks(text)).replace("\u061c", "")

    assert without_marks(isolate(text)) == kept
    assert isolate(isolate(text)) == isolate(text)
    assert faults(isolate(text), right_to_left=False) == []


@given(st.one_of(typed, anything, pieces))
def test_every_line_reads_right_whatever_it_is_made_of(text):
    """Balanced isolates, no bare word or number, and a start from the right."""
    made = readable(text, right_to_left=True)

    assert faults(made, right_to_left=True) == []


@given(st.one_of(typed, anything, pieces))
def test_a_readable_text_stays_as_it_is(text):
    """Replies are put together from parts that are readable already."""
    once = readable(text, right_to_left=True)

    assert readable(once, right_to_left=True) == once
