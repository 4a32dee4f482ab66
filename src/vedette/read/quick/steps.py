"""Which step stands for which component of a loaded pipeline."""

from collections.abc import Callable, Sequence
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer, Lemmatizer, Tok2Vec
from spacy.tokens import Doc

from vedette.read.quick.attributes import QuickAttributes
from vedette.read.quick.entities import QuickEntities
from vedette.read.quick.heads import QuickHeads
from vedette.read.quick.lemmas import QuickLemmas
from vedette.read.quick.vectors import ContextVectors

Step = Callable[[Sequence[Doc]], None]
"""Reads a batch of documents and writes its annotation into them."""


def steps_of(pipeline: Language) -> tuple[Step, ...]:
    """One step a component, in the pipeline's order."""
    return tuple(_step(component) for _, component in pipeline.pipeline)


def _step(component: Any) -> Step:
    """The quick step of a component whose build is known; else the component itself."""
    if type(component) is Tok2Vec:
        vectors = ContextVectors.of(component.model)
        return _whole(component) if vectors is None else _tensors(vectors)
    if type(component) is DependencyParser:
        return QuickHeads.of(component) or _whole(component)
    quick: Callable[[Doc], None] | None = None
    if type(component) is EntityRecognizer:
        quick = QuickEntities.of(component)
    elif type(component) is AttributeRuler:
        quick = QuickAttributes.of(component)
    elif isinstance(component, Lemmatizer):
        quick = QuickLemmas.of(component)
    return _whole(component) if quick is None else _one_by_one(quick)


def _tensors(vectors: ContextVectors) -> Step:
    def step(docs: Sequence[Doc]) -> None:
        for doc in docs:
            tensor: Any = vectors(doc)
            doc.tensor = tensor

    return step


def _one_by_one(quick: Callable[[Doc], None]) -> Step:
    def step(docs: Sequence[Doc]) -> None:
        for doc in docs:
            quick(doc)

    return step


def _whole(component: Any) -> Step:
    """The component as spaCy runs it: a batch at a time where it can."""

    def step(docs: Sequence[Doc]) -> None:
        if hasattr(component, "pipe"):
            list(component.pipe(docs, batch_size=len(docs)))
        else:
            for doc in docs:
                component(doc)

    return step
