"""The desk on a port of this machine."""

import socket

import uvicorn
from starlette.applications import Starlette

from vedette.errors import InputError

ADDRESS = "127.0.0.1"
_TRIES = 20


def listener(port: int) -> socket.socket:
    """A socket that listens on this machine alone: on the port, on one of those after it, or on any for 0.

    Raises `InputError` when all of them are taken.
    """
    for wanted in range(port, port + _TRIES) if port else (0,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((ADDRESS, wanted))
            found.listen(128)
        except (OSError, OverflowError):
            found.close()
            continue
        return found
    raise InputError(f"no port is free from {port} to {port + _TRIES - 1}; choose another with --port")


def address(listening: socket.socket) -> str:
    """Where a browser finds the desk."""
    return f"http://{ADDRESS}:{listening.getsockname()[1]}/"


def serve(app: Starlette, listening: socket.socket) -> None:
    """Answer until the user ends it."""
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[listening])
