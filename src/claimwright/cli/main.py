"""The `claimwright` command: finds each command group in this package and turns errors into messages.

A module of this package that defines `app` becomes a group, named after the module; one that defines `command`
becomes a single command. Adding a command is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import typer

from claimwright import cli
from claimwright.core.errors import ClaimwrightError

_HELPERS = {"main", "output"}


def build() -> typer.Typer:
    """The whole command line, assembled from the modules of this package in alphabetical order."""
    root = typer.Typer(
        no_args_is_help=True,
        add_completion=True,
        help="US health-insurance claims, readable.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for info in sorted(pkgutil.iter_modules(cli.__path__), key=lambda item: item.name):
        if info.name in _HELPERS or info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{cli.__name__}.{info.name}")
        if hasattr(module, "app"):
            root.add_typer(module.app, name=info.name)
        else:
            root.command(info.name)(module.command)
    return root


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 done with findings, 2 the input or the call is wrong."""
    try:
        build()()
    except ClaimwrightError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
