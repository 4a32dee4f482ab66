"""How good a peer's answers are, and ours to the same questions, by the scorers of the development data."""

import json
import sys
from pathlib import Path

from tests.bench.clock import Row, read, write
from tests.bench.peers import SHARED, Peer, call, ours


def present() -> bool:
    """Does the development data lie beside the project?"""
    return (SHARED / "data").is_dir() and (SHARED / "eval").is_dir()


def questions(peer: Peer, *, most: int) -> list[Row]:
    """The reports of a peer's set, at most so many, evenly spread; all of them where they are to be linked."""
    if peer.linked:
        return read(SHARED / "data" / f"{peer.data}.jsonl")
    rows = read(SHARED / "data" / f"{peer.data}.reports.jsonl")
    return rows[:: -(-len(rows) // most)]


def of_peer(peer: Peer, asked: list[Row], answers: list[Row], folder: Path) -> str:
    """The scores, in words, of its answers."""
    answer = folder / "peer.answer"
    if peer.linked:
        answer.write_text(json.dumps({"lineage": [], "origins": joined(answers)}), encoding="utf-8")
    else:
        write(answer, answers)
    return _score(peer, asked, answer)


def of_ours(peer: Peer, asked: list[Row], folder: Path) -> str:
    """The scores, in words, of Vedette's answers to the same reports."""
    answer = folder / "our.answer"
    write(folder / "asked.jsonl", asked)
    ours("link" if peer.linked else "read", folder / "asked.jsonl", answer)
    return _score(peer, asked, answer)


def _score(peer: Peer, asked: list[Row], answer: Path) -> str:
    """What the set's scorer says of an answer to these reports."""
    gold = SHARED / "data" / f"{peer.data}.gold.json"
    if not peer.linked:
        names = {row["id"] for row in asked}
        all_gold = read(SHARED / "data" / f"{peer.data}.gold.jsonl")
        gold = answer.with_name("asked.gold.jsonl")
        write(gold, (row for row in all_gold if row["id"] in names))
        write(answer.with_name("asked.reports.jsonl"), asked)
    scorer = SHARED / "eval" / f"score_{peer.scorer}.py"
    printed = call([sys.executable, str(scorer), str(gold), str(answer)], folder=answer.parent)
    said = dict(line.split(maxsplit=1) for line in printed.splitlines() if " " in line.strip())
    return ", ".join(f"{label} {float(said[metric]):.3f}" for label, metric in peer.metrics.items())


def joined(answers: list[Row]) -> list[list[str]]:
    """Reports that are alike, directly or through others, as one origin."""
    origin: dict[str, list[str]] = {}
    for row in answers:
        mine = [row["id"]]
        for other in row["alike"]:
            if origin[other] is not mine:
                mine += origin[other]
                origin.update(dict.fromkeys(origin[other], mine))
        origin[row["id"]] = mine
    return list({id(group): group for group in origin.values()}.values())
