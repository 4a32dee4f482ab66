"""Which language a text is in; only English is read today, and a text is refused only when that is sure."""

import re
from functools import cache
from importlib import resources

SERBO_CROATIAN = frozenset({"sr", "hr", "bs", "me", "sh", "cnr"})
READ = frozenset({"en"})

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE_CHARS = 6_000
_SURE_WORDS = 25
_SURE_LETTERS = 30
_LAST_LATIN = 0x24F
_FOREIGN_SHARE = 0.7
_ENGLISH_SHARE = 0.12
_SURE_PROBABILITY = 0.9


def unreadable(text: str) -> str | None:
    """The language of a text that cannot be read, or None when it is English or cannot be told.

    Three witnesses: the script, the share of English function words, and the language identifier; short texts,
    headlines and lists of names are always let through.
    """
    sample = text[:_SAMPLE_CHARS]
    words = _WORD.findall(sample)
    letters = [ch for word in words for ch in word]
    if len(letters) < _SURE_LETTERS:
        return None
    foreign_script = sum(ord(ch) > _LAST_LATIN for ch in letters) > _FOREIGN_SHARE * len(letters)
    if not foreign_script and (len(words) < _SURE_WORDS or _english_share(words) >= _ENGLISH_SHARE):
        return None
    language, probability = _identify(sample)
    if language in READ or (probability < _SURE_PROBABILITY and not foreign_script):
        return None
    return "sr/hr/bs/me" if language in SERBO_CROATIAN else language


def _english_share(words: list[str]) -> float:
    known = _function_words()
    return sum(word.lower() in known for word in words) / len(words)


@cache
def _function_words() -> frozenset[str]:
    text = resources.files(__package__).joinpath("data/function_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _identify(sample: str) -> tuple[str, float]:
    """The likeliest language and its probability, with the four standards of Serbo-Croatian counted together."""
    ranked = _identifier().rank(sample)
    together = sum(p for language, p in ranked if language in SERBO_CROATIAN)
    language, probability = ranked[0]
    if together > probability:
        return "sr", float(together)
    return str(language), float(probability)


@cache
def _identifier():  # type: ignore[no-untyped-def]
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
