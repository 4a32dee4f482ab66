"""The layer: cue, source and content from the text, made whole by its quotes, and given to canonical speakers."""

from collections.abc import Sequence
from dataclasses import replace

from vedette.read.attributions.acts import act_of, addressee_of, form_of
from vedette.read.attributions.drafts import Draft
from vedette.read.attributions.features import words_of
from vedette.read.attributions.lexicon import Lexicon, load_lexicon
from vedette.read.attributions.merge import merge
from vedette.read.attributions.nested import places, with_nested
from vedette.read.attributions.polish import polished
from vedette.read.attributions.quotes import Quote, find_quotes
from vedette.read.attributions.speakers import Cast, canonical, cast_of, speakers_of
from vedette.read.attributions.syntax import drafts_of, speech_in
from vedette.read.attributions.tagger import load_tagger
from vedette.read.reading import Layer, Reading
from vedette.record import Attribution, Speaker


def read(reading: Reading) -> Reading:
    """Fill `attributions`."""
    text = reading.report.text
    lexicon = load_lexicon()
    quotes = find_quotes(text)
    drafts = tuple(polished(merge(text, _drafts(reading, quotes, lexicon), quotes, lexicon), quotes, text))
    cast = cast_of(reading)
    speakers = speakers_of(reading, cast, drafts)
    within = places(drafts)
    found = tuple(
        _attribution(reading, draft, speaker, inside, quotes, cast)
        for draft, speaker, inside in zip(drafts, speakers, within, strict=True)
    )
    return replace(reading, attributions=found)


def _drafts(reading: Reading, quotes: Sequence[Quote], lexicon: Lexicon) -> tuple[Draft, ...]:
    """What the trained tagger sees, with the speakers inside; what the parse shows where no tagger is installed."""
    text = reading.report.text
    tagger = load_tagger()
    if tagger is None:
        return drafts_of(reading.doc, text, lexicon)
    found = tagger.drafts(words_of(reading.doc, text, tuple(quotes), tagger.alphabet), text)
    cues = [draft.cue for draft in found if draft.cue is not None]
    return with_nested(found, speech_in(reading.doc, text, lexicon, taken=cues))


def _attribution(
    reading: Reading, draft: Draft, speaker: Speaker | None, inside: int | None, quotes: Sequence[Quote], cast: Cast
) -> Attribution:
    text = reading.report.text
    act, base = act_of(draft, text, load_lexicon())
    to = addressee_of(reading.doc, draft, base)
    hull = draft.hull
    return Attribution(
        start=hull.start,
        end=hull.end,
        speaker=speaker,
        cue=draft.cue,
        content=draft.content,
        form=form_of(draft, quotes, text),
        act=act,
        addressee=canonical(reading, to, cast, None) if to is not None else None,
        within=inside,
        made_by=LAYER.id,
        rule=draft.rule,
    )


LAYER = Layer("attributions", 2, fills=("attributions",), asks=(), read=read)
