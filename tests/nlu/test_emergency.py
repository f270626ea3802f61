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
def test_no_harmless_example_sounds_like_danger(language):
    """None of the examples of any other topic is taken for an emergency."""
    examples = read_nlu(nlu.understand.DATA / f"{language}.yml")
    assert [e.text for e in examples if e.intent != "emergency" and WORDS.found_in(e.text)] == []


def test_a_gap_holds_up_to_three_words(tmp_path: Path):
    """A gap holds none to three words, an asterisk any ending."""
    file = tmp_path / "emergency.yml"
    file.write_text(
        "xx:\n  anywhere: [ruf* … hilfe]\n  alone: []\n  never: [hilfe rufen]\n", encoding="utf-8"
    )
    words = load_emergency_words(file)
    assert words.found_in("Rufen Sie bitte schnell Hilfe")
    assert words.found_in("ruf hilfe")
    assert not words.found_in("ruf an, wenn du bald mal Hilfe brauchst")
