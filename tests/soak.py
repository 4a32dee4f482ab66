"""Reads many made-up sentences and checks the laws on each; then reads ever longer texts and looks at the cost.

python -m tests.soak [SENTENCES [LAST_LAYER]]   (default 100,000 and all layers; half an hour or more)

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
    "https://example.org/x pic.twitter.com/a1 \u202b \u200b \x00 🙂 "
    "two three and half a hundred thousand dozen another additional total of per cent percent % as many between from "
    "against minus -5 1/2 10-12 €4bn km tonnes rounds shells vehicles members families wives who which his their "
    "ago later earlier ahead following previous same that this these every each once twice daily weekly autumn "
    "Ramadan Eid Easter Orthodox Christmas weekend morning night p.m. GMT 1990s '98 5/6/23 06/07/2023 2023-05-30 "
    "301430Z May 31 Sept. 2nd quarter fiscal decade century Friday Saturday’s Sunday will be expected scheduled "
    "wrote tweeted added according to spokesman spokeswoman he she they it statement agency Reuters reported "
    "claimed insisted urged vowed threatened doubted praised asked journalists “We “I ,” .” ?” ’ « » „ not no"
)
WORDS = VOCABULARY.split()
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x5FF),
    (0x600, 0x6FF),
    (0x2000, 0x206F),
    (0x4E00, 0x4EFF),
    (0x1F300, 0x1F64F),
)
ENDS = (".", ".", ".", "!", "”", ".\n", ".\n\n")


def noise(dice: random.Random) -> str:
    """A few characters of any script."""
    return "".join(chr(dice.randint(*dice.choice(RANGES))) for _ in range(dice.randint(1, 6)))


def sentence(dice: random.Random) -> str:
    """Between 1 and 30 words that may or may not mean something; in one sentence of eight, some are noise."""
    words = dice.choices(WORDS, k=dice.randint(1, 30))
    if dice.random() < 0.125:
        words = [noise(dice) if dice.random() < 0.2 else word for word in words]
    return " ".join(words) + dice.choice(ENDS)


def soak(reader: Reader, sentences: int) -> int:
    """Number of reports that broke a law."""
    dice, broken, done, begin = random.Random(20310310), 0, 0, time.perf_counter()
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
    seconds = time.perf_counter() - begin
    print(f"\n{done:,} sentences in {seconds:,.0f} s, {broken} reports that broke a law")
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


def until(reader: Reader, last: str) -> Reader:
    """The same reader, with the layers up to this one."""
    names = [layer.name for layer in reader.layers]
    return Reader(reader.parser, reader.layers[: names.index(last) + 1], Profile())


if __name__ == "__main__":
    loaded = Reader.load()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    loaded = until(loaded, sys.argv[2]) if len(sys.argv) > 2 else loaded
    bad = growth(loaded) + soak(loaded, count)
    print({name: round(seconds) for name, seconds in loaded.profile.seconds.items()})
    sys.exit(bool(bad))
