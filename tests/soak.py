"""Reads many made-up sentences and checks the laws on each; then reads ever longer texts and looks at the cost.

python -m tests.soak [SENTENCES]   (default 100,000; some minutes)

Exit status 1 when an annotation breaks a law, or when a layer's cost grows faster than the text.
"""

import random
import sys
import time

from tests.laws import check
from vedette.read import Profile, Reader
from vedette.record import Report

VOCABULARY = (
    "the a of in on at by near after before until since about over under nearly at least up to more than said told "
    "denied accused demanded warned promised that which who “ ” ' ( ) , ; : - – … ? ! % $ € soldiers police officers "
    "protesters people civilians troops village town border Lirna Pristina Kosovo Serbia NATO KFOR EU Washington U.S. "
    "Mr. General Minister Anna Berg Goran Miletov Вучић Београд المتحدث 30 4,511 3.5 twelve several dozens hundreds "
    "two-thirds 1.2 million battalion injured killed wounded arrested detained released withdrew deployed blocked "
    "shelled met signed will would could not never if yesterday today Monday last week next month May 2023 10 March "
    "24 September 2023 2031-03-10 10:30 early late the end of noon 2008 the night of #tag @handle "
    "https://example.org/x pic.twitter.com/a1 \u202b \u200b \x00 🙂"
)
WORDS = VOCABULARY.split()
ENDS = (".", ".", ".", "!", "”", ".\n", ".\n\n")


def sentence(dice: random.Random) -> str:
    """Between 1 and 30 words that may or may not mean something."""
    return " ".join(dice.choices(WORDS, k=dice.randint(1, 30))) + dice.choice(ENDS)


def soak(reader: Reader, sentences: int) -> int:
    """Number of reports that broke a law."""
    dice, broken, done = random.Random(20310310), 0, 0
    while done < sentences:
        batch = [Report(id=str(n), text=" ".join(sentence(dice) for _ in range(25))) for n in range(40)]
        for report, annotation in zip(batch, reader.annotate(batch), strict=True):
            try:
                check(annotation, report.text)
            except AssertionError as error:
                broken += 1
                print(f"broken: {str(error)[:400]}\n  in {report.text!r}")
        done += 1000
        print(f"\r{done:,} sentences, {broken} broken", end="", file=sys.stderr, flush=True)
    print(f"\n{done:,} sentences, {broken} reports that broke a law")
    return broken


def growth(reader: Reader) -> int:
    """Number of layers whose cost grows clearly faster than the text, from 6 thousand characters to 50 thousand."""
    dice = random.Random(1)
    base = " ".join(sentence(dice) for _ in range(60))
    list(reader.annotate([Report(id="warm", text=base)]))
    cost: dict[int, dict[str, float]] = {}
    for times in (1, 8):
        fresh = Reader(reader.parser, reader.layers, Profile())
        begin = time.perf_counter()
        list(fresh.annotate([Report(id="long", text=" ".join([base] * times))]))
        cost[times] = fresh.profile.seconds | {"whole": time.perf_counter() - begin}
    bad = 0
    for name in cost[1]:
        factor = cost[8][name] / max(cost[1][name], 0.001)
        bad += factor > 24
        print(f"{name:20} x{factor:5.1f} for 8 times the text")
    return bad


if __name__ == "__main__":
    loaded = Reader.load()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    sys.exit(bool(growth(loaded) + soak(loaded, count)))
