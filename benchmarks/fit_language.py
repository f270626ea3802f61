"""Fits the language detector: `python benchmarks/fit_language.py DATA.tsv.gz` writes `nlu/language/data/`.

Read are the fitting half of DATA (see `language_data`) and the example questions of `nlu/data`, which are
what people write here. First the character profile of each script:
logistic regression over hashed letter sequences, on the texts, the word lists, and copies typed without
diacritics. Then the weights of all evidence per script and number of words, by maximum likelihood, where the
profile's part comes from a profile that has not seen the text (four folds). Each language counts the same,
languages we only recognise and Latin-letter transcriptions less, as they are rarer.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from string import ascii_letters
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.language_data import CHAT_KINDS, Sample, read_samples
from nlu.language.cleaning import fold
from nlu.language.evidence import FEATURES, Evidence, WordLists
from nlu.language.profile import Profile, hashes
from nlu.language.resources import read_yaml
from nlu.language.vote import Reader, length_class
from nlu.normalise import bare
from nlu.understand import DATA as DATA_OF_TOPICS
from nlu.understand import base_examples

if TYPE_CHECKING:
    from nlu.examples import Example

DATA = Path(__file__).parents[1] / "nlu" / "language" / "data"
SIZES = {"Latn": 2**14, "Arab": 2**13, "Cyrl": 2**13, "Ethi": 2**12}
SPOKEN = {"de", "en", "tr", "kmr", "so", "fr", "sq", "uk", "ru", "ar", "fa", "ps", "ckb", "ti"}
OWN_LETTERS = {"ar", "fa", "ps", "ckb", "uk", "ru", "ti"}
SURE = 0.7
ABOUT = (
    "Written by benchmarks/fit_language.py. `sure`: a language is named from this probability on (measured: "
    "named rightly are 95 of 100 named single words, 98 of 100 longer messages). `features`: what each piece "
    "of evidence weighs; `bias`: what each candidate starts with."
)
FOLDS = 4
KEYBOARD_SHARE = {"Latn": 0.3, "Arab": 0.05, "Cyrl": 0.1, "Ethi": 0.0}  # weight of a copy beside its text
TYPO_SHARE = 0.1
HASTY_ARABIC = str.maketrans("أإآىة", "ااايه")
ARABIC_KEYBOARD = str.maketrans("یکё", "يكе")
_CYRILLIC = dict(zip("абвгдезиклмнопрстуфыэъ", "abvgdeziklmnoprstufye", strict=False)) | {"ъ": "", "ь": ""}
_ENGLISH_WAY = {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "й": "y",
}
_OTHER_WAY = {
    "ж": "j",
    "х": "h",
    "ц": "c",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "ju",
    "я": "ja",
    "ё": "e",
    "й": "i",
}
_UKRAINIAN = {"г": "h", "и": "y", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "'": ""}
CHAT_LETTERS = {
    "ru": [str.maketrans(_CYRILLIC | way) for way in (_ENGLISH_WAY, _OTHER_WAY)],
    "uk": [
        str.maketrans(_CYRILLIC | way | _UKRAINIAN | more)
        for way, more in ((_ENGLISH_WAY, {}), (_OTHER_WAY, {"г": "g", "є": "e", "ї": "i"}))
    ],
    "bg": [
        str.maketrans(_CYRILLIC | way | {"щ": "sht", "ъ": vowel})
        for way, vowel in ((_ENGLISH_WAY, "a"), (_OTHER_WAY, "u"))
    ],
}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One text to fit on: the words judged, the right candidate, its weight within that language."""

    words: tuple[str, ...]
    label: str
    weight: float

    @property
    def fold(self) -> int:
        """The fold of the cross-fitting, the same for a text and its copies."""
        return zlib.crc32(fold(" ".join(self.words)).encode()) % FOLDS


def importance(label: str) -> float:
    """Return how much a candidate counts as a whole."""
    if label.endswith("-Latn"):
        return 0.3 if label.removesuffix("-Latn") in {"ar", "fa", "ru", "uk"} else 0.15
    return 1.0 if label in SPOKEN else 0.2 if label == "mk" else 0.35


