"""How commands end: exit statuses, one clear line on standard error, and quiet when the reader of the output leaves."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from vedette.errors import ModelError, StoreError, VedetteError

OK = 0
REFUSED = 1
"""Some or all of the input could not be used."""
USAGE = 2
"""The command could not begin: a wrong option, no such file, no desk, no model."""
INTERRUPTED = 130
OUTPUT_CLOSED = 141


class CannotBeginError(VedetteError):
    """The command cannot begin: a file that it names cannot be opened."""


def say(command: str, message: str) -> None:
    """One line on standard error, whatever the message holds."""
    line = "".join(ch if ch.isprintable() else " " for ch in f"vedette {command}: {message}")
    typer.echo(line, err=True)


@contextmanager
def ending(command: str) -> Iterator[None]:
    """Turn every expected end of a command into its line and exit status."""
    try:
        yield
    except (CannotBeginError, ModelError, StoreError) as error:
        say(command, str(error))
        raise typer.Exit(USAGE) from error
    except VedetteError as error:
        say(command, str(error))
        raise typer.Exit(REFUSED) from error
    except KeyboardInterrupt as error:
        say(command, "interrupted")
        raise typer.Exit(INTERRUPTED) from error
    except BrokenPipeError as error:
        _let_go_of_output()
        raise typer.Exit(OUTPUT_CLOSED) from error
    except OSError as error:
        say(command, f"{error.filename or 'input or output'}: {error.strerror or error}")
        raise typer.Exit(REFUSED) from error


def _let_go_of_output() -> None:
    """Send what is still buffered nowhere, so that the end of the program does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
