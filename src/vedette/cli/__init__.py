"""The command line: every command is one small function over the rooms below; heavy rooms open only when needed."""


def main() -> None:
    """The `vedette` program."""
    from vedette.cli.app import run

    run()
