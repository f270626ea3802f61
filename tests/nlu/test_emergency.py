"""The fixed words that mean danger."""

from pathlib import Path

import pytest

import nlu.understand
from nlu.emergency import load_emergency_words
from nlu.examples import LANGUAGES, read_nlu

FILE = nlu.understand.DATA / "emergency.yml"
WORDS = load_emergency_words(FILE)


@pytest.mark.parametrize(
    "text",
    [
        "Es brennt!!!",
        "HILFE meine wohnung brennt",
        "Mein Mann schlaegt mich",
        "mein sohn hat tabletten von der oma geschluckt",
        "ich will nicht mehr leben",
        "112",
        "Polizei!",
        "My husband hits me",
        "he’s not breathing",
        "I want to kill myself",
        "someone call an AMBULANCE",
        "والحريق كبير",
        "زوجي بيضربني",
        "أمي فاقدة الوعي",
        "بدي موت",
        "Чоловік б’є мене",
        "горить будинок",
        "він не дихає",
        "не хочу жити",
        "муж бьёт меня",
        "вызовите скорую",
        "kocam beni dövüyor",
        "yangın var",
        "پدرم نفس نمی‌کشد",
        "il y a le feu dans la cuisine",
        "je veux mourir",
        "ka rënë zjarr",
        "dab ayaa ka kacay guriga",
        "ሓዊ ተላዒሉ",
        "ئاگر کەوتووەتەوە",
        "ji hiş çûye",
    ],
)
def test_danger_is_heard_in_every_language(text):
    """Danger is heard in every language, however it is typed."""
    assert WORDS.found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "my phone died",
        "ich sterbe vor Hunger",
        "Kostet das 112 Euro?",
        "Hausnummer 110",
        "Freiwillige Feuerwehr mitmachen",
        "Feuerwerk an Silvester",
        "Do volunteers need a police check?",
        "polizeiliches Führungszeugnis beantragen",
        "عم موت من الجوع",
        "Помираю з голоду, де кафе?",
        "умираю со смеху",
        "açlıktan ölüyorum",
        "je meurs de faim",
        "Tatilde de Offene Tür oluyor mu?",
        "батарея на телефоне быстро умирает",
        "Ich brenne für diesen Job",
        "Termin bei der Polizei",
        "",
        "👍",
    ],
)
def test_a_near_miss_is_no_danger(text):
    """Sayings, numbers and offices that only sound like danger are none."""
    assert not WORDS.found_in(text)


def test_danger_after_a_saying_is_still_heard():
    """A saying is crossed out; what stands beside it counts."""
    assert WORDS.found_in("Ich sterbe vor Hunger und meine Wohnung brennt")


@pytest.mark.parametrize(
    "language", sorted(file.stem for file in nlu.understand.DATA.glob("*.yml") if file.stem in LANGUAGES)
)
def test_few_harmless_examples_sound_like_danger(language):
    """Of the examples of all other topics, near misses too, at most one in a hundred has such words."""
    examples = [e for e in read_nlu(nlu.understand.DATA / f"{language}.yml") if e.intent != "emergency"]
    assert len([e for e in examples if WORDS.found_in(e.text)]) <= len(examples) / 100


@pytest.mark.parametrize(
    "text", ["Hilfe Polizei bitte", "please help, fire!", "срочно скорую", "bitte schnell 112"]
)
def test_a_word_of_danger_may_stand_beside_words_of_need(text):
    """Words that count alone also count with nothing but help, please and quick around them."""
    assert WORDS.found_in(text)


@pytest.mark.parametrize(
    "text", ["Hilfe!", "help me please", "помогите", "ساعدوني", "کمک", "yardım", "caawi", "aide"]
)
def test_a_mere_request_for_help_is_no_danger(text):
    """Most words for help also open small requests; the bot answers those with what it can do."""
    assert not WORDS.found_in(text)


@pytest.mark.parametrize(
    "text", ["imdat!", "au secours", "النجدة", "спасите", "هاوار", "hawar", "рятуйте", "mayday"]
)
def test_a_cry_for_rescue_is_danger(text):
    """A word that nobody uses for a form to fill in is danger by itself."""
    assert WORDS.found_in(text)


@pytest.fixture
def words(tmp_path: Path):
    """A table of one language."""
    file = tmp_path / "emergency.yml"
    lists = "anywhere: [ruf*/hol* … hilfe, self-harm, can't swim]\n  alone: [feuer]\n  beside: [bitte]"
    file.write_text(f"xx:\n  {lists}\n  never: [hilfe rufen]\n", encoding="utf-8")
    return load_emergency_words(file)


def test_a_gap_holds_up_to_three_words(words):
    """A gap holds none to three words, an asterisk any ending."""
    assert words.found_in("Rufen Sie bitte schnell Hilfe")
    assert words.found_in("ruf hilfe")
    assert not words.found_in("ruf an, wenn du bald mal Hilfe brauchst")


def test_a_slash_is_a_choice_and_a_sign_may_be_left_out(words):
    """One line holds several words, and can't is also cant and can t."""
    assert words.found_in("Holt Hilfe")
    assert all(map(words.found_in, ["self harm", "selfharm", "self-harm", "i cant swim", "I can’t swim"]))
    assert not words.found_in("selfish harm")


def test_words_beside_are_no_danger_by_themselves(words):
    """They only may stand around a word that counts alone."""
    assert words.found_in("bitte feuer bitte")
    assert not words.found_in("bitte bitte")
    assert not words.found_in("bitte kein feuer")


@pytest.mark.parametrize("word", ["a", "bitte ", "ruf ", "ما ", "و ب ال ", "not ", "👍"])
def test_a_message_without_end_is_judged_like_any_other(word):
    """Fifty thousand characters of one word are neither danger nor a reason to hang."""
    assert not WORDS.found_in(word * (50_000 // len(word)))
