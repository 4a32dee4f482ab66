"""Prints the quality table: score, floor, and whether it holds.

python -m tests.quality [--raise] [own | SET ...]   (--raise lifts floors to the scores; it never lowers one)
"""

import sys

from tests.quality import gate, own, shared
from vedette.read import Reader


def main() -> int:
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    floors = gate.load()
    scores = own.measure(Reader.load())
    if not shared.present():
        print("../shared is not here: only our own gold was measured", file=sys.stderr)
    elif names != ["own"]:
        print("measuring the development data: some minutes ...", file=sys.stderr, flush=True)
        scores |= shared.measure(names)
    if "--raise" in sys.argv:
        floors = gate.raised(scores, floors, {s.name: s.digest for s in shared.SETS} if shared.present() else {})
        gate.save(floors)
    for name, value in scores.items():
        least, most = floors.at_least.get(name), floors.at_most.get(name)
        limit = f">= {least:.4f}" if least is not None else f"<= {most:.4f}" if most is not None else ""
        print(f"{name:55} {value:10.4f} {limit}")
    failures = gate.broken(scores, floors)
    print("\n".join(failures) if failures else "all floors hold")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
