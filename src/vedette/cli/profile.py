"""Where the time went: seconds and share of each layer, on standard error."""

from rich.console import Console
from rich.table import Table

from vedette.read import Profile


def show(profile: Profile, *, reports: int, sentences: int) -> None:
    """A table of the layers, the dearest first, and the speed of the whole."""
    total = sum(profile.seconds.values())
    table = Table(box=None, pad_edge=False)
    table.add_column("layer")
    for name in ("seconds", "share", "sentences/s"):
        table.add_column(name, justify="right")
    for layer, seconds in sorted(profile.seconds.items(), key=lambda item: -item[1]):
        table.add_row(layer, f"{seconds:.3f}", _share(seconds, total), _rate(sentences, seconds))
    table.add_row("all", f"{total:.3f}", _share(total, total), _rate(sentences, total), style="bold")
    console = Console(stderr=True)
    console.print(table)
    console.print(f"{reports:,} reports, {sentences:,} sentences, {_rate(reports, total)} reports/s", highlight=False)
    if profile.copies:
        told = f"{profile.copies:,} of them copies of a text read shortly before: not parsed again, and read again only"
        console.print(f"{told} by the layers to which their date, title or outlet makes a difference", highlight=False)


def _share(seconds: float, total: float) -> str:
    return f"{100 * seconds / total:.1f} %" if total else "-"


def _rate(count: int, seconds: float) -> str:
    return f"{count / seconds:,.1f}" if seconds else "-"
