"""A message and what it means, with real models trained on a handful of sentences."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlu.recogniser
from nlu.arrays import load_arrays, save_arrays
from nlu.errors import NluFileError, TooFewTopicsError
from nlu.examples import Example
from nlu.recogniser import train
from nlu.understand import Understander, load

SENTENCES = {
    "german-courses": ["Wo lerne ich Deutsch?", "Deutschkurs B1", "I want to learn German", "German classes"],
    "housing": [
        "Ich suche eine Wohnung",
        "Zimmer zu vermieten?",
        "I need a flat",
        "looking for an apartment",
    ],
    "meetups": [
        "Wann ist das Ukraine-Café?",
        "Offene Tür am Dienstag",
        "Where can I meet people?",
        "meetings",
    ],
    "out-of-scope": ["Wie wird das Wetter?", "Erzähl einen Witz", "Who won the match?", "pizza recipe"],
    "emergency": ["Hier passiert etwas Schreckliches"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("nlu")
    (root / "data").mkdir()
    blocks = [
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for intent, texts in SENTENCES.items()
    ]
    (root / "data" / "de.yml").write_text("nlu:\n" + "".join(blocks), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def understander(folder) -> Understander:
    staff = [Example("Gibt es bei euch Schwimmen?", "swimming"), Example("Schwimmbad", "swimming")]
    return load(folder / "data", staff, folder / "cache")


def examples() -> list[Example]:
    return [Example(text, intent) for intent, texts in SENTENCES.items() for text in texts]


def test_a_question_in_other_words_finds_its_topic(understander):
    """A question in other words, even in a language without examples, finds its topic first."""
    assert understander.recogniser.rank("Je voudrais apprendre l'allemand")[0].topic == "german-courses"
    assert understander.recogniser.rank("Bir daire arıyorum")[0].topic == "housing"


def test_staff_questions_work_word_for_word_at_once(understander):
    """What staff entered as a question is answered surely, however it is typed."""
    understanding = understander.understand("  GIBT es bei euch schwimmen??? ")
    assert (understanding.topic, understanding.confidence, understanding.outcome) == (
        "swimming",
        1.0,
        "answer",
    )


def test_danger_comes_before_every_topic(understander):
    """Words of danger and known sentences of danger are emergencies with certainty."""
    for text in ("Es brennt!", "hier passiert etwas schreckliches"):
        assert understander.understand(text).outcome == "emergency"


def test_an_example_that_only_sounds_like_danger_is_none(folder, tmp_path):
    """Whoever wrote it as an example of something else knew what it means."""
    staff = [Example("Die Feuerwehr sucht Freiwillige, es brennt", "meetups")]
    understander = load(folder / "data", staff, tmp_path)
    assert understander.understand("die Feuerwehr sucht Freiwillige - es brennt!").topic == "meetups"
    assert understander.understand("die Feuerwehr fehlt, es brennt!").outcome == "emergency"


@pytest.mark.parametrize("text", ["", "   ", "👍", "12345", "?!", "\u200b\u202e", "Wie wird das Wetter?"])
def test_nothing_said_is_admitted(understander, text):
    """Empty messages, signs, numbers and known foreign matters get an honest no."""
    understanding = understander.understand(text)
    assert (understanding.topic, understanding.outcome) == (None, "no-answer")


def test_a_sentence_of_two_topics_is_left_to_the_recogniser(tmp_path):
    """A sentence that stands under two topics is not certain."""
    blocks = [f"- intent: {intent}\n  examples: |\n    - Hallo\n    - {intent}a\n" for intent in ("n", "j")]
    (tmp_path / "de.yml").write_text("nlu:\n" + "".join(blocks), encoding="utf-8")
    understander = load(tmp_path, [], tmp_path / "cache")
    assert understander.certain("Hallo") is None
    assert understander.certain("jaa") is None
    assert understander.certain("JA?!") is not None


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_is_understood_somehow_and_always_alike(understander, text):
    """Wild input is never a crash, and the same message always means the same."""
    first = understander.understand(text)
    assert 0 <= first.confidence <= 1
    assert understander.understand(text) == first


def test_the_same_message_a_hundred_times_means_the_same(folder):
    """A message means the same a hundred times, also without the memory of recent messages."""
    recogniser = train(examples(), folder / "hundred")
    rankings = set()
    for _ in range(100):
        recogniser.forget()
        rankings.add(recogniser.rank("Brauche ich ein B1 Zertifikat?"))
    assert len(rankings) == 1


def test_a_ranking_names_every_topic_once_and_shares_one_certainty(understander):
    """Every topic stands in the ranking once, the likeliest first; the shares add up to one."""
    ranking = understander.recogniser.rank("Hallo, ich suche was")
    assert sorted(ranked.topic for ranked in ranking) == sorted([*SENTENCES, "swimming"])
    assert [r.confidence for r in ranking] == sorted((r.confidence for r in ranking), reverse=True)
    assert sum(ranked.confidence for ranked in ranking) == pytest.approx(1, abs=1e-5)


def test_a_second_start_neither_trains_nor_embeds(tmp_path):
    """A second start reads the trained model: no progress is reported and every ranking is the same."""
    steps: list[tuple[int, int]] = []
    cold = train(examples(), tmp_path, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (17, 17)
    steps.clear()
    warm = train(examples(), tmp_path, lambda done, total: steps.append((done, total)))
    assert steps == []
    assert warm.rank("Deutsch lernen") == cold.rank("Deutsch lernen")


def test_a_new_sentence_embeds_only_itself(tmp_path):
    """After a change only the new sentence is embedded, and it counts."""
    train(examples(), tmp_path)
    steps: list[tuple[int, int]] = []
    changed = [*examples(), Example("Xyzzy", "housing")]
    recogniser = train(changed, tmp_path, lambda done, total: steps.append((done, total)))
    assert steps == [(1, 1)]
    assert recogniser.rank("xyzzy")[0].topic == "housing"


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_broken_caches_are_made_anew(tmp_path, damage):
    """Broken caches cost time, never an answer."""
    before = train(examples(), tmp_path).rank("Wohnung")
    for file in tmp_path.glob("*.npz"):
        file.write_bytes(damage)
    assert train(examples(), tmp_path).rank("Wohnung") == before
    assert load_arrays(tmp_path / "recogniser.npz")["bias"].shape == (5,)


def test_a_cache_with_foreign_contents_is_made_anew(tmp_path):
    """A cache that claims to be ours but does not fit together is made anew."""
    before = train(examples(), tmp_path).rank("Wohnung")
    file = tmp_path / "recogniser.npz"
    save_arrays(file, {**load_arrays(file), "bias": np.zeros(3, dtype=np.float32)})
    save_arrays(tmp_path / "embeddings.npz", {"keys": np.zeros(4), "vectors": np.zeros((2, 7))})
    assert train(examples(), tmp_path).rank("Wohnung") == before


def test_without_the_embedding_engine_spelling_alone_decides_and_says_so(tmp_path, monkeypatch):
    """Without the engine n-grams do the work, and the recogniser says that it is weaker."""

    def broken():
        raise ImportError("no engine for this machine")

    monkeypatch.setattr(nlu.recogniser, "Embedder", broken)
    recogniser = train(examples(), tmp_path)
    assert recogniser.degraded is not None
    assert "no engine for this machine" in recogniser.degraded
    assert recogniser.rank("Deutschkurs")[0].topic == "german-courses"


def test_two_topics_are_enough_one_is_not(tmp_path):
    """Two topics are enough, one is not."""
    two = [Example("ja", "yes"), Example("genau", "yes"), Example("nein", "no"), Example("nie", "no")]
    assert train(two, tmp_path).rank("nein")[0].topic == "no"
    with pytest.raises(TooFewTopicsError, match="at least two"):
        train(two[:2], tmp_path)


def test_a_broken_example_file_stops_the_start_with_its_line(tmp_path):
    """A broken example file is named with its line."""
    (tmp_path / "de.yml").write_text("nlu:\n- intent: a\n", encoding="utf-8")
    with pytest.raises(NluFileError, match=r"de\.yml:2"):
        load(tmp_path, [], tmp_path / "cache")


def test_a_sentence_of_ours_that_staff_gave_to_another_topic_is_theirs(folder, tmp_path):
    """Staff know their town: their question beside a topic overrules the example that comes with us."""
    staff = [Example("Zimmer  zu VERMIETEN", "meetups")]
    understander = load(folder / "data", staff, tmp_path)
    assert understander.understand("zimmer zu vermieten?!").topic == "meetups"
