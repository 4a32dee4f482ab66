"""Parts of speech from tags: spaCy's attribute rules, matched once for each different word instead of for each word.

A rule of one word depends on that word alone, so what it sets is remembered; those of several are matched as ever.
"""

from dataclasses import dataclass, field
from typing import Any

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

from vedette.read.quick.vectors import whole_numbers

_Word = tuple[int, int, int]
_Rules = tuple[int, ...]
_KEY = ("ORTH", "TAG", "DEP")
_KNOWN = frozenset({*_KEY, "TEXT", "LOWER", "SHAPE", "PREFIX", "SUFFIX", "LENGTH", "IS_SPACE", "IS_PUNCT", "IS_ALPHA"})
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class QuickAttributes:
    """A loaded attribute ruler; `words` and `merged` only remember what the rules always answer."""

    component: AttributeRuler
    single: Matcher
    longer: Matcher
    words: dict[_Word, _Rules] = field(default_factory=dict)
    merged: dict[_Rules, dict[int, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, component: AttributeRuler) -> "QuickAttributes | None":
        """From spaCy's component; None when a rule looks at more than a word, its tag and its dependency."""
        single, longer = Matcher(component.vocab), Matcher(component.vocab)
        for number, rule in enumerate(component.patterns):
            patterns: Any = rule["patterns"]
            of_one_word = all(len(pattern) == 1 for pattern in patterns)
            if of_one_word and not all(_KNOWN.issuperset(pattern[0]) for pattern in patterns):
                return None
            (single if of_one_word else longer).add(str(number), patterns)
        return cls(component, single, longer)

    def __call__(self, doc: Doc) -> None:
        """Set what the rules say, later rules over earlier ones."""
        keys = [(orth, tag, dep) for orth, tag, dep in whole_numbers(doc, *_KEY).tolist()]
        self._learn(doc, keys)
        rules = [self.words[key] for key in keys]
        for number, begin, end in _matches(self.longer, doc):
            at = range(begin, end)[self.component.indices[number]]
            rules[at] = tuple(sorted((*rules[at], number)))
        for token, chosen in zip(doc, rules, strict=True):
            if chosen:
                set_token_attrs(token, self._attributes(chosen))

    def _learn(self, doc: Doc, keys: list[_Word]) -> None:
        """Match the words that were never seen with their tag and dependency."""
        if len(self.words) > _MOST:
            self.words.clear()
        new = {key: at for at, key in enumerate(keys) if key not in self.words}
        if not new:
            return
        alone = Doc(doc.vocab, words=[doc[at].text for at in new.values()])
        grammar: Any = whole_numbers(doc, *_KEY[1:])[list(new.values())]
        alone.from_array(list(_KEY[1:]), grammar)
        found: dict[int, list[int]] = {}
        for number, begin, _ in _matches(self.single, alone):
            found.setdefault(begin, []).append(number)
        for at, key in enumerate(new):
            self.words[key] = tuple(sorted(found.get(at, ())))

    def _attributes(self, rules: _Rules) -> dict[int, Any]:
        """What several rules set together."""
        found = self.merged.get(rules)
        if found is None:
            found = {name: value for number in rules for name, value in self.component.attrs[number].items()}
            self.merged[rules] = found
        return found


def _matches(matcher: Matcher, doc: Doc) -> list[tuple[int, int, int]]:
    """Number of the rule, begin and end, for each match."""
    strings = doc.vocab.strings
    return [(int(strings[rule]), begin, end) for rule, begin, end in matcher(doc, allow_missing=True, as_spans=False)]
