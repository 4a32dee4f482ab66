"""Alerts sent to the terminal, a file, by mail, to a webhook, and tried again until they are taken."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

from vedette.errors import InputError
from vedette.intake.web.addresses import Allowed
from vedette.intake.web.outgoing import mail, post
from vedette.record import encode
from vedette.watch.alert import Alert
from vedette.watch.settings import Channel

Say = Callable[[str], None]


def send(alert: Alert, channel: Channel, *, base: Path, say: Say, allowed: Allowed) -> None:
    """Deliver one alert; raises `InputError` with the reason when it was not taken.

    The alert's id goes with it (a field, the message id, a header), so that a second delivery after a crash is known.
    """
    match channel.kind:
        case "terminal":
            say(line(alert))
        case "file":
            _to_file(alert, base / (channel.path or "alerts.jsonl"))
        case "email":
            mail(
                _letter(alert, channel),
                server=channel.server or "",
                port=channel.port,
                user=channel.user,
                password=_secret(channel.password) if channel.password else None,
            )
        case "webhook":
            body = encode(alert)
            post(channel.url or "", body, headers=_signed(alert, body, channel), allowed=allowed)


def line(alert: Alert) -> str:
    """One line for a terminal."""
    return f"{alert.level.upper():5} {alert.day.isoformat()}  {alert.label}: {alert.why}"


def _to_file(alert: Alert, path: Path) -> None:
    try:
        held = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if any(json.loads(row).get("id") == alert.id for row in held if row.startswith("{")):
            return
        with path.open("ab") as stream:
            stream.write(encode(alert) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {error}") from error


def _letter(alert: Alert, channel: Channel) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = channel.sender or ""
    letter["To"] = ", ".join(channel.to)
    letter["Subject"] = f"[{alert.level}] {alert.label}"
    letter["Message-ID"] = f"<{alert.id}@vedette>"
    rows: Mapping[str, object] = {
        "Day": alert.day.isoformat(), "Why": alert.why, "Origins": alert.origins, "Usual a week": alert.usual,
        "p": alert.p, "Incidents": ", ".join(alert.incidents), "What would lower it": alert.lower,
    }  # fmt: skip
    letter.set_content("\n".join(f"{name}: {value}" for name, value in rows.items() if value not in (None, "")))
    return letter


def _signed(alert: Alert, body: bytes, channel: Channel) -> dict[str, str]:
    """The id, and an HMAC-SHA-256 over the body with the secret that both sides know."""
    mark = hmac.new(_secret(channel.secret or "").encode(), body, hashlib.sha256).hexdigest()
    return {"content-type": "application/json", "vedette-id": alert.id, "vedette-signature": f"sha256={mark}"}


def _secret(name: str) -> str:
    found = os.environ.get(name)
    if not found:
        raise InputError(f"the environment variable {name} is not set")
    return found
