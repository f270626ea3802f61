"""Evaluation on anybody's Rasa data."""

import json

from nlu.evaluate import evaluate

TRAIN = """
nlu:
- intent: pay_bill
  examples: |
    - I want to pay my bill
    - pay the invoice
    - settle my account
- intent: lost_card
  examples: |
    - I lost my card
    - my card is gone
    - card stolen
- intent: oos
  examples: |
    - how tall is the tower
    - sing a song
    - what is love
"""
TEST = """
nlu:
- intent: pay_bill
  examples: |
    - please pay my bill
- intent: lost_card
  examples: |
    - the card was stolen
- intent: out_of_scope
  examples: |
    - how tall is the mountain
"""


def test_the_numbers_of_the_contract_come_out(tmp_path):
    """All names of the contract are there, shares are shares, and the result is JSON."""
    (tmp_path / "train.yml").write_text(TRAIN, encoding="utf-8")
    (tmp_path / "test.yml").write_text(TEST, encoding="utf-8")
    numbers = evaluate([tmp_path / "train.yml"], [tmp_path / "test.yml"], tmp_path / "cache")
    assert json.loads(json.dumps(numbers)) == numbers
    assert numbers["accuracy"] == 1.0
    assert (numbers["messages"], numbers["intents"], numbers["out_of_scope"]) == (3, 3, 1)
    assert numbers["ms_per_message"] > 0
    assert numbers["train_seconds"] > 0
    first = numbers["thresholds"][0]
    assert first == {"threshold": 0.0, "accuracy": 1.0, "out_of_scope_recall": 1.0, "wrong_but_sure": 0.0}


def test_a_higher_threshold_refuses_more(tmp_path):
    """With the threshold recall out of scope never falls, accuracy and wrong answers never rise."""
    (tmp_path / "train.yml").write_text(TRAIN, encoding="utf-8")
    (tmp_path / "test.yml").write_text(TEST, encoding="utf-8")
    rows = evaluate([tmp_path / "train.yml"], [tmp_path / "test.yml"], tmp_path / "cache")["thresholds"]
    for name, sign in (("out_of_scope_recall", 1), ("accuracy", -1), ("wrong_but_sure", -1)):
        values = [sign * row[name] for row in rows]
        assert values == sorted(values)


def test_shares_of_nothing_are_none(tmp_path):
    """Test files without out-of-scope messages have no recall."""
    (tmp_path / "train.yml").write_text(TRAIN, encoding="utf-8")
    (tmp_path / "test.yml").write_text(
        "nlu:\n- intent: pay_bill\n  examples: |\n    - pay\n", encoding="utf-8"
    )
    numbers = evaluate([tmp_path / "train.yml"], [tmp_path / "test.yml"], tmp_path / "cache")
    assert {row["out_of_scope_recall"] for row in numbers["thresholds"]} == {None}
