"""The warnings that the watch left on the desk and that nobody has answered."""

from vedette.record import decode
from vedette.store import Desk
from vedette.watch.alert import Alert


def unanswered(desk: Desk) -> tuple[tuple[str, Alert], ...]:
    """(moment, alert), the latest first."""
    answered = {note.key for note in desk.notes("answer")}
    raised = [(note.recorded_at, decode(note.body, Alert)) for note in desk.notes("alert") if note.key not in answered]
    return tuple(reversed(raised))
