"""The sentence vectors that come with the program."""

import numpy as np

from nlu.embedding import SHIPPED, Embedder
from nlu.understand import DATA, base_examples


def test_nobody_has_to_compute_the_vectors_of_our_own_sentences(tmp_path):
    """`make embed` has been run since the last change of the example questions."""
    texts = [example.text for example in base_examples(DATA)]
    missing = []
    Embedder().sentences(texts, tmp_path, lambda done, total: missing.append(total))

    assert not missing, f"{missing[:1]} sentences are not in {SHIPPED.name}"


def test_a_stored_vector_is_the_one_that_was_computed(tmp_path):
    """Rounded alike before and after the disk, and hardly away from the engine's own."""
    embedder = Embedder()
    fresh = embedder.sentences(["Ein Satz, den niemand geschrieben hat 4711"], tmp_path)
    again = Embedder().sentences(["Ein Satz, den niemand geschrieben hat 4711"], tmp_path)

    assert np.array_equal(fresh, again)
    assert fresh[0] @ embedder.message("Ein Satz, den niemand geschrieben hat 4711") > 0.999
