"""Names: the proper names of a report, voted on within the report."""

from dataclasses import replace

from vedette.read.reading import Layer, Name, NameKind, Reading

_KINDS: dict[str, NameKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "nationality",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


def read(reading: Reading) -> Reading:
    """Fill `names`."""
    found = [
        Name(start=ent.start_char, end=ent.end_char, kind=_KINDS.get(ent.label_, "other"), made_by=LAYER.id)
        for ent in reading.doc.ents
    ]
    return replace(reading, names=tuple(found))


LAYER = Layer("names", 1, fills=("names",), read=read)