def rows_of(samples: list[Sample], reader: Reader) -> dict[str, list[Row]]:
    """Return the rows per script that needs a decision between languages."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for sample in samples:
        found = reader.read(sample.text)
        label = f"{sample.language}-Latn" if sample.romanised else sample.language
        if found and found.script in SIZES and label in reader.scripts.languages[found.script]:
            rows[found.script].append(
                Row(found.words, label, 2.0 if sample.kind.startswith(CHAT_KINDS) else 1.0)
            )
    return rows


def typed_otherwise(script: str, label: str, word: str) -> str:
    """Return `word` as typed on another keyboard: bare Latin letters, ي for ی, ا for أ, е for ё."""
    if script == "Latn":
        return fold(word)
    return word.translate(HASTY_ARABIC if label == "ar" else ARABIC_KEYBOARD)


def with_typo(word: str) -> str:
    """Return `word` with one letter lost, doubled or swapped with the next; short words stay."""
    if len(word) < 4:
        return word
    number = zlib.crc32(word.encode())
    place = number // 3 % (len(word) - 2) + 1
    middle = ("", word[place] * 2, word[place + 1] + word[place])[number % 3]
    return word[:place] + middle + word[place + 1 + (number % 3 == 2) :]


def copies(script: str, rows: list[Row]) -> list[Row]:
    """Return lighter copies of `rows`: typed on another keyboard, with one typo."""
    found = []
    for row in rows:
        longest = max(row.words, key=len)
        otherwise = tuple(typed_otherwise(script, row.label, word) for word in row.words)
        hasty = tuple(with_typo(word) if word == longest else word for word in row.words)
        found += [
            Row(words, row.label, row.weight * share)
            for words, share in ((otherwise, KEYBOARD_SHARE[script]), (hasty, TYPO_SHARE))
            if words != row.words
        ]
    return found


def transcribed(rows: list[Row]) -> list[Row]:
    """Return Cyrillic `rows` in the Latin letters that people use in a chat, in two ways each."""
    return [
        Row(tuple(word.translate(way) for word in row.words), f"{row.label}-Latn", row.weight / 2)
        for row in rows
        if row.label in CHAT_LETTERS
        for way in CHAT_LETTERS[row.label]
    ]


def listed_words(candidates: tuple[str, ...]) -> list[Row]:
    """Return the word lists as rows, one a word."""
    lists = {label: text.split() for label, text in read_yaml("words.yml").items() if label in candidates}
    return [Row((word,), label, 2.0) for label, words in lists.items() for word in words if len(word) > 1]


def example_questions() -> list[Sample]:
    """Return the examples of the recogniser, all for fitting.

    Not those of other languages whose every word is German here: "Termin Jobcenter" says nothing.
    """
    examples = [example for example in base_examples(DATA_OF_TOPICS) if example.language]
    german = {word for e in examples if e.language == "de" for word in bare(e.text).split()}
    return [
        Sample(example.language or "", "tr_own" if in_latin_letters(example) else "own", example.text)
        for example in examples
        if example.language == "de" or not german.issuperset(bare(example.text).split())
    ]


def in_latin_letters(example: Example) -> bool:
    """Return whether a language with letters of its own is written in Latin ones."""
    latin = sum(letter in ascii_letters for letter in example.text)
    return example.language in OWN_LETTERS and 2 * latin > sum(map(str.isalpha, example.text))


def sample_weights(rows: list[Row]) -> Floats:
    """Return weights that sum to each candidate's importance, times 1,000."""
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.label] += row.weight  # type: ignore[assignment]
    return np.array([1000 * row.weight * importance(row.label) / totals[row.label] for row in rows])


def sequences(rows: list[Row], size: int) -> csr_matrix:
    """Return the letter sequences of each row, shape (rows, size), divided by the root of their number."""
    found = [hashes(row.words, size) for row in rows]
    lengths = [len(part) for part in found]
    values = np.concatenate([np.full(length, length**-0.5) for length in lengths])
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((values, np.concatenate(found), starts), shape=(len(rows), size))


def fit_profile(script: str, rows: list[Row], candidates: tuple[str, ...]) -> Profile:
    """Return the profile of one script, fitted on `rows`."""
    size = SIZES[script]
    model = LogisticRegression(C=4.0, max_iter=120, tol=1e-3)
    model.fit(sequences(rows, size), [row.label for row in rows], sample_weight=sample_weights(rows))
    table, constant = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:
        table, constant = np.hstack([-table, table]) / 2, np.array([-constant[0], constant[0]]) / 2
    order = [list(model.classes_).index(label) for label in candidates]
    scale = float(np.percentile(np.abs(table), 99.97) / 127)
    small = np.clip(np.rint(table[:, order] / scale), -127, 127).astype(np.int8)
    return Profile(candidates, small, scale, constant[order].astype(np.float32))


