"""What holds for every annotation of every text; used by the property tests and by the soak."""

from vedette.record import Annotation, Value, decode, encode


def check(annotation: Annotation, text: str) -> None:
    """Laws 1: spans are slices of the report; indexes point at values; names are versioned."""
    assert annotation.failures == ()
    for key in ("sentences", "times", "quantities", "figures", "attributions", "places", "events"):
        for value in getattr(annotation, key):
            assert isinstance(value, Value)
            assert 0 <= value.start < value.end <= len(text)
            assert value.made_by in annotation.extractors
    for actor in annotation.actors:
        assert all(0 <= s.start < s.end <= len(text) for s in actor.mentions)
    for place in annotation.places:
        assert place.text == text[place.start : place.end]
    for figure in annotation.figures:
        assert figure.quantity is None or figure.quantity < len(annotation.quantities)
        assert figure.attribution is None or figure.attribution < len(annotation.attributions)
    for event in annotation.events:
        assert event.place is None or event.place < len(annotation.places)
        assert all(f < len(annotation.figures) for f in event.figures)
        assert event.attribution is None or event.attribution < len(annotation.attributions)
    assert decode(encode(annotation), Annotation) == annotation
