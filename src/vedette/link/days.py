"""Days: is the day of a deed its own, or only the day on which somebody spoke of it?"""

from collections.abc import Sequence

from vedette.record import Annotation, Attribution, Event, Figure, Span

_BESIDE = 30
"""Characters between a verb of speech and the day that goes with it, at most ("told reporters on Sunday")."""


def is_of_saying(annotation: Annotation, told: Event | Figure, sentence: Span, text: str) -> bool:
    """Does the day given to a deed or figure stand with the verb of speech ("..., the hospital said on Sunday")?

    Then the deed is not later than that day, and may be earlier.
    """
    days = (told.earliest, told.latest) if isinstance(told, Event) else (told.as_of.earliest, told.as_of.latest)
    if None in days:
        return False
    here = [t.span for t in annotation.times if (t.earliest, t.latest) == days and sentence.overlaps(t.span)]
    voices = [a for a in annotation.attributions if a.cue is not None and sentence.holds(a.cue)]
    return bool(here) and all(_goes_with(voices, told, span, text) for span in here)


def _goes_with(voices: Sequence[Attribution], told: Event | Figure, day: Span, text: str) -> bool:
    """Does a day belong to one of the verbs of speech and to nothing that is said?"""
    at = told.trigger if isinstance(told, Event) else told.span
    for voice in voices:
        if any(content.overlaps(day) for content in voice.content):
            return False
        if any(content.holds(at) for content in voice.content):
            return True
    return any(_beside(voice.cue, day, text) for voice in voices if voice.cue is not None)


def _beside(cue: Span, day: Span, text: str) -> bool:
    return cue.end <= day.start <= cue.end + _BESIDE and "," not in text[cue.end : day.start]