def cross_fitted_evidence(script: str, rows: list[Row], reader: Reader, lists: WordLists) -> Floats:
    """Return all evidence, shape (rows, candidates, features), each row judged by a profile without it."""
    candidates = reader.scripts.languages[script]
    result = np.zeros((len(rows), len(candidates), len(FEATURES)))
    for number in range(FOLDS):
        seen = [row for row in rows if row.fold != number] + listed_words(candidates)
        evidence = Evidence(script, candidates, lists, fit_profile(script, seen, candidates))
        for place, row in enumerate(rows):
            if row.fold == number:
                result[place] = evidence.matrix(row.words)
    return result


def fit_weights(
    evidence: Floats, labels: NDArray[np.int64], weights: Floats, ridge: float = 1.0
) -> tuple[Floats, Floats]:
    """Return the weight of each feature and the bias of each candidate (conditional logit, ridge penalty)."""
    rows, candidates, features = evidence.shape
    chosen = np.arange(rows), labels

    def loss(parameters: Floats) -> tuple[float, Floats]:
        scores = evidence @ parameters[:features] + parameters[features:]
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        shares = odds / odds.sum(axis=1, keepdims=True)
        value = -(weights * np.log(shares[chosen] + 1e-300)).sum() + ridge * (parameters**2).sum()
        error = shares
        error[chosen] -= 1
        error *= weights[:, None]
        slope = np.concatenate([np.einsum("rc,rcf->f", error, evidence), error.sum(axis=0)])
        return value, slope + 2 * ridge * parameters

    found = minimize(
        loss, np.zeros(features + candidates), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    )
    return found.x[:features], found.x[features:]


def fit_script(
    script: str, rows: list[Row], reader: Reader, lists: WordLists
) -> tuple[Profile, dict[str, Any]]:
    """Return the profile of one script and its weights per number of words, ready for JSON."""
    candidates = reader.scripts.languages[script]
    rows = rows + copies(script, rows)
    evidence = cross_fitted_evidence(script, rows, reader, lists)
    labels = np.array([candidates.index(row.label) for row in rows])
    weights: dict[str, Any] = {}
    for length in ("1", "2", "3+"):
        part = np.array([length_class(len(row.words)) == length for row in rows])
        counts = sample_weights([row for row, inside in zip(rows, part, strict=True) if inside])
        features, bias = fit_weights(evidence[part], labels[part], counts)
        right = (evidence[part] @ features + bias).argmax(axis=1) == labels[part]
        print(f"{script} {length}: {(right * counts).sum() / counts.sum():.1%} right")
        weights[length] = {
            "features": dict(zip(FEATURES, np.round(features, 3).tolist(), strict=True)),
            "bias": dict(zip(candidates, np.round(bias - bias.mean(), 3).tolist(), strict=True)),
        }
    return fit_profile(script, rows + listed_words(candidates), candidates), weights


def main() -> None:
    """Fit everything and write `weights.json` and `profile.npz`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    samples = [sample for sample in read_samples(parser.parse_args().data) if sample.for_fitting]
    samples += example_questions()
    reader, lists = Reader(), WordLists()
    weights: dict[str, Any] = {}
    arrays: dict[str, Any] = {}
    rows_by_script = rows_of(samples, reader)
    rows_by_script["Latn"] += transcribed(rows_by_script["Cyrl"])
    for script, rows in rows_by_script.items():
        profile, weights[script] = fit_script(script, rows, reader, lists)
        arrays |= {f"{script}.table": profile.table, f"{script}.languages": np.array(profile.languages)}
        arrays |= {f"{script}.scale": np.array(profile.scale), f"{script}.constant": profile.constant}
        print(f"{script}: {len(rows)} texts")
    np.savez_compressed(DATA / "profile.npz", **arrays)
    (DATA / "weights.json").write_text(
        json.dumps({"about": ABOUT, "sure": SURE, "scripts": weights}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
