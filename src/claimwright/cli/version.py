"""`claimwright version`."""

from claimwright import __version__


def command() -> None:
    """Print the version."""
    print(__version__)  # noqa: T201
