"""The texts that everybody reads: the examples of the project behind one another, until they are long enough."""

from itertools import cycle, islice
from pathlib import Path

from vedette.record import Report, report_from_json

ROOT = Path(__file__).resolve().parents[2]
_DATED = "2023-05-30"


def examples() -> list[str]:
    """The texts of the example crises."""
    lines = [x for p in sorted(ROOT.glob("examples/*/reports.jsonl")) for x in p.read_text("utf-8").splitlines()]
    return [report_from_json(line).text for line in lines]


def made_up(*, reports: int, words: int) -> list[Report]:
    """Reports of about that many words, no two alike: the examples behind one another, each time from another one."""
    texts = examples()
    made = []
    for number in range(reports):
        step = 1 + number // len(texts)
        order = islice(cycle(texts[number % len(texts) :: step] + texts), len(texts) * step)
        parts: list[str] = []
        for text in order:
            if sum(len(part.split()) for part in parts) >= words:
                break
            parts.append(text)
        made.append(Report(id=f"r{number}", text="\n\n".join(parts), published=_DATED))
    return made
