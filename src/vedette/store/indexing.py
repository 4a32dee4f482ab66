"""Words and queries as the text index of either backend wants them."""

from collections.abc import Sequence

from vedette.store.words import Phrase, Query

_TERM = 100
"""Letters of a word that are indexed in PostgreSQL; words are then held against the whole text."""
_TERMS = 500_000
"""Bytes of indexed words that a report may have there."""


def indexed(words: Sequence[str]) -> dict[str, object]:
    """The values of one report.

    `words`: each between two spaces, so that neighbours share none; `terms`: each once, None when they are too many.
    """
    terms = sorted({word[:_TERM] for word in words})
    size = sum(len(term.encode()) for term in terms)
    return {"words": _spaced(words), "length": len(words), "terms": terms if size <= _TERMS else None}


def sought(wanted: Query) -> dict[str, object]:
    """The values of a query: `match` for SQLite's FTS5, `phrases` and their `terms` for PostgreSQL."""
    terms = [" & ".join(_terms(phrase)) for phrase in wanted.phrases]
    return {
        "match": " ".join(f'"{" ".join(one.words)}"' + (" *" if one.begins else "") for one in wanted.phrases),
        "phrases": [_spaced(one.words).rstrip() if one.begins else _spaced(one.words) for one in wanted.phrases],
        "terms": terms,
        "all_terms": " & ".join(terms),
    }


def _spaced(words: Sequence[str]) -> str:
    return "".join(f" {word} " for word in words)


def _terms(phrase: Phrase) -> list[str]:
    """Each word of a phrase as PostgreSQL writes it in a query; `:*` stands for any ending."""
    terms = [f"'{word[:_TERM]}'" for word in phrase.words]
    return [*terms[:-1], f"{terms[-1]}:*"] if phrase.begins else terms
