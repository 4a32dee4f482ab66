"""The work of `annotate` and `link`: lines in, answers out, refusals counted."""

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
from vedette.record import encode


def annotate_file(source: str, output: Path | None, *, keep_going: bool, profile: bool, model: Path | None) -> int:
    """Answer every report, line by line in bounded memory; the number of lines refused.

    Raises `InputError` for the line that ended it early, when all before it is answered.
    """
    sentences = 0
    with open_reports(source) as stream, bar("reading") as (advance, tell):
        reader = load_reader("annotate", model)
        lines = Reports(source, stream, keep_going=keep_going, say=_prefixed("annotate", tell))
        with open_output(output) as sink:
            for done, annotation in enumerate(reader.annotate(lines), 1):
                sink.write(encode(annotation) + b"\n")
                sentences += len(annotation.sentences)
                advance(done)
            if lines.problem is not None:
                sink.flush()
                raise InputError(lines.problem)
    if not lines.read and not lines.refused:
        say("annotate", f"no reports in {source}")
    if profile:
        show_profile(reader.profile, reports=lines.read, sentences=sentences)
    return lines.refused


def link_file(source: str, output: Path | None, *, keep_going: bool, model: Path | None) -> int:
    """Link all reports; the number of lines refused. Raises `InputError` for a refused line without `keep_going`."""
    with open_reports(source) as stream, bar("reading") as (advance, tell):
        lines = Reports(source, stream, keep_going=keep_going, say=_prefixed("link", tell))
        reports = list(lines)
        if lines.problem is not None:
            raise InputError(lines.problem)
        annotations = []
        for annotation in load_reader("link", model).annotate(reports) if reports else ():
            annotations.append(annotation)
            advance(len(annotations), len(reports))
        links = link(reports, annotations)
    with open_output(output) as sink:
        sink.write(encode(links) + b"\n")
    return lines.refused


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
