"""What leaves the desk by the user's own order: one signed message to one address of the configuration."""

import smtplib
import ssl
from email.message import EmailMessage

import httpx

from vedette.errors import InputError
from vedette.intake.web.addresses import Allowed, Resolve, resolve
from vedette.intake.web.transport import Transport

_LAST_OK = 299
SECONDS = 10.0


def post(
    url: str, body: bytes, *, headers: dict[str, str], allowed: Allowed | None = None, resolve: Resolve = resolve
) -> None:
    """Send `body` to `url`; raises `InputError` with the reason when it was not taken. Redirects are not followed."""
    with httpx.Client(
        transport=Transport(allowed or Allowed(), resolve=resolve), timeout=SECONDS, trust_env=False
    ) as client:
        try:
            answer = client.post(url, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise InputError(f"{url} cannot be reached: {error}") from error
    if answer.status_code > _LAST_OK:
        raise InputError(f"{url} answers {answer.status_code}")


def mail(
    letter: EmailMessage, *, server: str, port: int = 25, user: str | None = None, password: str | None = None
) -> None:
    """Hand a letter to the user's mail server, encrypted where it can; raises `InputError` when it is not taken."""
    try:
        with smtplib.SMTP(server, port, timeout=SECONDS) as connection:
            if connection.has_extn("starttls"):
                connection.starttls(context=ssl.create_default_context())
            if user is not None and password is not None:
                connection.login(user, password)
            connection.send_message(letter)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise InputError(f"{server}: the letter was not taken: {error}") from error
