"""The work of `annotate` and `link`: lines in, answers out, refusals counted."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from vedette.cli.explain import show as show_values
from vedette.cli.loading import load_reader
from vedette.cli.output import open_output
from vedette.cli.profile import show as show_profile
from vedette.cli.progress import Say, bar
from vedette.cli.reports import Reports, open_reports
from vedette.cli.status import say
from vedette.errors import InputError
from vedette.link import link
from vedette.record import Annotation, encode


@dataclass(slots=True)
class _Tally:
    """What came out of the reading, for the words at its end."""

    reports: int = 0
    sentences: int = 0
    partly: int = 0
    """Reports on which a layer failed; they are answered without what that layer finds."""
    broken: Counter[str] = field(default_factory=Counter)

    def add(self, annotation: Annotation) -> None:
        self.reports += 1
        self.sentences += len(annotation.sentences)
        self.partly += bool(annotation.failures)
        self.broken.update(failure.partition(":")[0] for failure in annotation.failures)

    def tell(self, command: str) -> None:
        """One line on standard error when a layer failed on any report."""
        if self.partly:
            layers = ", ".join(f"{layer} on {count:,}" for layer, count in sorted(self.broken.items()))
            say(command, f"{self.partly:,} of {self.reports:,} reports were read in part; failed: {layers}")


def annotate_file(source: str, output: Path | None, *, keep_going: bool, profile: bool, model: Path | None) -> int:
    """Answer every report, line by line in bounded memory; the number of lines refused or read in part.

    Raises `InputError` for the line that ended it early, when all before it is answered.
    """
    tally = _Tally()
    with open_reports(source) as stream, bar("reading") as (advance, tell):
        reader = load_reader("annotate", model)
        lines = Reports(source, stream, keep_going=keep_going, say=_prefixed("annotate", tell))
        with open_output(output) as sink:
            for annotation in reader.annotate(lines):
                sink.write(encode(annotation) + b"\n")
                tally.add(annotation)
                advance(tally.reports)
            if lines.problem is not None:
                sink.flush()
                raise InputError(lines.problem)
    if not lines.read and not lines.refused:
        say("annotate", f"no reports in {source}")
    tally.tell("annotate")
    if profile:
        show_profile(reader.profile, reports=lines.read, sentences=tally.sentences)
    return lines.refused + tally.partly


def link_file(source: str, output: Path | None, *, keep_going: bool, model: Path | None) -> int:
    """Link all reports; the number of lines refused or read in part.

    Raises `InputError` for a refused line without `keep_going`.
    """
    with open_reports(source) as stream, bar("reading") as (advance, tell):
        lines = Reports(source, stream, keep_going=keep_going, say=_prefixed("link", tell))
        reports = list(lines)
        if lines.problem is not None:
            raise InputError(lines.problem)
        annotations: list[Annotation] = []
        tally = _Tally()
        for annotation in load_reader("link", model).annotate(reports) if reports else ():
            annotations.append(annotation)
            tally.add(annotation)
            advance(tally.reports, len(reports))
        links = link(reports, annotations)
    with open_output(output) as sink:
        sink.write(encode(links) + b"\n")
    tally.tell("link")
    return lines.refused + tally.partly


def explain_report(source: str, wanted: str, *, model: Path | None) -> None:
    """Each value of one report with the layer and the rule that made it; raises `InputError` when it is not there."""
    with open_reports(source) as stream:
        lines = Reports(source, stream, keep_going=True, say=_prefixed("annotate", _quietly))
        report = next((report for report in lines if report.id == wanted), None)
    if report is None:
        raise InputError(f"no report with id {wanted!r} in {source}")
    for annotation in load_reader("annotate", model).annotate([report]):
        show_values(report, annotation)


def _prefixed(command: str, tell: Say) -> Say:
    return lambda line: tell(f"vedette {command}: {line}")


def _quietly(_: str) -> None:
    """Lines other than the one that is explained are nobody's concern here."""
