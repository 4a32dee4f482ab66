"""Lemmas: spaCy's rules, asked once for each different word, part of speech and form."""

from dataclasses import dataclass, field

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from vedette.read.quick.vectors import whole_numbers

_Form = tuple[int, int, int]
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class QuickLemmas:
    """A loaded lemmatizer; `known` only remembers what it always answers."""

    component: Lemmatizer
    known: dict[_Form, int] = field(default_factory=dict)

    @classmethod
    def of(cls, component: Lemmatizer) -> "QuickLemmas | None":
        """From spaCy's component; None for one that does not work by English rules."""
        by_rule = type(component) is EnglishLemmatizer and component.mode == "rule" and not component.overwrite
        return cls(component) if by_rule else None

    def __call__(self, doc: Doc) -> None:
        """Set the lemma of each word that has none yet."""
        if len(self.known) > _MOST:
            self.known.clear()
        rows = whole_numbers(doc, "ORTH", "POS", "MORPH", "LEMMA").tolist()
        for token, (orth, pos, morph, lemma) in zip(doc, rows, strict=True):
            if not lemma:
                known = self.known.get((orth, pos, morph))
                if known is None:
                    known = doc.vocab.strings.add(self.component.lemmatize(token)[0])
                    self.known[orth, pos, morph] = known
                token.lemma = known
