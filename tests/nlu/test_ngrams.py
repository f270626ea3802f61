"""Our n-grams against the library they stand in for."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.ngrams import Ngrams
from nlu.normalise import fold

TEXTS = ["Wo ist der Kurs?", "der der Kurs, a b", "أين الدورة", "Де курс, будь ласка?", "ab", "Kurs!"]


@pytest.mark.parametrize("rarest", [1, 2])
def test_weights_are_those_of_scikit_learn(rarest):
    """Letters and words weigh what scikit-learn's TfidfVectorizer makes of them."""
    ours = Ngrams.fit(TEXTS, rarest)
    theirs = {
        "c": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=rarest),
        "w": TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+", sublinear_tf=True, min_df=rarest),
    }
    rows = {block: tfidf.fit_transform(map(fold, TEXTS)).toarray() for block, tfidf in theirs.items()}
    expected_columns = {
        block + gram for block, tfidf in theirs.items() for gram in tfidf.get_feature_names_out()
    }
    assert set(ours.columns) == expected_columns
    for number, text in enumerate(TEXTS):
        columns, values = ours.row(text)
        weights = dict(zip(columns.tolist(), values.tolist(), strict=True))
        for block, tfidf in theirs.items():
            got = [weights.get(ours.columns[block + gram], 0.0) for gram in tfidf.get_feature_names_out()]
            np.testing.assert_allclose(got, rows[block][number], atol=1e-6)


def test_a_text_of_unknown_letters_has_no_features():
    """A text of which nothing is known has no features."""
    columns, values = Ngrams.fit(TEXTS).row("ሰላም")
    assert (len(columns), len(values)) == (0, 0)
